"""What the owner must return by hand."""

from collections.abc import Sequence

from bot.keyboards import refunds as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts
from core.domain.currency import STARS
from core.domain.payment import RefundByHand


def by_hand(refunds: Sequence[RefundByHand], t: Texts) -> Screen:
    if not refunds:
        return Screen(t("refunds-none"), keyboards.by_hand(refunds, t))
    return Screen(
        "\n\n".join([t("refunds-title"), *(_item(refund, t) for refund in refunds)]), keyboards.by_hand(refunds, t)
    )


def done(amount_minor: int, currency: str, t: Texts) -> Html:
    """To the payer: it is on its way back."""
    return t("refund-done", amount=t.money(amount_minor, currency), stars="yes" if currency == STARS else "no")


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
