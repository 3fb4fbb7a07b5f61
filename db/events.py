"""Tables `events` and `venues`."""

from datetime import datetime
from zoneinfo import ZoneInfo

import asyncpg

from core.domain.event import Event, EventStatus, EventSummary, Venue
from core.domain.event_plan import EventPlan, VenuePlan
from core.domain.ids import EventId, VenueId
from db.pool import Conn, Executor


async def by_id(conn: Executor, event_id: EventId) -> Event | None:
    row = await conn.fetchrow("SELECT * FROM events_at_venues WHERE id = $1", event_id)
    return to_event(row) if row else None


async def summary(conn: Executor, event_id: EventId, now: datetime) -> EventSummary | None:
    row = await conn.fetchrow(
        """
        SELECT event.*, stock.* FROM events_at_venues event, event_stock(event.id, $2) stock
        WHERE event.id = $1
        """,
        event_id,
        now,
    )
    return to_summary(row) if row else None


async def upcoming(conn: Executor, now: datetime, offset: int, limit: int) -> list[EventSummary]:
    """Published events that have not begun, the next one first."""
    rows = await conn.fetch(
        """
        SELECT event.*, stock.* FROM (
            SELECT * FROM events_at_venues WHERE status = 'published' AND starts_at > $1
            ORDER BY starts_at, id OFFSET $2 LIMIT $3
        ) event, event_stock(event.id, $1) stock
        ORDER BY starts_at, event.id
        """,
        now,
        offset,
        limit,
    )
    return [to_summary(row) for row in rows]


async def count_upcoming(conn: Executor, now: datetime) -> int:
    return int(
        await conn.fetchval("SELECT count(*) FROM events WHERE status = 'published' AND starts_at > $1", now) or 0
    )


async def between(conn: Executor, since: datetime, until: datetime, limit: int) -> list[Event]:
    """Published events by their start, for the choice at the door."""
    rows = await conn.fetch(
        """
        SELECT * FROM events_at_venues WHERE status = 'published' AND starts_at BETWEEN $1 AND $2
        ORDER BY starts_at, id
        LIMIT $3
        """,
        since,
        until,
        limit,
    )
    return [to_event(row) for row in rows]


async def refuses_stranding(conn: Executor, event_id: EventId) -> bool:
    """Whether nobody may leave a single free seat alone."""
    return bool(await conn.fetchval("SELECT refuses_stranding FROM events WHERE id = $1", event_id))


async def all_ids(conn: Executor) -> list[EventId]:
    rows = await conn.fetch("SELECT id FROM events ORDER BY starts_at, id")
    return [EventId(row["id"]) for row in rows]


async def ids_since(conn: Executor, since: datetime) -> list[EventId]:
    """Events that began after a time or are yet to begin."""
    rows = await conn.fetch("SELECT id FROM events WHERE starts_at > $1 ORDER BY starts_at, id", since)
    return [EventId(row["id"]) for row in rows]


async def count(conn: Executor) -> int:
    return int(await conn.fetchval("SELECT count(*) FROM events") or 0)


async def add_venue(conn: Conn, plan: VenuePlan) -> VenueId:
    return VenueId(
        await conn.fetchval(
            """
            INSERT INTO venues (name, city, address, time_zone, latitude, longitude)
            VALUES ($1, $2, $3, $4, $5, $6) RETURNING id
            """,
            plan.name,
            plan.city,
            plan.address,
            plan.time_zone,
            plan.latitude,
            plan.longitude,
        )
    )


async def add(conn: Conn, plan: EventPlan, venue_id: VenueId) -> EventId:
    return EventId(
        await conn.fetchval(
            """
            INSERT INTO events (venue_id, title, description, starts_at, sale_starts_at, sale_ends_at, currency,
                                limit_per_buyer, hold_ttl, refuses_stranding, status)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'published') RETURNING id
            """,
            venue_id,
            plan.title,
            plan.description,
            plan.starts_at,
            plan.sale_starts_at,
            plan.sale_ends_at,
            plan.currency,
            plan.limit_per_buyer,
            plan.hold_ttl,
            plan.refuses_stranding,
        )
    )


def to_event(row: asyncpg.Record) -> Event:
    zone = ZoneInfo(row["time_zone"])
    venue = Venue(row["venue_id"], row["venue_name"], row["city"], row["address"], zone)
    return Event(
        id=row["id"],
        title=row["title"],
        description=row["description"],
        venue=venue,
        starts_at=row["starts_at"].astimezone(zone),
        sale_starts_at=row["sale_starts_at"].astimezone(zone),
        sale_ends_at=row["sale_ends_at"].astimezone(zone),
        currency=row["currency"],
        limit_per_buyer=row["limit_per_buyer"],
        hold_ttl=row["hold_ttl"],
        status=EventStatus(row["status"]),
    )


def to_summary(row: asyncpg.Record) -> EventSummary:
    return EventSummary(to_event(row), row["capacity"], row["free"], row["lowest_price_minor"])
