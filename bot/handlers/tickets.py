"""My tickets, and showing them again."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ShowTickets, ShowTicketsOf
from bot.notifier import Notifier
from bot.screen import answer, show
from bot.screens import tickets
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.services.ticketing import Ticketing


def build_router() -> Router:
    router = Router(name="tickets")
    router.message.register(show_my_tickets, Command("tickets"))
    router.callback_query.register(show_my_tickets, ShowTickets.filter())
    router.callback_query.register(show_tickets_of_event, ShowTicketsOf.filter())
    return router


async def show_my_tickets(
    source: Message | CallbackQuery, person: Person, ticketing: Ticketing, t: Texts, sends_email: bool = False
) -> None:
    await show(source, tickets.mine(await ticketing.mine(person.id), t, offers_email=sends_email))


async def show_tickets_of_event(
    query: CallbackQuery,
    callback_data: ShowTicketsOf,
    person: Person,
    ticketing: Ticketing,
    notifier: Notifier,
) -> None:
    await ticketing.send_again(EventId(callback_data.event_id), person.id)
    await answer(query)
    notifier.wake()
