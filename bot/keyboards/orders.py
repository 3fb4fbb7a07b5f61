"""A hold and what can be done with it."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import (
    AskPromoCode,
    BlockSeats,
    ChangeQuantity,
    ChangeSeats,
    ConfirmOrder,
    FillDetails,
    GiveAway,
    LeaveHold,
    PayOrder,
    ReleaseOrder,
    RemovePromoCode,
    SellForCash,
    ShowEvent,
    ShowHall,
    ShowMenu,
    ShowOrder,
    ShowTickets,
    ShowWaitlist,
)
from bot.keyboards.layout import Row, button, keyboard
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.order import Order
from core.services.checkout import OrderView


def held(view: OrderView, t: Texts) -> InlineKeyboardMarkup:
    """What is to be paid for waits for the details, if there are such."""
    order, form = view.order, view.form
    can_change = any(seat.row for seat in view.hall.seats) and not view.is_offer
    ids = {"event_id": order.event_id, "order_id": order.id}
    progress = t.plain("order-details", done=form.done, total=len(form.entries))
    return keyboard(
        [] if form.missing else [pay(order, t)],
        [button(progress, FillDetails(**ids))] if form.entries else [],
        [] if can_change or view.is_offer else _quantity(view, t),
        [
            *([button(t.plain("order-change"), ChangeSeats(**ids))] if can_change else []),
            *([_promo_code(order, t)] if view.takes_promo_codes else []),
        ],
        *_box_office(view, t),
        [button(t.plain("waitlist-decline" if view.is_offer else "order-release"), ReleaseOrder(**ids))],
        [button(t.plain("home"), LeaveHold(**ids))],
    )


def _box_office(view: OrderView, t: Texts) -> list[Row]:
    """For who works for the event."""
    order = view.order
    ids = {"event_id": order.event_id, "order_id": order.id}
    total = t.money(order.total_minor, order.currency)
    cash = button(t.plain("order-cash", total=total), SellForCash(**ids, amount_minor=order.total_minor))
    return [
        [cash] if view.seller.may_scan and order.takes_cash else [],
        [
            button(t.plain("order-give-away"), GiveAway(**ids)),
            button(t.plain("order-block"), BlockSeats(**ids)),
        ]
        if view.seller.may_organize
        else [],
    ]


def _quantity(view: OrderView, t: Texts) -> Row:
    """One more or one fewer place of general admission."""
    order, count = view.order, len(view.order.seat_ids)
    ids = {"event_id": order.event_id, "order_id": order.id}
    fewer = button(t.plain("order-one-fewer"), ChangeQuantity(**ids, quantity=count - 1))
    more = button(t.plain("order-one-more"), ChangeQuantity(**ids, quantity=count + 1))
    return [*([fewer] if count > 1 else []), *([more] if count < view.limit else [])]


def _promo_code(order: Order, t: Texts) -> InlineKeyboardButton:
    ids = {"event_id": order.event_id, "order_id": order.id}
    if order.promo_code:
        return button(t.plain("promo-code-remove", code=order.promo_code), RemovePromoCode(**ids))
    return button(t.plain("promo-code-button"), AskPromoCode(**ids))


def promo_code(order: Order, t: Texts) -> InlineKeyboardMarkup:
    """While a code is typed."""
    return keyboard([button(t.plain("back"), ShowOrder(event_id=order.event_id, order_id=order.id))])


def pay(order: Order, t: Texts) -> InlineKeyboardButton:
    """The last step to the tickets."""
    if order.is_free_of_charge:
        return button(t.plain("order-confirm"), ConfirmOrder(event_id=order.event_id, order_id=order.id))
    total = t.money(order.total_minor, order.currency)
    return button(t.plain("order-pay", total=total), PayOrder(event_id=order.event_id, order_id=order.id))


def paying(order: Order, t: Texts) -> InlineKeyboardMarkup:
    """A card may have been declined after the pre-checkout: the way back to an invoice stays open."""
    total = t.money(order.total_minor, order.currency)
    again = PayOrder(event_id=order.event_id, order_id=order.id)
    return keyboard(
        [button(t.plain("order-pay-again", total=total), again)],
        [button(t.plain("home"), LeaveHold(event_id=order.event_id, order_id=order.id))],
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
