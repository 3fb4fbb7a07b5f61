"""Refunding: money that buys nothing goes back, once. What Telegram cannot return is put before people."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from core.domain.act import What
from core.domain.ids import EventId, PersonId, RefundId
from core.domain.message import RefundDone, RefundToMake
from core.domain.payment import Refund, RefundByHand
from core.domain.refusal import RefundNotFound
from core.services.retries import RetryLater, Undeliverable, backoff
from core.services.rights import Rights
from core.services.sweeping import each
from db import acts, messages, orders, refunds
from db.pool import Conn, Pool, transaction

logger = logging.getLogger(__name__)

BATCH = 20
CLAIM_TTL = timedelta(minutes=1)
LIST_MAX = 10

Ask = Callable[[Refund], Awaitable[None]]
"""Asks Telegram for one refund, and returns once it is made. Raises `RetryLater` or `Undeliverable`."""


class Refunding:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights

    async def refund_due(self, ask: Ask) -> None:
        """Asks for what is due. A request whose answer was lost is made again: Telegram refunds a charge only once."""
        now = self.clock()
        due = await refunds.claim_due(self.pool, now, now + CLAIM_TTL, BATCH)
        await each(due, lambda refund: self._refund(refund, ask))

    async def by_hand(self, person_id: PersonId) -> list[RefundByHand]:
        """What somebody must return at the provider for events that this person organizes, the oldest first."""
        return await refunds.by_hand(self.pool, await self.rights.teams_of(person_id), LIST_MAX)

    async def done_by_hand(self, person_id: PersonId, event_id: EventId, refund_id: RefundId) -> None:
        """Somebody has returned the money; the payer is told. Refused the second time."""
        await self.rights.ensure_organizes(person_id, event_id)
        async with transaction(self.pool) as conn:
            refund = await refunds.by_id(conn, event_id, refund_id)
            if refund is None or not await self._done(conn, refund, person_id):
                raise RefundNotFound
            about = f"{refund.amount_minor} {refund.charge.currency}"
            await acts.note(conn, person_id, What.REFUND_MADE, self.clock(), event_id=event_id, about=about)

    async def done_at_telegram(self, event_id: EventId, charge_id: str) -> None:
        """Telegram says that a charge went back: if we did not know, we do now."""
        async with transaction(self.pool) as conn:
            refund = await refunds.whole_of_charge(conn, event_id, charge_id)
            if refund is None:
                logger.error("charge %s of event %s went back, and nothing was owed for it", charge_id, event_id)
            else:
                await self._done(conn, refund, by=None)

    async def _refund(self, refund: Refund, ask: Ask) -> None:
        try:
            await ask(refund)
        except Undeliverable as error:
            logger.error("refund %s of event %s failed: %s", refund.id, refund.charge.event_id, error)
            await self._hand_over(refund, str(error))
        except RetryLater as error:
            await refunds.postpone(self.pool, refund, self.clock() + (error.after or backoff(refund.attempts)))
        else:
            async with transaction(self.pool) as conn:
                await self._done(conn, refund, by=None)

    async def _hand_over(self, refund: Refund, why: str) -> None:
        """Telegram will not do it: people must."""
        charge = refund.charge
        async with transaction(self.pool) as conn:
            await refunds.mark_failed(conn, refund, why)
            for person_id in await self.rights.treasurers(conn, charge.event_id):
                to_make = RefundToMake(charge.event_id, refund.amount_minor, charge.currency)
                await messages.add(conn, person_id, to_make, self.clock())

    async def _done(self, conn: Conn, refund: Refund, by: PersonId | None) -> bool:
        charge, now = refund.charge, self.clock()
        await orders.lock(conn, charge.event_id, charge.order_id)  # of several refunds, the last one closes the order
        if not await refunds.mark_done(conn, charge.event_id, refund.id, by, now):
            return False
        await orders.mark_refunded(conn, charge.event_id, charge.order_id)
        await messages.add(
            conn, charge.payer_id, RefundDone(charge.event_id, refund.amount_minor, charge.currency), now
        )
        return True
