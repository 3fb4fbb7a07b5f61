"""Questions to the books. Each is one statement and so one snapshot: what belongs together is seen together.

What belongs together is put side by side and grouped, or counted for each by its whole primary key, and never joined:
in the minutes after the opening statistics know of no sales, and for a join the planner would read all tickets of the
event for each of its seats.
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
        SELECT seat_id FROM (
            SELECT id AS seat_id, order_id, true AS is_seat FROM seats WHERE event_id = $1 AND status = 'sold'
            UNION ALL
            SELECT seat_id, order_id, false FROM tickets WHERE event_id = $1 AND status = 'valid'
        ) found
        GROUP BY seat_id, order_id HAVING bool_or(is_seat) AND count(*) FILTER (WHERE NOT is_seat) <> 1
        ORDER BY seat_id LIMIT $2
        """,
        event_id,
        EXAMPLES_MAX,
    )
    return [row["seat_id"] for row in rows]


async def tickets_without_sold_seat(conn: Executor, event_id: EventId) -> list[int]:
    rows = await conn.fetch(
        """
        SELECT id FROM tickets
        WHERE event_id = $1 AND status = 'valid' AND 0 < (
            SELECT count(*) FILTER (WHERE seats.status <> 'sold') FROM seats
            WHERE seats.event_id = $1 AND seats.id = tickets.seat_id
        )
        ORDER BY id LIMIT $2
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
        SELECT id FROM orders
        WHERE event_id = $1 AND status IN ('held', 'paying') AND expires_at > $2 AND 0 < (
            SELECT count(*) FILTER (WHERE seats.status <> 'held' OR seats.order_id <> orders.id) FROM seats
            WHERE seats.event_id = $1 AND seats.id = ANY (orders.seat_ids)
        )
        ORDER BY id LIMIT $3
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
        SELECT order_id FROM (
            SELECT id AS order_id, seat_ids AS wanted, NULL AS seat_id FROM orders
            WHERE event_id = $1 AND status = 'paid'
            UNION ALL
            SELECT order_id, NULL, seat_id FROM tickets WHERE event_id = $1 AND status IN ('valid', 'refunded')
        ) found
        GROUP BY order_id
        HAVING count(wanted) > 0
           AND max(wanted) IS DISTINCT FROM array_agg(seat_id ORDER BY seat_id) FILTER (WHERE seat_id IS NOT NULL)
        ORDER BY order_id LIMIT $2
        """,
        event_id,
        EXAMPLES_MAX,
    )
    return [row["order_id"] for row in rows]


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
        WITH settled AS (
            SELECT payment_id, max(order_id) AS order_id, sum(amount_minor) AS paid, sum(whole_minor) AS whole FROM (
                SELECT id AS payment_id, order_id, amount_minor, NULL::bigint AS whole_minor FROM payments
                WHERE event_id = $1 AND settled_at IS NOT NULL
                UNION ALL
                SELECT payment_id, NULL, NULL, amount_minor FROM refunds WHERE event_id = $1 AND ticket_id IS NULL
            ) found
            GROUP BY payment_id
        ), bought AS (
            SELECT array_agg(payment_id) FILTER (WHERE payment_id IS NOT NULL) AS payment_ids,
                   sum(paid) AS paid, sum(price_minor) AS price
            FROM (
                SELECT order_id, payment_id, paid, 0 AS price_minor FROM settled WHERE whole IS NULL
                UNION ALL
                SELECT order_id, NULL, 0, price_minor FROM tickets
                WHERE event_id = $1 AND status IN ('valid', 'refunded')
            ) found
            GROUP BY order_id
        )
        SELECT payment_id FROM settled WHERE whole <> paid
        UNION ALL
        SELECT unnest(payment_ids) FROM bought WHERE cardinality(payment_ids) > 1 OR paid <> price
        ORDER BY payment_id LIMIT $2
        """,
        event_id,
        EXAMPLES_MAX,
    )
    return [row["payment_id"] for row in rows]
