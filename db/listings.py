"""Tables `listings` and `cities`: the events that can be found. Triggers of the database keep them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from core.domain.category import Category
from core.domain.finding import City, Finding
from core.domain.ids import CityId, EventId
from db.pool import Executor, Pool, fetch_planned

Bounds = tuple[ZoneInfo, datetime, datetime]

FIND = """
    SELECT event_id FROM listings
    WHERE starts_at > $1
      AND ($2::timestamptz IS NULL OR starts_at >= $2)
      AND ($3::timestamptz IS NULL OR starts_at < $3)
      AND (cardinality($4::text[]) < 2 OR EXISTS (
          SELECT FROM unnest($4::text[], $5::timestamptz[], $6::timestamptz[]) AS days (zone, since, until)
          WHERE days.zone = time_zone AND starts_at >= days.since AND starts_at < days.until))
      AND ($7::int IS NULL OR city_id = $7)
      AND ($8::text IS NULL OR category = $8)
      AND ($9::bigint IS NULL OR ($9 = 0 AND lowest_price_minor = 0)
           OR ($9 > 0 AND currency = $10 AND lowest_price_minor <= $9))
      AND ($11::text IS NULL OR words @@ $11::tsquery)
      AND (NOT $12::boolean OR (sale_starts_at <= $1 AND sale_ends_at > $1 AND EXISTS (
          SELECT FROM (SELECT EXISTS (
              SELECT FROM waitlist_entries list WHERE list.event_id = listings.event_id AND list.status = 'waiting'
          ) AS is_awaited OFFSET 0) awaited, seats
          WHERE seats.event_id = listings.event_id AND is_on_sale(seats.status, held_until, freed_at, $1, is_awaited))
          AND (SELECT is_paused FROM events WHERE id = listings.event_id) IS NOT TRUE))
    ORDER BY starts_at, event_id LIMIT $13
"""


async def find(
    pool: Pool, finding: Finding, tsquery: str | None, days: Sequence[Bounds], now: datetime, limit: int
) -> list[EventId]:
    """The first events that are to come and fit, the next one first; `days` bounds them in each time zone."""
    rows = await fetch_planned(
        pool,
        FIND,
        now,
        min((since for _, since, _ in days), default=None),
        max((until for _, _, until in days), default=None),
        [zone.key for zone, _, _ in days],
        [since for _, since, _ in days],
        [until for _, _, until in days],
        finding.city_id,
        finding.category,
        finding.price.minor if finding.price else None,
        finding.price.currency if finding.price else None,
        tsquery,
        finding.on_sale,
        limit,
    )
    return [EventId(row["event_id"]) for row in rows]


async def all_to_come(conn: Executor, now: datetime, limit: int) -> list[EventId]:
    """What `find` finds for who looks for nothing, as most do."""
    rows = await conn.fetch(
        "SELECT event_id FROM listings WHERE starts_at > $1 ORDER BY starts_at, event_id LIMIT $2", now, limit
    )
    return [EventId(row["event_id"]) for row in rows]


async def time_zones(conn: Executor) -> list[ZoneInfo]:
    rows = await conn.fetch("SELECT DISTINCT time_zone FROM cities ORDER BY time_zone")
    return [ZoneInfo(row["time_zone"]) for row in rows]


async def city(conn: Executor, city_id: CityId) -> City | None:
    row = await conn.fetchrow("SELECT id, name FROM cities WHERE id = $1", city_id)
    return City(row["id"], row["name"]) if row else None


async def cities(conn: Executor, now: datetime, limit: int) -> list[City]:
    """Where something is to come, the busiest first."""
    rows = await conn.fetch(
        """
        SELECT id, name FROM cities
        JOIN (SELECT city_id, count(*) AS events FROM listings WHERE starts_at > $1 GROUP BY city_id) listed
            ON city_id = id
        ORDER BY events DESC, name LIMIT $2
        """,
        now,
        limit,
    )
    return [City(row["id"], row["name"]) for row in rows]


async def categories(conn: Executor, now: datetime) -> set[Category]:
    rows = await conn.fetch("SELECT DISTINCT category FROM listings WHERE starts_at > $1", now)
    return {Category(row["category"]) for row in rows}


async def currencies(conn: Executor, now: datetime, limit: int) -> list[str]:
    """Of what costs something, the most usual one first."""
    rows = await conn.fetch(
        """
        SELECT currency FROM listings WHERE starts_at > $1 AND lowest_price_minor > 0
        GROUP BY currency ORDER BY count(*) DESC, currency LIMIT $2
        """,
        now,
        limit,
    )
    return [row["currency"] for row in rows]


async def forget_before(conn: Executor, before: datetime) -> None:
    """What has begun long ago is found no more."""
    await conn.execute("DELETE FROM listings WHERE starts_at < $1", before)
