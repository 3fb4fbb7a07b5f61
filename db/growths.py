"""Table `growths`: what organizers have typed to add places to an event."""

from datetime import datetime

from core.domain.ids import EventId, GrowthId, PersonId
from db.pool import Conn, Executor


async def add(conn: Executor, event_id: EventId, person_id: PersonId, typed: str, now: datetime) -> GrowthId:
    return GrowthId(
        await conn.fetchval(
            "INSERT INTO growths (event_id, person_id, typed, typed_at) VALUES ($1, $2, $3, $4) RETURNING id",
            event_id,
            person_id,
            typed,
            now,
        )
    )


async def confirm(conn: Conn, event_id: EventId, growth_id: GrowthId, now: datetime) -> str | None:
    """What was typed, once; None if that was added already, or never typed."""
    typed: str | None = await conn.fetchval(
        "UPDATE growths SET added_at = $3 WHERE event_id = $1 AND id = $2 AND added_at IS NULL RETURNING typed",
        event_id,
        growth_id,
        now,
    )
    return typed
