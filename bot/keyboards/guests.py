"""Guests who have no code to show, and why they are let in."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import AdmitGuest, AskGuest, ShowDoor, ShowGuest
from bot.keyboards.layout import button, keyboard
from bot.keyboards.tickets import short_place
from bot.texts import Texts
from core.domain.checkin import Reason
from core.domain.ticket import Ticket

REASONS = (Reason.PHONE_DEAD, Reason.TICKET_LOST, Reason.OTHER)


def back(t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), ShowDoor())])


def found(tickets: Sequence[Ticket], t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        *[
            [
                button(
                    t.plain("guest-button", name=ticket.name, place=short_place(ticket)),
                    ShowGuest(event_id=ticket.event.id, ticket_id=ticket.id),
                )
            ]
            for ticket in tickets
        ],
        [button(t.plain("guests-again"), AskGuest()), button(t.plain("back"), ShowDoor())],
    )


def guest(ticket: Ticket, t: Texts) -> InlineKeyboardMarkup:
    ids = {"event_id": ticket.event.id, "ticket_id": ticket.id}
    return keyboard(
        *[[button(t.plain("guest-admit", reason=reason), AdmitGuest(**ids, reason=reason))] for reason in REASONS],
        [button(t.plain("guests-again"), AskGuest()), button(t.plain("back"), ShowDoor())],
    )
