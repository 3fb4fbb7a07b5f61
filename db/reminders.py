"""Table `reminders`: one row for each kind of reminder of an event."""

from collections.abc import Sequence
from datetime import datetime

from core.domain.ids import EventId, PersonId
from core.domain.reminder import Reminder, ReminderKind
from db.pool import Conn, Executor


async def add(conn: Conn, reminders: Sequence[Reminder]) -> None:
    await conn.executemany(
        "INSERT INTO reminders (event_id, kind, due_at) VALUES ($1, $2, $3)",
        [(reminder.event_id, reminder.kind, reminder.due_at) for reminder in reminders],
    )


async def kinds(conn: Executor, event_id: EventId) -> set[ReminderKind]:
    """Which an event has, sent or not."""
    rows = await conn.fetch("SELECT kind FROM reminders WHERE event_id = $1", event_id)
    return {ReminderKind(row["kind"]) for row in rows}


async def due(conn: Executor, now: datetime, limit: int) -> list[Reminder]:
    rows = await conn.fetch(
        "SELECT * FROM reminders WHERE sent_at IS NULL AND due_at <= $1 ORDER BY due_at LIMIT $2", now, limit
    )
    return [Reminder(row["event_id"], ReminderKind(row["kind"]), row["due_at"]) for row in rows]


async def mark_sent(conn: Conn, reminder: Reminder, now: datetime) -> bool:
    """False if somebody else has sent it, or the event was moved meanwhile: then it is due at another time."""
    marked = await conn.fetchval(
        """
        UPDATE reminders SET sent_at = $3
        WHERE event_id = $1 AND kind = $2 AND due_at = $4 AND sent_at IS NULL RETURNING true
        """,
        reminder.event_id,
        reminder.kind,
        now,
        reminder.due_at,
    )
    return marked is True


async def recipients(conn: Executor, event_id: EventId) -> list[PersonId]:
    """Who holds a valid ticket that was not used yet, and wants to be reminded."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT holder_id FROM tickets JOIN people ON people.id = holder_id
        WHERE event_id = $1 AND status = 'valid' AND admitted_at IS NULL AND wants_reminders
        ORDER BY holder_id
        """,
        event_id,
    )
    return [PersonId(row["holder_id"]) for row in rows]
