"""Promo codes and what they have brought, for a spreadsheet."""

from collections.abc import Iterable

from core.domain.currency import amount
from core.domain.promo_code import CodeUse
from core.render.csv_file import csv_file

HEAD = ("code", "percent", "amount", "max_uses", "valid_from", "valid_until", "tickets", "discount", "paid", "currency")


def codes_file(currency: str, codes: Iterable[CodeUse], language: str) -> bytes:
    rows = (
        (
            use.code.code,
            use.code.percent,
            None if use.code.amount_minor is None else amount(use.code.amount_minor, currency),
            use.code.max_uses,
            use.code.valid_from and use.code.valid_from.isoformat(timespec="minutes"),
            use.code.valid_until and use.code.valid_until.isoformat(timespec="minutes"),
            use.tickets,
            amount(use.off_minor, currency),
            amount(use.paid_minor, currency),
            currency,
        )
        for use in codes
    )
    return csv_file(HEAD, rows, language)
