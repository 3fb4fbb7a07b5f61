"""An event that is there gets more places."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import AddSeats, AskSeats
from bot.notifier import Notifier
from bot.screen import show
from bot.screens import growing as screens
from bot.screens import managing as desk
from bot.states import Typing
from bot.texts import Texts
from core.domain.ids import EventId, GrowthId
from core.domain.person import Person
from core.services.growing import Growing
from core.services.managing import Managing


def build_router() -> Router:
    router = Router(name="growing")
    router.callback_query.register(ask_seats, AskSeats.filter())
    router.callback_query.register(add_seats, AddSeats.filter())
    router.message.register(take_seats, Typing.added_seats, F.text)
    return router


async def ask_seats(
    query: CallbackQuery, callback_data: AskSeats, person: Person, growing: Growing, state: FSMContext, t: Texts
) -> None:
    event, hall = await growing.event(person.id, EventId(callback_data.event_id))
    await state.set_state(Typing.added_seats)
    await state.set_data({"event_id": event.id})
    await show(query, screens.ask(event, hall, t))


async def take_seats(message: Message, person: Person, growing: Growing, state: FSMContext, t: Texts) -> None:
    """Until it is confirmed, other lines may be typed in place of these."""
    event_id = EventId((await state.get_data())["event_id"])
    await show(message, screens.confirm(await growing.preview(person.id, event_id, message.text or ""), t))


async def add_seats(
    query: CallbackQuery,
    callback_data: AddSeats,
    person: Person,
    growing: Growing,
    managing: Managing,
    notifier: Notifier,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    count = await growing.grow(person.id, event_id, GrowthId(callback_data.growth_id))
    toast = t.plain("grow-done", count=count)
    await show(query, desk.event(await managing.event(person.id, event_id), t), toast=toast)
    notifier.wake()
