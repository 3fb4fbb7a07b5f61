"""What is changed of an event that is there already, in `events` and what hangs on its start."""

from datetime import datetime

from core.domain.ids import EventId, VenueId
from core.domain.reminder import Reminder
from db.pool import Conn


async def lock_start(conn: Conn, event_id: EventId) -> datetime | None:
    """Waits for whoever changes the same event. In UTC."""
    starts_at: datetime | None = await conn.fetchval("SELECT starts_at FROM events WHERE id = $1 FOR UPDATE", event_id)
    return starts_at


async def set_title(conn: Conn, event_id: EventId, title: str) -> None:
    await conn.execute("UPDATE events SET title = $2 WHERE id = $1", event_id, title)


async def set_description(conn: Conn, event_id: EventId, description: str) -> None:
    await conn.execute("UPDATE events SET description = $2 WHERE id = $1", event_id, description)


async def set_venue(conn: Conn, event_id: EventId, venue_id: VenueId) -> None:
    await conn.execute("UPDATE events SET venue_id = $2 WHERE id = $1", event_id, venue_id)


async def move(conn: Conn, event_id: EventId, starts_at: datetime) -> bool:
    """What was counted from the start moves along. False if the sale would end before it opens."""
    moved = await conn.fetchval(
        """
        UPDATE events SET starts_at = $2, sale_ends_at = sale_ends_at + ($2 - starts_at),
                          details_until = details_until + ($2 - starts_at)
        WHERE id = $1 AND sale_starts_at < sale_ends_at + ($2 - starts_at) RETURNING true
        """,
        event_id,
        starts_at,
    )
    return moved is True


async def extend_returns(conn: Conn, event_id: EventId, was: datetime, starts_at: datetime) -> None:
    """All of the price comes back until as long before the new start as before the old one, or for as long as now."""
    await conn.execute(
        """
        UPDATE return_policies SET free_until = greatest(free_until, free_until + ($3::timestamptz - $2::timestamptz))
        WHERE event_id = $1
        """,
        event_id,
        was,
        starts_at,
    )


async def note_move(conn: Conn, event_id: EventId, now: datetime) -> None:
    """Whoever has bought by now may return it for all of its price."""
    await conn.execute("UPDATE return_policies SET moved_at = $2 WHERE event_id = $1", event_id, now)


async def remind_at(conn: Conn, reminder: Reminder, now: datetime) -> None:
    """At the new time; again if the old one had come already and the new one has not."""
    await conn.execute(
        """
        UPDATE reminders SET due_at = $3::timestamptz,
                             sent_at = CASE WHEN $3::timestamptz > $4::timestamptz THEN NULL ELSE sent_at END
        WHERE event_id = $1 AND kind = $2
        """,
        reminder.event_id,
        reminder.kind,
        reminder.due_at,
        now,
    )
