"""Is it a person? It is asked instead of what a tap would have done, and the right answer does that after all."""

from aiogram import Bot, Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ErrorEvent

from bot.again import Again, source_of, tap_after
from bot.callbacks import AnswerCaptcha, AskInWords, ShowEvent
from bot.screen import show
from bot.screens import captcha as screens
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.domain.refusal import CaptchaNeeded
from core.services.captchas import Asked, Captchas
from core.services.pictures import Pictures


def build_router() -> Router:
    router = Router(name="captcha")
    router.error.register(ask, ExceptionTypeFilter(CaptchaNeeded))
    router.callback_query.register(take_answer, AnswerCaptcha.filter())
    router.callback_query.register(ask_in_words, AskInWords.filter())
    return router


async def ask(
    event: ErrorEvent, person: Person, captchas: Captchas, pictures: Pictures, state: FSMContext, t: Texts
) -> None:
    needed = event.exception
    assert isinstance(needed, CaptchaNeeded), "the filter lets nothing else through"
    asked = await captchas.ask(needed.event_id, person.id, await tap_after(needed, event.update, state))
    await show(source_of(event.update), screens.question(asked, pictures, t, while_waiting=needed.while_waiting))


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
