"""Reports: which events, and what the books and the door say of them.

Every figure of a report is a sum over the same rows, read in one snapshot: a breakdown can never say something else
than the total above it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from core.domain.event import Event
from core.domain.ids import EventId

K = TypeVar("K", bound=Hashable)


class ReportKind(StrEnum):
    SALES = "sales"
    FINANCE = "finance"
    ATTENDEES = "attendees"
    CHECKINS = "checkins"


class FileFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


class Range(StrEnum):
    """Which events a report is about; a period means those that begin in it, in the time of their venues."""

    EVENT = "event"  # one, which is named
    TICKED = "ticked"  # those that the organizer has ticked
    THIS_MONTH = "this-month"
    LAST_MONTH = "last-month"
    THIS_YEAR = "this-year"
    ALL = "all"

    def includes(self, event: Event, now: datetime) -> bool:
        """For periods."""
        today, day = now.astimezone(event.venue.time_zone).date(), event.starts_at.date()
        month, this_month = day.year * 12 + day.month, today.year * 12 + today.month
        match self:
            case Range.THIS_MONTH:
                return month == this_month
            case Range.LAST_MONTH:
                return month == this_month - 1
            case Range.THIS_YEAR:
                return day.year == today.year
            case _:
                return self is Range.ALL


@dataclass(frozen=True, slots=True)
class About:
    """What a report is asked about. `event_id` is 0 unless it is about one event."""

    range: Range
    event_id: EventId


@dataclass(frozen=True, slots=True)
class SalesRow:
    """Tickets that are alike: of one event, day, tier, code and channel.

    `channel` is the provider that took the money, `free` where there was none to take, or `other`. What a ticket that
    was given back has brought is what was kept of it.
    """

    event_id: EventId
    currency: str
    day: date  # at the venue
    tier: str
    promo_code: str
    channel: str
    valid: int
    returned: int
    income_minor: int
    discount_minor: int  # what the code took off the valid ones


@dataclass(frozen=True, slots=True)
class Sum:
    """Several rows together; money by currency."""

    valid: int
    returned: int
    income_minor: Mapping[str, int]
    discount_minor: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Sales:
    events: Sequence[Event]
    capacity: int
    rows: Sequence[SalesRow]

    @property
    def total(self) -> Sum:
        return _sum(self.rows)

    def by(self, key: Callable[[SalesRow], K]) -> dict[K, Sum]:
        """In the order in which the keys come first."""
        groups: dict[K, list[SalesRow]] = {}
        for row in self.rows:
            groups.setdefault(key(row), []).append(row)
        return {value: _sum(rows) for value, rows in groups.items()}


@dataclass(frozen=True, slots=True)
class Admissions:
    """How many came in within one slot of time, let in by one member of the door staff."""

    event_id: EventId
    slot: datetime  # its beginning, in the time zone of the venue
    admitted_by: str
    admitted: int


@dataclass(frozen=True, slots=True)
class Checkins:
    events: Sequence[Event]
    expected: int
    rows: Sequence[Admissions]
    scans: Mapping[str, int]  # by verdict

    @property
    def inside(self) -> int:
        return sum(row.admitted for row in self.rows)


def money(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Amounts added up by currency."""
    found: dict[str, int] = {}
    for currency, minor in rows:
        found[currency] = found.get(currency, 0) + minor
    return found


def _sum(rows: Sequence[SalesRow]) -> Sum:
    return Sum(
        sum(row.valid for row in rows),
        sum(row.returned for row in rows),
        money((row.currency, row.income_minor) for row in rows),
        money((row.currency, row.discount_minor) for row in rows),
    )
