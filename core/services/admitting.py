"""Admitting: the verdicts on tickets shown at the doors of one event in the same moment, each logged and told of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.checkin import Direction, Gate, Post, Reason, Scan, Verdict
from core.domain.ids import EventId, PersonId, TicketId
from core.domain.message import TicketScanned
from core.domain.ticket import Ticket, TicketStatus
from core.services.group_commit import Alone, Batches, GroupCommit
from db import admissions, door, messages, tickets
from db.admissions import Passage
from db.door import LoggedScan
from db.pool import Conn, Pool, transaction


@dataclass(frozen=True, slots=True)
class _Shown:
    """A ticket at a post; None where the code is unknown."""

    ticket: Ticket | None
    post: Post
    by: PersonId
    reason: Reason | None

    @property
    def passage(self) -> Passage:
        assert self.ticket is not None, "nobody passes without a ticket"
        return Passage(self.ticket.id, self.ticket.secret, self.by, self.post.gate.id if self.post.gate else None)


class Admitting:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], batches: Batches) -> None:
        self.pool = pool
        self.clock = clock
        self.deciding = GroupCommit(self._decide, batches)

    async def decide(self, post: Post, staff_id: PersonId, ticket: Ticket | None, reason: Reason | None) -> Scan:
        return await self.deciding.submit(post.event.id, _Shown(ticket, post, staff_id, reason))

    async def _decide(self, event_id: EventId, shown: Sequence[_Shown]) -> list[Scan | Exception]:
        """A ticket that is shown twice is decided about by itself the second time."""
        first: dict[int, int] = {}
        for place, one in enumerate(shown):
            first.setdefault(one.ticket.id if one.ticket else -place, place)
        scans = await self._decide_once([shown[place] for place in first.values()], event_id)
        answers: list[Scan | Exception] = [Alone()] * len(shown)
        for place, scan in zip(first.values(), scans, strict=True):
            answers[place] = scan
        return answers

    async def _decide_once(self, shown: Sequence[_Shown], event_id: EventId) -> list[Scan]:
        now = self.clock()
        async with transaction(self.pool, patient=len(shown) == 1) as conn:
            asking = [one for one in shown if _without_asking_the_ticket(one) is None]
            passed = await _pass(conn, event_id, asking, now)
            current = await tickets.by_ids(conn, event_id, [one.passage.ticket_id for one in asking])
            decided = [_decided(one, passed, current) for one in shown]
            log = [_logged(one, scan) for one, scan in zip(shown, decided, strict=True)]
            scan_ids = await door.log_scans(conn, event_id, log, now)
            told = [
                (scan.ticket.holder_id, TicketScanned(event_id, scan.ticket.id))
                for one, scan in zip(shown, decided, strict=True)
                if scan.ticket
                and scan.verdict in (Verdict.ADMITTED, Verdict.READMITTED)
                and scan.ticket.holder_id != one.by
            ]
            if told:
                await messages.add_all(conn, told, now)
        return [
            replace(scan, id=scan_id if scan.verdict.can_be_undone else None)
            for scan, scan_id in zip(decided, scan_ids, strict=True)
        ]


async def _pass(conn: Conn, event_id: EventId, asking: Sequence[_Shown], now: datetime) -> dict[TicketId, Verdict]:
    """Who goes in or out. Each update decides by its condition, whoever else scans the same ticket."""
    going = [one.passage for one in asking if one.post.direction is Direction.OUT]
    coming = [one for one in asking if one.post.direction is Direction.IN]
    passed = dict.fromkeys(await admissions.let_out(conn, event_id, going, now), Verdict.LEFT)
    admitted = await admissions.admit(conn, event_id, [one.passage for one in coming], now)
    passed |= dict.fromkeys(admitted, Verdict.ADMITTED)
    back = [one.passage for one in coming if one.post.allows_reentry and one.passage.ticket_id not in admitted]
    return passed | dict.fromkeys(await admissions.readmit(conn, event_id, back, now), Verdict.READMITTED)


def _decided(one: _Shown, passed: Mapping[TicketId, Verdict], current: Mapping[TicketId, Ticket]) -> Scan:
    verdict = _without_asking_the_ticket(one)
    if verdict or one.ticket is None:
        return Scan(verdict or Verdict.UNKNOWN, one.ticket, one.post)
    ticket = current.get(one.ticket.id, one.ticket)
    if ticket.number != one.ticket.number:  # somebody has just taken it, and has a number and a code of their own
        return Scan(Verdict.UNKNOWN, None, one.post)
    if one.ticket.id in passed:
        verdict = passed[one.ticket.id]
    elif one.post.direction is Direction.OUT:
        verdict = Verdict.NOT_INSIDE
    else:
        verdict = Verdict.ALREADY_ADMITTED if ticket.status is TicketStatus.VALID else Verdict.VOID
    return Scan(verdict, ticket, one.post)


def _logged(one: _Shown, scan: Scan) -> LoggedScan:
    here = scan.ticket.id if scan.ticket and scan.ticket.event.id == one.post.event.id else None
    return LoggedScan(here, scan.verdict, one.by, one.post.gate.id if one.post.gate else None, one.reason)


def _without_asking_the_ticket(one: _Shown) -> Verdict | None:
    if one.ticket is None:
        return Verdict.UNKNOWN
    if one.ticket.event.id != one.post.event.id:
        return Verdict.WRONG_EVENT
    if one.ticket.status is not TicketStatus.VALID:
        return Verdict.VOID
    return None if _lets_in(one.post.gate, one.ticket) else Verdict.WRONG_GATE


def _lets_in(gate: Gate | None, ticket: Ticket) -> bool:
    return gate is None or gate.lets_in(ticket.tier_id)
