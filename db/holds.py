"""Tables `seats` and `orders`, where many buyers hold and pay at once: a few statements for all of them.

Locks are taken as for one buyer: orders that exist in the order of their ids, then all their seats in the order of
theirs, then new orders in the order of their buyers.

Orders and seats are found by `= ANY` and never by a join: in the minutes after the opening statistics know of no orders
and holds, and for a join the planner would read all that the event has, in each batch. What belongs to each stands in a
second array beside its id; in the first, which is sorted, `width_bucket` finds the place without looking at all of it.

Where a table has other indexes by event, `(SELECT $1)` hides from the planner which one it is: of a new one it believes
that there is nothing, and then reads all of it in whichever index comes first.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import asyncpg

from core.domain.ids import EventId, OrderId, PersonId, SeatId, SectionId
from core.domain.order import Order, OrderStatus
from db.orders import to_order
from db.pool import Conn, Executor, affected
from db.seats import HeldSeat, to_held

FIRST, LAST = SeatId(1), SeatId(2**31 - 1)
"""All seats."""


async def open_orders(conn: Executor, event_id: EventId, buyer_ids: Sequence[PersonId]) -> list[Order]:
    """The unpaid orders of these buyers, be their deadlines past or not.

    One buyer after the other: for all at once the planner would read two whole indexes, and what has been in them.
    """
    rows = await conn.fetch(
        """
        SELECT theirs.* FROM unnest($2::bigint[]) AS buyer (id), LATERAL (
            SELECT * FROM orders WHERE event_id = (SELECT $1::bigint) AND buyer_id = buyer.id OFFSET 0
        ) theirs
        WHERE status IN ('held', 'paying')
        """,
        event_id,
        buyer_ids,
    )
    return [to_order(row) for row in rows]


LOCK_SEATS_WAITING = """
    SELECT seats.id, price_minor
    FROM seats JOIN tiers ON tiers.event_id = $1 AND tiers.id = tier_id
    WHERE seats.event_id = $1 AND seats.id = ANY($2) AND is_on_sale(status, held_until, freed_at, $3, EXISTS (
        SELECT FROM waitlist_entries list WHERE list.event_id = $1 AND list.status = 'waiting'))
    ORDER BY seats.id FOR UPDATE OF seats
"""
LOCK_SEATS_PASSING_OVER = LOCK_SEATS_WAITING.replace("OF seats", "OF seats SKIP LOCKED")


async def lock_seats(
    conn: Conn, event_id: EventId, seat_ids: Sequence[SeatId], now: datetime, *, waiting: bool = True
) -> list[HeldSeat]:
    """Those of the seats that are on sale, with their prices of now.

    Seats that others are about to hold are waited for, or passed over.
    """
    query = LOCK_SEATS_WAITING if waiting else LOCK_SEATS_PASSING_OVER
    return to_held(await conn.fetch(query, event_id, seat_ids, now))


LOCK_PLACES_PASSING_OVER = """
    SELECT seats.id, price_minor
    FROM seats JOIN tiers ON tiers.event_id = $1 AND tiers.id = tier_id
    WHERE seats.event_id = $1 AND seats.id BETWEEN $5 AND $6 AND section_id = $2 AND status <> 'sold'
        AND is_on_sale(status, held_until, freed_at, $4, EXISTS (
            SELECT FROM waitlist_entries list WHERE list.event_id = $1 AND list.status = 'waiting'))
    ORDER BY seats.id LIMIT $3 FOR UPDATE OF seats SKIP LOCKED
