"""What an operator reads after a rehearsal, and whether anything in it must never happen."""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.audit import Balance
from db import messages, seat_histories
from db.messages import KIND_OF
from rehearsal.figures import Outcome, Step
from rehearsal.hindsight import Hindsight
from rehearsal.sale import Sale


@dataclass(frozen=True, slots=True)
class StepTimes:
    """In milliseconds; people waited for `count` answers."""

    count: int
    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "StepTimes":
        ordered = sorted(seconds)
        return cls(len(ordered), *(ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.95, 0.99)))


@dataclass(frozen=True, slots=True)
class Report:
    """`seats` are those for sale; seconds count from the opening."""

    event_id: int
    title: str
    seats: int
    taken: int
    on_request: int
    buyers: int
    at_once: int
    tickets: int
    orders: int
    seconds: float
    is_out_of_time: bool
    nothing_free_after: float | None
    busiest_second: int  # orders that were paid in it
    outcomes: dict[Outcome, int]
    unpaid_percent: int
    hold_seconds: float
    own_hold_seconds: float  # of the event
    steps: dict[Step, StepTimes]
    refusals: dict[str, int]
    wrongly_refused: int  # while seats that fitted were free
    lost_holds: int  # before their deadline
    errors: dict[str, int]
    unended_holds: int  # seats whose deadline has passed
    unsold: int  # seats that were paid for
    audit: Balance
    findings: list[str]
    messages_sent: int
    messages_waiting: int
    messages_per_second: float
    sweeps: int
    late_sweeps: int  # that were left out
    load: float
    cores: int

    @property
    def left(self) -> int:
        return self.seats - self.tickets

    @property
    def is_clean(self) -> bool:
        """Whether everybody who should have got a seat has got one, and the books say the same."""
        unfair = self.wrongly_refused or self.lost_holds or self.unended_holds or self.unsold
        return not (unfair or self.errors or self.findings)


async def report_of(sale: Sale) -> Report:
    """Of a sale that has ended, while its stage still stands."""
    stage, script, figures = sale.stage, sale.script, sale.figures
    await stage.app.batches.drain()
    balance = await stage.app.auditing.balance(stage.event.id)
    findings = await stage.app.auditing.findings(stage.event.id)
    hindsight = Hindsight(stage.hall.seats, await seat_histories.of_event(stage.pool, stage.event.id))
    return Report(
        event_id=stage.event.id,
        title=stage.event.title,
        seats=stage.for_sale,
        taken=stage.taken,
        on_request=stage.on_request,
        buyers=script.buyers,
        at_once=min(script.at_once, script.buyers),
        tickets=figures.sold,
        orders=len(figures.sold_at),
        seconds=_seconds(sale.started_at, sale.ended_at),
        is_out_of_time=sale.is_out_of_time,
        nothing_free_after=_seconds(sale.started_at, figures.nothing_free_at) if figures.nothing_free_at else None,
        busiest_second=_busiest_second(figures.sold_at, sale.started_at),
        outcomes={outcome: figures.outcomes[outcome] for outcome in Outcome if figures.outcomes[outcome]},
        unpaid_percent=script.unpaid_percent,
        hold_seconds=stage.event.hold_ttl.total_seconds(),
        own_hold_seconds=stage.original.hold_ttl.total_seconds(),
        steps={step: StepTimes.of(seconds) for step, seconds in figures.seconds.items() if seconds},
        refusals=dict(figures.refusals.most_common()),
        wrongly_refused=sum(map(hindsight.was_wrong, figures.refused)),
        lost_holds=figures.lost_holds,
        errors=dict(figures.errors.most_common()),
        unended_holds=0 if sale.is_out_of_time else balance.held - stage.taken,
        unsold=figures.sold - balance.sold,
        audit=balance,
        findings=[f"{finding.what}: {', '.join(map(str, finding.ids))}" for finding in findings],
        messages_sent=sale.post.sent,
        messages_waiting=await messages.count_waiting(stage.pool, list(KIND_OF)),
        messages_per_second=stage.settings.sends_per_second,
        sweeps=figures.sweeps,
        late_sweeps=figures.late_sweeps,
        load=os.getloadavg()[0],
        cores=os.cpu_count() or 1,
    )


def _seconds(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds()


def _busiest_second(sold_at: Sequence[datetime], started_at: datetime) -> int:
    seconds = Counter(int(_seconds(started_at, moment)) for moment in sold_at)
    return max(seconds.values(), default=0)
