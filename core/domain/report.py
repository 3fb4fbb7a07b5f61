"""Reports: which events, and what the books and the door say of them.

Every figure of a report is a sum over the same rows, read in one snapshot: a breakdown can never say something else
than the total above it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from core.domain.cost import Cost, CostKind
from core.domain.event import Event
from core.domain.ids import EventId, QuestionId

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
class Received:
    """Money that came in for an event through one channel; `unsettled_minor` of it is no ticket and no refund yet."""

    event_id: EventId
    currency: str
    channel: str
    amount_minor: int
    unsettled_minor: int


@dataclass(frozen=True, slots=True)
class GoneBack:
    """Money owed back for one reason: what was returned, and what is still to be."""

    event_id: EventId
    currency: str
    reason: str
    done_minor: int
    due_minor: int


@dataclass(frozen=True, slots=True)
class Finance:
    """The books of one event, or of several in one currency. Nobody tells Kassa the provider's fees: they are noted."""

    currency: str
    received: Sequence[Received]
    gone_back: Sequence[GoneBack]
    costs: Sequence[Cost]

    @property
    def gross_minor(self) -> int:
        return sum(row.amount_minor for row in self.received)

    @property
    def unsettled_minor(self) -> int:
        return sum(row.unsettled_minor for row in self.received)

    @property
    def refunded_minor(self) -> int:
        return sum(row.done_minor for row in self.gone_back)

    @property
    def refund_due_minor(self) -> int:
        return sum(row.due_minor for row in self.gone_back)

    @property
    def income_minor(self) -> int:
        """What tickets have brought and keep: as the audit counts it, valid tickets and what was kept of others."""
        return self.gross_minor - self.unsettled_minor - self.refunded_minor - self.refund_due_minor

    @property
    def fees_minor(self) -> int:
        return self._costs_minor(CostKind.FEE)

    @property
    def costs_minor(self) -> int:
        return self._costs_minor(CostKind.COST)

    @property
    def profit_minor(self) -> int:
        return self.income_minor - self.fees_minor - self.costs_minor

    def of(self, event_id: EventId) -> "Finance":
        """One event of them."""
        return Finance(
            self.currency,
            [row for row in self.received if row.event_id == event_id],
            [row for row in self.gone_back if row.event_id == event_id],
            [cost for cost in self.costs if cost.event_id == event_id],
        )

    def _costs_minor(self, kind: CostKind) -> int:
        return sum(cost.amount_minor for cost in self.costs if cost.kind is kind)


@dataclass(frozen=True, slots=True)
class Finances:
    """One `Finance` for each currency: sums of different money are none."""

    events: Sequence[Event]
    of_currency: Sequence[Finance]


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


@dataclass(frozen=True, slots=True)
class AttendeeCount:
    """Tickets of one tier: valid ones, those whose holder is inside, those given back."""

    tier: str
    valid: int
    inside: int
    returned: int


@dataclass(frozen=True, slots=True)
class Column:
    """A question as a column of the list: of one event, or the same one of several."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Attendees:
    events: Sequence[Event]
    counts: Sequence[AttendeeCount]
    columns: Mapping[tuple[EventId, QuestionId], Column]

    @property
    def listed(self) -> int:
        """How many lines the list has: a ticket that was given back stays in it."""
        return sum(count.valid + count.returned for count in self.counts)


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of the list. Times are in the time zone of the venue."""

    event_id: EventId
    event_title: str
    starts_at: datetime
    number: str
    name: str  # who comes, as far as it is known
    holder_name: str
    username: str
    holder_id: int
    section: str
    row: str
    seat: str
    tier: str
    price_minor: int
    currency: str
    promo_code: str
    channel: str
    status: str
    issued_at: datetime
    admitted_at: datetime | None
    answers: Mapping[QuestionId, str]


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
