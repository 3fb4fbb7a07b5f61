"""What happened in a rehearsal: how long each step took, who was refused and why, and what became of everybody."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from time import perf_counter

from core.domain.refusal import Refusal
from rehearsal.hindsight import Refused, Wanted


class Step(StrEnum):
    """What a person waits for an answer to."""

    JOIN = "join the queue"
    POSITION = "position"
    HALL = "see the hall"
    SECTION = "see a section"
    TICK = "tick a seat"
    HOLD = "hold"
    DETAILS = "answer who comes"
    PRE_CHECKOUT = "pre-checkout"
    PAYMENT = "payment"


class Outcome(StrEnum):
    """What became of a person."""

    BOUGHT = "bought"
    UNPAID = "never paid"
    TOO_LATE = "gave up"
    REFUSED = "refused after the hold"
    QUEUEING = "still queueing"  # when the rehearsal ended
    WAITING = "still trying"
    FAILED = "met an error"


NOTHING_FREE = "nothing-free"
"""Not a refusal of Kassa: the hall shows no free seat, and so nobody asks for one."""


@dataclass(slots=True)
class Figures:
    seconds: dict[Step, list[float]] = field(default_factory=lambda: {step: [] for step in Step})
    refusals: Counter[str] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    sold: int = 0  # tickets that were paid for
    sold_at: list[datetime] = field(default_factory=list)  # one for each order
    unpaid_until: datetime | None = None  # when the last hold ends that nobody will pay for
    lost_holds: int = 0  # that ended before their deadline
    sweeps: int = 0
    late_sweeps: int = 0  # that were left out
    nothing_free_at: datetime | None = None  # for the first time

    @contextmanager
    def timed(self, step: Step) -> Iterator[None]:
        """Until the answer, whatever it is."""
        started = perf_counter()
        try:
            yield
        finally:
            self.seconds[step].append(perf_counter() - started)

    def note_sold(self, tickets: int, now: datetime) -> None:
        self.sold += tickets
        self.sold_at.append(now)

    def note_unpaid(self, until: datetime) -> None:
        self.unpaid_until = max(until, self.unpaid_until or until)

    def note_refusal(self, refusal: Refusal, wanted: Wanted, asked_at: datetime, now: datetime) -> None:
        self.refusals[refusal.code] += 1
        self.refused.append(Refused(wanted, asked_at, now))

    def note_nothing_free(self, asked_at: datetime, now: datetime) -> None:
        self.refusals[NOTHING_FREE] += 1
        self.refused.append(Refused(Wanted(None, 1), asked_at, now))
        self.nothing_free_at = self.nothing_free_at or now
