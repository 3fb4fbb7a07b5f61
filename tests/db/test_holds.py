"""What holds and payments cost, however much is sold, while the database has no statistics of that."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.domain.event_plan import Standing
from core.domain.ids import EventId, PaymentId, PersonId, SectionId
from core.services.organizing import Organizing
from core.services.rights import Rights
from db import holds, payments
from db.pool import Conn, Pool, transaction
from tests.plans import CLOCK_START, Clock, plan

PLACES, FREE = 5_000, 5


@pytest.fixture
async def field(pool: Pool) -> EventId:
    """Almost sold, and the database has no statistics of that."""
    event_plan = plan()
    event_plan = replace(event_plan, sections=(Standing("Field", PLACES, event_plan.tiers[0].name),))
    event_id = await Organizing(pool, Clock(CLOCK_START), Rights(pool, frozenset())).create_event(event_plan)
    await pool.execute(
        "UPDATE seats SET status = 'sold', order_id = 1 WHERE event_id = $1 AND id <= $2", event_id, PLACES - FREE
    )
    return event_id


def rows_read(plan: dict[str, Any]) -> float:
    """By this node and those under it, those that were of no use too."""
    passed_over: float = plan.get("Rows Removed by Filter", 0)
    return plan["Actual Rows"] + passed_over + sum(rows_read(below) for below in plan.get("Plans", []))


@pytest.mark.parametrize("query", [holds.LOCK_PLACES_PASSING_OVER, holds.LOCK_PLACES_WAITING])
async def test_sold_places_are_not_walked_past(pool: Pool, field: EventId, query: str) -> None:
    explained = await pool.fetchval(
        f"EXPLAIN (ANALYZE, FORMAT JSON) {query}", field, 1, 1, CLOCK_START, holds.FIRST, holds.LAST
    )
    assert rows_read(json.loads(explained)[0]["Plan"]) < 10 * FREE


@pytest.fixture
async def paid_for(pool: Pool, field: EventId) -> EventId:
    """As many orders and payments as places, all of them settled: the indexes still have what they were before."""
    await pool.execute(
        """
        INSERT INTO orders (event_id, buyer_id, seat_ids, prices_minor, currency, status, created_at, expires_at)
        SELECT $1, n, ARRAY[n], ARRAY[500], 'UAH', 'held', $3, $3 FROM generate_series(1, $2::int) n
        """,
        field,
        PLACES,
        CLOCK_START,
    )
    await pool.execute("UPDATE orders SET status = 'paid'")
    await pool.execute(
        """
        INSERT INTO payments (event_id, order_id, payer_id, charge_id, provider_charge_id, amount_minor, currency,
                              received_at)
        SELECT event_id, id, buyer_id, id, id, 500, 'UAH', $1 FROM orders
        """,
        CLOCK_START,
    )
    await pool.execute("UPDATE payments SET settled_at = $1", CLOCK_START)
    return field


async def entries_read(conn: Conn, table: str) -> int:
    """Of all indexes of a table, by this connection."""
    read: int = await conn.fetchval(
        "SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid)) FROM pg_index WHERE indrelid = $1::text::regclass",
        table,
    )
    return read


async def test_the_open_orders_of_buyers_are_found_without_reading_those_of_others(
    pool: Pool, paid_for: EventId
) -> None:
    async with transaction(pool) as conn:
        before = await entries_read(conn, "orders")
        assert await holds.open_orders(conn, paid_for, [PersonId(n) for n in range(1, 11)]) == []
        assert await entries_read(conn, "orders") - before < 100


async def test_payments_are_marked_settled_without_reading_others(pool: Pool, paid_for: EventId) -> None:
    ids = [PaymentId(row["id"]) for row in await pool.fetch("SELECT id FROM payments ORDER BY id LIMIT 10")]
    async with transaction(pool) as conn:
        before = await entries_read(conn, "payments")
        assert await payments.mark_all_settled(conn, paid_for, ids, CLOCK_START) == set()
        assert await entries_read(conn, "payments") - before < 100


async def test_a_seat_that_two_orders_give_back_at_once_is_freed(pool: Pool, field: EventId) -> None:
    """One of them has run out, and the other has had the seat since then."""
    await pool.execute("UPDATE seats SET status = 'free', order_id = NULL")
    late = CLOCK_START + timedelta(hours=1)
    async with transaction(pool) as conn:
        for buyer_id, now in ((PersonId(1), CLOCK_START), (PersonId(2), late)):
            [seat] = await holds.lock_places(conn, field, SectionId(1), 1, now, waiting=False)
            await holds.add(conn, field, {buyer_id: [seat]}, "UAH", now, now + timedelta(minutes=10))
        await holds.release(conn, field, await holds.open_orders(conn, field, [PersonId(1), PersonId(2)]), late)
        assert await conn.fetchval("SELECT status FROM seats WHERE id = $1", seat.id) == "free"
