"""The offline list: every ticket on paper for the worst day, and what was ticked off on it brought back."""

import asyncio
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter

from core.domain.checkin import Direction, Reason, Verdict
from core.domain.door_list import ListedTicket, Tick, signed_text
from core.domain.event import Event
from core.domain.ids import EventId, PersonId
from core.domain.refusal import ForeignList
from core.domain.ticket import Ticket
from core.domain.ticket_code import TicketKeys, typed_number
from core.services.checkin import Checkin
from core.services.lookup import event_of
from db import tickets
from db.pool import snapshot


@dataclass(frozen=True, slots=True)
class DoorListFile:
    """`signature` covers all that must not change on the way."""

    event: Event
    made_at: datetime
    tickets: Sequence[ListedTicket]
    signature: str


@dataclass(slots=True)
class Imported:
    """What became of the ticks; `conflicts` were inside already when the list was ticked, or before."""

    admitted: int = 0
    conflicts: list[Ticket] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class DoorList:
    def __init__(self, checkin: Checkin, keys: TicketKeys) -> None:
        self.checkin = checkin
        self.keys = keys

    async def make(self, staff_id: PersonId, event_id: EventId) -> DoorListFile:
        """By the names of those who come, then by their seats."""
        await self.checkin.rights.ensure_scans(staff_id, event_id)
        async with snapshot(self.checkin.pool) as conn:
            event = await event_of(conn, event_id)
            sold = [ListedTicket.of(ticket) async for ticket in tickets.valid_of_event(conn, event_id)]
        listed = await asyncio.to_thread(sorted, sold, key=attrgetter("by_name"))
        return DoorListFile(event, self.checkin.clock(), listed, self._signature(event_id, listed))

    async def read(
        self,
        staff_id: PersonId,
        listed: Sequence[ListedTicket],
        signature: str,
        ticks: Sequence[Tick],
    ) -> Imported:
        """Admits whoever was ticked off, whichever gate and direction the staff has now.

        Refused where the list is not of the event of the staff's post, or was changed elsewhere.
        """
        post = replace(await self.checkin.post(staff_id), gate=None, direction=Direction.IN)
        event_id = post.event.id
        if not hmac.compare_digest(signature, self._signature(event_id, listed)):
            raise ForeignList
        done = Imported()
        for tick in ticks:
            number = typed_number(tick.number)
            ticket = await tickets.by_number(self.checkin.pool, event_id, number) if number else None
            if ticket is None:
                done.refused.append(tick.number)
                continue
            scan = await self.checkin.decide(post, staff_id, ticket, Reason.OFFLINE_LIST)
            if scan.verdict in (Verdict.ADMITTED, Verdict.READMITTED):
                done.admitted += 1
            elif scan.verdict is Verdict.ALREADY_ADMITTED and scan.ticket:
                done.conflicts.append(scan.ticket)
            else:
                done.refused.append(tick.number)
        return done

    def _signature(self, event_id: EventId, listed: Sequence[ListedTicket]) -> str:
        key = next(reversed(self.keys.keys.values()))
        return hmac.new(key, signed_text(event_id, listed).encode(), hashlib.sha256).hexdigest()
