"""Check-in: the door decides about a ticket, once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.checkin import Scan, Verdict
from core.domain.event import Event
from core.domain.ids import EventId, PersonId
from core.domain.person import Role
from core.domain.refusal import EventNotFound, NoPost
from core.domain.ticket import Ticket, TicketStatus
from core.domain.ticket_code import TicketKeys, resembles_code, typed_number
from core.services.rights import Rights
from db import door, events, tickets
from db.pool import Pool, transaction

LOOK_BACK, LOOK_AHEAD = timedelta(hours=24), timedelta(days=60)
CHOICE_MAX = 12


@dataclass(frozen=True, slots=True)
class Post:
    """The event that a member of staff is scanning for, with how many are inside of how many expected."""

    event: Event
    inside: int
    expected: int


class Checkin:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], keys: TicketKeys, rights: Rights) -> None:
        self.pool = pool
        self.clock = clock
        self.keys = keys
        self.rights = rights

    async def events_to_choose(self, staff_id: PersonId) -> list[Event]:
        team_ids, now = await self.rights.teams_of(staff_id, Role.DOOR), self.clock()
        return await events.between(self.pool, team_ids, now - LOOK_BACK, now + LOOK_AHEAD, CHOICE_MAX)

    async def take_post(self, staff_id: PersonId, event_id: EventId) -> Post:
        await self.rights.ensure_scans(staff_id, event_id)
        if await events.by_id(self.pool, event_id) is None:
            raise EventNotFound
        await door.set_post(self.pool, staff_id, event_id, self.clock())
        return await self.post(staff_id)

    async def post(self, staff_id: PersonId) -> Post:
        event_id = await self._post_of(staff_id)
        event = await events.by_id(self.pool, event_id)
        if event is None:
            raise NoPost
        return Post(event, *await door.count_inside(self.pool, event.id))

    async def is_off_duty(self, staff_id: PersonId) -> bool:
        """True as long as somebody has chosen no event to scan for."""
        return await door.post_of(self.pool, staff_id) is None

    async def is_for_the_door(self, staff_id: PersonId, typed: str) -> bool:
        """True for what is a code, right or wrong. A word that could be a number is one only to who is on duty."""
        if not (await self.rights.role(staff_id)).may_scan:
            return False
        return resembles_code(typed) or (typed_number(typed) is not None and not await self.is_off_duty(staff_id))

    async def scan(self, staff_id: PersonId, code: str) -> Scan:
        """The verdict on what a QR contains or somebody typed. Every scan is logged, whatever the verdict."""
        event_id = await self._post_of(staff_id)
        ticket = await self._find(event_id, code)
        async with transaction(self.pool) as conn:
            verdict = _verdict_before_admission(ticket, event_id)
            if ticket and verdict is None:
                admitted = await tickets.admit(conn, ticket, staff_id, self.clock())
                ticket = await tickets.by_id(conn, event_id, ticket.id) or ticket
                verdict = Verdict.ADMITTED if admitted else _verdict_of_unusable(ticket)
            assert verdict is not None
            here = ticket.id if ticket and ticket.event.id == event_id else None
            await door.log_scan(conn, event_id, here, verdict, staff_id, self.clock())
            return Scan(verdict, ticket)

    async def _find(self, event_id: EventId, code: str) -> Ticket | None:
        if signed := self.keys.verify(code):
            return await tickets.by_secret(self.pool, signed)
        number = typed_number(code)
        return await tickets.by_number(self.pool, event_id, number) if number else None

    async def _post_of(self, staff_id: PersonId) -> EventId:
        """Refused to whom has none, or no right to it any more."""
        event_id = await door.post_of(self.pool, staff_id)
        if event_id is None:
            await self.rights.teams_of(staff_id, Role.DOOR)
            raise NoPost
        await self.rights.ensure_scans(staff_id, event_id)
        return event_id


def _verdict_before_admission(ticket: Ticket | None, event_id: EventId) -> Verdict | None:
    if ticket is None:
        return Verdict.UNKNOWN
    return None if ticket.event.id == event_id else Verdict.WRONG_EVENT


def _verdict_of_unusable(ticket: Ticket) -> Verdict:
    return Verdict.ALREADY_ADMITTED if ticket.status is TicketStatus.VALID else Verdict.VOID
