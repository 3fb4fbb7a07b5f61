"""The queue of an event in demand: who is let choose seats, how many at a time, and how long the others wait."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import Any

from core.domain.event import Event
from core.domain.ids import EventId, PersonId, QueueEntryId
from core.domain.waitlist import Party

CATCH_UP = timedelta(seconds=5)
"""How much of the pace a late sweep makes up for. In any minute at most so much more than the rate is called."""
DRAW_AFTER = timedelta(seconds=10)
"""Between the hash of the list and the seed: whoever wants to can look at the first before there is the second."""
LAST_JOINS = timedelta(seconds=2)
"""For those who joined before the sale opened and whose entries are being written when it does."""
RUSH_WINDOW, RUSH_LASTS = timedelta(seconds=10), timedelta(minutes=10)


class QueueMode(StrEnum):
    OFF = "off"
    ON = "on"
    AUTOMATIC = "automatic"


class Knob(StrEnum):
    """A number that an organizer turns up or down."""

    RATE = "rate"
    INSIDE = "inside"
    TURN = "turn"
    RUSH = "rush"


STEPS: dict[Knob, tuple[int, ...]] = {
    Knob.RATE: (10, 20, 30, 60, 100, 150, 200, 300, 450, 600, 900, 1200, 1500),
    Knob.INSIDE: (10, 25, 50, 100, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000),
    Knob.TURN: (2, 3, 5, 7, 10, 15, 20, 30),
    Knob.RUSH: (30, 60, 120, 300, 600, 1200, 3000, 6000),
}


@dataclass(frozen=True, slots=True)
class QueueRules:
    """`per_minute` turns begin in a minute, and `inside_max` last at once; a turn lasts `turn_minutes`.

    `rush_per_minute` holds in a minute are what an automatic queue begins at.
    """

    mode: QueueMode = QueueMode.OFF
    per_minute: int = 300
    inside_max: int = 500
    turn_minutes: int = 10
    rush_per_minute: int = 600

    def value(self, knob: Knob) -> int:
        return int(getattr(self, _FIELDS[knob]))

    def turned(self, knob: Knob, value: int) -> "QueueRules":
        """Raises `ValueError` for what the knob does not go to."""
        if not STEPS[knob][0] <= value <= STEPS[knob][-1]:
            raise ValueError(f"{knob} does not go to {value}")
        changes: dict[str, Any] = {_FIELDS[knob]: value}
        return replace(self, **changes)

    def lower(self, knob: Knob) -> int | None:
        return max((step for step in STEPS[knob] if step < self.value(knob)), default=None)

    def higher(self, knob: Knob) -> int | None:
        return min((step for step in STEPS[knob] if step > self.value(knob)), default=None)


_FIELDS = {
    Knob.RATE: "per_minute",
    Knob.INSIDE: "inside_max",
    Knob.TURN: "turn_minutes",
    Knob.RUSH: "rush_per_minute",
}


@dataclass(frozen=True, slots=True)
class Queue:
    """`rush_since` is when an automatic queue began; `paced_until`, up to when the rate is used up."""

    event_id: EventId
    rules: QueueRules = field(default_factory=QueueRules)
    is_paused: bool = False
    rush_since: datetime | None = None
    paced_until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody holds seats without a turn."""
        return self.rules.mode is QueueMode.ON or (
            self.rules.mode is QueueMode.AUTOMATIC and self.rush_since is not None
        )

    def due(self, now: datetime, inside: int) -> int:
        """How many turns may begin at this moment."""
        return max(0, min((now - self._begun(now)) // self._step, self.rules.inside_max - inside))

    def paced(self, now: datetime, called: int) -> datetime:
        """Up to when the rate is used up once so many turns have begun."""
        return self._begun(now) + called * self._step

    @property
    def _step(self) -> timedelta:
        return timedelta(minutes=1) / self.rules.per_minute

    def _begun(self, now: datetime) -> datetime:
        earliest = now - max(CATCH_UP, self._step)
        return max(self.paced_until, earliest) if self.paced_until else earliest


class EntryStatus(StrEnum):
    WAITING = "waiting"
    CALLED = "called"  # has a turn, until `turn_until`
    BOUGHT = "bought"
    LEFT = "left"
    PASSED = "passed"  # the turn was not used
    CLOSED = "closed"


class QueueEndedBecause(StrEnum):
    """Why nobody is called any more."""

    SOLD_OUT = "sold-out"
    CANCELLED = "cancelled"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class QueueWish:
    """What is held by itself when the turn comes. `price_max_minor` is for each seat; None: any."""

    party: Party
    price_max_minor: int | None = None


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One person's place. `number` orders the queue; its gaps say nothing. `drawn_number` is that of the draw."""

    event_id: EventId
    id: QueueEntryId
    person_id: PersonId
    nonce: bytes
    status: EntryStatus
    number: int
    drawn_number: int | None = None
    turn_until: datetime | None = None
    wish: QueueWish | None = None

    def has_turn(self, now: datetime) -> bool:
        return self.status is EntryStatus.CALLED and self.turn_until is not None and now < self.turn_until


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """How a queue moves. Turns begun: in the last minute, and in a minute on average of the last five."""

    waiting: int
    inside: int
    last_minute: int
    lately_per_minute: float
    free: int  # seats, at this moment

    def estimate(self, ahead: int) -> tuple[int, int] | None:
        """Minutes that so many people take, by the faster and the slower of the speeds; None while nobody can say."""
        speeds: Sequence[float] = (self.last_minute, self.lately_per_minute)
        if min(speeds) <= 0:
            return None
        return int(ahead / max(speeds)), ceil((ahead + 1) / min(speeds))


@dataclass(frozen=True, slots=True)
class Room:
    """The part before the sale. `list_hash` is there once the list is frozen, `seed` once it is drawn."""

    seal: str
    list_hash: str | None = None
    entries: int = 0
    seed: bytes | None = None
    frozen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class QueueView:
    """The queue as one person sees it. `ahead` is None before the draw, and for who is not waiting."""

    event: Event
    queue: Queue
    entry: QueueEntry | None
    figures: QueueFigures
    room: Room | None
    ahead: int | None
    has_turn: bool
    is_before_sale: bool

    @property
    def is_waiting(self) -> bool:
        return self.entry is not None and self.entry.status is EntryStatus.WAITING

    @property
    def awaits_draw(self) -> bool:
        return self.room is not None and self.room.seed is None
