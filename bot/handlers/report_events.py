"""Which events a report is about, where it is about several: those of a period, or those ticked."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ChooseReports, ShowTicked, TickEvent
from bot.screen import show
from bot.screens import reports as screens
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.services.reporting import Reporting


def build_router() -> Router:
    router = Router(name="report_events")
    router.message.register(choose, Command("reports"))
    router.callback_query.register(choose, ChooseReports.filter())
    router.callback_query.register(show_ticked, ShowTicked.filter())
    router.callback_query.register(tick_event, TickEvent.filter())
    return router


async def choose(source: Message | CallbackQuery, person: Person, reporting: Reporting, t: Texts) -> None:
    await reporting.rights.teams_of(person.id)
    await show(source, screens.choose(t))


async def show_ticked(
    query: CallbackQuery, callback_data: ShowTicked, person: Person, reporting: Reporting, t: Texts
) -> None:
    await show(query, screens.tick(await reporting.choice(person.id), callback_data.page, t))


async def tick_event(
    query: CallbackQuery, callback_data: TickEvent, person: Person, reporting: Reporting, t: Texts
) -> None:
    choice = await reporting.tick(person.id, EventId(callback_data.event_id))
    await show(query, screens.tick(choice, callback_data.page, t))
