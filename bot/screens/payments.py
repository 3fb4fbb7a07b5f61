"""Payments that were let begin and of which nobody told us."""

from collections.abc import Sequence

from bot.keyboards import payments as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts
from core.domain.payment import UnconfirmedPayment


def unconfirmed(payments: Sequence[UnconfirmedPayment], t: Texts) -> Screen:
    if not payments:
        return Screen(t("payments-none"), keyboards.unconfirmed(payments, t))
    items = [_item(payment, t) for payment in payments]
    return Screen("\n\n".join([t("payments-title"), *items]), keyboards.unconfirmed(payments, t))


def _item(payment: UnconfirmedPayment, t: Texts) -> Html:
    order, buyer = payment.order, payment.buyer
    return t(
        "payments-item",
        amount=t.money(order.total_minor, order.currency),
        name=buyer.name,
        buyer=f"@{buyer.username}" if buyer.username else str(buyer.id),
        title=payment.event_title,
        order=str(order.id),
        when=t.when_short(payment.since),
    )
