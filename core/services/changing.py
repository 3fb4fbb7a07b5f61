"""Changing the seats of a hold: nobody can take them meanwhile, and the deadline stays what it was."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from core.domain.event import Event
from core.domain.ids import EventId, OrderId, PersonId, SeatId
from core.domain.order import Order
from core.domain.refusal import (
    InvalidQuantity,
    LimitReached,
    NothingSelected,
    OpenOrderExists,
    OrderNotFound,
    PromoCodeNotForThese,
    PromoCodeNotFound,
    PromoCodeUsedUp,
    SeatsTaken,
)
from core.services.discounting import discount
from core.services.places import hold_places
from core.services.stranding import ensure_strands_none
from core.services.viewing import Viewing
from core.services.waitlist import Waitlist
from db import answers, halls, orders, seats, selections
from db.pool import Conn, Pool, transaction


class Changing:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], viewing: Viewing, waitlist: Waitlist) -> None:
        self.pool = pool
        self.clock = clock
        self.viewing = viewing
        self.waitlist = waitlist

    async def begin(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> Order:
        """Ticks the seats of the hold, so that the buyer may untick some and tick others."""
        await self.viewing.event_on_sale(event_id)
        order = _theirs(await orders.by_id(self.pool, event_id, order_id), buyer_id)
        order.ensure_changeable(self.clock())
        await selections.begin_change(self.pool, order, self.clock())
        return order

    async def change(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> Order:
        """The hold is for what is ticked now, all or nothing: what stays keeps its price, the new seats have today's.

        New seats are waited for before those given back are locked; for these nobody waits, since they are not free
        until we are done.
        """
        event, now = await self.viewing.event_on_sale(event_id), self.clock()
        async with transaction(self.pool) as conn:
            order = _theirs(await orders.lock(conn, event_id, order_id), buyer_id)
            order.ensure_changeable(now)
            ticked = await selections.take(conn, event_id, buyer_id)
            if ticked.changes_order_id != order_id:
                raise OpenOrderExists(event_id, order_id)
            if not ticked.seat_ids:
                raise NothingSelected
            new = sorted(ticked.seat_ids - set(order.seat_ids))
            back = sorted(set(order.seat_ids) - ticked.seat_ids)
            held = await seats.hold(conn, event_id, new, order_id, order.expires_at, now)
            if len(held) < len(new):
                lost = set(new) - {seat.id for seat in held}
                raise SeatsTaken(event_id, ", ".join((await seats.labels(conn, event_id, lost)).values()))
            await seats.free(conn, event_id, back, order_id, now)
            await answers.remove_of_seats(conn, event_id, order_id, back)
            await ensure_strands_none(conn, self.viewing, event_id, ticked.seat_ids, now)
            prices = order.without_discount().price_of | {seat.id: seat.price_minor for seat in held}
            changed = await _write_down(conn, order, {one: prices[one] for one in sorted(ticked.seat_ids)}, now)
            await self._ensure_may(conn, event, order, changed, now)
        await self.waitlist.offer_freed(event_id)
        return changed

    async def change_quantity(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId, quantity: int) -> Order:
        """More or fewer places of general admission than are held; those that stay keep their price."""
        event, now = await self.viewing.event_on_sale(event_id), self.clock()
        if quantity < 1:
            raise InvalidQuantity(event.limit_per_buyer)
        async with transaction(self.pool) as conn:
            order = _theirs(await orders.lock(conn, event_id, order_id), buyer_id)
            order.ensure_changeable(now)
            section_id = await halls.general_section_of(conn, event_id, order.seat_ids)
            if section_id is None:
                raise OrderNotFound
            prices, more = order.without_discount().price_of, quantity - len(order.seat_ids)
            if more > 0:
                if quantity > (limit := await self.viewing.limit(event, buyer_id, quantity, conn)):
                    raise LimitReached(limit)  # before a statement could touch as many seats
                held = await hold_places(conn, event_id, section_id, more, order_id, order.expires_at, now)
                prices |= {seat.id: seat.price_minor for seat in held}
            back = order.seat_ids[quantity:]
            await seats.free(conn, event_id, back, order_id, now)
            await answers.remove_of_seats(conn, event_id, order_id, back)
            kept = {seat_id: prices[seat_id] for seat_id in sorted(set(prices) - set(back))}
            changed = await _write_down(conn, order, kept, now)
            await self._ensure_may(conn, event, order, changed, now)
        await self.waitlist.offer_freed(event_id)
        return changed

    async def _ensure_may(self, conn: Conn, event: Event, order: Order, changed: Order, now: datetime) -> None:
        """Only more seats can be too many: what is held already stays, whatever has become of the limit."""
        if len(changed.seat_ids) <= len(order.seat_ids):
            return
        claimed = await orders.seats_claimed(conn, event.id, order.buyer_id, now)
        if claimed > (limit := await self.viewing.limit(event, order.buyer_id, claimed, conn)):
            raise LimitReached(limit)


async def _write_down(conn: Conn, order: Order, prices: Mapping[SeatId, int], now: datetime) -> Order:
    """The order with these seats and full prices; its promo code goes where it is good for none of them."""
    full = replace(order.without_discount(), seat_ids=tuple(prices), prices_minor=tuple(prices.values()))
    if order.promo_code:
        with suppress(PromoCodeNotFound, PromoCodeNotForThese, PromoCodeUsedUp):
            return await discount(conn, full, order.promo_code, now)
    return await orders.set_seats(conn, full)


def _theirs(order: Order | None, buyer_id: PersonId) -> Order:
    if order is None or order.buyer_id != buyer_id:
        raise OrderNotFound
    return order
