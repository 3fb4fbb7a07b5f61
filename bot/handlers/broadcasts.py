"""An organizer writes to the holders of an event: for whom, what, a preview, and how far it has come."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ChooseAudience, ConfirmBroadcast, ShowAudiences, ShowBroadcast, StopBroadcast
from bot.notifier import Notifier
from bot.screen import show
from bot.screens import broadcasts as screens
from bot.states import Typing
from bot.texts import Texts
from core.domain.broadcast import Audience
from core.domain.ids import BroadcastId, EventId, TierId
from core.domain.person import Person
from core.services.broadcasting import Broadcasting


def build_router() -> Router:
    router = Router(name="broadcasts")
    router.callback_query.register(show_audiences, ShowAudiences.filter())
    router.callback_query.register(choose_audience, ChooseAudience.filter())
    router.message.register(take_text, Typing.broadcast, F.text)
    router.callback_query.register(show_broadcast, ShowBroadcast.filter())
    router.callback_query.register(confirm_broadcast, ConfirmBroadcast.filter())
    router.callback_query.register(stop_broadcast, StopBroadcast.filter())
    return router


async def show_audiences(
    query: CallbackQuery, callback_data: ShowAudiences, person: Person, broadcasting: Broadcasting, t: Texts
) -> None:
    event, tiers, last = await broadcasting.audiences(person.id, EventId(callback_data.event_id))
    await show(query, screens.audiences(event, tiers, last, t))


async def choose_audience(
    query: CallbackQuery,
    callback_data: ChooseAudience,
    person: Person,
    broadcasting: Broadcasting,
    state: FSMContext,
    t: Texts,
) -> None:
    event, _, _ = await broadcasting.audiences(person.id, EventId(callback_data.event_id))
    await state.set_state(Typing.broadcast)
    await state.set_data(callback_data.model_dump())
    await show(query, screens.ask_text(event, t))


async def take_text(
    message: Message, person: Person, broadcasting: Broadcasting, state: FSMContext, t: Texts, sends_per_second: float
) -> None:
    """With its bold, links and the like. What is refused may be typed again."""
    asked = await state.get_data()
    tier_id = TierId(asked["tier_id"]) if asked["tier_id"] else None
    audience = Audience(tier_id, bool(asked["not_inside"]))
    view = await broadcasting.write(person.id, EventId(asked["event_id"]), audience, message.html_text)
    await state.clear()
    await show(message, screens.broadcast(view, sends_per_second, t))


async def show_broadcast(
    query: CallbackQuery,
    callback_data: ShowBroadcast,
    person: Person,
    broadcasting: Broadcasting,
    t: Texts,
    sends_per_second: float,
) -> None:
    event_id, broadcast_id = EventId(callback_data.event_id), BroadcastId(callback_data.broadcast_id)
    await show(
        query, screens.broadcast(await broadcasting.view(person.id, event_id, broadcast_id), sends_per_second, t)
    )


async def confirm_broadcast(
    query: CallbackQuery,
    callback_data: ConfirmBroadcast,
    person: Person,
    broadcasting: Broadcasting,
    notifier: Notifier,
    t: Texts,
    sends_per_second: float,
) -> None:
    event_id, broadcast_id = EventId(callback_data.event_id), BroadcastId(callback_data.broadcast_id)
    view = await broadcasting.confirm(person.id, event_id, broadcast_id)
    await show(query, screens.broadcast(view, sends_per_second, t))
    notifier.wake()


async def stop_broadcast(
    query: CallbackQuery,
    callback_data: StopBroadcast,
    person: Person,
    broadcasting: Broadcasting,
    t: Texts,
    sends_per_second: float,
) -> None:
    event_id, broadcast_id = EventId(callback_data.event_id), BroadcastId(callback_data.broadcast_id)
    await show(
        query, screens.broadcast(await broadcasting.stop(person.id, event_id, broadcast_id), sends_per_second, t)
    )
