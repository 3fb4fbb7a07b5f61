"""The door: gates, posts, and what a scan found."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from core.domain.event import Event
from core.domain.ids import GateId, ScanId, TierId
from core.domain.question import one_line
from core.domain.ticket import Ticket


class Verdict(StrEnum):
    ADMITTED = "admitted"
    READMITTED = "readmitted"  # had gone out, and is in again
    LEFT = "left"
    NOT_INSIDE = "not_inside"  # wanted to go out
    ALREADY_ADMITTED = "already_admitted"
    WRONG_GATE = "wrong_gate"
    WRONG_EVENT = "wrong_event"
    VOID = "void"
    UNKNOWN = "unknown"
    UNDONE = "undone"

    @property
    def can_be_undone(self) -> bool:
        return self in (Verdict.ADMITTED, Verdict.READMITTED, Verdict.LEFT)

    @property
    def step(self) -> int:
        """How many more are inside after it."""
        match self:
            case Verdict.ADMITTED | Verdict.READMITTED:
                return 1
            case Verdict.LEFT:
                return -1
            case _:
                return 0


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Reason(StrEnum):
    """Why a holder was let in without a code, after a look at who they are."""

    PHONE_DEAD = "phone-dead"
    TICKET_LOST = "ticket-lost"
    OTHER = "other"
    OFFLINE_LIST = "offline-list"


def gate_key(name: str) -> str:
    """The same for names that people at the door take for the same."""
    return one_line(name).casefold()


@dataclass(frozen=True, slots=True)
class Gate:
    """`tier_ids` are let in here; None: everybody."""

    id: GateId
    name: str
    tier_ids: frozenset[TierId] | None = None

    def lets_in(self, tier_id: TierId) -> bool:
        return self.tier_ids is None or tier_id in self.tier_ids


@dataclass(frozen=True, slots=True)
class Post:
    """Where a member of staff scans."""

    event: Event
    gates: tuple[Gate, ...]
    gate: Gate | None
    direction: Direction
    allows_reentry: bool


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many are inside, of how many expected."""

    inside: int
    expected: int

    def moved(self, step: int) -> "Turnout":
        return replace(self, inside=min(max(0, self.inside + step), self.expected))


@dataclass(frozen=True, slots=True)
class Scan:
    """`ticket` is None where the code is unknown; of another event's ticket only the event may be shown."""

    verdict: Verdict
    ticket: Ticket | None
    post: Post
    id: ScanId | None = None

    @property
    def right_gates(self) -> list[Gate]:
        return [gate for gate in self.post.gates if self.ticket and gate.lets_in(self.ticket.tier_id)]


@dataclass(frozen=True, slots=True)
class DoorCounts:
    """From the tickets and the log at one moment. `by_gate` is of who is inside; `by_quarter` of who came in when."""

    expected: int
    inside: int
    went_out: int
    by_gate: Mapping[str, int] = field(default_factory=dict)
    by_quarter: Mapping[datetime, int] = field(default_factory=dict)
