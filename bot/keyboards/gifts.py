"""Which ticket to give, its link, and taking it."""

from collections.abc import Set
from html import unescape
from urllib.parse import quote

from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import FillDetails, GiveTicket, RevokeGift, ShowGifts, ShowMenu, ShowTickets, ShowTicketsOf, TakeGift
from bot.keyboards.layout import button, keyboard
from bot.keyboards.tickets import short_place
from bot.texts import Texts
from core.domain.ids import EventId, TicketId
from core.domain.ticket import Ticket
from core.services.ticketing import TicketsOfEvent

TICKETS_MAX = 30


def choose(group: TicketsOfEvent, on_offer: Set[TicketId], t: Texts) -> InlineKeyboardMarkup:
    usable = [ticket for ticket in group.tickets if ticket.is_usable]
    return keyboard(
        *[[_choice(ticket, ticket.id in on_offer, t)] for ticket in usable[:TICKETS_MAX]],
        [button(t.plain("back"), ShowTicketsOf(event_id=group.event.id))],
    )


def offered(ticket: Ticket, link: str, t: Texts) -> InlineKeyboardMarkup:
    event_id = ticket.event.id
    words = t.plain("gift-words", title=ticket.event.title)
    share = f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(unescape(words), safe='')}"
    return keyboard(
        [InlineKeyboardButton(text=t.plain("gift-share"), url=share)],
        [InlineKeyboardButton(text=t.plain("gift-copy"), copy_text=CopyTextButton(text=link))],
        [button(t.plain("gift-revoke"), RevokeGift(event_id=event_id, ticket_id=ticket.id))],
        [button(t.plain("back"), ShowGifts(event_id=event_id))],
    )


def own(ticket: Ticket, t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("gift-revoke"), RevokeGift(event_id=ticket.event.id, ticket_id=ticket.id))],
        [button(t.plain("menu-tickets"), ShowTickets()), button(t.plain("home"), ShowMenu())],
    )


def gift(event_id: EventId, secret: str, t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("gift-take"), TakeGift(event_id=event_id, secret=secret))],
        [button(t.plain("home"), ShowMenu())],
    )


def taken(ticket: Ticket, asks: bool, t: Texts) -> InlineKeyboardMarkup:
    details = FillDetails(event_id=ticket.event.id, order_id=ticket.order_id)
    return keyboard(
        [button(t.plain("details-button"), details)] if asks else [],
        [button(t.plain("menu-tickets"), ShowTickets()), button(t.plain("home"), ShowMenu())],
    )


def _choice(ticket: Ticket, is_on_offer: bool, t: Texts) -> InlineKeyboardButton:
    text = t.plain("gift-on-offer" if is_on_offer else "gift-ticket", place=short_place(ticket))
    return button(text, GiveTicket(event_id=ticket.event.id, ticket_id=ticket.id))
