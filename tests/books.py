"""What must be true of an event after whatever happened to it."""

from datetime import datetime

from core.domain.ids import EventId
from db import seats
from db.pool import Pool

EXCEPTIONS = {
    "a sold seat without exactly one live ticket of the order that it was sold to": """
        SELECT seats.id FROM seats
        LEFT JOIN tickets ON tickets.event_id = seats.event_id AND tickets.seat_id = seats.id
                         AND tickets.order_id = seats.order_id AND tickets.status = 'valid'
        WHERE seats.event_id = $1 AND seats.status = 'sold'
        GROUP BY seats.id HAVING count(tickets.id) <> 1
    """,
    "a live ticket for a seat that is not sold": """
        SELECT tickets.id FROM tickets
        JOIN seats ON seats.event_id = tickets.event_id AND seats.id = tickets.seat_id
        WHERE tickets.event_id = $1 AND tickets.status = 'valid' AND seats.status <> 'sold'
    """,
    "a seat on hold for no open order that names it": """
        SELECT seats.id FROM seats
        LEFT JOIN orders ON orders.event_id = seats.event_id AND orders.id = seats.order_id
                        AND orders.status IN ('held', 'paying') AND seats.id = ANY (orders.seat_ids)
        WHERE seats.event_id = $1 AND seats.status = 'held' AND seats.held_until > now_in_test() AND orders.id IS NULL
    """,
    "an open order that does not have its seats": """
        SELECT orders.id FROM orders CROSS JOIN unnest(seat_ids) AS wanted (id)
        JOIN seats ON seats.event_id = orders.event_id AND seats.id = wanted.id
        WHERE orders.event_id = $1 AND orders.status IN ('held', 'paying') AND orders.expires_at > now_in_test()
          AND (seats.status <> 'held' OR seats.order_id <> orders.id)
    """,
    "a paid order whose tickets are not its seats": """
        SELECT orders.id FROM orders
        WHERE event_id = $1 AND status = 'paid' AND seat_ids IS DISTINCT FROM (
            SELECT array_agg(seat_id ORDER BY seat_id) FROM tickets
            WHERE tickets.event_id = $1 AND tickets.order_id = orders.id AND tickets.status = 'valid'
        )
    """,
    "a payment that is not settled": """
        SELECT id FROM payments WHERE event_id = $1 AND settled_at IS NULL
    """,
    "money that is neither live tickets nor a refund": """
        SELECT 1 WHERE (SELECT coalesce(sum(amount_minor), 0) FROM payments WHERE event_id = $1) <>
                       (SELECT coalesce(sum(price_minor), 0) FROM tickets WHERE event_id = $1 AND status = 'valid') +
                       (SELECT coalesce(sum(amount_minor), 0) FROM refunds WHERE event_id = $1)
    """,
}


async def assert_books_balance(pool: Pool, event_id: EventId, now: datetime) -> seats.Stock:
    """Fails with the first exception found; returns the stock."""
    for what, query in EXCEPTIONS.items():
        found = await pool.fetch(query.replace("now_in_test()", f"'{now.isoformat()}'"), event_id)
        assert not found, f"{what}: {[tuple(row) for row in found]}"
    stock = await seats.stock(pool, event_id, now)
    capacity = await pool.fetchval("SELECT count(*) FROM seats WHERE event_id = $1", event_id)
    assert stock.free + stock.held + stock.sold == capacity
    return stock
