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


async def lock_all(conn: Conn, event_id: EventId) -> list[Order]:
    """Those of an event, in the order of their ids: so do all who lock several."""
    rows = await conn.fetch(
        """
        SELECT * FROM orders WHERE event_id = $1 AND channel = 'blocked' AND status = 'held' ORDER BY id FOR UPDATE
        """,
        event_id,
    )
    return [to_order(row) for row in rows]
