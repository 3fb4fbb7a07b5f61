"""Table `orders`. Whoever changes an order and its seats locks the order first."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import asyncpg

from core.domain.ids import EventId, OrderId, PersonId
from core.domain.order import Channel, Order, OrderStatus
from db.pool import Conn, Executor
from db.seats import HeldSeat

STATUSES = {status.value: status for status in OrderStatus}
"""To ask the enumeration takes ten times as long."""


async def next_id(conn: Executor) -> OrderId:
    return OrderId(await conn.fetchval("SELECT nextval(pg_get_serial_sequence('orders', 'id'))"))


async def add(
    conn: Conn,
    event_id: EventId,
    order_id: OrderId,
    buyer_id: PersonId,
    held: Sequence[HeldSeat],
    currency: str,
    now: datetime,
    until: datetime,
) -> Order | None:
    """A new held order; None if the buyer has an open one for this event. Waits for a hold of theirs under way."""
    row = await conn.fetchrow(
        """
        INSERT INTO orders (event_id, id, buyer_id, seat_ids, prices_minor, currency, status, created_at, expires_at)
        OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6, 'held', $7, $8)
        ON CONFLICT (event_id, buyer_id) WHERE status IN ('held', 'paying') DO NOTHING
        RETURNING *
        """,
        event_id,
        order_id,
        buyer_id,
        [seat.id for seat in held],
        [seat.price_minor for seat in held],
        currency,
        now,
        until,
    )
    return to_order(row) if row else None


async def by_id(conn: Executor, event_id: EventId, order_id: OrderId) -> Order | None:
    row = await conn.fetchrow("SELECT * FROM orders WHERE event_id = $1 AND id = $2", event_id, order_id)
    return to_order(row) if row else None


async def lock(conn: Conn, event_id: EventId, order_id: OrderId) -> Order | None:
    row = await conn.fetchrow("SELECT * FROM orders WHERE event_id = $1 AND id = $2 FOR UPDATE", event_id, order_id)
    return to_order(row) if row else None


async def lock_all(conn: Conn, event_id: EventId, order_ids: Sequence[OrderId]) -> None:
    """Some orders of an event, in the order of their ids: so do all who lock several."""
    await conn.execute(
        "SELECT FROM orders WHERE event_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE", event_id, order_ids
    )


async def open_of_buyer(conn: Executor, event_id: EventId, buyer_id: PersonId) -> Order | None:
    """The unpaid order of a buyer, be its deadline past or not."""
    row = await conn.fetchrow(
        "SELECT * FROM orders WHERE event_id = $1 AND buyer_id = $2 AND status IN ('held', 'paying')",
        event_id,
        buyer_id,
    )
    return to_order(row) if row else None


async def paid_by(conn: Executor, event_id: EventId, buyer_id: PersonId) -> list[Order]:
    """The oldest first."""
    rows = await conn.fetch(
        "SELECT * FROM orders WHERE event_id = $1 AND buyer_id = $2 AND status = 'paid' ORDER BY id",
        event_id,
        buyer_id,
    )
    return [to_order(row) for row in rows]


async def due(conn: Executor, now: datetime, limit: int) -> list[Order]:
    """Unpaid orders past their deadline, the longest past first."""
    rows = await conn.fetch(
        "SELECT * FROM orders WHERE status IN ('held', 'paying') AND expires_at <= $1 ORDER BY expires_at LIMIT $2",
        now,
        limit,
    )
    return [to_order(row) for row in rows]


async def claim_nudges(conn: Conn, now: datetime, until: datetime, limit: int) -> list[Order]:
    """Holds that end between the two times and whose buyers were not told yet, each claimed once.

    `until` is so far ahead of `now` as buyers are told before the end; of shorter holds than twice that they are not.
    """
    rows = await conn.fetch(
        """
        WITH ending AS (
            SELECT event_id, id FROM orders
            WHERE status = 'held' AND nudged_at IS NULL AND expires_at > $1 AND expires_at <= $2
              AND expires_at - created_at >= 2 * ($2::timestamptz - $1::timestamptz)
            ORDER BY expires_at LIMIT $3 FOR UPDATE SKIP LOCKED
        )
        UPDATE orders SET nudged_at = $1 FROM ending
        WHERE orders.event_id = ending.event_id AND orders.id = ending.id
        RETURNING orders.*
        """,
        now,
        until,
        limit,
    )
    return [to_order(row) for row in rows]


async def lock_due(conn: Conn, event_id: EventId, order_id: OrderId, now: datetime) -> Order | None:
    """The order, if it is still unpaid past its deadline; waits for whoever is working on it."""
    row = await conn.fetchrow(
        """
        SELECT * FROM orders
        WHERE event_id = $1 AND id = $2 AND status IN ('held', 'paying') AND expires_at <= $3
        FOR UPDATE
        """,
        event_id,
        order_id,
        now,
    )
    return to_order(row) if row else None


async def set_status(
    conn: Conn, event_id: EventId, order_id: OrderId, status: OrderStatus, expires_at: datetime | None = None
) -> None:
    await conn.execute(
        "UPDATE orders SET status = $3, expires_at = coalesce($4, expires_at) WHERE event_id = $1 AND id = $2",
        event_id,
        order_id,
        status,
        expires_at,
    )


async def set_paid(conn: Conn, event_id: EventId, paid: Sequence[Order], now: datetime) -> None:
    """Of these locked orders, and ends what was open until then: payments that nobody had told us of, offers, turns."""
    await conn.execute(
        """
        WITH told AS (
            UPDATE unconfirmed_payments SET closed_at = $4
            WHERE event_id = $1 AND order_id = ANY($2) AND closed_at IS NULL
        ), taken AS (
            UPDATE waitlist_entries SET status = 'taken'
            WHERE event_id = $1 AND order_id = ANY($2) AND status IN ('offered', 'lapsed')
        ), theirs AS (
            SELECT id FROM queue_entries WHERE event_id = $1 AND person_id = ANY($3) AND status = 'called'
            ORDER BY id FOR UPDATE
        ), bought AS (
            UPDATE queue_entries SET status = 'bought' FROM theirs WHERE event_id = $1 AND queue_entries.id = theirs.id
        )
        UPDATE orders SET status = 'paid' WHERE event_id = $1 AND id = ANY($2)
        """,
        event_id,
        [order.id for order in paid],
        [order.buyer_id for order in paid],
        now,
    )


async def set_seats(conn: Conn, order: Order) -> Order:
    """Writes down other seats of the order, other prices, or both."""
    row = await conn.fetchrow(
        """
        UPDATE orders SET seat_ids = $3, prices_minor = $4, promo_code = $5, discounts_minor = $6
        WHERE event_id = $1 AND id = $2 RETURNING *
        """,
        order.event_id,
        order.id,
        order.seat_ids,
        order.prices_minor,
        order.promo_code,
        order.discounts_minor if order.promo_code else None,
    )
    assert row is not None, "its row is locked by us"
    return to_order(row)


async def set_channel(conn: Conn, event_id: EventId, order_id: OrderId, channel: Channel) -> None:
    await conn.execute("UPDATE orders SET channel = $3 WHERE event_id = $1 AND id = $2", event_id, order_id, channel)


async def mark_refunded(conn: Conn, event_id: EventId, order_ids: Sequence[OrderId]) -> None:
    """Closes orders that bought nothing, or all of whose tickets were taken back, once all their money is back."""
    await conn.execute(
        """
        UPDATE orders SET status = 'refunded'
        WHERE event_id = $1 AND id = ANY($2) AND status = 'refund_due' AND NOT EXISTS (
            SELECT FROM payments JOIN refunds ON refunds.event_id = $1 AND refunds.payment_id = payments.id
            WHERE payments.event_id = $1 AND payments.order_id = orders.id AND refunds.status <> 'done'
        )
        """,
        event_id,
        order_ids,
    )


async def seats_claimed(conn: Executor, event_id: EventId, buyer_id: PersonId, now: datetime) -> int:
    """How many seats of the event the buyer holds now or has bought and not given back, over all orders.

    What they sold at the box office or gave away is others'.
    """
    return int(
        await conn.fetchval(
            """
            SELECT coalesce(sum(CASE status WHEN 'paid' THEN (
                       SELECT count(*) FILTER (WHERE tickets.status = 'valid') FROM tickets
                       WHERE tickets.event_id = orders.event_id AND tickets.order_id = orders.id
                   ) ELSE cardinality(seat_ids) END), 0)
            FROM orders
            WHERE event_id = $1 AND buyer_id = $2
              AND ((status = 'paid' AND channel = 'chat') OR (status IN ('held', 'paying') AND expires_at > $3))
            """,
            event_id,
            buyer_id,
            now,
        )
    )


async def set_screens(conn: Executor, event_id: EventId, messages: Mapping[OrderId, int | None]) -> None:
    """Locks them in the order of their ids, as everybody does."""
    await conn.execute(
        """
        WITH locked AS MATERIALIZED (
            SELECT id FROM orders WHERE event_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE
        )
        UPDATE orders SET screen_message_id = ($3::bigint[])[array_position($2::bigint[], id)]
        WHERE event_id = $1 AND id = ANY(ARRAY(SELECT id FROM locked))
        """,
        event_id,
        list(messages),
        list(messages.values()),
    )


async def set_invoices(conn: Executor, event_id: EventId, messages: Mapping[OrderId, int]) -> dict[OrderId, int | None]:
    """Remembers the invoices in the chats; returns those before them. Locks as `set_screens` does."""
    rows = await conn.fetch(
        """
        WITH locked AS MATERIALIZED (
            SELECT id, invoice_message_id FROM orders WHERE event_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE
        )
        UPDATE orders SET invoice_message_id = ($3::bigint[])[array_position($2::bigint[], orders.id)]
        FROM locked WHERE event_id = $1 AND orders.id = locked.id
        RETURNING orders.id, locked.invoice_message_id AS older
        """,
        event_id,
        list(messages),
        list(messages.values()),
    )
    return {row["id"]: row["older"] for row in rows}


def to_order(row: asyncpg.Record) -> Order:
    return Order(
        event_id=row["event_id"],
        id=row["id"],
        buyer_id=row["buyer_id"],
        seat_ids=tuple(row["seat_ids"]),
        prices_minor=tuple(row["prices_minor"]),
        currency=row["currency"],
        status=STATUSES[row["status"]],
        expires_at=row["expires_at"],
        screen_message_id=row["screen_message_id"],
        invoice_message_id=row["invoice_message_id"],
        promo_code=row["promo_code"],
        created_at=row["created_at"],
        discounts_minor=tuple(row["discounts_minor"] or ()),
    )
