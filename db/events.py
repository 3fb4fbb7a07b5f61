"""Tables `events` and `venues`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import asyncpg

from core.domain.category import Category
from core.domain.event import Availability, Event, EventDetails, EventStatus, Venue
from core.domain.event_plan import EventPlan
from core.domain.ids import EventId, TeamId, VenueId
from core.domain.protection import Guard
from db.pool import Conn, Executor, Pool, fetch_planned


async def by_id(conn: Executor, event_id: EventId) -> Event | None:
    row = await conn.fetchrow("SELECT * FROM events_at_venues WHERE id = $1", event_id)
    return to_event(row) if row else None


async def by_ids(conn: Executor, event_ids: Sequence[EventId]) -> list[Event]:
    """In the order of the ids."""
    rows = await conn.fetch(
        """
        SELECT event.* FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (event_id, place)
        JOIN events_at_venues event ON event.id = wanted.event_id ORDER BY place
        """,
        event_ids,
    )
    return [to_event(row) for row in rows]


async def availability(conn: Executor, event_ids: Sequence[EventId], now: datetime) -> dict[EventId, Availability]:
    """Counts every seat of these events."""
    rows = await conn.fetch(
        "SELECT event_id, stock.* FROM unnest($1::bigint[]) AS event_id, event_stock(event_id, $2) stock",
        event_ids,
        now,
    )
    return {row["event_id"]: Availability(row["capacity"], row["free"], row["lowest_price_minor"]) for row in rows}


async def between(
    conn: Executor, team_ids: Sequence[TeamId] | None, since: datetime, until: datetime, limit: int
) -> list[Event]:
    """Published events of some teams, or of all, by their start, for the choice at the door."""
    rows = await conn.fetch(
        """
        SELECT * FROM events_at_venues
        WHERE status = 'published' AND starts_at BETWEEN $2 AND $3
          AND ($1::bigint[] IS NULL OR id IN (SELECT id FROM events WHERE team_id = ANY($1)))
        ORDER BY starts_at, id
        LIMIT $4
        """,
        team_ids,
        since,
        until,
        limit,
    )
    return [to_event(row) for row in rows]


async def of_teams(pool: Pool, team_ids: Sequence[TeamId] | None) -> list[Event]:
    """Every event of some teams, or of all, by their start."""
    rows = await fetch_planned(
        pool,
        """
        SELECT * FROM events_at_venues
        WHERE $1::bigint[] IS NULL OR id IN (SELECT id FROM events WHERE team_id = ANY($1)) ORDER BY starts_at, id
        """,
        team_ids,
    )
    return [to_event(row) for row in rows]


async def refuses_stranding(conn: Executor, event_id: EventId) -> bool:
    """Whether nobody may leave a single free seat alone."""
    return bool(await conn.fetchval("SELECT refuses_stranding FROM events WHERE id = $1", event_id))


async def offer_ttl(conn: Executor, event_id: EventId) -> timedelta:
    """How long seats are kept for who waited for them."""
    ttl: timedelta = await conn.fetchval("SELECT offer_ttl FROM events WHERE id = $1", event_id)
    return ttl


async def all_ids(conn: Executor) -> list[EventId]:
    rows = await conn.fetch("SELECT id FROM events ORDER BY starts_at, id")
    return [EventId(row["id"]) for row in rows]


async def ids_since(conn: Executor, since: datetime) -> list[EventId]:
    """Events that began after a time or are yet to begin."""
    rows = await conn.fetch("SELECT id FROM events WHERE starts_at > $1 ORDER BY starts_at, id", since)
    return [EventId(row["id"]) for row in rows]


async def count(conn: Executor) -> int:
    return int(await conn.fetchval("SELECT count(*) FROM events") or 0)


async def add(conn: Conn, plan: EventPlan, team_id: TeamId, venue_id: VenueId) -> EventId:
    return EventId(
        await conn.fetchval(
            """
            INSERT INTO events (team_id, venue_id, title, description, starts_at, sale_starts_at, sale_ends_at,
                                currency, limit_per_buyer, hold_ttl, category, artists, poster_file_id,
                                refuses_stranding, details_until, offer_ttl, allows_reentry, status, asks_captcha,
                                asks_contact)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
            RETURNING id
            """,
            team_id,
            venue_id,
            plan.title,
            plan.description,
            plan.starts_at,
            plan.sale_starts_at,
            plan.sale_ends_at,
            plan.currency,
            plan.limit_per_buyer,
            plan.hold_ttl,
            plan.category,
            plan.artists,
            plan.poster_file_id,
            plan.refuses_stranding,
            plan.details_until,
            plan.offer_ttl,
            plan.allows_reentry,
            EventStatus.DRAFT if plan.is_draft else EventStatus.PUBLISHED,
            Guard.CAPTCHA in plan.guards,
            Guard.CONTACT in plan.guards,
        )
    )


async def publish(conn: Conn, event_id: EventId) -> bool:
    """False for what is no draft."""
    done = await conn.fetchval(
        "UPDATE events SET status = 'published' WHERE id = $1 AND status = 'draft' RETURNING true", event_id
    )
    return done is True


async def cancel(conn: Conn, event_id: EventId, now: datetime) -> bool:
    """False if it is cancelled already."""
    done = await conn.fetchval(
        """
        UPDATE events SET status = 'cancelled', cancelled_at = $2 WHERE id = $1 AND status <> 'cancelled' RETURNING true
        """,
        event_id,
        now,
    )
    return done is True


async def pause(conn: Conn, event_id: EventId, *, on: bool) -> bool:
    """False where it is so already, or where there is no sale to pause."""
    done = await conn.fetchval(
        """
        UPDATE events SET is_paused = $2 WHERE id = $1 AND is_paused <> $2 AND status = 'published' RETURNING true
        """,
        event_id,
        on,
    )
    return done is True


async def set_poster(conn: Conn, event_id: EventId, file_id: str) -> None:
    await conn.execute("UPDATE events SET poster_file_id = $2 WHERE id = $1", event_id, file_id)


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
        is_paused=row["is_paused"],
    )


def to_details(row: asyncpg.Record) -> EventDetails:
    has_pin = row["latitude"] is not None and row["longitude"] is not None
    return EventDetails(
        category=Category(row["category"]),
        artists=tuple(row["artists"]),
        poster_file_id=row["poster_file_id"],
        pin=(row["latitude"], row["longitude"]) if has_pin else None,
        tells_of_organizer=row["tells_of_organizer"],
    )
