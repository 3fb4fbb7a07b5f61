"""An event, its venue, and whether its tickets are on sale."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.domain.category import Category
from core.domain.ids import EventId, VenueId
from core.domain.refusal import ClosedBecause, NotEditable, SaleClosed

FEW_LEFT_SHARE = 0.1


class EventStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class EventDetail(StrEnum):
    """What can be changed of an event that is there already."""

    TITLE = "title"
    DESCRIPTION = "description"
    STARTS = "starts"
    PLACE = "place"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Venue:
    id: VenueId
    name: str
    city: str
    address: str
    time_zone: ZoneInfo

    @property
    def where(self) -> str:
        """In one line; not every venue has an address."""
        return ", ".join(filter(None, (self.name, self.address, self.city)))


@dataclass(frozen=True, slots=True)
class Event:
    """All times are in the time zone of the venue."""

    id: EventId
    title: str
    description: str
    venue: Venue
    starts_at: datetime
    sale_starts_at: datetime
    sale_ends_at: datetime
    currency: str
    limit_per_buyer: int
    hold_ttl: timedelta
    status: EventStatus
    is_paused: bool = False

    def closed_because(self, now: datetime) -> ClosedBecause | None:
        if self.status is EventStatus.CANCELLED:
            return ClosedBecause.CANCELLED
        if now >= self.sale_ends_at:
            return ClosedBecause.OVER
        if self.status is EventStatus.DRAFT or now < self.sale_starts_at:
            return ClosedBecause.NOT_YET
        return ClosedBecause.PAUSED if self.is_paused else None

    def has_begun(self, now: datetime) -> bool:
        return now >= self.starts_at

    def is_past(self, now: datetime) -> bool:
        """The day it was on is over. How long an event lasts nobody told us."""
        return now.astimezone(self.venue.time_zone).date() > self.starts_at.date()

    def ensure_not_cancelled(self) -> None:
        """What is held may be paid for until it is too late, but not for an event that will not be."""
        if self.status is EventStatus.CANCELLED:
            raise SaleClosed(ClosedBecause.CANCELLED, self.sale_starts_at)

    def ensure_editable(self, now: datetime) -> None:
        if self.status is EventStatus.CANCELLED or self.has_begun(now):
            raise NotEditable

    def ensure_on_sale(self, now: datetime) -> None:
        if because := self.closed_because(now):
            raise SaleClosed(because, self.sale_starts_at)


@dataclass(frozen=True, slots=True)
class EventDetails:
    """What only the card of an event tells. `pin` is latitude and longitude."""

    category: Category
    artists: tuple[str, ...]
    poster_file_id: str | None
    pin: tuple[float, float] | None
    tells_of_organizer: bool = False  # a contact or terms


class Stock(StrEnum):
    PLENTY = "plenty"
    FEW = "few"
    SOLD_OUT = "sold-out"


@dataclass(frozen=True, slots=True)
class Availability:
    """How many seats an event has, how many of them are on sale, and what the cheapest costs."""

    capacity: int
    free: int
    lowest_price_minor: int


@dataclass(frozen=True, slots=True)
class EventSummary:
    """An event with what a list needs to know of its seats, and why it is not on sale, if it is not."""

    event: Event
    capacity: int
    free: int
    lowest_price_minor: int
    closed: ClosedBecause | None = None

    @property
    def stock(self) -> Stock:
        if self.free == 0:
            return Stock.SOLD_OUT
        return Stock.FEW if self.free <= self.capacity * FEW_LEFT_SHARE else Stock.PLENTY
