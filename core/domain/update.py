"""What Telegram tells of, as far as one must know it before it is handled: whose it is, and how much it matters."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.ids import PersonId

PARTITIONS = 64
"""Each belongs to one worker at a time. Not a setting: receivers and workers must mean the same."""
STALE_AFTER = timedelta(seconds=15)
"""Nobody waits for the answer to a tap any more."""


class UpdateKind(StrEnum):
    PAYMENT = "payment"
    PRE_CHECKOUT = "pre_checkout"
    TAP = "tap"
    OTHER = "other"

    @property
    def is_money(self) -> bool:
        return self in (UpdateKind.PAYMENT, UpdateKind.PRE_CHECKOUT)


class Mark(StrEnum):
    """What somebody learns who would begin an update: it is theirs, somebody else has it, or there is nothing to do."""

    BEGUN = "begun"
    IN_HAND = "in hand"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """`body` is what Telegram has sent, as it is. Nobody's updates have the person 0."""

    id: int
    person_id: PersonId
    kind: UpdateKind
    body: str

    @property
    def partition(self) -> int:
        return self.person_id % PARTITIONS


@dataclass(frozen=True, slots=True)
class QueuedUpdate:
    """An update in the stream of its partition. `times_taken` counts the workers that had it in hand, this one too."""

    entry_id: str
    received_at: datetime
    update: RawUpdate
    times_taken: int = 1

    def is_stale(self, now: datetime) -> bool:
        return self.update.kind is UpdateKind.TAP and now - self.received_at > STALE_AFTER


@dataclass(frozen=True, slots=True)
class Lag:
    """How far the workers are behind: updates that are not done yet, and the age of the oldest."""

    depth: int
    age: timedelta
