"""What a buyer looks for: words, a time, a city, a kind, a price."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.domain.category import Category
from core.domain.currency import STARS, minor_digits
from core.domain.event import EventSummary
from core.domain.ids import CityId

SATURDAY = 5
PRICE_STEPS: dict[str, tuple[int, ...]] = {
    "UAH": (300, 700, 1500),
    "PLN": (50, 100, 250),
    "CZK": (300, 600, 1500),
    STARS: (250, 500, 1000),
}
PRICE_STEPS_ELSEWHERE = (10, 25, 50)
WITHOUT_COINS = 100  # one dollar is about a hundred of these


class Period(StrEnum):
    """Days by the calendar of the venue."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"

    def days(self, today: date) -> tuple[date, date]:
        """The first and the last day. The weekend is this week's, and what is left of it."""
        match self:
            case Period.TODAY:
                return today, today
            case Period.TOMORROW:
                return today + timedelta(days=1), today + timedelta(days=1)
            case Period.WEEKEND:
                saturday = today + timedelta(days=SATURDAY - today.weekday())
                return max(today, saturday), saturday + timedelta(days=1)
            case Period.WEEK:
                return today, today + timedelta(days=6)
            case Period.MONTH:
                return today, today + timedelta(days=29)

    def bounds(self, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From the first midnight to the one behind the last day, in that zone; right over a clock change."""
        first, last = self.days(now.astimezone(zone).date())
        return datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)


@dataclass(frozen=True, slots=True)
class PriceLimit:
    """The most that the cheapest ticket may cost; nothing means free of charge, in whatever currency."""

    minor: int
    currency: str = ""


FREE_OF_CHARGE = PriceLimit(0)


def price_steps(currency: str) -> tuple[PriceLimit, ...]:
    """The limits that are offered for prices in a currency."""
    digits = minor_digits(currency)
    steps = PRICE_STEPS.get(currency)
    if steps is None:
        steps = PRICE_STEPS_ELSEWHERE if digits else tuple(step * WITHOUT_COINS for step in PRICE_STEPS_ELSEWHERE)
    return tuple(PriceLimit(step * 10**digits, currency) for step in steps)


@dataclass(frozen=True, slots=True)
class City:
    id: CityId
    name: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What is looked for, and on which page of it the buyer is; `typed` is what they wrote."""

    typed: str = ""
    period: Period | None = None
    city_id: CityId | None = None
    category: Category | None = None
    price: PriceLimit | None = None
    on_sale: bool = False
    page: int = 1

    @property
    def is_filtered(self) -> bool:
        return replace(self, typed="", page=1) != Finding()

    def without_filters(self) -> "Finding":
        return Finding(typed=self.typed)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what was found; `number` counts from 1. `is_cut`: there is more than can be paged through."""

    finding: Finding
    events: tuple[EventSummary, ...]
    number: int
    pages: int
    total: int
    is_cut: bool = False
    city: City | None = None
