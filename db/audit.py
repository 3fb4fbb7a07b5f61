"""Questions to the books. Each is one statement and so one snapshot: what belongs together is seen together.

What belongs to a seat is counted for each seat and not joined: in the minutes after the opening statistics know of no
sales, and for a join the planner would read all tickets of the event for each of its seats.
"""

from datetime import datetime

from core.domain.audit import Balance
from core.domain.ids import EventId
from db.pool import Executor

EXAMPLES_MAX = 20


async def balance(conn: Executor, event_id: EventId, now: datetime) -> Balance | None:
    row = await conn.fetchrow(
        """
        SELECT events.id AS event_id, title, currency, stock.*, received.*, refunds.*,
               (SELECT coalesce(sum(price_minor), 0)::bigint FROM tickets
                WHERE tickets.event_id = $1 AND tickets.status = 'valid') AS tickets_minor,
               (SELECT coalesce(sum(kept_minor), 0)::bigint FROM tickets WHERE tickets.event_id = $1) AS kept_minor
        FROM events,
             LATERAL (SELECT count(*) AS capacity,
                             count(*) FILTER (WHERE is_free(seats.status, held_until, $2)) AS free,
                             count(*) FILTER (WHERE seats.status = 'held' AND held_until > $2) AS held,
                             count(*) FILTER (WHERE seats.status = 'sold') AS sold
                      FROM seats WHERE seats.event_id = $1) stock,
             LATERAL (SELECT coalesce(sum(amount_minor), 0)::bigint AS received_minor,
                             coalesce(sum(amount_minor) FILTER (WHERE settled_at IS NULL), 0)::bigint AS unsettled_minor
                      FROM payments WHERE payments.event_id = $1) received,
             LATERAL (SELECT coalesce(sum(amount_minor) FILTER (WHERE refunds.status = 'done'), 0)::bigint
                                 AS refunded_minor,
                             coalesce(sum(amount_minor) FILTER (WHERE refunds.status <> 'done'), 0)::bigint
                                 AS refund_due_minor
                      FROM refunds WHERE refunds.event_id = $1) refunds
        WHERE events.id = $1
        """,
        event_id,
        now,
    )
    return Balance(**row) if row else None


async def sold_per_minute(conn: Executor, event_id: EventId, now: datetime, minutes: int) -> tuple[int, ...]:
    """How many tickets were issued in each of the last minutes; the last number is of the minute until now."""
    rows = await conn.fetch(
        """
        WITH lately AS (
            SELECT floor(extract(epoch FROM $2::timestamptz - issued_at) / 60) AS minutes_ago FROM tickets
            WHERE event_id = $1 AND issued_at <= $2 AND issued_at > $2::timestamptz - make_interval(mins => $3)
        )
        SELECT ago, count(minutes_ago) AS sold
        FROM generate_series(0, $3::int - 1) AS ago LEFT JOIN lately ON minutes_ago = ago
        GROUP BY ago ORDER BY ago DESC
        """,
        event_id,
        now,
        minutes,
    )
    return tuple(row["sold"] for row in rows)


async def sold_seats_without_ticket(conn: Executor, event_id: EventId) -> list[int]:
    """Sold seats that do not have exactly one live ticket of the order that they were sold to."""
    rows = await conn.fetch(
        """
        SELECT id FROM seats
        WHERE event_id = $1 AND status = 'sold' AND 1 <> (
            SELECT count(*) FROM tickets
            WHERE tickets.event_id = $1 AND tickets.seat_id = seats.id AND tickets.order_id = seats.order_id
              AND tickets.status = 'valid'
        )
        ORDER BY id LIMIT $2
        """,
        event_id,
        EXAMPLES_MAX,
    )
    return [row["id"] for row in rows]


async def tickets_without_sold_seat(conn: Executor, event_id: EventId) -> list[int]:
    rows = await conn.fetch(
        """
        SELECT tickets.id FROM tickets
        JOIN seats ON seats.event_id = tickets.event_id AND seats.id = tickets.seat_id
        WHERE tickets.event_id = $1 AND tickets.status = 'valid' AND seats.status <> 'sold'
        ORDER BY tickets.id LIMIT $2
        """,
        event_id,
        EXAMPLES_MAX,
    )
    return [row["id"] for row in rows]


