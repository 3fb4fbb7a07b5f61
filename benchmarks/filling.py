"""What was sold before a benchmark begins: rows as the services would have left them, by plain SQL."""

from benchmarks.stand import NOW, PRICE_MINOR
from core.domain.ids import EventId, OrderId
from db.pool import Pool

SEATS_EACH, SOLD_EACH = 10, 2
"""Of the events that stand beside the one that is sold."""
EARLIER_BUYERS = 1_000_000_000

BOUGHT = """
    WITH bought AS (
        INSERT INTO orders (event_id, buyer_id, seat_ids, prices_minor, currency, status, created_at, expires_at)
        SELECT event_id, $1 + event_id * 100 + seat_id, ARRAY[seat_id], ARRAY[$2::bigint], 'UAH', 'paid', $3, $3
        FROM wanted
        RETURNING event_id, id, buyer_id, seat_ids[1] AS seat_id
    ), paid AS (
        INSERT INTO payments (event_id, order_id, payer_id, charge_id, provider_charge_id, amount_minor, currency,
                              received_at, settled_at)
        SELECT event_id, id, buyer_id, 'earlier-' || id, '', $2, 'UAH', $3, $3 FROM bought
    ), issued AS (
        INSERT INTO tickets (event_id, order_id, seat_id, holder_id, price_minor, currency, number, secret, status,
                             issued_at)
        SELECT event_id, id, seat_id, buyer_id, $2, 'UAH', 'N' || id, sha256(id::text::bytea), 'valid', $3 FROM bought
    )
    UPDATE seats SET status = 'sold', order_id = bought.id FROM bought
    WHERE seats.event_id = bought.event_id AND seats.id = bought.seat_id
"""
"""The seats of the table `wanted`."""


async def add_events(pool: Pool, until: int) -> None:
    """So many are there then; a few seats of each are sold."""
    first = 1 + await pool.fetchval("SELECT coalesce(max(id), 0) FROM events")
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute("SET LOCAL session_replication_role = replica")  # no triggers: nobody will look for these
        await conn.execute(
            """
            WITH place AS (
                INSERT INTO venues (name, city, address, time_zone)
                SELECT 'Зал ' || n, 'Місто ' || n % 50, '', 'Europe/Kyiv' FROM generate_series(1, $1::int) n
                RETURNING id
            )
            INSERT INTO events (venue_id, title, description, starts_at, sale_starts_at, sale_ends_at, currency,
                                limit_per_buyer, hold_ttl, status)
            SELECT id, 'Концерт ' || id, '', $2::timestamptz + id % 5000 * interval '1 hour', $2,
                   $2::timestamptz + interval '1 year', 'UAH', 6, interval '10 minutes', 'published'
            FROM place
            """,
            until - first + 1,
            NOW,
        )
        await conn.execute(
            "INSERT INTO tiers SELECT id, 1, 'Квиток', $2 FROM events WHERE id >= $1", first, PRICE_MINOR
        )
        await conn.execute("INSERT INTO sections SELECT id, 1, 'Зал', 'seated' FROM events WHERE id >= $1", first)
        await conn.execute(
            """
            INSERT INTO seats (event_id, id, section_id, tier_id, row, number)
            SELECT events.id, seat, 1, 1, 'A', seat::text FROM events, generate_series(1, $2::int) seat
            WHERE events.id >= $1
            """,
            first,
            SEATS_EACH,
        )
        await conn.execute(
            """
            CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS
            SELECT event_id, id AS seat_id FROM seats WHERE event_id >= $1 AND id <= $2
            """,
            first,
            SOLD_EACH,
        )
        await conn.execute(BOUGHT, EARLIER_BUYERS, PRICE_MINOR, NOW)
    await pool.execute("VACUUM ANALYZE")


async def sell_until(pool: Pool, event_id: EventId, sold: int, *, in_order: bool) -> None:
    """So many seats are sold then: places in their order; of numbered seats pairs here and there."""
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute(
            """
            CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS
            SELECT event_id, id AS seat_id FROM seats WHERE event_id = $1 AND status = 'free'
            ORDER BY CASE WHEN $3 THEN id ELSE hashint4((id - 1) / 2) END, id
            LIMIT greatest(0, $2 - (SELECT count(*) FROM seats WHERE event_id = $1 AND status = 'sold'))
            """,
            event_id,
            sold,
            in_order,
        )
        await conn.execute(BOUGHT, EARLIER_BUYERS, PRICE_MINOR, NOW)
    await pool.execute("VACUUM ANALYZE seats, orders, tickets, payments")


async def give_back(pool: Pool, event_id: EventId, order_ids: list[OrderId]) -> None:
    """As if these had been returned: the same seats can be sold once more."""
    await pool.execute(
        """
        WITH refunded AS (
            UPDATE orders SET status = 'refunded' WHERE event_id = $1 AND id = ANY($2)
        ), void AS (
            UPDATE tickets SET status = 'refunded' WHERE event_id = $1 AND order_id = ANY($2)
        )
        UPDATE seats SET status = 'free', order_id = NULL WHERE event_id = $1 AND order_id = ANY($2)
        """,
        event_id,
        order_ids,
    )
