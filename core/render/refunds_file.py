"""Refunds to make by hand, as a table for the provider or the bank."""

from collections.abc import Iterable

from core.domain.currency import amount
from core.domain.payment import RefundByHand
from core.render.csv_file import csv_file

HEAD = ("refund", "charge_id", "amount", "currency", "order", "paid_at")


def refunds_file(owed: Iterable[RefundByHand], language: str) -> bytes:
    """One line for each refund: of one charge there may be several."""
    rows = (
        (
            one.refund.id,
            one.refund.charge.provider_charge_id,
            amount(one.refund.amount_minor, one.refund.charge.currency),
            one.refund.charge.currency,
            one.refund.charge.order_id,
            one.paid_at,
        )
        for one in owed
    )
    return csv_file(HEAD, rows, language)
