"""Cancelling: an event ends at once, and all its money goes back, order by order; a sweep goes on after a crash."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.domain.act import What
from core.domain.audit import Balance
from core.domain.event import Event
from core.domain.ids import EventId, OrderId, PersonId
from core.domain.message import RefundToMake
from core.domain.payment import Provider
from core.domain.question import one_line
from core.domain.refusal import EventNotFound, NotEditable, NotUnderstood
from core.services.returning import Returning
from core.services.rights import Rights
from core.services.sweeping import each
from db import acts, audit, cancellations, events, messages
from db.pool import Conn, Pool, transaction

BATCH = 50
NOTHING_YET = OrderId(0)


@dataclass(frozen=True, slots=True)
class Cancellation:
    """How far it is: tickets that were ended, and those that are left."""

    event: Event
    ended: int
    left: int
    balance: Balance

    @property
    def is_owed_by_hand(self) -> bool:
        """Is there money that the bot cannot return by itself?"""
        return self.balance.refund_due_minor > 0 and Provider.of_invoice(self.event.currency).refunds_by_hand


class Cancelling:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights, returning: Returning) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights
        self.returning = returning

    async def event(self, person_id: PersonId, event_id: EventId) -> Event:
        """One that can be cancelled."""
        event = await self.rights.organized(person_id, event_id)
        event.ensure_editable(self.clock())
        return event

    async def cancel(self, person_id: PersonId, event_id: EventId, typed: str) -> None:
        """It cannot be undone, so its title is typed. From now on nothing is sold, and what is paid goes back."""
        event = await self.event(person_id, event_id)
        if one_line(typed).casefold() != one_line(event.title).casefold():
            raise NotUnderstood("cancel", event.title)
        async with transaction(self.pool) as conn:
            if not await events.cancel(conn, event_id, self.clock()):
                raise NotEditable
            await acts.note(conn, person_id, What.EVENT_CANCELLED, self.clock(), event_id=event_id)
            await self._tell_treasurers(conn, event)

    async def refund_some(self, event_id: EventId, after: OrderId = NOTHING_YET) -> OrderId | None:
        """Some orders, each in a transaction of its own; returns the last one, None if there was none after `after`."""
        left = await cancellations.orders_left(self.pool, event_id, after, BATCH)
        await each(left, lambda order_id: self.returning.end_cancelled(event_id, order_id))
        return left[-1] if left else None

    async def refund_due(self) -> None:
        """What a crash has left, or a message that shows progress has no time for."""
        await each(await cancellations.unfinished(self.pool), self._refund_all)

    async def progress(self, person_id: PersonId, event_id: EventId) -> Cancellation:
        await self.rights.ensure_organizes(person_id, event_id)
        event, balance = await events.by_id(self.pool, event_id), await audit.balance(self.pool, event_id, self.clock())
        if event is None or balance is None:
            raise EventNotFound
        return Cancellation(event, *await cancellations.progress(self.pool, event_id), balance)

    async def _tell_treasurers(self, conn: Conn, event: Event) -> None:
        """Once, of all that they will have to return by hand: not of each order."""
        balance = await audit.balance(conn, event.id, self.clock())
        if balance and balance.tickets_minor and Provider.of_invoice(event.currency).refunds_by_hand:
            to_make = RefundToMake(event.id, balance.tickets_minor, event.currency)
            await messages.add_to_all(conn, await self.rights.treasurers(conn, event.id), to_make, self.clock())

    async def _refund_all(self, event_id: EventId) -> None:
        last: OrderId | None = NOTHING_YET
        while last is not None:
            last = await self.refund_some(event_id, last)
