"""What a tier costs: one price, or steps by how much of it is sold and how soon the event begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from core.domain.currency import minor_digits
from core.domain.refusal import InvalidPrice

STEPS_MAX, PRICE_MOST_MINOR = 12, 10**9
PRICE = r"\d{1,9}(?:[.,]\d{1,3})?"
STEP = re.compile(
    rf"(?:(?P<percent>\d{{1,3}})\s*%|(?P<days>\d{{1,3}})\s*(?:d|д)\w*|(?P<hours>\d{{1,3}})\s*(?:h|г|ч)\w*)"
    rf"\s*[:=–—-]?\s*(?P<price>{PRICE})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PriceStep:
    """Holds once `sold_percent` of the tier are sold, or from `before` the start of the event."""

    price_minor: int
    sold_percent: int | None = None
    before: timedelta | None = None

    def holds(self, sold: int, capacity: int, left: timedelta) -> bool:
        if self.sold_percent is not None:
            return sold * 100 >= self.sold_percent * capacity
        return self.before is not None and left <= self.before


@dataclass(frozen=True, slots=True)
class Prices:
    """Of one tier. Of the steps that hold the last one says the price, so that prices may fall as well as rise."""

    base_minor: int
    steps: tuple[PriceStep, ...] = ()

    def price_minor(self, sold: int, capacity: int, left: timedelta) -> int:
        """`left` is the time until the event begins."""
        holding = [step for step in self.steps if step.holds(sold, capacity, left)]
        return holding[-1].price_minor if holding else self.base_minor

    @property
    def bounds_minor(self) -> tuple[int, int]:
        every = [self.base_minor, *(step.price_minor for step in self.steps)]
        return min(every), max(every)


def typed_prices(text: str, currency: str) -> Prices:
    """`900`, or with steps: `900, 50% 1100, 80% 1300, 3d 1500` (from three days before). Refused with an example."""
    first, *others = [part.strip() for part in re.split(r"[;\n]|,\s", text.strip()) if part.strip()] or [""]
    if not re.fullmatch(PRICE, first) or len(others) > STEPS_MAX:
        raise InvalidPrice
    return Prices(price_minor(first, currency), tuple(typed_step(part, currency) for part in others))


def typed_step(text: str, currency: str) -> PriceStep:
    """`50% 1100`, `3d 1500` or `12h 1500`. Refused with an example."""
    found = STEP.fullmatch(text.strip())
    if not found:
        raise InvalidPrice
    costs_minor = price_minor(found["price"], currency)
    if found["percent"]:
        percent = int(found["percent"])
        if not 1 <= percent <= 100:
            raise InvalidPrice
        return PriceStep(costs_minor, sold_percent=percent)
    before = timedelta(days=int(found["days"] or 0), hours=int(found["hours"] or 0))
    if not before:
        raise InvalidPrice
    return PriceStep(costs_minor, before=before)


def price_minor(text: str, currency: str) -> int:
    """Raises `InvalidPrice` for more digits than the currency has, or more than any ticket costs."""
    minor = Decimal(text.replace(",", ".")).scaleb(minor_digits(currency))
    if minor != int(minor) or minor > PRICE_MOST_MINOR:
        raise InvalidPrice
    return int(minor)


def curve(prices: Prices, capacity: int, left: timedelta, shares: Sequence[int]) -> list[int]:
    """The price at each share sold, in percent, as if so much were sold at this moment."""
    return [prices.price_minor(capacity * share // 100, capacity, left) for share in shares]


def until(moment: datetime, now: datetime) -> timedelta:
    return max(moment - now, timedelta())
