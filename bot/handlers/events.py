"""The card of one event, its place on the map, and the reminder of its sale."""

from contextlib import suppress

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InaccessibleMessage

from bot.callbacks import CloseMessage, SetReminder, ShowEvent, ShowOrganizer, ShowPin
from bot.keyboards import events as keyboards
from bot.screen import answer, show
from bot.screens import events
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.services.announcing import Announcing
from core.services.browsing import Browsing
from core.services.pictures import Pictures


def build_router() -> Router:
    router = Router(name="events")
    router.callback_query.register(show_event, ShowEvent.filter())
    router.callback_query.register(set_reminder, SetReminder.filter())
    router.callback_query.register(show_organizer, ShowOrganizer.filter())
    router.callback_query.register(show_pin, ShowPin.filter())
    router.callback_query.register(close_message, CloseMessage.filter())
    return router


async def show_event(
    query: CallbackQuery, callback_data: ShowEvent, person: Person, browsing: Browsing, pictures: Pictures, t: Texts
) -> None:
    card = await browsing.card(EventId(callback_data.event_id), person.id)
    await show(query, events.card(card, pictures, t))


async def show_organizer(
    query: CallbackQuery, callback_data: ShowOrganizer, person: Person, browsing: Browsing, t: Texts
) -> None:
    event_id = EventId(callback_data.event_id)
    await show(query, events.organizer(await browsing.organizer(event_id, person.id), event_id, t))


async def set_reminder(
    query: CallbackQuery,
    callback_data: SetReminder,
    person: Person,
    announcing: Announcing,
    browsing: Browsing,
    pictures: Pictures,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    is_set = await announcing.set_reminder(event_id, person.id, on=bool(callback_data.on))
    card = await browsing.card(event_id, person.id)
    toast = t.plain("event-reminder-set" if is_set else "event-reminder-gone")
    await show(query, events.card(card, pictures, t), toast=toast)


async def show_pin(
    query: CallbackQuery, callback_data: ShowPin, person: Person, browsing: Browsing, bot: Bot, t: Texts
) -> None:
    card = await browsing.card(EventId(callback_data.event_id), person.id)
    await answer(query)
    if card.details.pin:
        venue, (latitude, longitude) = card.summary.event.venue, card.details.pin
        address = f"{venue.city}, {venue.address}"
        await bot.send_venue(person.id, latitude, longitude, venue.name, address, reply_markup=keyboards.pin(t))


async def close_message(query: CallbackQuery) -> None:
    await answer(query)
    if query.message and not isinstance(query.message, InaccessibleMessage):
        with suppress(TelegramBadRequest):
            await query.message.delete()
