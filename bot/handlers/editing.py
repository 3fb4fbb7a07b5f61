"""An event that is there already is changed from its desk."""

from datetime import UTC, datetime

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Location, Message

from bot.callbacks import AskEventDetail, EditEvent, MoveEvent
from bot.screen import show
from bot.screens import editing as screens
from bot.screens import managing as desk
from bot.states import Typing
from bot.texts import Texts
from core.domain.event import EventDetail
from core.domain.ids import EventId
from core.domain.person import Person
from core.services.editing import Editing
from core.services.managing import Managing


def build_router() -> Router:
    router = Router(name="editing")
    router.callback_query.register(choose_detail, EditEvent.filter())
    router.callback_query.register(ask_detail, AskEventDetail.filter())
    router.callback_query.register(move, MoveEvent.filter())
    router.message.register(take_detail, Typing.event_detail, F.text)
    router.message.register(take_pin, Typing.event_detail, F.location.as_("location"))
    return router


async def choose_detail(
    query: CallbackQuery, callback_data: EditEvent, person: Person, editing: Editing, t: Texts
) -> None:
    event, _ = await editing.event(person.id, EventId(callback_data.event_id))
    await show(query, screens.choose(event, t))


async def ask_detail(
    query: CallbackQuery,
    callback_data: AskEventDetail,
    person: Person,
    editing: Editing,
    state: FSMContext,
    t: Texts,
) -> None:
    event, holders = await editing.event(person.id, EventId(callback_data.event_id))
    await state.set_state(Typing.event_detail)
    await state.set_data({"event_id": event.id, "detail": callback_data.about})
    await show(query, screens.ask(event, callback_data.about, holders, t))


async def take_detail(
    message: Message, person: Person, editing: Editing, managing: Managing, state: FSMContext, t: Texts
) -> None:
    """A new start is confirmed first: what was typed may have been meant otherwise."""
    asked = await state.get_data()
    event_id, detail, typed = EventId(asked["event_id"]), EventDetail(asked["detail"]), message.text or ""
    if detail is EventDetail.STARTS:
        event, starts_at, holders = await editing.understand_start(person.id, event_id, typed)
        await show(message, screens.confirm_move(event, starts_at, holders, t))
        return
    await editing.change(person.id, event_id, detail, typed)
    await state.clear()
    await show(message, desk.event(await managing.event(person.id, event_id), t))


async def take_pin(
    message: Message,
    location: Location,
    person: Person,
    editing: Editing,
    managing: Managing,
    state: FSMContext,
    t: Texts,
) -> None:
    """From the map: whatever was asked, it can be nothing else."""
    event_id = EventId((await state.get_data())["event_id"])
    await editing.change(person.id, event_id, EventDetail.PIN, f"{location.latitude:f} {location.longitude:f}")
    await state.clear()
    await show(message, desk.event(await managing.event(person.id, event_id), t))


async def move(
    query: CallbackQuery, callback_data: MoveEvent, person: Person, editing: Editing, managing: Managing, t: Texts
) -> None:
    event_id = EventId(callback_data.event_id)
    await editing.move(person.id, event_id, datetime.fromtimestamp(callback_data.minute * 60, UTC))
    await show(query, desk.event(await managing.event(person.id, event_id), t), toast=t.plain("edit-moved"))
