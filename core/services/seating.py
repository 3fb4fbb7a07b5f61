"""Seating: choosing seats, holding them, giving them back.

Locks are taken in one order everywhere: orders by id, then all their seats by id, then what is added or changed. A new
order locks its seats before it is inserted: nobody can wait for an order that does not exist yet.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from core.domain.ids import EventId, OrderId, PersonId, SeatId, SectionId
from core.domain.message import HoldEnding
from core.domain.order import NUDGE_BEFORE, Order
from core.domain.queue import QueueWish
from core.domain.refusal import (
    AccessibleSeat,
    EventNotFound,
    LimitReached,
    Refusal,
    SeatsTaken,
)
from core.metrics import Metrics
from core.services.best_hold import Wish
from core.services.expiring import expire
from core.services.holding import Holding
from core.services.releasing import Releasing
from core.services.sweeping import each
from core.services.turns import ensure_turn
from core.services.viewing import HallView, Viewing
from db import messages, orders, selections
from db.pool import Pool, transaction

SWEEP_MAX = 200
"""Holds at a time."""
NUDGES_WAITING_MAX = 300
"""In the outbox, ten seconds of sending: tickets stand in the same line."""
SELECTION_TTL = timedelta(days=1)


class Seating:
    def __init__(
        self,
        pool: Pool,
        clock: Callable[[], datetime],
        viewing: Viewing,
        holding: Holding,
        releasing: Releasing,
        metrics: Metrics,
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.viewing = viewing
        self.holding = holding
        self.releasing = releasing
        self.metrics = metrics

    async def view(self, event_id: EventId, buyer_id: PersonId, section_id: SectionId | None = None) -> HallView:
        """The hall now; or one section of it, which is much less to read."""
        return await self.viewing.view(await self.viewing.event_on_sale(event_id), buyer_id, section_id)

    async def enter(self, event_id: EventId, buyer_id: PersonId) -> HallView:
        """As `view`; refused to who has to queue, unless they hold seats already."""
        if not await orders.open_of_buyer(self.pool, event_id, buyer_id):
            await ensure_turn(self.pool, self.viewing.rights, event_id, buyer_id, self.clock())
        return await self.view(event_id, buyer_id)

    async def toggle(
        self, event_id: EventId, buyer_id: PersonId, seat_id: SeatId, at: tuple[SectionId, int] | None = None
    ) -> HallView:
        """Ticks or unticks a seat. Refused if it is taken, or one more than a buyer may have, or not in that row."""
        view = await self.view(event_id, buyer_id, at[0] if at else None)
        if at and seat_id not in {seat.id for seat in view.hall.row(*at)}:
            raise EventNotFound
        seat = view.hall.seat(seat_id)
        if seat is None or not (seat.is_free or await self.viewing.is_free_by_now(event_id, seat_id, view.changes)):
            raise SeatsTaken(event_id, seat.label if seat else "?")
        if seat.is_accessible and not view.wants_accessible:
            raise AccessibleSeat(seat.label)
        limit, held = view.event.limit_per_buyer, len(view.changes.seat_ids) if view.changes else 0
        claimed = await orders.seats_claimed(self.pool, event_id, buyer_id, self.clock())
        room = limit - claimed + held
        ticked = await selections.toggle(self.pool, event_id, buyer_id, seat_id, max(room, held), self.clock())
        if ticked is None:
            higher = await self.viewing.limit(view.event, buyer_id, limit + 1)
            more = room + higher - limit
            ticked = await selections.toggle(self.pool, event_id, buyer_id, seat_id, more, self.clock())
        if ticked is None:
            raise LimitReached(limit)
        still_free = {one for one in ticked if one == seat_id or ((seat := view.hall.seat(one)) and seat.is_free)}
        return replace(view, selected=frozenset(still_free))

    async def clear(self, event_id: EventId, buyer_id: PersonId) -> None:
        await selections.take(self.pool, event_id, buyer_id)

    async def offer_accessible(self, event_id: EventId, buyer_id: PersonId, wants: bool) -> None:
        """From now on accessible seats are offered to the buyer, or are not any more; then none stays ticked."""
        view = await self.view(event_id, buyer_id)
        ticked = [seat for seat_id in view.selected if (seat := view.hall.seat(seat_id))]
        stay = [seat.id for seat in ticked if wants or not seat.is_accessible]
        await selections.ask_for_accessible(self.pool, event_id, buyer_id, wants, stay, self.clock())

    async def hold_selected(self, event_id: EventId, buyer_id: PersonId) -> Order:
        """Holds all ticked seats or none, until a stated time."""
        return await self._counted(self.holding.hold_selected(event_id, buyer_id))

    async def hold_quantity(self, event_id: EventId, buyer_id: PersonId, section_id: SectionId, quantity: int) -> Order:
        """Holds places of a general-admission section. Refused only if fewer are free than asked for."""
        return await self._counted(self.holding.hold_quantity(event_id, buyer_id, section_id, quantity))

    async def hold_best(self, event_id: EventId, buyer_id: PersonId, wish: Wish) -> Order:
        """Holds the best seats that are free, whatever was ticked. Refused if there are none such."""
        return await self._counted(self.holding.hold_best(event_id, buyer_id, wish))

    async def hold_party(self, event_id: EventId, buyer_id: PersonId, wish: QueueWish) -> Order:
        """Holds the best seats that fit a wish from the queue. Refused if there are none such."""
        return await self._counted(self.holding.hold_party(event_id, buyer_id, wish))

    async def release(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> Order:
        """Gives all seats of a hold back, and makes offers of them to who waits."""
        return await self.releasing.release(event_id, order_id, buyer_id)

    async def release_due(self) -> None:
        """The broom: gives back what has been free by predicate since its deadline, and tells the buyers."""
        due = await orders.due(self.pool, self.clock(), SWEEP_MAX)
        await each(due, lambda order: expire(self.pool, order.event_id, order.id, self.clock()))

    async def nudge_due(self) -> None:
        """Tells buyers, once, that their hold ends soon; not those who are paying."""
        while await self._nudge_some():
            pass

    async def _nudge_some(self) -> bool:
        now = self.clock()
        async with transaction(self.pool) as conn:
            room = max(0, NUDGES_WAITING_MAX - await messages.count_waiting(conn, (HoldEnding,)))
            ending = await orders.claim_nudges(conn, now, now + NUDGE_BEFORE, min(room, SWEEP_MAX))
            for order in ending:
                await messages.add(conn, order.buyer_id, HoldEnding(order.event_id, order.id), now)
        return bool(ending)

    async def forget_stale_selections(self) -> None:
        await selections.forget_before(self.pool, self.clock() - SELECTION_TTL)

    async def _counted(self, holding: Awaitable[Order]) -> Order:
        try:
            order = await holding
        except Refusal as refusal:
            self.metrics.holds.labels(refusal.code).inc()
            raise
        self.metrics.holds.labels("held").inc()
        return order
