"""Table `price_steps`, and the prices of `tiers` that follow it."""

from datetime import datetime
from itertools import groupby
from operator import itemgetter

import asyncpg

from core.domain.ids import EventId, TierId
from core.domain.pricing import Prices, PriceStep
from db.pool import Conn, Executor


async def of_tier(conn: Executor, event_id: EventId, tier_id: TierId) -> Prices | None:
    """None if there is no such tier."""
    base = await conn.fetchval(
        "SELECT coalesce(base_price_minor, price_minor) FROM tiers WHERE event_id = $1 AND id = $2", event_id, tier_id
    )
    rows = await conn.fetch(
        "SELECT * FROM price_steps WHERE event_id = $1 AND tier_id = $2 ORDER BY place", event_id, tier_id
    )
    return None if base is None else Prices(base, tuple(map(to_step, rows)))


async def of_event(conn: Executor, event_id: EventId) -> list[tuple[str, Prices]]:
    """Each tier by its name."""
    tiers = await conn.fetch(
        "SELECT id, name, coalesce(base_price_minor, price_minor) AS base FROM tiers WHERE event_id = $1 ORDER BY id",
        event_id,
    )
    rows = await conn.fetch("SELECT * FROM price_steps WHERE event_id = $1 ORDER BY tier_id, place", event_id)
    steps = {tier_id: tuple(map(to_step, of_tier)) for tier_id, of_tier in groupby(rows, itemgetter("tier_id"))}
    return [(row["name"], Prices(row["base"], steps.get(row["id"], ()))) for row in tiers]


async def lock(conn: Conn, event_id: EventId, tier_id: TierId) -> None:
    """Until the end of the transaction nobody else moves the price of the tier, or changes its steps."""
    await conn.execute("SELECT FROM tiers WHERE event_id = $1 AND id = $2 FOR UPDATE", event_id, tier_id)


async def set_prices(conn: Conn, event_id: EventId, tier_id: TierId, prices: Prices) -> None:
    await conn.execute("DELETE FROM price_steps WHERE event_id = $1 AND tier_id = $2", event_id, tier_id)
    await conn.executemany(
        """
        INSERT INTO price_steps (event_id, tier_id, place, sold_percent, before, price_minor)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        [
            (event_id, tier_id, place, step.sold_percent, step.before, step.price_minor)
            for place, step in enumerate(prices.steps, 1)
        ],
    )
    await conn.execute(
        "UPDATE tiers SET base_price_minor = $3 WHERE event_id = $1 AND id = $2", event_id, tier_id, prices.base_minor
    )


async def stock(conn: Executor, event_id: EventId, tier_id: TierId) -> tuple[int, int]:
    """How many seats of the tier are sold, and how many there are."""
    row = await conn.fetchrow(
        """
        SELECT count(*) FILTER (WHERE status = 'sold') AS sold, count(*) AS capacity
        FROM seats WHERE event_id = $1 AND tier_id = $2
        """,
        event_id,
        tier_id,
    )
    assert row is not None, "an aggregate has a row"
    return row["sold"], row["capacity"]


async def set_price(conn: Conn, event_id: EventId, tier_id: TierId, price_minor: int) -> None:
    """What is held from now on costs this."""
    await conn.execute(
        "UPDATE tiers SET price_minor = $3 WHERE event_id = $1 AND id = $2 AND price_minor <> $3",
        event_id,
        tier_id,
        price_minor,
    )


async def changing(conn: Executor, now: datetime) -> list[tuple[EventId, TierId]]:
    """The tiers with steps of events that are on sale."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT event_id, tier_id FROM price_steps JOIN events ON events.id = event_id
        WHERE status = 'published' AND sale_ends_at > $1
        """,
        now,
    )
    return [(row["event_id"], row["tier_id"]) for row in rows]


def to_step(row: asyncpg.Record) -> PriceStep:
    return PriceStep(row["price_minor"], row["sold_percent"], row["before"])
