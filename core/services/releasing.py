"""Releasing: holds that buyers give back, all of an event that come in the same moment in one transaction.

By themselves, those of a crowd would keep every connection from those who want to hold what comes back.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from core.domain.ids import EventId, OrderId, PersonId
from core.domain.order import Order
from core.domain.refusal import OrderNotFound, Refusal
from core.domain.waitlist import EntryStatus
from core.services.group_commit import Alone, Batches, GroupCommit
from core.services.waitlist import Waitlist
from db import answers, holds, waitlist_entries
from db.pool import Pool, transaction


class Releasing:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], waitlist: Waitlist, batches: Batches) -> None:
        self.pool = pool
        self.clock = clock
        self.waitlist = waitlist
        self.releasing = GroupCommit(self._release, batches)
        self.offering = GroupCommit(self._offer, batches)

    async def release(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> Order:
        """The order as it was; the list is asked who wants its seats before this returns."""
        order = await self.releasing.submit(event_id, (order_id, buyer_id))
        await self.offering.submit(event_id, order_id)
        return order

    async def _release(
        self, event_id: EventId, asked: Sequence[tuple[OrderId, PersonId]]
    ) -> Sequence[Order | Exception]:
        """What is asked for twice in a batch is decided a second time after it."""
        async with transaction(self.pool, patient=len(asked) == 1) as conn:
            locked = await holds.lock_orders(conn, event_id, [order_id for order_id, _ in asked])
            outcomes: list[Order | Exception] = []
            ended: dict[OrderId, Order] = {}
            for order_id, buyer_id in asked:
                outcome = Alone() if order_id in ended else _releasable(locked.get(order_id), buyer_id)
                outcomes.append(outcome)
                if isinstance(outcome, Order):
                    ended[order_id] = outcome
            if ended:
                await holds.release(conn, event_id, list(ended.values()), self.clock())
                await answers.remove_of_orders(conn, event_id, list(ended))
                await waitlist_entries.end_offers(conn, event_id, list(ended), EntryStatus.LAPSED)
        return outcomes

    async def _offer(self, event_id: EventId, released: Sequence[OrderId]) -> list[Exception | None]:
        """Once for all whose seats have come back meanwhile."""
        await self.waitlist.offer_freed(event_id)
        return [None] * len(released)


def _releasable(order: Order | None, buyer_id: PersonId) -> Order | Refusal:
    if order is None or order.buyer_id != buyer_id:
        return OrderNotFound()
    try:
        order.ensure_releasable()
    except Refusal as refusal:
        return refusal
    return order
