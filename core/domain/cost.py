"""What an event costs its organizers: noted by hand, in the currency of the event."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache

from core.domain.currency import minor_digits
from core.domain.ids import CostId, EventId
from core.domain.question import one_line
from core.domain.refusal import InvalidCost

WHAT_MAX = 100
COST_MOST_MINOR = 10**12
AMOUNT = r"(?:\d{1,3}(?P<group>[ '’.,])\d{3}(?:(?P=group)\d{3})*|\d+)(?:[.,]\d{1,2})?"
"""Three digits behind a comma or a point are thousands: no currency has three digits after the point."""
SIGN = r"(?:грн\.?|руб\.?|[₴₽$€£¥⭐]|{currency})"


class CostKind(StrEnum):
    COST = "cost"
    FEE = "fee"  # what the payment provider keeps, which nobody tells Kassa


@dataclass(frozen=True, slots=True)
class Cost:
    """`noted_at` is in the time zone of the venue."""

    event_id: EventId
    id: CostId
    kind: CostKind
    amount_minor: int
    what: str
    noted_by_name: str
    noted_at: datetime


def typed_cost(text: str, currency: str, default_what: str = "") -> tuple[int, str]:
    """`12 000 rent`, `12000,50 грн оренда` or `rent 12 000`: the amount in the smallest unit, and what for.

    Refused without an amount that the currency knows, or without words unless there are some by default.
    """
    line = one_line(text)
    found = next(filter(None, (shape.fullmatch(line) for shape in _shapes(currency))), None)
    if found is None:
        raise InvalidCost
    amount_minor = _minor(found["amount"], found["group"], currency)
    what = (found["what"] or "").strip() or default_what
    if not 0 < amount_minor <= COST_MOST_MINOR or not 1 <= len(what) <= WHAT_MAX:
        raise InvalidCost
    return amount_minor, what


@cache
def _shapes(currency: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The amount before the words, or behind them; the currency may be named, but no other one."""
    sign = SIGN.format(currency=currency)
    first = rf"{sign}? ?(?P<amount>{AMOUNT})(?!\d|[.,]\d) ?(?:{sign}(?!\w))?(?:[ :,;–—-]+(?P<what>.*))?"
    last = rf"(?P<what>.*?)[ :,;–—-]+(?P<amount>{AMOUNT}) ?{sign}?"
    return re.compile(first, re.IGNORECASE), re.compile(last, re.IGNORECASE)


def _minor(amount: str, group: str | None, currency: str) -> int:
    digits = (amount.replace(group, "") if group else amount).replace(",", ".")
    minor = Decimal(digits).scaleb(minor_digits(currency))
    if minor != minor.to_integral_value():
        raise InvalidCost
    return int(minor)
