"""My tickets: showing them again, as pictures, PDF and calendar file."""

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.callbacks import SendCalendar, SendPdf, SendTickets, ShowTickets, ShowTicketsOf
from bot.notifier import Notifier
from bot.screen import answer, show
from bot.screens import tickets
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.render.calendar_file import calendar_file
from core.services.attending import Attending
from core.services.pictures import Pictures
from core.services.ticketing import Ticketing
from core.services.waitlist import Waitlist


def build_router() -> Router:
    router = Router(name="tickets")
    router.message.register(show_my_tickets, Command("tickets"))
    router.callback_query.register(show_my_tickets, ShowTickets.filter())
    router.callback_query.register(show_tickets_of_event, ShowTicketsOf.filter())
    router.callback_query.register(send_tickets, SendTickets.filter())
    router.callback_query.register(send_pdf, SendPdf.filter())
    router.callback_query.register(send_calendar, SendCalendar.filter())
    return router


async def show_my_tickets(
    source: Message | CallbackQuery,
    person: Person,
    ticketing: Ticketing,
    waitlist: Waitlist,
    t: Texts,
    sends_email: bool = False,
) -> None:
    groups, waits = await ticketing.mine(person.id), await waitlist.of_person(person.id)
    await show(source, tickets.mine(groups, waits, t, offers_email=sends_email))


async def show_tickets_of_event(
    query: CallbackQuery,
    callback_data: ShowTicketsOf,
    person: Person,
    ticketing: Ticketing,
    attending: Attending,
    t: Texts,
) -> None:
    event_id = EventId(callback_data.event_id)
    group = await ticketing.mine_of_event(event_id, person.id)
    await show(query, tickets.of_event(group, await attending.forms(event_id, person.id), t))


async def send_tickets(
    query: CallbackQuery,
    callback_data: SendTickets,
    person: Person,
    ticketing: Ticketing,
    notifier: Notifier,
) -> None:
    await ticketing.send_again(EventId(callback_data.event_id), person.id)
    await answer(query)
    notifier.wake()


async def send_pdf(
    query: CallbackQuery,
    callback_data: SendPdf,
    person: Person,
    ticketing: Ticketing,
    pictures: Pictures,
    bot: Bot,
    t: Texts,
) -> None:
    group = await ticketing.mine_of_event(EventId(callback_data.event_id), person.id)
    await answer(query)
    bot_username = (await bot.me()).username or ""
    faces = [tickets.face(ticket, ticketing.token(ticket), bot_username, t) for ticket in group.tickets]
    pdf = await pictures.ticket_pdf(faces, t.language, ticketing.clock())
    await bot.send_document(person.id, BufferedInputFile(pdf, "tickets.pdf"), caption=t("tickets-pdf-caption"))


async def send_calendar(
    query: CallbackQuery, callback_data: SendCalendar, person: Person, ticketing: Ticketing, bot: Bot, t: Texts
) -> None:
    event_id = EventId(callback_data.event_id)
    group, sequence = await ticketing.mine_of_event(event_id, person.id), await ticketing.times_changed(event_id)
    await answer(query)
    bot_username = (await bot.me()).username or ""
    entry = tickets.calendar_entry(group.event, group.tickets[0].order_id, group.tickets, bot_username, t)
    document = BufferedInputFile(calendar_file(entry, ticketing.clock(), sequence), "event.ics")
    await bot.send_document(person.id, document, caption=t("tickets-calendar-caption"))
