"""Auditing: seats, tickets and money are held against each other; a contradiction rings once, at every owner's.

It rings again where it is still there the next day, or there again after an hour; that none is left is told too.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from core.domain.audit import Balance, Contradiction, Finding
from core.domain.ids import EventId, PersonId
from core.domain.message import AuditAlarm, AuditClosed
from core.domain.refusal import EventNotFound
from db import alarms, audit, events, messages
from db.pool import Conn, Pool, snapshot, transaction

logger = logging.getLogger(__name__)

AUDIT_UNTIL = timedelta(days=60)
"""How long after its start an event is still audited."""
SETTLE_WITHIN = timedelta(minutes=3)
"""How old money without a ticket may get before it is a contradiction."""


class Auditing:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], owner_ids: frozenset[PersonId]) -> None:
        self.pool = pool
        self.clock = clock
        self.owner_ids = owner_ids

    async def event_ids(self) -> list[EventId]:
        return await events.all_ids(self.pool)

    async def balance(self, event_id: EventId) -> Balance:
        balance = await audit.balance(self.pool, event_id, self.clock())
        if balance is None:
            raise EventNotFound
        return balance

    async def findings(self, event_id: EventId) -> list[Finding]:
        """Where the books of an event contradict each other now; empty is right."""
        async with snapshot(self.pool) as conn:
            _, findings = await self.audit(conn, event_id)
        return findings

    async def audit(self, conn: Conn, event_id: EventId) -> tuple[Balance, list[Finding]]:
        """In a snapshot of the caller."""
        unticketed = await audit.sold_seats_without_ticket(conn, event_id)
        now = self.clock()  # later than all that is seen: a hold that ends while we wait to see it has ended
        found = {
            Contradiction.SOLD_SEAT_WITHOUT_TICKET: unticketed,
            Contradiction.TICKET_WITHOUT_SOLD_SEAT: await audit.tickets_without_sold_seat(conn, event_id),
            Contradiction.HELD_SEAT_WITHOUT_ORDER: await audit.held_seats_without_order(conn, event_id, now),
            Contradiction.ORDER_WITHOUT_ITS_SEATS: await audit.orders_without_their_seats(conn, event_id, now),
            Contradiction.PAID_ORDER_WITHOUT_TICKETS: await audit.paid_orders_without_tickets(conn, event_id),
            Contradiction.PAYMENT_WITHOUT_OUTCOME: await audit.payments_without_outcome(conn, event_id),
            Contradiction.PAYMENT_NOT_SETTLED: await audit.payments_not_settled(conn, event_id, now - SETTLE_WITHIN),
        }
        findings = [Finding(event_id, what, tuple(ids)) for what, ids in found.items() if ids]
        if (balance := await audit.balance(conn, event_id, now)) is None:
            raise EventNotFound
        if not balance.closes:
            findings.append(Finding(event_id, Contradiction.MONEY_UNACCOUNTED, ()))
        return balance, findings

    async def audit_due(self) -> None:
        """Audits every event that is not long past; tells the owners of what is new."""
        for event_id in await events.ids_since(self.pool, self.clock() - AUDIT_UNTIL):
            findings = await self.findings(event_id)
            async with transaction(self.pool) as conn:
                await self._ring(conn, event_id, findings)

    async def _ring(self, conn: Conn, event_id: EventId, findings: list[Finding]) -> None:
        now, there = self.clock(), [finding.what for finding in findings]
        ended = await alarms.end_all_but(conn, event_id, list(Contradiction), there, now, timedelta(0))
        if ended and not findings:
            logger.warning("event %s: the books agree again", event_id)
            await self._tell(conn, AuditClosed(event_id), now)
        for finding in findings:
            if await alarms.raise_once(conn, event_id, finding.what, now):
                logger.critical("event %s: %s %s", event_id, finding.what, finding.ids)
                await self._tell(conn, AuditAlarm(event_id, finding.what, len(finding.ids)), now)

    async def _tell(self, conn: Conn, told: AuditAlarm | AuditClosed, now: datetime) -> None:
        await messages.add_all(conn, [(owner_id, told) for owner_id in sorted(self.owner_ids)], now)
