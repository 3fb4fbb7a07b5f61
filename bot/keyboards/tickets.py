"""My tickets."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import (
    SendCalendar,
    SendPdf,
    SendTickets,
    ShowEmail,
    ShowEvents,
    ShowGifts,
    ShowMenu,
    ShowReturns,
    ShowTickets,
    ShowTicketsOf,
    ShowWaitlist,
)
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.ticket import Ticket
from core.services.ticketing import TicketsOfEvent
from core.services.waitlist import Waiting

EVENTS_MAX = 20  # with the longest titles that still fits into one message
WAITS_MAX = 5  # of these


def mine(
    groups: Sequence[TicketsOfEvent], waits: Sequence[Waiting], t: Texts, offers_email: bool
) -> InlineKeyboardMarkup:
    return keyboard(
        *[
            [
                button(
                    t.plain("tickets-button", title=group.event.title, count=len(group.tickets)),
                    ShowTicketsOf(event_id=group.event.id),
                )
            ]
            for group in groups
        ],
        *[
            [button(t.plain("waitlist-of-event", title=waiting.event.title), ShowWaitlist(event_id=waiting.event.id))]
            for waiting in waits
        ],
        [button(t.plain("email-button"), ShowEmail())] if offers_email else [],
        [button(t.plain("menu-events"), ShowEvents(page=1)), button(t.plain("home"), ShowMenu())],
    )


def of_event(group: TicketsOfEvent, t: Texts) -> InlineKeyboardMarkup:
    event_id = group.event.id
    to_come = [
        [
            button(t.plain("gift-button"), ShowGifts(event_id=event_id)),
            button(t.plain("return-button"), ShowReturns(event_id=event_id)),
        ],
    ]
    return keyboard(
        [button(t.plain("tickets-show"), SendTickets(event_id=event_id))],
        [
            button(t.plain("tickets-pdf"), SendPdf(event_id=event_id)),
            button(t.plain("tickets-calendar"), SendCalendar(event_id=event_id)),
        ],
        *([] if group.is_past else to_come),
        [button(t.plain("back"), ShowTickets()), button(t.plain("home"), ShowMenu())],
    )


def short_place(ticket: Ticket) -> str:
    """For a button: the seat, or the section of general admission."""
    return f"{ticket.section} {ticket.row}-{ticket.seat}" if ticket.is_seated else ticket.section
