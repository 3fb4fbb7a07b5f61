"""Discounting: a promo code makes a hold cheaper, until it is paid for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from core.domain.ids import EventId, OrderId, PersonId
from core.domain.order import Order
from core.domain.promo_code import typed_code
from core.domain.refusal import OrderNotFound, PromoCodeNotFound
from core.services.guessing import Guessing
from db import halls, orders, promo_codes
from db.pool import Conn, Pool, transaction


class Discounting:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], guessing: Guessing) -> None:
        self.pool = pool
        self.clock = clock
        self.guessing = guessing

    async def apply(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId, typed: str) -> Order:
        """Takes off what the code gives; a code that was applied before gives way to it."""
        now = self.clock()
        async with self.guessing.guess(buyer_id, PromoCodeNotFound), transaction(self.pool) as conn:
            order = await _lock(conn, event_id, order_id, buyer_id)
            order.ensure_changeable(now)
            code = typed_code(typed)
            return await discount(conn, order.without_discount(), code, now, is_new=True)

    async def remove(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> Order:
        async with transaction(self.pool) as conn:
            order = await _lock(conn, event_id, order_id, buyer_id)
            order.ensure_changeable(self.clock())
            return await orders.set_seats(conn, order.without_discount())


async def discount(conn: Conn, order: Order, code: str, now: datetime, *, is_new: bool = False) -> Order:
    """The order of full prices with the code applied. Its dates matter only where it is new to the order."""
    promo_code = await promo_codes.lock(conn, order.event_id, code)
    if promo_code is None:
        raise PromoCodeNotFound
    if is_new:
        promo_code.ensure_valid(now)
    tiers = await halls.tiers_of(conn, order.event_id, order.seat_ids)
    is_counted = promo_code.max_uses is not None
    used = await promo_codes.uses(conn, order.event_id, code, order.id, now) if is_counted else 0
    off = promo_code.discounts_minor([(tiers[seat_id], price) for seat_id, price in order.price_of.items()], used)
    prices = tuple(price - less for price, less in zip(order.prices_minor, off, strict=True))
    return await orders.set_seats(conn, replace(order, prices_minor=prices, discounts_minor=off, promo_code=code))


async def _lock(conn: Conn, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> Order:
    order = await orders.lock(conn, event_id, order_id)
    if order is None or order.buyer_id != buyer_id:
        raise OrderNotFound
    return order
