"""Check-in: the door decides about a ticket, once."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from core.domain.checkin import Direction, DoorCounts, Post, Reason, Scan, Turnout, Verdict
from core.domain.event import Event
from core.domain.ids import EventId, GateId, PersonId, ScanId, TicketId
from core.domain.message import DoorAlarm
from core.domain.person import Role
from core.domain.rate import Action
from core.domain.refusal import CannotUndo, EventNotFound, NoPost, TicketNotFound
from core.domain.ticket import Ticket
from core.domain.ticket_code import TicketKeys, resembles_code, typed_number
from core.services.admitting import Admitting
from core.services.group_commit import Batches
from core.services.guessing import Guessing
from core.services.rights import Rights
from core.services.turnouts import Turnouts
from db import admissions, door, events, guests, messages, tickets
from db.door import LoggedScan
from db.pool import Pool, snapshot, transaction

LOOK_BACK, LOOK_AHEAD = timedelta(hours=24), timedelta(days=60)
CHOICE_MAX, FOUND_MAX = 12, 10
ON_DUTY = timedelta(hours=24)
"""How long ago somebody may have taken a post and still be told of alarms."""


class Checkin:
    def __init__(
        self,
        pool: Pool,
        clock: Callable[[], datetime],
        keys: TicketKeys,
        rights: Rights,
        turnouts: Turnouts,
        batches: Batches,
        guessing: Guessing,
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.keys = keys
        self.rights = rights
        self.turnouts = turnouts
        self.guessing = guessing
        self.admitting = Admitting(pool, clock, batches)

    async def events_to_choose(self, staff_id: PersonId) -> list[Event]:
        team_ids, now = await self.rights.teams_of(staff_id, Role.DOOR), self.clock()
        return await events.between(self.pool, team_ids, now - LOOK_BACK, now + LOOK_AHEAD, CHOICE_MAX)

    async def take_post(
        self,
        staff_id: PersonId,
        event_id: EventId,
        gate_id: GateId | None = None,
        direction: Direction = Direction.IN,
    ) -> Post:
        await self.rights.ensure_scans(staff_id, event_id)
        known = {gate.id for gate in await door.gates(self.pool, event_id)}
        if await events.by_id(self.pool, event_id) is None or (gate_id is not None and gate_id not in known):
            raise EventNotFound
        await door.set_post(self.pool, staff_id, event_id, self.clock(), gate_id, direction)
        return await self.post(staff_id)

    async def post(self, staff_id: PersonId) -> Post:
        """Refused to whom has none, or no right to it any more."""
        chosen = await door.post_of(self.pool, staff_id)
        if chosen is None:
            await self.rights.teams_of(staff_id, Role.DOOR)
            raise NoPost
        event_id, gate_id, direction = chosen
        await self.rights.ensure_scans(staff_id, event_id)
        event = await events.by_id(self.pool, event_id)
        if event is None:
            raise NoPost
        gates = await door.gates(self.pool, event_id)
        gate = next((gate for gate in gates if gate.id == gate_id), None)
        if gate_id is not None and gate is None:  # it was renamed or taken away: without one, everybody would come in
            raise NoPost
        reentry = await door.allows_reentry(self.pool, event_id)
        return Post(event, gates, gate, direction, reentry)

    async def turnout(self, post: Post) -> Turnout:
        """At the event of a post that the staff was given by `post`."""
        return await self.turnouts.at(post.event.id)

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
        post = await self.post(staff_id)
        return await self.decide(post, staff_id, await self._find(post.event.id, staff_id, code))

    async def find(self, staff_id: PersonId, words: str) -> list[Ticket]:
        """Guests of the event at whose door somebody stands; one more than is shown where there are more."""
        post = await self.post(staff_id)
        plain = " ".join(words.removeprefix("@").split()).replace("\\", "").replace("%", "").replace("_", "")
        return await guests.find(self.pool, post.event.id, plain, FOUND_MAX + 1) if plain else []

    async def guest(self, staff_id: PersonId, event_id: EventId, ticket_id: TicketId) -> Ticket:
        await self.rights.ensure_scans(staff_id, event_id)
        ticket = await tickets.by_id(self.pool, event_id, ticket_id)
        if ticket is None:
            raise TicketNotFound
        return ticket

    async def admit_by_hand(self, staff_id: PersonId, event_id: EventId, ticket_id: TicketId, reason: Reason) -> Scan:
        """Without a code, after a look at who it is: in, also where the post lets people out. The log says why."""
        ticket, post = await self.guest(staff_id, event_id, ticket_id), await self.post(staff_id)
        return await self.decide(replace(post, direction=Direction.IN), staff_id, ticket, reason)

    async def undo(self, staff_id: PersonId, event_id: EventId, scan_id: ScanId) -> Ticket:
        """Takes back a scan, if nothing has happened to the ticket since. The log keeps both."""
        await self.rights.ensure_scans(staff_id, event_id)
        now = self.clock()
        async with transaction(self.pool) as conn:
            scan = await door.scan(conn, event_id, scan_id)
            if scan is None:
                raise CannotUndo
            ticket_id, verdict, at = scan
            match verdict:
                case Verdict.ADMITTED:
                    undone = await admissions.undo_admission(conn, event_id, ticket_id, at)
                case Verdict.READMITTED:
                    undone = await admissions.undo_return(conn, event_id, ticket_id, at, now)
                case Verdict.LEFT:
                    undone = await admissions.undo_leaving(conn, event_id, ticket_id, at)
                case _:
                    undone = False
            if not undone:
                raise CannotUndo
            await door.log_scans(conn, event_id, [LoggedScan(ticket_id, Verdict.UNDONE, staff_id, undoes=scan_id)], now)
        self.turnouts.note(event_id, -verdict.step)
        return await self.guest(staff_id, event_id, ticket_id)

    async def counts(self, staff_id: PersonId, event_id: EventId) -> DoorCounts:
        await self.rights.ensure_scans(staff_id, event_id)
        async with snapshot(self.pool) as conn:
            return await door.counts(conn, event_id)

    async def was_not_me(self, holder_id: PersonId, event_id: EventId, ticket_id: TicketId) -> None:
        """The holder says that somebody else came in with the ticket: everybody at the doors is told."""
        ticket = await tickets.by_id(self.pool, event_id, ticket_id)
        if ticket is None or ticket.holder_id != holder_id or ticket.admitted_at is None:
            raise TicketNotFound
        now = self.clock()
        async with transaction(self.pool) as conn:
            for staff_id in await door.staff_at(conn, event_id, now - ON_DUTY):
                await messages.add(conn, staff_id, DoorAlarm(event_id, ticket_id), now)

    async def decide(self, post: Post, staff_id: PersonId, ticket: Ticket | None, reason: Reason | None = None) -> Scan:
        """The verdict at a post that the staff was given by `post`, logged."""
        scan = await self.admitting.decide(post, staff_id, ticket, reason)
        self.turnouts.note(post.event.id, scan.verdict.step)
        return scan

    async def _find(self, event_id: EventId, staff_id: PersonId, code: str) -> Ticket | None:
        """A number is no secret as long as a token: who makes numbers up is slowed down."""
        if signed := self.keys.verify(code):
            return await tickets.by_secret(self.pool, signed)
        if (number := typed_number(code)) is None:
            return None
        with suppress(TicketNotFound):
            async with self.guessing.guess(staff_id, TicketNotFound, Action.MISTYPING):
                if ticket := await tickets.by_number(self.pool, event_id, number):
                    return ticket
                raise TicketNotFound
        return None
