"""What is on, and the card of one event."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ShowEvent, ShowEvents
from bot.screen import show
from bot.screens import events
from bot.texts import Texts
from core.domain.finding import Finding
from core.domain.ids import EventId
from core.domain.person import Person
from core.services.browsing import Browsing
from core.services.pictures import Pictures


def build_router() -> Router:
    router = Router(name="events")
    router.message.register(show_first_page, Command("events"))
    router.callback_query.register(show_page, ShowEvents.filter())
    router.callback_query.register(show_event, ShowEvent.filter())
    return router


async def show_first_page(message: Message, person: Person, browsing: Browsing, t: Texts) -> None:
    await show(message, events.page(await browsing.look(person.id, Finding()), t))


async def show_page(
    query: CallbackQuery, callback_data: ShowEvents, person: Person, browsing: Browsing, t: Texts
) -> None:
    finding = replace(await browsing.last_finding(person.id), page=callback_data.page)
    await show(query, events.page(await browsing.look(person.id, finding), t))


async def show_event(
    query: CallbackQuery, callback_data: ShowEvent, person: Person, browsing: Browsing, pictures: Pictures, t: Texts
) -> None:
    card = await browsing.card(EventId(callback_data.event_id), person.id)
    await show(query, events.card(card, pictures, t))