"""
LOCK_PLACES_WAITING = LOCK_PLACES_PASSING_OVER.replace("OF seats SKIP LOCKED", "OF seats")


async def lock_places(
    conn: Conn,
    event_id: EventId,
    section_id: SectionId,
    quantity: int,
    now: datetime,
    first: SeatId = FIRST,
    last: SeatId = LAST,
    *,
    waiting: bool,
) -> list[HeldSeat]:
    """Up to `quantity` places of a section, within these, that are on sale. Those others are about to hold: as above.

    Held places are walked past, sold ones are not.
    """
    query = LOCK_PLACES_WAITING if waiting else LOCK_PLACES_PASSING_OVER
    return to_held(await conn.fetch(query, event_id, section_id, quantity, now, first, last))


async def add(
    conn: Conn,
    event_id: EventId,
    held: Mapping[PersonId, Sequence[HeldSeat]],
    currency: str,
    now: datetime,
    until: datetime,
) -> list[Order]:
    """A held order of each buyer with seats that this transaction has locked; none where the buyer has an open one.

    Waits for a hold of theirs under way.
    """
    seats = [(buyer_id, seat) for buyer_id, found in held.items() for seat in found]
    rows = await conn.fetch(
        """
        WITH held AS (
            SELECT * FROM unnest($2::bigint[], $3::int[], $4::bigint[]) AS held (buyer_id, seat_id, price_minor)
        ), added AS (
            INSERT INTO orders (event_id, buyer_id, seat_ids, prices_minor, currency, status, created_at, expires_at)
            SELECT $1, buyer_id, array_agg(seat_id ORDER BY seat_id), array_agg(price_minor ORDER BY seat_id), $5,
                   'held', $6, $7
            FROM held GROUP BY buyer_id ORDER BY buyer_id
            ON CONFLICT (event_id, buyer_id) WHERE status IN ('held', 'paying') DO NOTHING
            RETURNING *
        ), kept AS (
            UPDATE seats SET status = 'held', order_id = added.id, held_until = $7
            FROM added CROSS JOIN unnest(added.seat_ids) AS seat_id WHERE seats.event_id = $1 AND seats.id = seat_id
        )
        SELECT id, buyer_id FROM added
        """,
        event_id,
        [buyer_id for buyer_id, _ in seats],
        [seat.id for _, seat in seats],
        [seat.price_minor for _, seat in seats],
        currency,
        now,
        until,
    )
    return [_added(row, event_id, held[row["buyer_id"]], currency, now, until) for row in rows]


def _added(
    row: asyncpg.Record, event_id: EventId, held: Sequence[HeldSeat], currency: str, now: datetime, until: datetime
) -> Order:
    """As it was written: to read all of it back takes three times as long."""
    held = sorted(held, key=lambda seat: seat.id)
    return Order(
        event_id=event_id,
        id=row["id"],
        buyer_id=row["buyer_id"],
        seat_ids=tuple([seat.id for seat in held]),
        prices_minor=tuple([seat.price_minor for seat in held]),
        currency=currency,
        status=OrderStatus.HELD,
        expires_at=until,
        screen_message_id=None,
        invoice_message_id=None,
        created_at=now,
    )


async def lock_orders(conn: Conn, event_id: EventId, order_ids: Sequence[OrderId]) -> dict[OrderId, Order]:
    """Before any of their seats; those that there are."""
    rows = await conn.fetch(
        "SELECT * FROM orders WHERE event_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE", event_id, order_ids
    )
    return {row["id"]: to_order(row) for row in rows}


async def begin_payments(conn: Conn, event_id: EventId, until: Sequence[tuple[Order, datetime]]) -> int:
    """Keeps the seats of these locked orders until their new deadlines; returns how many they still have.

    Fewer than all of them means that the caller must roll back.
    """
    done = await conn.execute(
        """
        WITH mine AS (
            SELECT id FROM seats
            WHERE event_id = $1 AND id = ANY($2) AND status = 'held'
              AND order_id = ($3::bigint[])[width_bucket(id, $2::int[])]
            ORDER BY id FOR UPDATE
        ), begun AS (
            UPDATE orders
            SET status = 'paying', expires_at = ($5::timestamptz[])[width_bucket(orders.id, $4::bigint[])]
            WHERE event_id = $1 AND id = ANY($4)
        )
        UPDATE seats SET held_until = ($5::timestamptz[])[width_bucket(seats.order_id, $4::bigint[])]
        WHERE event_id = $1 AND id = ANY(ARRAY(SELECT id FROM mine))
        """,
        event_id,
        *_seats_of([order for order, _ in until]),
        *_deadlines(until),
    )
    return affected(done)


async def sell(conn: Conn, event_id: EventId, orders: Sequence[Order]) -> int:
    """Sells the seats that these locked orders still have; returns how many. Fewer than all: as above."""
    done = await conn.execute(
        """
        WITH mine AS (
            SELECT id FROM seats
            WHERE event_id = $1 AND id = ANY($2) AND status = 'held'
              AND order_id = ($3::bigint[])[width_bucket(id, $2::int[])]
            ORDER BY id FOR UPDATE
        )
        UPDATE seats SET status = 'sold', held_until = NULL
        WHERE event_id = $1 AND id = ANY(ARRAY(SELECT id FROM mine))
        """,
        event_id,
        *_seats_of(orders),
    )
    return affected(done)


async def release(conn: Conn, event_id: EventId, orders: Sequence[Order], now: datetime) -> None:
    """Ends these locked orders and gives back the seats that they still hold."""
    await conn.execute(
        """
        WITH mine AS (
            SELECT id FROM seats
            WHERE event_id = $1 AND id = ANY($2) AND status = 'held'
              AND order_id = ($3::bigint[])[width_bucket(id, $2::int[])]
            ORDER BY id FOR UPDATE
        ), ended AS (
            UPDATE orders SET status = 'released' WHERE event_id = $1 AND id = ANY($3)
        )
        UPDATE seats SET status = 'free', order_id = NULL, held_until = NULL, freed_at = least($4, held_until)
        WHERE event_id = $1 AND id = ANY(ARRAY(SELECT id FROM mine))
        """,
        event_id,
        *_seats_of(orders),
        now,
    )


def _seats_of(orders: Sequence[Order]) -> tuple[list[SeatId], list[OrderId]]:
    """All their seats in the order of their ids, and whose each of them is: the newer order counts, if it is in two."""
    both = sorted((seat_id, order.id) for order in orders for seat_id in order.seat_ids)
    return [seat_id for seat_id, _ in both], [order_id for _, order_id in both]


def _deadlines(until: Sequence[tuple[Order, datetime]]) -> tuple[list[OrderId], list[datetime]]:
    """The orders in the order of their ids."""
    both = sorted((order.id, deadline) for order, deadline in until)
    return [order_id for order_id, _ in both], [deadline for _, deadline in both]


async def claimed_beyond(
    conn: Executor, event_id: EventId, buyer_ids: Sequence[PersonId], limit: int, now: datetime
) -> dict[PersonId, int]:
    """Those of the buyers who hold or have bought more seats of the event than the limit, and how many.

    What they sold at the box office or gave away is others'.
    """
    rows = await conn.fetch(
        """
        SELECT * FROM (
            SELECT buyer_id, sum(CASE status WHEN 'paid' THEN (
                       SELECT count(*) FILTER (WHERE tickets.status = 'valid') FROM tickets
                       WHERE tickets.event_id = theirs.event_id AND tickets.order_id = theirs.id
                   ) ELSE cardinality(seat_ids) END)::int AS claimed
            FROM unnest($2::bigint[]) AS buyer (id), LATERAL (
                SELECT * FROM orders WHERE event_id = (SELECT $1::bigint) AND buyer_id = buyer.id OFFSET 0
            ) theirs
            WHERE (status = 'paid' AND channel = 'chat') OR (status IN ('held', 'paying') AND expires_at > $4)
            GROUP BY buyer_id
        ) claims
        WHERE claimed > $3
        """,
        event_id,
        buyer_ids,
        limit,
        now,
    )
    return {PersonId(row["buyer_id"]): row["claimed"] for row in rows}
