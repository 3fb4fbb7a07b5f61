"""The organizer's own events, and the desk of each: how it stands and what can be done."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import (
    AskPoster,
    CloneEvent,
    ManageEvent,
    ManageEvents,
    PauseSale,
    PreviewEvent,
    PreviewHall,
    PublishEvent,
)
from bot.live import LiveViews
from bot.screen import show
from bot.screens import managing as screens
from bot.states import Typing
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.services.cloning import Cloning
from core.services.managing import Managing
from core.services.organizing import Organizing
from core.services.pictures import Pictures


def build_router() -> Router:
    router = Router(name="managing")
    router.message.register(show_events, Command("manage"))
    router.callback_query.register(show_page, ManageEvents.filter())
    router.callback_query.register(show_event, ManageEvent.filter())
    router.callback_query.register(preview_event, PreviewEvent.filter())
    router.callback_query.register(preview_hall, PreviewHall.filter())
    router.callback_query.register(publish_event, PublishEvent.filter())
    router.callback_query.register(clone_event, CloneEvent.filter())
    router.callback_query.register(pause_sale, PauseSale.filter())
    router.callback_query.register(ask_poster, AskPoster.filter())
    router.message.register(take_poster, Typing.poster, F.photo)
    router.message.register(ask_poster_again, Typing.poster)
    return router


async def show_events(message: Message, person: Person, managing: Managing, t: Texts) -> None:
    await show(message, screens.events(await managing.events(person.id), 0, t))


async def show_page(
    query: CallbackQuery, callback_data: ManageEvents, person: Person, managing: Managing, t: Texts
) -> None:
    await show(query, screens.events(await managing.events(person.id), callback_data.page, t))


async def show_event(
    query: CallbackQuery,
    callback_data: ManageEvent,
    person: Person,
    managing: Managing,
    live_views: LiveViews,
    t: Texts,
) -> None:
    await live_views.leave(person.id)
    await show(query, screens.event(await managing.event(person.id, EventId(callback_data.event_id)), t))


async def preview_event(
    query: CallbackQuery, callback_data: PreviewEvent, person: Person, managing: Managing, pictures: Pictures, t: Texts
) -> None:
    card = await managing.preview(person.id, EventId(callback_data.event_id))
    await show(query, screens.preview(card, pictures, t))


async def preview_hall(
    query: CallbackQuery, callback_data: PreviewHall, person: Person, managing: Managing, pictures: Pictures, t: Texts
) -> None:
    view = await managing.hall(person.id, EventId(callback_data.event_id))
    await show(query, screens.hall(view, pictures, t))


async def publish_event(
    query: CallbackQuery,
    callback_data: PublishEvent,
    person: Person,
    organizing: Organizing,
    managing: Managing,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    await organizing.publish(person.id, event_id)
    managed = await managing.event(person.id, event_id)
    await show(query, screens.event(managed, t), toast=t.plain("manage-published"))


async def clone_event(
    query: CallbackQuery,
    callback_data: CloneEvent,
    person: Person,
    cloning: Cloning,
    managing: Managing,
    t: Texts,
) -> None:
    copy_id = await cloning.clone(person.id, EventId(callback_data.event_id))
    managed = await managing.event(person.id, copy_id)
    await show(query, screens.event(managed, t), toast=t.plain("manage-cloned"))


async def pause_sale(
    query: CallbackQuery,
    callback_data: PauseSale,
    person: Person,
    organizing: Organizing,
    managing: Managing,
    live_views: LiveViews,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    await live_views.leave(person.id)
    await organizing.pause(person.id, event_id, on=bool(callback_data.on))
    await show(query, screens.event(await managing.event(person.id, event_id), t))


async def ask_poster(
    query: CallbackQuery, callback_data: AskPoster, person: Person, managing: Managing, state: FSMContext, t: Texts
) -> None:
    managed = await managing.event(person.id, EventId(callback_data.event_id))
    await state.set_state(Typing.poster)
    await state.set_data({"event_id": managed.event.id})
    await show(query, screens.ask_poster(managed.event, t))


async def take_poster(
    message: Message,
    person: Person,
    organizing: Organizing,
    managing: Managing,
    pictures: Pictures,
    state: FSMContext,
    t: Texts,
) -> None:
    assert message.photo, "the filter lets nothing else through"
    event_id = EventId((await state.get_data())["event_id"])
    await organizing.set_poster(person.id, event_id, message.photo[-1].file_id)
    await state.clear()
    await show(message, screens.preview(await managing.preview(person.id, event_id), pictures, t))


async def ask_poster_again(message: Message, person: Person, managing: Managing, state: FSMContext, t: Texts) -> None:
    """Words, or a file, are no photo."""
    managed = await managing.event(person.id, EventId((await state.get_data())["event_id"]))
    await show(message, screens.ask_poster(managed.event, t))
