"""Blocking: an organizer keeps seats from the sale, for the sound desk or for guests, until they let them go.

Blocked seats are a hold that lasts until the event begins and belongs to nobody: whatever keeps holds right keeps them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.domain.act import What
from core.domain.event import Event
from core.domain.hall import Hall
from core.domain.ids import EventId, OrderId, PersonId
from core.domain.order import Order, OrderStatus
from core.domain.refusal import HoldGone, NotEditable, OrderNotFound
from core.domain.waitlist import EntryStatus
from core.services.rights import Rights
from core.services.waitlist import Waitlist
from db import acts, blocks, event_changes, halls, orders, seats, waitlist_entries
from db.pool import Pool, transaction


@dataclass(frozen=True, slots=True)
class Block:
    """Seats that were blocked together; `hall` has these only."""

    order: Order
    hall: Hall


class Blocking:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights, waitlist: Waitlist) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights
        self.waitlist = waitlist

    async def blocked(self, person_id: PersonId, event_id: EventId) -> tuple[Event, list[Block]]:
        event, now = await self.rights.organized(person_id, event_id), self.clock()
        found = await blocks.of_event(self.pool, event_id)
        return event, [Block(one, await halls.of_seats(self.pool, event_id, one.seat_ids, now)) for one in found]

    async def block(self, person_id: PersonId, event_id: EventId, order_id: OrderId) -> None:
        """What the organizer holds is nobody's from now on, and off sale until the event begins."""
        await self.rights.ensure_organizes(person_id, event_id)
        now = self.clock()
        async with transaction(self.pool) as conn:
            starts_at = await event_changes.lock_start(conn, event_id)
            if starts_at is None or starts_at <= now:
                raise NotEditable
            order = await orders.lock(conn, event_id, order_id)
            if order is None or order.buyer_id != person_id:
                raise OrderNotFound
            order.ensure_changeable(now)
            if await seats.extend(conn, event_id, order.seat_ids, order_id, starts_at) < len(order.seat_ids):
                raise HoldGone(event_id)
            await blocks.block(conn, order, starts_at)
            await waitlist_entries.end_offer(conn, event_id, order_id, EntryStatus.TAKEN)
            about = f"{order_id}: {len(order.seat_ids)}"
            await acts.note(conn, person_id, What.SEATS_BLOCKED, now, event_id=event_id, about=about)

    async def unblock(self, person_id: PersonId, event_id: EventId, order_id: OrderId) -> None:
        """Back on sale, first to who waits. Refused the second time."""
        await self.rights.ensure_organizes(person_id, event_id)
        now = self.clock()
        async with transaction(self.pool) as conn:
            order = await orders.lock(conn, event_id, order_id)
            if order is None or order.status is not OrderStatus.HELD or not order.is_blocked:
                raise OrderNotFound
            await seats.free(conn, event_id, order.seat_ids, order_id, now)
            await orders.set_status(conn, event_id, order_id, OrderStatus.RELEASED)
            about = f"{order_id}: {len(order.seat_ids)}"
            await acts.note(conn, person_id, What.SEATS_UNBLOCKED, now, event_id=event_id, about=about)
        await self.waitlist.offer_freed(event_id)
