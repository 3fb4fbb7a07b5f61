"""The organizer's own events, and the desk of each: how it stands and what can be done."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ManageEvent, ManageEvents
from bot.screen import show
from bot.screens import managing as screens
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.services.managing import Managing


def build_router() -> Router:
    router = Router(name="managing")
    router.message.register(show_events, Command("manage"))
    router.callback_query.register(show_page, ManageEvents.filter())
    router.callback_query.register(show_event, ManageEvent.filter())
    return router


async def show_events(message: Message, person: Person, managing: Managing, t: Texts) -> None:
    await show(message, screens.events(await managing.events(person.id), 0, t))


async def show_page(
    query: CallbackQuery, callback_data: ManageEvents, person: Person, managing: Managing, t: Texts
) -> None:
    await show(query, screens.events(await managing.events(person.id), callback_data.page, t))


async def show_event(
    query: CallbackQuery, callback_data: ManageEvent, person: Person, managing: Managing, t: Texts
) -> None:
    await show(query, screens.event(await managing.event(person.id, EventId(callback_data.event_id)), t))
