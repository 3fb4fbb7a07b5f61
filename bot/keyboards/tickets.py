"""My tickets."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import (
    FillDetails,
    SendCalendar,
    SendPdf,
    SendTickets,
    ShowEmail,
    ShowEvents,
    ShowGifts,
    ShowMenu,
    ShowPin,
    ShowReturns,
    ShowTickets,
    ShowTicketsOf,
    ShowWaitlist,
)
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts, cut
from core.domain.ticket import Ticket
from core.services.attending import FormView
from core.services.ticketing import TicketsOfEvent
from core.services.waitlist import Waiting

FORMS_MAX, PLACES_CHARACTERS_MAX = 10, 40
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


def of_event(group: TicketsOfEvent, forms: Sequence[FormView], t: Texts) -> InlineKeyboardMarkup:
    event_id = group.event.id
    details = [[_details(group, form, len(forms) > 1, t)] for form in forms[:FORMS_MAX]]
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
        *([] if group.is_past else details),
        *([] if group.is_past else to_come),
        [button(t.plain("event-map"), ShowPin(event_id=event_id))] if group.has_pin else [],
        [button(t.plain("back"), ShowTickets()), button(t.plain("home"), ShowMenu())],
    )


def _details(group: TicketsOfEvent, form: FormView, is_one_of_many: bool, t: Texts) -> InlineKeyboardButton:
    payload = FillDetails(event_id=group.event.id, order_id=form.order.id)
    if not is_one_of_many:
        return button(t.plain("details-button"), payload)
    places = ", ".join(short_place(ticket) for ticket in group.tickets if ticket.order_id == form.order.id)
    return button(t.plain("details-button-of", places=cut(places, PLACES_CHARACTERS_MAX)), payload)


def short_place(ticket: Ticket) -> str:
    """For a button: the seat, or the section of general admission."""
    return f"{ticket.section} {ticket.row}-{ticket.seat}" if ticket.is_seated else ticket.section
