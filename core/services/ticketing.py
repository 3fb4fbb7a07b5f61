"""Ticketing: a holder's tickets, and the codes printed on them."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.act import What
from core.domain.event import Event
from core.domain.ids import EventId, OrderId, PersonId, TicketId
from core.domain.message import TicketReady
from core.domain.refusal import TicketNotFound
from core.domain.ticket import Ticket, TicketStatus
from core.domain.ticket_code import TicketKeys, TicketSecret
from core.services.facts import Facts
from core.services.group_commit import Batches, GroupCommit
from core.services.guessing import Guessing
from db import acts, messages, tickets
from db.pool import Pool, transaction

PAST_AFTER = timedelta(hours=6)
"""How long after its start an event still counts as coming, so that latecomers find their tickets."""


@dataclass(frozen=True, slots=True)
class TicketsOfEvent:
    event: Event
    tickets: tuple[Ticket, ...]
    is_past: bool
    has_pin: bool = False  # told of one event only


class Ticketing:
    def __init__(
        self,
        pool: Pool,
        clock: Callable[[], datetime],
        keys: TicketKeys,
        facts: Facts,
        guessing: Guessing,
        batches: Batches,
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.keys = keys
        self.facts = facts
        self.guessing = guessing
        self.drawing = GroupCommit(self._remember_pictures, batches)

    async def mine(self, holder_id: PersonId) -> list[TicketsOfEvent]:
        """A person's tickets by event: the coming ones first, then the past ones."""
        by_event: dict[EventId, list[Ticket]] = {}
        for ticket in await tickets.of_holder(self.pool, holder_id):
            by_event.setdefault(ticket.event.id, []).append(ticket)
        past = self.clock() - PAST_AFTER
        groups = [
            TicketsOfEvent(found[0].event, tuple(found), found[0].event.starts_at < past) for found in by_event.values()
        ]
        return sorted(groups, key=lambda group: group.is_past)

    async def of_order(self, event_id: EventId, order_id: OrderId, holder_id: PersonId) -> list[Ticket]:
        """The tickets of an order that are valid now, and still somebody's own: the codes of others are not theirs."""
        found = await tickets.of_order(self.pool, event_id, order_id)
        return [ticket for ticket in found if ticket.status is TicketStatus.VALID and ticket.holder_id == holder_id]

    async def send_again(self, event_id: EventId, holder_id: PersonId) -> None:
        """Sends somebody's tickets of an event once more, at the pace of the outbox."""
        group = await self.mine_of_event(event_id, holder_id)
        async with transaction(self.pool) as conn:
            for ticket in group.tickets:
                await messages.add(conn, holder_id, TicketReady(event_id, ticket.id), self.clock())

    async def mine_of_event(self, event_id: EventId, holder_id: PersonId) -> TicketsOfEvent:
        """A person's tickets of one event. Refused if there are none."""
        for group in await self.mine(holder_id):
            if group.event.id == event_id:
                facts = await self.facts.of_event(event_id)
                return replace(group, has_pin=facts.details.pin is not None)
        raise TicketNotFound

    async def mine_by_token(self, token: str, holder_id: PersonId) -> Ticket | None:
        """The ticket of a QR, for its own holder; anybody else does not even learn whether there is one."""
        with suppress(TicketNotFound):
            async with self.guessing.guess(holder_id, TicketNotFound):
                named = self.keys.verify(token)
                ticket = await tickets.by_secret(self.pool, named) if named else None
                if ticket is None:
                    raise TicketNotFound
                return await self.ticket(ticket.event.id, ticket.id) if ticket.holder_id == holder_id else None
        return None

    async def times_changed(self, event_id: EventId) -> int:
        """How often the event was changed or cancelled: calendars obey only a higher number than they have."""
        return await acts.count(self.pool, event_id, (What.EVENT_CHANGED, What.EVENT_CANCELLED))

    async def ticket(self, event_id: EventId, ticket_id: TicketId) -> Ticket:
        return await self.facts.ticket(event_id, ticket_id)

    async def tickets(self, event_id: EventId, ticket_ids: Sequence[TicketId]) -> list[Ticket]:
        """In that order, read with one question. Refused if one is not there."""
        return await asyncio.gather(*(self.ticket(event_id, ticket_id) for ticket_id in ticket_ids))

    def token(self, ticket: Ticket) -> str:
        """What the QR of a ticket carries, to be put behind `https://t.me/<bot>?start=`."""
        return self.keys.token(TicketSecret(ticket.event.id, ticket.secret))

    async def remember_picture(self, ticket: Ticket, file_id: str) -> None:
        """Unless it shows what has changed while it was drawn: the code after a gift, the name of who comes."""
        await self.drawing.submit(ticket.event.id, (ticket, file_id))

    async def _remember_pictures(
        self, event_id: EventId, drawn: Sequence[tuple[Ticket, str]]
    ) -> Sequence[Exception | None]:
        await tickets.set_pictures(self.pool, event_id, drawn)
        return [None] * len(drawn)
