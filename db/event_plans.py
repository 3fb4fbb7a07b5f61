"""What was planned of an event, read back from `events` and `venues`, to be written down as a file."""

from zoneinfo import ZoneInfo

import asyncpg

from core.domain.category import Category
from core.domain.event_plan import EventPlan, VenuePlan
from core.domain.ids import EventId
from core.domain.protection import Guard
from db.pool import Conn


async def of_event(conn: Conn, event_id: EventId) -> EventPlan | None:
    """Without its hall, its gates, its questions, and what hangs on its start."""
    row = await conn.fetchrow(
        """
        SELECT events.*, venues.name, city, address, time_zone, latitude, longitude
        FROM events JOIN venues ON venues.id = venue_id WHERE events.id = $1
        """,
        event_id,
    )
    return to_plan(row) if row else None


def to_plan(row: asyncpg.Record) -> EventPlan:
    zone = ZoneInfo(row["time_zone"])
    return EventPlan(
        title=row["title"],
        description=row["description"],
        venue=VenuePlan(row["name"], row["city"], row["address"], row["time_zone"], row["latitude"], row["longitude"]),
        starts_at=row["starts_at"].astimezone(zone),
        sale_starts_at=row["sale_starts_at"].astimezone(zone),
        sale_ends_at=row["sale_ends_at"].astimezone(zone),
        currency=row["currency"],
        tiers=(),
        sections=(),
        limit_per_buyer=row["limit_per_buyer"],
        hold_ttl=row["hold_ttl"],
        category=Category(row["category"]),
        artists=tuple(row["artists"]),
        poster_file_id=row["poster_file_id"],
        refuses_stranding=row["refuses_stranding"],
        guards=frozenset(guard for guard in Guard if row[f"asks_{guard}"]),
        details_until=row["details_until"] and row["details_until"].astimezone(zone),
        offer_ttl=row["offer_ttl"],
        allows_reentry=row["allows_reentry"],
    )
