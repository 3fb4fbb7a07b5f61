"""Who comes: how many by tier, and everybody line by line with what they answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.event import Event
from core.domain.ids import EventId, QuestionId


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
