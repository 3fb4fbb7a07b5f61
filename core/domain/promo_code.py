"""A promo code: what it takes off the price of a ticket, off which tickets, when and how often."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import TierId
from core.domain.refusal import ClosedBecause, PromoCodeClosed, PromoCodeNotForThese, PromoCodeNotFound, PromoCodeUsedUp

SHAPE = re.compile(r"[^\W_]([^\W_]|[-_]){1,30}[^\W_]")
"""Letters of any alphabet and digits, 3 to 32 of them, with dashes between."""


@dataclass(frozen=True, slots=True)
class PromoCode:
    """Either `percent` or `amount_minor` comes off each ticket, but never more than it costs.

    It is good for tickets of `tier_ids` (None: of all), from `valid_from` until before `valid_until` (None: always),
    and for `max_uses` tickets in all orders together (None: for any number). Times are in the zone of the venue.
    """

    code: str
    percent: int | None = None
    amount_minor: int | None = None
    tier_ids: frozenset[TierId] | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    max_uses: int | None = None

    def off(self, price_minor: int) -> int:
        """In the smallest unit, rounded down."""
        if self.percent is not None:
            return price_minor * self.percent // 100
        assert self.amount_minor is not None, "one of them is always given"
        return min(self.amount_minor, price_minor)

    def is_for(self, tier_id: TierId) -> bool:
        return self.tier_ids is None or tier_id in self.tier_ids

    def ensure_valid(self, now: datetime) -> None:
        if self.valid_from and now < self.valid_from:
            raise PromoCodeClosed(ClosedBecause.NOT_YET, self.valid_from)
        if self.valid_until and now >= self.valid_until:
            raise PromoCodeClosed(ClosedBecause.OVER, self.valid_until)

    def discounts_minor(self, tickets: Sequence[tuple[TierId, int]], used: int) -> tuple[int, ...]:
        """What comes off each ticket (its tier and price). Where the code is not enough for all, the dearest have it.

        Raises `PromoCodeUsedUp` or `PromoCodeNotForThese` where nothing comes off.
        """
        off = [self.off(price_minor) if self.is_for(tier_id) else 0 for tier_id, price_minor in tickets]
        if not any(off):
            raise PromoCodeNotForThese(self.code)
        left = len(off) if self.max_uses is None else max(self.max_uses - used, 0)
        if left == 0:
            raise PromoCodeUsedUp(self.code)
        lucky = sorted(range(len(off)), key=lambda place: -off[place])[:left]
        return tuple(off[place] if place in lucky else 0 for place in range(len(off)))


@dataclass(frozen=True, slots=True)
class CodeUse:
    """A code with its bought tickets: what came off them, and what was paid for them all the same."""

    code: PromoCode
    tickets: int
    off_minor: int
    paid_minor: int


def typed_code(text: str) -> str:
    """The code as it is stored. Refused if no code looks like what was typed."""
    code = "".join(text.split()).upper()
    if not SHAPE.fullmatch(code):
        raise PromoCodeNotFound
    return code
