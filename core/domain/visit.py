"""One person's history with the events of an organizer: what they bought, held, gave away, returned and attended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import EventId
from core.domain.person import Person


class Way(StrEnum):
    BOUGHT = "bought"
    GIVEN_AWAY = "given-away"  # bought, and somebody else holds it now
    GIFT = "gift"  # somebody else bought it


@dataclass(frozen=True, slots=True)
class Visit:
    """One ticket, as it concerns one person. Times are in the time zone of the venue."""

    event_id: EventId
    event_title: str
    starts_at: datetime
    number: str
    section: str
    row: str
    seat: str
    tier: str
    price_minor: int
    kept_minor: int
    currency: str
    status: str
    way: Way
    issued_at: datetime
    admitted_at: datetime | None

    @property
    def is_attended(self) -> bool:
        return self.admitted_at is not None and self.way is not Way.GIVEN_AWAY and not self.is_returned

    @property
    def is_returned(self) -> bool:
        return self.status != "valid"


@dataclass(frozen=True, slots=True)
class History:
    person: Person
    visits: Sequence[Visit]

    @property
    def bought(self) -> list[Visit]:
        return [visit for visit in self.visits if visit.way is not Way.GIFT]
