"""Which ticket to give back, and the question before."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import AskReturn, ReturnTicket, ShowMenu, ShowReturns, ShowTickets, ShowTicketsOf
from bot.keyboards.layout import button, keyboard
from bot.keyboards.tickets import short_place
from bot.texts import Texts
from core.domain.ids import EventId, TicketId
from core.services.returning import ReturnOffer

OFFERS_MAX = 30


def choose(event_id: EventId, offers: Sequence[ReturnOffer], t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        *[[_offer(event_id, offer, t)] for offer in offers[:OFFERS_MAX]],
        [button(t.plain("back"), ShowTicketsOf(event_id=event_id))],
    )


def ask(ticket_id: TicketId, offer: ReturnOffer, t: Texts) -> InlineKeyboardMarkup:
    event_id = next(iter(offer.worth_minor)).event.id
    yes = ReturnTicket(event_id=event_id, ticket_id=ticket_id, amount_minor=offer.amount_minor)
    return keyboard(
        [button(t.plain("return-confirm"), yes)],
        [button(t.plain("back"), ShowReturns(event_id=event_id))],
    )


def done(t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("menu-tickets"), ShowTickets()), button(t.plain("home"), ShowMenu())])


def _offer(event_id: EventId, offer: ReturnOffer, t: Texts) -> InlineKeyboardButton:
    first, count = next(iter(offer.worth_minor)), len(offer.worth_minor)
    amount = t.money(offer.amount_minor, first.currency)
    if count > 1:
        text = t.plain("return-whole", count=count, amount=amount)
    else:
        text = t.plain("return-ticket", place=short_place(first), amount=amount)
    return button(text, AskReturn(event_id=event_id, ticket_id=first.id))
