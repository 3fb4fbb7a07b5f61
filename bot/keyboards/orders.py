"""A hold and what can be done with it."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import (
    ChangeSeats,
    ConfirmOrder,
    PayOrder,
    ReleaseOrder,
    ShowEvent,
    ShowHall,
    ShowMenu,
    ShowTickets,
    ShowWaitlist,
)
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.order import Order


def held(order: Order, t: Texts, *, can_change: bool, is_offer: bool) -> InlineKeyboardMarkup:
    ids = {"event_id": order.event_id, "order_id": order.id}
    total = t.money(order.total_minor, order.currency)
    go_on = (
        button(t.plain("order-confirm"), ConfirmOrder(**ids))
        if order.is_free_of_charge
        else button(t.plain("order-pay", total=total), PayOrder(**ids))
    )
    return keyboard(
        [go_on],
        [button(t.plain("order-change"), ChangeSeats(**ids))] if can_change else [],
        [button(t.plain("waitlist-decline" if is_offer else "order-release"), ReleaseOrder(**ids))],
        [button(t.plain("home"), ShowMenu())],
    )


def paying(order: Order, t: Texts) -> InlineKeyboardMarkup:
    """A card may have been declined after the pre-checkout: the way back to an invoice stays open."""
    total = t.money(order.total_minor, order.currency)
    again = PayOrder(event_id=order.event_id, order_id=order.id)
    return keyboard(
        [button(t.plain("order-pay-again", total=total), again)],
        [button(t.plain("home"), ShowMenu())],
    )


def invoice(order: Order, t: Texts) -> InlineKeyboardMarkup:
    """The first button of an invoice pays; Telegram insists."""
    total = t.money(order.total_minor, order.currency)
    release = ReleaseOrder(event_id=order.event_id, order_id=order.id)
    return keyboard(
        [InlineKeyboardButton(text=t.plain("order-pay", total=total), pay=True)],
        [button(t.plain("order-release"), release)],
    )


def ended(event_id: EventId, t: Texts, *, was_offer: bool = False) -> InlineKeyboardMarkup:
    again = button(t.plain("order-choose-again"), ShowHall(event_id=event_id))
    wait = button(t.plain("waitlist-again"), ShowWaitlist(event_id=event_id))
    return keyboard(
        [wait if was_offer else again],
        [button(t.plain("order-to-event"), ShowEvent(event_id=event_id)), button(t.plain("home"), ShowMenu())],
    )


def paid(t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("menu-tickets"), ShowTickets()), button(t.plain("home"), ShowMenu())])