async def held_seats_without_order(conn: Executor, event_id: EventId, now: datetime) -> list[int]:
    """Seats on hold for no open order that names them."""
    rows = await conn.fetch(
        """
        SELECT id FROM seats
        WHERE event_id = $1 AND status = 'held' AND held_until > $2 AND 0 = (
            SELECT count(*) FILTER (WHERE orders.status IN ('held', 'paying') AND seats.id = ANY (orders.seat_ids))
            FROM orders WHERE orders.event_id = $1 AND orders.id = seats.order_id
        )
        ORDER BY id LIMIT $3
        """,
        event_id,
        now,
        EXAMPLES_MAX,
    )
    return [row["id"] for row in rows]


async def orders_without_their_seats(conn: Executor, event_id: EventId, now: datetime) -> list[int]:
    """Open orders before their deadline one of whose seats is not theirs."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT orders.id FROM orders CROSS JOIN unnest(seat_ids) AS wanted (id)
        JOIN seats ON seats.event_id = orders.event_id AND seats.id = wanted.id
        WHERE orders.event_id = $1 AND orders.status IN ('held', 'paying') AND orders.expires_at > $2
          AND (seats.status <> 'held' OR seats.order_id <> orders.id)
        ORDER BY orders.id LIMIT $3
        """,
        event_id,
        now,
        EXAMPLES_MAX,
    )
    return [row["id"] for row in rows]


async def paid_orders_without_tickets(conn: Executor, event_id: EventId) -> list[int]:
    """Paid orders whose tickets, live or taken back, are not for exactly their seats."""
    rows = await conn.fetch(
        """
        SELECT orders.id FROM orders
        WHERE event_id = $1 AND status = 'paid' AND seat_ids IS DISTINCT FROM (
            SELECT array_agg(seat_id ORDER BY seat_id) FROM tickets
            WHERE tickets.event_id = $1 AND tickets.order_id = orders.id AND tickets.status IN ('valid', 'refunded')
        )
        ORDER BY orders.id LIMIT $2
        """,
        event_id,
        EXAMPLES_MAX,
    )
    return [row["id"] for row in rows]


async def payments_not_settled(conn: Executor, event_id: EventId, before: datetime) -> list[int]:
    """Money that came before a time and is neither tickets nor a refund yet."""
    rows = await conn.fetch(
        """
        SELECT id FROM payments WHERE event_id = $1 AND settled_at IS NULL AND received_at <= $2
        ORDER BY id LIMIT $3
        """,
        event_id,
        before,
        EXAMPLES_MAX,
    )
    return [row["id"] for row in rows]


async def payments_without_outcome(conn: Executor, event_id: EventId) -> list[int]:
    """Settled payments that are not exactly one of these: owed back whole, or the tickets of their order."""
    rows = await conn.fetch(
        """
        SELECT payments.id FROM payments
        LEFT JOIN refunds whole ON whole.event_id = $1 AND whole.payment_id = payments.id AND whole.ticket_id IS NULL
        WHERE payments.event_id = $1 AND settled_at IS NOT NULL
          AND CASE WHEN whole.id IS NOT NULL THEN whole.amount_minor <> payments.amount_minor
              ELSE payments.amount_minor <> coalesce((
                       SELECT sum(price_minor) FROM tickets
                       WHERE tickets.event_id = $1 AND tickets.order_id = payments.order_id
                         AND tickets.status IN ('valid', 'refunded')), 0)
                OR EXISTS (
                       SELECT FROM payments other
                       WHERE other.event_id = $1 AND other.order_id = payments.order_id AND other.id <> payments.id
                         AND other.settled_at IS NOT NULL AND NOT EXISTS (
                             SELECT FROM refunds WHERE refunds.event_id = $1 AND refunds.payment_id = other.id
                                                   AND refunds.ticket_id IS NULL))
              END
        ORDER BY payments.id LIMIT $2
        """,
        event_id,
        EXAMPLES_MAX,
    )
    return [row["id"] for row in rows]
