"""Table `queue_entries`, as to turns: they begin, in order; they are bought in, or pass."""

from datetime import datetime, timedelta

from core.domain.ids import EventId, PersonId
from core.domain.queue import QueueEntry, QueueFigures
from db.pool import Conn, Executor
from db.queue_entries import to_entry


async def call_next(conn: Conn, event_id: EventId, count: int, now: datetime, turn_until: datetime) -> list[QueueEntry]:
    """Begins the turns of the first who wait, in their order."""
    rows = await conn.fetch(
        """
        WITH next AS (
            SELECT id FROM queue_entries WHERE event_id = $1 AND status = 'waiting'
            ORDER BY number LIMIT $2 FOR UPDATE SKIP LOCKED
        )
        UPDATE queue_entries SET status = 'called', called_at = $3, turn_until = $4,
                                 told_at = CASE WHEN party_size IS NULL THEN $3::timestamptz END
        FROM next WHERE event_id = $1 AND queue_entries.id = next.id
        RETURNING queue_entries.*
        """,
        event_id,
        count,
        now,
        turn_until,
    )
    return sorted((to_entry(row) for row in rows), key=lambda entry: entry.number)


async def count_inside(conn: Executor, event_id: EventId, now: datetime) -> int:
    return int(
        await conn.fetchval(
            "SELECT count(*) FROM queue_entries WHERE event_id = $1 AND status = 'called' AND turn_until > $2",
            event_id,
            now,
        )
    )


async def is_anybody_in(conn: Executor, event_id: EventId, now: datetime) -> bool:
    """Whether anybody waits or has a turn."""
    found = await conn.fetchval(
        """
        SELECT EXISTS (SELECT FROM queue_entries WHERE event_id = $1 AND status = 'waiting')
            OR EXISTS (SELECT FROM queue_entries WHERE event_id = $1 AND status = 'called' AND turn_until > $2)
        """,
        event_id,
        now,
    )
    return found is True


async def pass_due(conn: Executor, event_id: EventId, now: datetime, limit: int) -> list[PersonId]:
    """Ends turns that were not used in time: whose they were."""
    rows = await conn.fetch(
        """
        WITH due AS (
            SELECT id FROM queue_entries WHERE event_id = $1 AND status = 'called' AND turn_until <= $2
            ORDER BY turn_until LIMIT $3 FOR UPDATE SKIP LOCKED
        )
        UPDATE queue_entries SET status = 'passed' FROM due WHERE event_id = $1 AND queue_entries.id = due.id
        RETURNING person_id
        """,
        event_id,
        now,
        limit,
    )
    return [PersonId(row["person_id"]) for row in rows]


async def pass_own(conn: Executor, event_id: EventId, person_id: PersonId, now: datetime) -> bool:
    """Ends a turn that was not used in time, of who wants to queue anew; False if there is none."""
    done = await conn.fetchval(
        """
        UPDATE queue_entries SET status = 'passed'
        WHERE event_id = $1 AND person_id = $2 AND status = 'called' AND turn_until <= $3 RETURNING true
        """,
        event_id,
        person_id,
        now,
    )
    return done is True


async def untold(conn: Executor, event_id: EventId, now: datetime, limit: int) -> list[QueueEntry]:
    """Turns with a wish that nobody was told of yet, the oldest first."""
    rows = await conn.fetch(
        """
        SELECT * FROM queue_entries
        WHERE event_id = $1 AND status = 'called' AND told_at IS NULL AND turn_until > $2
        ORDER BY called_at, number LIMIT $3
        """,
        event_id,
        now,
        limit,
    )
    return [to_entry(row) for row in rows]


async def mark_told(conn: Conn, entry: QueueEntry, now: datetime) -> bool:
    """False if it was done before."""
    done = await conn.fetchval(
        "UPDATE queue_entries SET told_at = $3 WHERE event_id = $1 AND id = $2 AND told_at IS NULL RETURNING true",
        entry.event_id,
        entry.id,
        now,
    )
    return done is True


async def figures(conn: Executor, event_id: EventId, now: datetime, free: int) -> QueueFigures:
    row = await conn.fetchrow(
        """
        SELECT (SELECT count(*) FROM queue_entries WHERE event_id = $1 AND status = 'waiting') AS waiting,
               (SELECT count(*) FROM queue_entries
                WHERE event_id = $1 AND status = 'called' AND turn_until > $2) AS inside,
               count(*) FILTER (WHERE called_at > $2::timestamptz - interval '1 minute') AS last_minute,
               count(*) AS lately, min(called_at) AS first_at
        FROM queue_entries WHERE event_id = $1 AND called_at > $2::timestamptz - interval '5 minutes'
        """,
        event_id,
        now,
    )
    assert row is not None, "an aggregate has a row"
    minutes = max(1.0, (now - row["first_at"]) / timedelta(minutes=1)) if row["first_at"] else 1.0
    return QueueFigures(row["waiting"], row["inside"], row["last_minute"], row["lately"] / minutes, free)
