"""A copy of an event: what was planned, and nothing of what has happened."""

from datetime import datetime, timedelta

from core.domain.ids import EventId
from db.pool import Conn


async def copy_event(conn: Conn, event_id: EventId, starts_at: datetime, later: timedelta) -> EventId:
    """A draft; what hangs on the start is as much `later` on the clocks of the venue, which may change meanwhile."""
    return EventId(
        await conn.fetchval(
            """
            INSERT INTO events (team_id, venue_id, title, description, starts_at, sale_starts_at, sale_ends_at,
                                currency, limit_per_buyer, hold_ttl, category, artists, poster_file_id,
                                refuses_stranding, details_until, offer_ttl, allows_reentry, asks_captcha,
                                asks_contact, status)
            SELECT events.team_id, venue_id, title, description, $2,
                   (sale_starts_at AT TIME ZONE time_zone + $3) AT TIME ZONE time_zone,
                   (sale_ends_at AT TIME ZONE time_zone + $3) AT TIME ZONE time_zone, currency,
                   limit_per_buyer, hold_ttl, category, artists, poster_file_id, refuses_stranding,
                   (details_until AT TIME ZONE time_zone + $3) AT TIME ZONE time_zone, offer_ttl, allows_reentry,
                   asks_captcha, asks_contact, 'draft'
            FROM events JOIN venues ON venues.id = venue_id WHERE events.id = $1 RETURNING id
            """,
            event_id,
            starts_at,
            later,
        )
    )


async def copy_hall(conn: Conn, event_id: EventId, copy_id: EventId) -> None:
    """With its gates, and with the prices that the tiers began with."""
    await conn.execute(
        """
        INSERT INTO tiers (event_id, id, name, price_minor, base_price_minor)
        SELECT $2, id, name, coalesce(base_price_minor, price_minor), base_price_minor FROM tiers WHERE event_id = $1
        """,
        event_id,
        copy_id,
    )
    await conn.execute(
        """
        INSERT INTO price_steps (event_id, tier_id, place, sold_percent, before, price_minor)
        SELECT $2, tier_id, place, sold_percent, before, price_minor FROM price_steps WHERE event_id = $1
        """,
        event_id,
        copy_id,
    )
    await conn.execute(
        "INSERT INTO sections (event_id, id, name, kind) SELECT $2, id, name, kind FROM sections WHERE event_id = $1",
        event_id,
        copy_id,
    )
    await conn.execute(
        """
        INSERT INTO seats (event_id, id, section_id, tier_id, row, number, x, y, is_accessible)
        SELECT $2, id, section_id, tier_id, row, number, x, y, is_accessible FROM seats WHERE event_id = $1
        """,
        event_id,
        copy_id,
    )
    await conn.execute(
        "INSERT INTO gates (event_id, id, name, tier_ids) SELECT $2, id, name, tier_ids FROM gates WHERE event_id = $1",
        event_id,
        copy_id,
    )


async def copy_rules(conn: Conn, event_id: EventId, copy_id: EventId, later: timedelta) -> None:
    """What is asked, what comes back, and how people queue."""
    await conn.execute(
        """
        INSERT INTO questions (event_id, id, kind, label, scope, is_required)
        SELECT $2, id, kind, label, scope, is_required FROM questions WHERE event_id = $1
        """,
        event_id,
        copy_id,
    )
    await conn.execute(
        """
        INSERT INTO return_policies (event_id, free_until, percent)
        SELECT $2, (free_until AT TIME ZONE time_zone + $3) AT TIME ZONE time_zone, percent
        FROM return_policies JOIN events ON events.id = event_id JOIN venues ON venues.id = venue_id
        WHERE event_id = $1
        """,
        event_id,
        copy_id,
        later,
    )
    await conn.execute(
        """
        INSERT INTO queues (event_id, mode, per_minute, inside_max, turn_minutes, rush_per_minute)
        SELECT $2, mode, per_minute, inside_max, turn_minutes, rush_per_minute FROM queues WHERE event_id = $1
        """,
        event_id,
        copy_id,
    )
