"""Tickets of an order that the organizer may take back."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import AskTakeBack, AskTakeBackAll, ShowMenu, ShowSoldOrder
from bot.keyboards.layout import button, keyboard
from bot.keyboards.tickets import short_place
from bot.texts import Texts
from core.domain.ticket import Ticket
from core.services.returning import SoldOrder

TICKETS_MAX = 30
"""Buttons for more would not fit; the order can still be taken back whole."""


def order(sold: SoldOrder, t: Texts) -> InlineKeyboardMarkup:
    event_id = sold.event.id
    return keyboard(
        *[
            [button(_label(ticket, t), AskTakeBack(event_id=event_id, ticket_id=ticket.id))]
            for ticket in sold.returnable[:TICKETS_MAX]
        ],
        [
            button(
                t.plain("returns-all", amount=t.money(sold.order.total_minor, sold.order.currency)),
                AskTakeBackAll(event_id=event_id, order_id=sold.order.id),
            )
        ]
        if sold.is_whole and len(sold.tickets) > 1
        else [],
        [button(t.plain("home"), ShowMenu())],
    )


def confirm(sold: SoldOrder, yes: CallbackData, t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("returns-confirm"), yes)],
        [button(t.plain("back"), ShowSoldOrder(event_id=sold.event.id, order_id=sold.order.id))],
    )


def _label(ticket: Ticket, t: Texts) -> str:
    return t.plain("returns-ticket", place=short_place(ticket), amount=t.money(ticket.price_minor, ticket.currency))
