"""Table `sale_reminders`: who is to be told when the sale of an event opens."""

from datetime import datetime

from core.domain.ids import EventId, PersonId
from db.pool import Conn, Executor


async def add(conn: Executor, event_id: EventId, person_id: PersonId, now: datetime) -> None:
    await conn.execute(
        "INSERT INTO sale_reminders (event_id, person_id, asked_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        event_id,
        person_id,
        now,
    )


async def remove(conn: Executor, event_id: EventId, person_id: PersonId) -> bool:
    """False if there was none."""
    removed = await conn.fetchval(
        "DELETE FROM sale_reminders WHERE event_id = $1 AND person_id = $2 RETURNING true", event_id, person_id
    )
    return removed is True


async def forget_of(conn: Executor, person_id: PersonId) -> None:
    await conn.execute("DELETE FROM sale_reminders WHERE person_id = $1", person_id)


async def take_due(conn: Conn, now: datetime, limit: int) -> list[tuple[EventId, PersonId]]:
    """Removes reminders of sales that are open and returns them; a rollback brings them back."""
    rows = await conn.fetch(
        """
        WITH due AS (
            SELECT event_id, person_id FROM sale_reminders JOIN events ON events.id = event_id
            WHERE status = 'published' AND NOT is_paused AND sale_starts_at <= $1 AND sale_ends_at > $1
            ORDER BY asked_at, person_id LIMIT $2 FOR UPDATE OF sale_reminders SKIP LOCKED
        )
        DELETE FROM sale_reminders reminder USING due
        WHERE reminder.event_id = due.event_id AND reminder.person_id = due.person_id
        RETURNING reminder.event_id, reminder.person_id, reminder.asked_at
        """,
        now,
        limit,
    )
    in_order = sorted(rows, key=lambda row: (row["asked_at"], row["person_id"]))
    return [(EventId(row["event_id"]), PersonId(row["person_id"])) for row in in_order]


async def forget_useless(conn: Executor, now: datetime) -> None:
    """Of sales that are over, or will never be."""
    await conn.execute(
        """
        DELETE FROM sale_reminders USING events
        WHERE events.id = event_id AND (sale_ends_at <= $1 OR status = 'cancelled')
        """,
        now,
    )
