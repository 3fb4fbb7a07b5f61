"""A message of an organizer to those who hold tickets of an event."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import BroadcastId, EventId, PersonId, TierId

TEXT_MAX = 3000
"""Characters, so that the title of the event finds room above it."""


class BroadcastStatus(StrEnum):
    PREVIEW = "preview"
    UNDER_WAY = "under-way"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Audience:
    """Holders of tickets of one tier (None: of all); perhaps only who has not come in yet."""

    tier_id: TierId | None = None
    not_inside: bool = False


@dataclass(frozen=True, slots=True)
class Broadcast:
    event_id: EventId
    id: BroadcastId
    text: str
    audience: Audience
    written_by: PersonId
    confirmed_at: datetime | None
    stopped_at: datetime | None
    done_at: datetime | None

    @property
    def status(self) -> BroadcastStatus:
        if self.stopped_at:
            return BroadcastStatus.STOPPED
        if self.done_at:
            return BroadcastStatus.DONE
        return BroadcastStatus.UNDER_WAY if self.confirmed_at else BroadcastStatus.PREVIEW


@dataclass(frozen=True, slots=True)
class Progress:
    """How many people; `unreachable` have stopped the bot."""

    people: int
    sent: int
    unreachable: int
    failed: int

    @property
    def waiting(self) -> int:
        return self.people - self.sent - self.unreachable - self.failed
