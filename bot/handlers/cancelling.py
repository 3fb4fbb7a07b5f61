"""An event is cancelled from its desk: its title is typed, then a bar shows how far the refunds are."""

from contextlib import suppress

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import AskCancelEvent, ShowCancellation
from bot.screen import show, show_in
from bot.screens import cancelling as screens
from bot.states import Typing
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.services.cancelling import NOTHING_YET, Cancelling

SHOWN_BATCHES = 20
"""As many steps of the bar; the sweep does what is left after them."""


def build_router() -> Router:
    router = Router(name="cancelling")
    router.callback_query.register(ask_to_cancel, AskCancelEvent.filter())
    router.callback_query.register(show_progress, ShowCancellation.filter())
    router.message.register(cancel, Typing.cancelled_title, F.text)
    return router


async def ask_to_cancel(
    query: CallbackQuery,
    callback_data: AskCancelEvent,
    person: Person,
    cancelling: Cancelling,
    state: FSMContext,
    t: Texts,
) -> None:
    event = await cancelling.event(person.id, EventId(callback_data.event_id))
    await state.set_state(Typing.cancelled_title)
    await state.set_data({"event_id": event.id})
    await show(query, screens.ask(await cancelling.progress(person.id, event.id), t))


async def show_progress(
    query: CallbackQuery, callback_data: ShowCancellation, person: Person, cancelling: Cancelling, t: Texts
) -> None:
    await show(query, screens.progress(await cancelling.progress(person.id, EventId(callback_data.event_id)), t))


async def cancel(
    message: Message, person: Person, cancelling: Cancelling, state: FSMContext, bot: Bot, t: Texts
) -> None:
    event_id = EventId((await state.get_data())["event_id"])
    await cancelling.cancel(person.id, event_id, message.text or "")
    await state.clear()
    shown = await show(message, screens.progress(await cancelling.progress(person.id, event_id), t))
    message_id, last = shown.message_id, await cancelling.refund_some(event_id, NOTHING_YET)
    for _ in range(SHOWN_BATCHES):
        screen = screens.progress(await cancelling.progress(person.id, event_id), t)
        with suppress(TelegramAPIError):  # such as: too many changes at once. The refunds go on, and the next one shows
            message_id = await show_in(bot, message.chat.id, message_id, screen)
        if last is None:
            return
        last = await cancelling.refund_some(event_id, last)
