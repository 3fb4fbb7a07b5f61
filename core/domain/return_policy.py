"""What a ticket is worth when its buyer gives it back."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReturnPolicy:
    """All of the price before `free_until`, then `percent` of it; nothing comes back once the event has begun."""

    free_until: datetime | None = None
    percent: int = 0

    def worth_minor(self, price_minor: int, starts_at: datetime, now: datetime) -> int | None:
        """In the smallest unit, rounded down; None: it cannot be given back. What cost nothing always can."""
        if now >= starts_at:
            return None
        if price_minor == 0 or (self.free_until and now < self.free_until):
            return price_minor
        return price_minor * self.percent // 100 if self.percent else None


NO_RETURNS = ReturnPolicy()
