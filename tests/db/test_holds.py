"""What holds and payments cost, however much is sold, while the database has no statistics of that."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.domain.event_plan import Standing
from core.domain.ids import EventId, PersonId, SectionId
from core.domain.payment import Charge, Provider
from core.services.organizing import Organizing
from core.services.rights import Rights
from db import holds, payments, protection
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


async def sell_out(pool: Pool, event_id: EventId) -> None:
    """As many orders, payments and tickets as places, all settled: the indexes still have what they were before."""
    await pool.execute(
        """
        INSERT INTO orders (event_id, buyer_id, seat_ids, prices_minor, currency, status, created_at, expires_at)
        SELECT $1, n, ARRAY[n], ARRAY[500], 'UAH', 'held', $3, $3 FROM generate_series(1, $2::int) n
        """,
        event_id,
        PLACES,
        CLOCK_START,
    )
    await pool.execute("UPDATE orders SET status = 'paid' WHERE event_id = $1", event_id)
    await pool.execute(
        """
        INSERT INTO payments (event_id, order_id, payer_id, charge_id, provider_charge_id, amount_minor, currency,
                              received_at)
        SELECT event_id, id, buyer_id, id, id, 500, 'UAH', $2 FROM orders WHERE event_id = $1
        """,
        event_id,
        CLOCK_START,
    )
    await pool.execute("UPDATE payments SET settled_at = $2 WHERE event_id = $1", event_id, CLOCK_START)
    await pool.execute(
        """
        INSERT INTO tickets (event_id, order_id, seat_id, holder_id, price_minor, currency, number, secret, status,
                             issued_at)
        SELECT event_id, id, seat_ids[1], buyer_id, 500, 'UAH', id, id::text::bytea, 'valid', $2
        FROM orders WHERE event_id = $1
        """,
        event_id,
        CLOCK_START,
    )


@pytest.fixture(params=[False, True], ids=["without statistics", "with statistics of another event"])
async def paid_for(pool: Pool, field: EventId, request: pytest.FixtureRequest) -> EventId:
    if request.param:
        await sell_out(pool, EventId(field + 1))
        await pool.execute("ANALYZE orders, payments, tickets")
    await sell_out(pool, field)
    return field


@pytest.fixture(params=["force_custom_plan", "force_generic_plan"])
async def conn(pool: Pool, request: pytest.FixtureRequest) -> AsyncIterator[Conn]:
    """With the plans of a new connection, and with those that it keeps later."""
    async with transaction(pool) as conn:
        await conn.execute(f"SET LOCAL plan_cache_mode = {request.param}")
        yield conn


async def entries_read(conn: Conn, table: str) -> int:
    """Of all indexes of a table, by this connection."""
    read: int = await conn.fetchval(
        "SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid)) FROM pg_index WHERE indrelid = $1::text::regclass",
        table,
    )
    return read


SOME = range(1, 257)


async def test_the_open_orders_of_buyers_are_found_without_reading_those_of_others(
    paid_for: EventId, conn: Conn
) -> None:
    before = await entries_read(conn, "orders")
    assert await holds.open_orders(conn, paid_for, [PersonId(n) for n in SOME]) == []
    assert await entries_read(conn, "orders") - before < 10 * len(SOME)


async def test_what_buyers_have_is_counted_without_reading_what_others_have(paid_for: EventId, conn: Conn) -> None:
    before = await entries_read(conn, "orders") + await entries_read(conn, "tickets")
    buyers = [PersonId(n) for n in SOME]
    assert await holds.claimed_beyond(conn, paid_for, buyers, 0, CLOCK_START) == dict.fromkeys(buyers, 1)
    assert await entries_read(conn, "orders") + await entries_read(conn, "tickets") - before < 10 * len(SOME)


async def test_the_unpaid_holds_of_buyers_are_counted_without_reading_those_of_others(
    paid_for: EventId, conn: Conn
) -> None:
    before = await entries_read(conn, "orders")
    since = CLOCK_START - timedelta(days=1)
    assert await protection.records(conn, paid_for, [PersonId(n) for n in SOME], since, CLOCK_START) == []
    assert await entries_read(conn, "orders") - before < 10 * len(SOME)


async def test_payments_are_written_down_without_reading_others(paid_for: EventId, conn: Conn) -> None:
    rows = await conn.fetch("SELECT id, buyer_id FROM orders WHERE event_id = $1 LIMIT $2", paid_for, len(SOME))
    charges = [Charge(paid_for, row["id"], row["buyer_id"], f"again-{row['id']}", "", 500, "UAH") for row in rows]
    before = await entries_read(conn, "payments")
    recorded = await payments.record_all(conn, paid_for, [(charge, Provider.CARD) for charge in charges], CLOCK_START)
    assert len(recorded) == len(charges)
    assert await entries_read(conn, "payments") - before < 10 * len(SOME)


async def test_payments_are_marked_settled_without_reading_others(paid_for: EventId, conn: Conn) -> None:
    rows = await conn.fetch("SELECT id FROM payments WHERE event_id = $1 ORDER BY id LIMIT $2", paid_for, len(SOME))
    before = await entries_read(conn, "payments")
    assert await payments.mark_all_settled(conn, paid_for, [row["id"] for row in rows], CLOCK_START) == set()
    assert await entries_read(conn, "payments") - before < 10 * len(SOME)


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
