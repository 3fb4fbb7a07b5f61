"""What many buyers do at once reads their seats and no others, also while statistics know nothing of a rush."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from core.app import App
from core.domain.ids import EventId
from core.domain.order import Order
from db import holds
from db.pool import Conn, Pool
from tests.plans import Clock, club_night

HELD, ASKING = 20_000, 256


@pytest.fixture
async def rush(app: App, pool: Pool, clock: Clock) -> EventId:
    """All is held, and statistics are of the time before."""
    event_id = await app.organizing.create_event(club_night(HELD))
    await pool.execute("ANALYZE")
    await pool.execute(
        """
        WITH added AS (
            INSERT INTO orders (event_id, buyer_id, seat_ids, prices_minor, currency, status, created_at, expires_at)
            SELECT $1, id, ARRAY[id], ARRAY[30000], 'UAH', 'held', $2, $3 FROM seats WHERE event_id = $1
            RETURNING id, seat_ids
        )
        UPDATE seats SET status = 'held', order_id = added.id, held_until = $3
        FROM added WHERE event_id = $1 AND seats.id = added.seat_ids[1]
        """,
        event_id,
        clock(),
        clock() + timedelta(minutes=10),
    )
    return event_id


async def seats_read(conn: Conn) -> int:
    """By this transaction."""
    return int(
        await conn.fetchval("SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'seats'")
    )


Act = Callable[[Conn, EventId, list[Order], Clock], Awaitable[int | None]]
ACTS: dict[str, Act] = {
    "begin to pay": lambda conn, event_id, orders, clock: holds.begin_payments(
        conn, event_id, [(order, clock()) for order in orders]
    ),
    "sell": lambda conn, event_id, orders, _: holds.sell(conn, event_id, orders),
    "give back": lambda conn, event_id, orders, clock: holds.release(conn, event_id, orders, clock()),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
async def test_no_more_seats_are_read_than_are_meant(rush: EventId, act: Act, pool: Pool, clock: Clock) -> None:
    ids = [row["id"] for row in await pool.fetch("SELECT id FROM orders ORDER BY random() LIMIT $1", ASKING)]
    async with pool.acquire() as conn, conn.transaction():
        locked = await holds.lock_orders(conn, rush, ids)
        before = await seats_read(conn)
        await act(conn, rush, list(locked.values()), clock)
        assert await seats_read(conn) - before <= 3 * ASKING, "found, locked, changed"
        left = await conn.fetchval("SELECT count(*) FROM seats WHERE status = 'held' AND held_until > $1", clock())
    assert left == HELD - ASKING
