"""Table `queue_draws`: the seal of a room, its frozen list, and the seed. None of them is ever rewritten."""

from datetime import datetime

import asyncpg

from core.domain.ids import EventId
from core.domain.queue import Room
from db.pool import Conn, Executor


async def of_event(conn: Executor, event_id: EventId) -> Room | None:
    """What may be known of it at this moment: not the list, which is long, and not the seed before the draw."""
    row = await conn.fetchrow(
        """
        SELECT encode(sha256(seed), 'hex') AS seal, list_hash, entries, frozen_at,
               CASE WHEN drawn_at IS NOT NULL THEN seed END AS seed
        FROM queue_draws WHERE event_id = $1
        """,
        event_id,
    )
    return to_room(row) if row else None


async def open_room(conn: Executor, event_id: EventId, seed: bytes, now: datetime) -> None:
    """Once: whoever comes second changes nothing."""
    await conn.execute(
        "INSERT INTO queue_draws (event_id, seed, opened_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        event_id,
        seed,
        now,
    )


async def freeze(conn: Conn, event_id: EventId, list_text: str, list_hash: str, entries: int, now: datetime) -> None:
    await conn.execute(
        """
        UPDATE queue_draws SET list = $2, list_hash = $3, entries = $4, frozen_at = $5
        WHERE event_id = $1 AND frozen_at IS NULL
        """,
        event_id,
        list_text,
        list_hash,
        entries,
        now,
    )


async def frozen_list(conn: Executor, event_id: EventId) -> str | None:
    found: str | None = await conn.fetchval("SELECT list FROM queue_draws WHERE event_id = $1", event_id)
    return found


async def reveal(conn: Conn, event_id: EventId, now: datetime) -> bytes:
    """From now on everybody may know the seed."""
    seed: bytes = await conn.fetchval(
        "UPDATE queue_draws SET drawn_at = $2 WHERE event_id = $1 RETURNING seed", event_id, now
    )
    return seed


def to_room(row: asyncpg.Record) -> Room:
    return Room(row["seal"], row["list_hash"], row["entries"] or 0, row["seed"], row["frozen_at"])
