"""Seating: choosing seats, holding them, giving them back.

Locks are taken in one order everywhere: one order first, then its seats by id; no transaction locks the seats of two
orders. A new order locks its seats before it is inserted: nobody can wait for an order that does not exist yet.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from core.domain.ids import EventId, OrderId, PersonId, SeatId, SectionId
from core.domain.message import HoldEnding
from core.domain.order import NUDGE_BEFORE, Order, OrderStatus
from core.domain.queue import QueueWish
from core.domain.refusal import (
    AccessibleSeat,
    EventNotFound,
    HoldGone,
    InvalidQuantity,
    LimitReached,
    NothingSelected,
    OpenOrderExists,
    OrderNotFound,
    Refusal,
    SeatsTaken,
)
from core.domain.waitlist import EntryStatus
from core.services.best_hold import BestHold, Wish
from core.services.expiring import expire
from core.services.hold_rules import HoldRules
from core.services.party_hold import PartyHold
from core.services.places import hold_places
from core.services.stranding import ensure_strands_none
from core.services.sweeping import each
from core.services.turns import ensure_turn
from core.services.viewing import HallView, Viewing
from core.services.waitlist import Waitlist
from db import answers, messages, orders, seats, selections, waitlist_entries
from db.pool import Conn, Pool, transaction
from db.seats import HeldSeat

SWEEP_MAX = 200
SELECTION_TTL = timedelta(days=1)
Pick = Callable[[Conn, OrderId, datetime, datetime], Awaitable[list[HeldSeat]]]
"""Holds seats for an order until a deadline, as seen now; raises a refusal where it cannot."""


class Seating:
    def __init__(
        self, pool: Pool, clock: Callable[[], datetime], viewing: Viewing, waitlist: Waitlist, rules: HoldRules
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.viewing = viewing
        self.waitlist = waitlist
        self.rules = rules

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
        if seat is None or not seat.is_free:
            raise SeatsTaken(event_id, seat.label if seat else "?")
        if seat.is_accessible and not view.wants_accessible:
            raise AccessibleSeat(seat.label)
        limit = view.event.limit_per_buyer
        claimed = await orders.seats_claimed(self.pool, event_id, buyer_id, self.clock())
        room = limit - claimed + (len(view.changes.seat_ids) if view.changes else 0)
        ticked = await selections.toggle(self.pool, event_id, buyer_id, seat_id, room, self.clock())
        if ticked is None:
            higher = await self.viewing.limit(view.event, buyer_id, limit + 1)
            more = room + higher - limit
            ticked = await selections.toggle(self.pool, event_id, buyer_id, seat_id, more, self.clock())
        if ticked is None:
            raise LimitReached(limit)
        still_free = {one for one in ticked if (seat := view.hall.seat(one)) and seat.is_free}
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

        async def pick(conn: Conn, order_id: OrderId, until: datetime, now: datetime) -> list[HeldSeat]:
            wanted = sorted((await selections.take(conn, event_id, buyer_id)).seat_ids)
            if not wanted:
                raise NothingSelected
            held = await seats.hold(conn, event_id, wanted, order_id, until, now)
            if len(held) < len(wanted):
                lost = set(wanted) - {seat.id for seat in held}
                raise SeatsTaken(event_id, ", ".join(await seats.labels(conn, event_id, sorted(lost))))
            await ensure_strands_none(conn, self.viewing, event_id, wanted, now)
            return held

        return await self._hold(event_id, buyer_id, pick)

    async def hold_quantity(self, event_id: EventId, buyer_id: PersonId, section_id: SectionId, quantity: int) -> Order:
        """Holds places of a general-admission section. Refused only if fewer are free than asked for."""

        async def pick(conn: Conn, order_id: OrderId, until: datetime, now: datetime) -> list[HeldSeat]:
            return await hold_places(conn, event_id, section_id, quantity, order_id, until, now)

        event = await self.viewing.event_on_sale(event_id)
        limit = await self.viewing.limit(event, buyer_id, quantity)
        if quantity < 1:
            raise InvalidQuantity(limit)
        if quantity > limit:  # before a statement could touch as many seats
            raise LimitReached(limit)
        return await self._hold(event_id, buyer_id, pick)

    async def hold_best(self, event_id: EventId, buyer_id: PersonId, wish: Wish) -> Order:
        """Holds the best seats that are free, whatever was ticked. Refused if there are none such."""
        limit = (await self.viewing.event_on_sale(event_id)).limit_per_buyer
        if wish.count < 1:
            raise InvalidQuantity(limit)
        if wish.count > limit:
            raise LimitReached(limit)
        await self.viewing.prepare(event_id)
        return await self._hold(event_id, buyer_id, BestHold(self.viewing, event_id, buyer_id, wish).pick)

    async def hold_party(self, event_id: EventId, buyer_id: PersonId, wish: QueueWish) -> Order:
        """Holds the best seats that fit a wish from the queue. Refused if there are none such."""
        await self.viewing.prepare(event_id)
        return await self._hold(event_id, buyer_id, PartyHold(self.viewing, event_id, wish).pick)

    async def release(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> Order:
        async with transaction(self.pool) as conn:
            order = await orders.lock(conn, event_id, order_id)
            if order is None or order.buyer_id != buyer_id:
                raise OrderNotFound
            order.ensure_releasable()
            await seats.free(conn, event_id, order.seat_ids, order_id, self.clock())
            await orders.set_status(conn, event_id, order_id, OrderStatus.RELEASED)
            await answers.remove_of_order(conn, event_id, order_id)
            await waitlist_entries.end_offer(conn, event_id, order_id, EntryStatus.LAPSED)
        await self.waitlist.offer_freed(event_id)
        return order

    async def release_due(self) -> None:
        """The broom: gives back what has been free by predicate since its deadline, and tells the buyers."""
        due = await orders.due(self.pool, self.clock(), SWEEP_MAX)
        await each(due, lambda order: expire(self.pool, order.event_id, order.id, self.clock()))

    async def nudge_due(self) -> None:
        """Tells buyers, once, that their hold ends soon; not those who are paying."""
        now = self.clock()
        async with transaction(self.pool) as conn:
            for order in await orders.claim_nudges(conn, now, now + NUDGE_BEFORE, SWEEP_MAX):
                await messages.add(conn, order.buyer_id, HoldEnding(order.event_id, order.id), now)

    async def forget_stale_selections(self) -> None:
        await selections.forget_before(self.pool, self.clock() - SELECTION_TTL)

    async def _hold(self, event_id: EventId, buyer_id: PersonId, pick: Pick) -> Order:
        event = await self.viewing.event_on_sale(event_id)
        now = self.clock()
        until = now + event.hold_ttl
        earlier = await orders.open_of_buyer(self.pool, event_id, buyer_id)
        if earlier and earlier.is_open(now):
            raise OpenOrderExists(event_id, earlier.id)
        if earlier:
            await expire(self.pool, event_id, earlier.id, now)
        async with transaction(self.pool) as conn:
            await ensure_turn(conn, self.viewing.rights, event_id, buyer_id, now)
            await self.rules.ensure_may_hold(conn, event, buyer_id, now)
            order_id = await orders.next_id(conn)
            held = await pick(conn, order_id, until, now)
            order = await orders.add(conn, event_id, order_id, buyer_id, held, event.currency, now, until)
            if order is None:
                raise await self._open_order(conn, event_id, buyer_id)
            claimed = await orders.seats_claimed(conn, event_id, buyer_id, now)
            if claimed > (limit := await self.viewing.limit(event, buyer_id, claimed, conn)):
                raise LimitReached(limit)
            return order

    async def _open_order(self, conn: Conn, event_id: EventId, buyer_id: PersonId) -> Refusal:
        """What stands in the way of a second order; it may have ended meanwhile."""
        order = await orders.open_of_buyer(conn, event_id, buyer_id)
        return OpenOrderExists(event_id, order.id) if order else HoldGone(event_id)
