"""What a ticket is worth when its buyer gives it back."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReturnPolicy:
    """All of the price before `free_until`, then `percent` of it; nothing comes back once the event has begun.

    Who bought before the event was moved, at `moved_at`, gets all of the price until it begins.
    """

    free_until: datetime | None = None
    percent: int = 0
    moved_at: datetime | None = None

    def worth_minor(
        self, price_minor: int, starts_at: datetime, now: datetime, bought_at: datetime | None = None
    ) -> int | None:
        """In the smallest unit, rounded down; None: it cannot be given back. What cost nothing always can."""
        if now >= starts_at:
            return None
        was_moved = self.moved_at and bought_at and bought_at <= self.moved_at
        if price_minor == 0 or was_moved or (self.free_until and now < self.free_until):
            return price_minor
        return price_minor * self.percent // 100 if self.percent else None

    def takes_back_less_than(self, other: "ReturnPolicy") -> bool:
        """Whether anybody could get less back at some time."""
        until, until_then = self.free_until, other.free_until
        ends_earlier = until_then is not None and (until is None or until < until_then)
        return self.percent < other.percent or (ends_earlier and self.percent < 100)


NO_RETURNS = ReturnPolicy()
