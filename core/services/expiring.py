"""Expiring: a hold that is past its deadline ends."""

from datetime import datetime

from core.domain.ids import EventId, OrderId
from core.domain.message import HoldExpired, OfferLapsed
from core.domain.order import OrderStatus
from core.domain.payment import Provider
from core.domain.waitlist import EntryStatus
from db import answers, messages, orders, seats, unconfirmed_payments, waitlist_entries
from db.pool import Pool, transaction


async def expire(pool: Pool, event_id: EventId, order_id: OrderId, now: datetime) -> None:
    """Ends a hold that is past its deadline, unless it was paid for or released meanwhile."""
    async with transaction(pool) as conn:
        order = await orders.lock_due(conn, event_id, order_id, now)
        if order is None:
            return
        await seats.free(conn, event_id, order.seat_ids, order_id, now)
        await orders.set_status(conn, event_id, order_id, OrderStatus.EXPIRED)
        if order.is_blocked:
            return
        was_offer = await waitlist_entries.end_offer(conn, event_id, order_id, EntryStatus.LAPSED)
        told = OfferLapsed(event_id, order_id) if was_offer else HoldExpired(event_id, order_id)
        await messages.add(conn, order.buyer_id, told, now)
        if order.status is OrderStatus.HELD:  # of a payment under way there may yet be tickets
            await answers.remove_of_orders(conn, event_id, [order_id])
        if order.status is OrderStatus.PAYING and Provider.of_invoice(order.currency) is not Provider.STARS:
            await unconfirmed_payments.notice(conn, event_id, order_id, now)  # Stars are asked for: reconciling
