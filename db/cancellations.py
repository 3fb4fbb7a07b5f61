"""Tickets of cancelled events that are still to be ended, order by order."""

from core.domain.ids import EventId, OrderId
from db.pool import Executor


async def unfinished(conn: Executor) -> list[EventId]:
    rows = await conn.fetch(
        """
        SELECT id FROM events WHERE cancelled_at IS NOT NULL AND EXISTS (
            SELECT FROM tickets WHERE event_id = events.id AND tickets.status = 'valid'
        ) ORDER BY id
        """
    )
    return [EventId(row["id"]) for row in rows]


async def orders_left(conn: Executor, event_id: EventId, after: OrderId, limit: int) -> list[OrderId]:
    """Orders with valid tickets, whether somebody is inside with them or not."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT order_id FROM tickets
        WHERE event_id = $1 AND order_id > $2 AND status = 'valid'
        ORDER BY order_id LIMIT $3
        """,
        event_id,
        after,
        limit,
    )
    return [OrderId(row["order_id"]) for row in rows]


async def progress(conn: Executor, event_id: EventId) -> tuple[int, int]:
    """How many tickets were ended, and how many are left."""
    row = await conn.fetchrow(
        """
        SELECT count(*) FILTER (WHERE status <> 'valid') AS ended,
               count(*) FILTER (WHERE status = 'valid') AS left_over
        FROM tickets WHERE event_id = $1
        """,
        event_id,
    )
    return (row["ended"], row["left_over"]) if row else (0, 0)
