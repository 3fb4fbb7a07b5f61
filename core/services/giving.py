"""Giving: a ticket goes to whoever opens its one-time link; the code that was shown before dies with that."""

import secrets
from collections.abc import Callable
from datetime import datetime

from core.domain.ids import EventId, PersonId, TicketId
from core.domain.message import TicketGiven, TicketReady
from core.domain.refusal import GiftGone, OwnGift, TicketNotFound
from core.domain.ticket import Ticket
from core.services.guessing import Guessing
from db import answers, gifts, messages, tickets
from db.pool import Pool, transaction

SECRET_BYTES = 16


class Giving:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], guessing: Guessing) -> None:
        self.pool = pool
        self.clock = clock
        self.guessing = guessing

    async def offer(self, event_id: EventId, ticket_id: TicketId, holder_id: PersonId) -> tuple[Ticket, str]:
        """The ticket, and the secret of its link: the same one until it is taken or revoked."""
        ticket = await self._mine(event_id, ticket_id, holder_id)
        new = secrets.token_urlsafe(SECRET_BYTES)
        return ticket, await gifts.offer(self.pool, event_id, ticket_id, new, holder_id, self.clock())

    async def revoke(self, event_id: EventId, ticket_id: TicketId, holder_id: PersonId) -> None:
        """The link does not work any more. Refused if somebody was faster."""
        if not await gifts.revoke(self.pool, event_id, ticket_id, holder_id, self.clock()):
            raise GiftGone

    async def offered(self, event_id: EventId, holder_id: PersonId) -> set[TicketId]:
        return await gifts.offered(self.pool, event_id, holder_id)

    async def look(self, event_id: EventId, secret: str, person_id: PersonId) -> Ticket:
        """What the link offers, before it is taken."""
        async with self.guessing.guess(person_id, GiftGone):
            gift = await gifts.still_open(self.pool, event_id, secret)
            ticket = await tickets.by_id(self.pool, event_id, gift.ticket_id) if gift else None
            if gift is None or ticket is None or not ticket.is_usable or ticket.holder_id != gift.given_by:
                raise GiftGone
            return ticket

    async def take(self, event_id: EventId, secret: str, taken_by: PersonId) -> Ticket:
        """The ticket changes hands, once, by the first who takes it, and both sides are told.

        It gets a new code, and what the giver has said of who comes with it goes.
        """
        now = self.clock()
        async with self.guessing.guess(taken_by, GiftGone), transaction(self.pool) as conn:
            gift = await gifts.take(conn, event_id, secret, taken_by, now)
            if gift is None:
                raise GiftGone
            if gift.given_by == taken_by:
                raise OwnGift
            if not await tickets.hand_over(conn, event_id, gift.ticket_id, gift.given_by, taken_by):
                raise GiftGone
            await answers.remove_of_ticket(conn, event_id, gift.ticket_id)
            await messages.add(conn, gift.given_by, TicketGiven(event_id, gift.ticket_id, taken_by), now)
            await messages.add(conn, taken_by, TicketReady(event_id, gift.ticket_id), now)
        return await self._mine(event_id, gift.ticket_id, taken_by)

    async def _mine(self, event_id: EventId, ticket_id: TicketId, holder_id: PersonId) -> Ticket:
        ticket = await tickets.by_id(self.pool, event_id, ticket_id)
        if ticket is None or ticket.holder_id != holder_id or not ticket.is_usable:
            raise TicketNotFound
        return ticket
