"""What the owner must return by hand."""

from collections.abc import Sequence

from bot.keyboards import refunds as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts
from core.domain.currency import STARS
from core.domain.payment import EventOwing, RefundByHand, RefundsOfEvent

SHOWN_MAX = 10


def by_hand(refunds: Sequence[RefundByHand], events: Sequence[EventOwing], t: Texts) -> Screen:
    if not refunds:
        return Screen(t("refunds-none"), keyboards.by_hand(refunds, events, t))
    text = "\n\n".join([t("refunds-title"), *(_item(refund, t) for refund in refunds)])
    return Screen(text, keyboards.by_hand(refunds, events, t))


def of_event(owed: RefundsOfEvent, t: Texts) -> Screen:
    """The oldest ones, and what all of them are together."""
    shown = owed.refunds[:SHOWN_MAX]
    text = "\n\n".join(
        [t("refunds-of-event", title=owed.event_title, sum=_sum(owed, t)), *(_item(refund, t) for refund in shown)]
    )
    return Screen(text, keyboards.of_event(owed, shown, t))


def file(owed: RefundsOfEvent, t: Texts) -> Screen:
    """Goes with the file: what is confirmed from here is what the file lists."""
    return Screen(t("refunds-file-caption", title=owed.event_title, sum=_sum(owed, t)), keyboards.file(owed, t))


def ask_all(owed: RefundsOfEvent, t: Texts) -> Screen:
    return Screen(t("refunds-all-ask", title=owed.event_title, sum=_sum(owed, t)), keyboards.ask_all(owed, t))


def done(amount_minor: int, currency: str, t: Texts) -> Html:
    """To the payer: it is on its way back."""
    return t("refund-done", amount=t.money(amount_minor, currency), stars="yes" if currency == STARS else "no")


def _sum(owed: RefundsOfEvent, t: Texts) -> Html:
    return t("refunds-sum", count=len(owed.refunds), amount=t.money(owed.amount_minor, owed.currency))


def _item(owed: RefundByHand, t: Texts) -> Html:
    refund, charge = owed.refund, owed.refund.charge
    item = t(
        "refunds-item",
        amount=t.money(refund.amount_minor, charge.currency),
        name=owed.payer.name,
        payer=f"@{owed.payer.username}" if owed.payer.username else str(owed.payer.id),
        title=owed.event_title,
        order=str(charge.order_id),
        when=t.when_short(owed.since),
        reason=refund.reason,
        charge=charge.provider_charge_id,
    )
    return Html(f"{item}\n{t('refunds-failed', why=refund.failure)}") if refund.failure else item
