"""Is it a person? The right answer does again what the buyer was about to do."""

from aiogram import Bot, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.again import Again
from bot.callbacks import AnswerCaptcha, AskInWords, ShowEvent
from bot.screen import show
from bot.screens import captcha as screens
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.services.captchas import Asked, Captchas
from core.services.pictures import Pictures


def build_router() -> Router:
    router = Router(name="captcha")
    router.callback_query.register(take_answer, AnswerCaptcha.filter())
    router.callback_query.register(ask_in_words, AskInWords.filter())
    return router


async def take_answer(
    query: CallbackQuery,
    callback_data: AnswerCaptcha,
    person: Person,
    captchas: Captchas,
    pictures: Pictures,
    again: Again,
    bot: Bot,
    state: FSMContext,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    answered = await captchas.answer(event_id, person.id, callback_data.number, callback_data.choice)
    if isinstance(answered, Asked):
        await show(query, screens.question(answered, pictures, t))
    else:
        tap = answered.next_tap or ShowEvent(event_id=event_id).pack()
        await again.tap(query, tap, bot=bot, person=person, state=state, t=t)


async def ask_in_words(
    query: CallbackQuery, callback_data: AskInWords, person: Person, captchas: Captchas, pictures: Pictures, t: Texts
) -> None:
    asked = await captchas.ask_in_words(EventId(callback_data.event_id), person.id)
    await show(query, screens.question(asked, pictures, t))
