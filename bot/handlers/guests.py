"""Guests without a code at the door: found by name, phone, order or seat, and let in with a reason."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.callbacks import AdmitGuest, AskGuest, ReportScan, ShowGuest
from bot.notifier import Notifier
from bot.screen import show
from bot.screens import guests
from bot.screens.door import verdict
from bot.states import Typing
from bot.texts import Texts
from core.domain.ids import EventId, TicketId
from core.domain.person import Person
from core.services.checkin import Checkin


def build_router() -> Router:
    router = Router(name="guests")
    router.message.register(find_at_once, Command("find"))
    router.callback_query.register(ask_guest, AskGuest.filter())
    router.message.register(find_guest, Typing.guest, F.text)
    router.callback_query.register(show_guest, ShowGuest.filter())
    router.callback_query.register(admit_guest, AdmitGuest.filter())
    router.callback_query.register(report_scan, ReportScan.filter())
    return router


async def find_at_once(
    message: Message, command: CommandObject, person: Person, checkin: Checkin, state: FSMContext, t: Texts
) -> None:
    """`/find Olena`, or the question whom; either way somebody else may be typed after it."""
    post = await checkin.post(person.id)
    await state.set_state(Typing.guest)
    if command.args:
        await show(message, guests.found(await checkin.find(person.id, command.args), command.args, t))
    else:
        await show(message, guests.ask(post.event, t))


async def ask_guest(query: CallbackQuery, person: Person, checkin: Checkin, state: FSMContext, t: Texts) -> None:
    post = await checkin.post(person.id)
    await state.set_state(Typing.guest)
    await show(query, guests.ask(post.event, t))


async def find_guest(message: Message, person: Person, checkin: Checkin, t: Texts) -> None:
    """May be typed again and again, until something else is done."""
    words = message.text or ""
    await show(message, guests.found(await checkin.find(person.id, words), words, t))


async def show_guest(
    query: CallbackQuery, callback_data: ShowGuest, person: Person, checkin: Checkin, t: Texts
) -> None:
    ticket = await checkin.guest(person.id, EventId(callback_data.event_id), TicketId(callback_data.ticket_id))
    await show(query, guests.guest(ticket, t))


async def admit_guest(
    query: CallbackQuery, callback_data: AdmitGuest, person: Person, checkin: Checkin, notifier: Notifier, t: Texts
) -> None:
    event_id, ticket_id = EventId(callback_data.event_id), TicketId(callback_data.ticket_id)
    scan = await checkin.admit_by_hand(person.id, event_id, ticket_id, callback_data.reason)
    await show(query, verdict(scan, await checkin.turnout(scan.post), t))
    notifier.wake()


async def report_scan(
    query: CallbackQuery, callback_data: ReportScan, person: Person, checkin: Checkin, notifier: Notifier, t: Texts
) -> None:
    await checkin.was_not_me(person.id, EventId(callback_data.event_id), TicketId(callback_data.ticket_id))
    await show(query, guests.reported(t))
    notifier.wake()
