"""Blocked seats in `orders`: holds of nobody. The buyer is the id of the order below zero, so there may be many."""

from datetime import datetime

from core.domain.ids import EventId
from core.domain.order import Order
from db.orders import to_order
from db.pool import Conn, Executor


async def block(conn: Conn, order: Order, until: datetime) -> None:
    """The order is locked by the caller."""
    await conn.execute(
        """
        UPDATE orders SET buyer_id = -id, channel = 'blocked', expires_at = $3, nudged_at = now(),
                          screen_message_id = NULL, invoice_message_id = NULL
        WHERE event_id = $1 AND id = $2
        """,
        order.event_id,
        order.id,
        until,
    )


async def of_event(conn: Executor, event_id: EventId) -> list[Order]:
    rows = await conn.fetch(
        "SELECT * FROM orders WHERE event_id = $1 AND channel = 'blocked' AND status = 'held' ORDER BY id", event_id
    )
    return [to_order(row) for row in rows]


async def move(conn: Conn, event_id: EventId, until: datetime) -> None:
    """All of an event are kept until then. Orders, then seats are locked in the order of their ids, as everywhere."""
    await conn.execute(
        """
        WITH blocked AS MATERIALIZED (
            SELECT id, seat_ids FROM orders
            WHERE event_id = $1 AND channel = 'blocked' AND status = 'held' ORDER BY id FOR UPDATE
        ), theirs AS MATERIALIZED (
            SELECT seats.id FROM seats JOIN (SELECT id, unnest(seat_ids) AS seat_id FROM blocked) block
                ON block.seat_id = seats.id AND block.id = seats.order_id
            WHERE seats.event_id = $1 AND seats.status = 'held' ORDER BY seats.id FOR UPDATE OF seats
        ), kept AS (
            UPDATE seats SET held_until = $2 WHERE event_id = $1 AND id = ANY(ARRAY(SELECT id FROM theirs))
        )
        UPDATE orders SET expires_at = $2 WHERE event_id = $1 AND id = ANY(ARRAY(SELECT id FROM blocked))
        """,
        event_id,
        until,
    )
