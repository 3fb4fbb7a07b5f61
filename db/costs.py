"""Table `costs`: it only grows; what was noted by mistake is marked as removed."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import asyncpg

from core.domain.cost import Cost, CostKind
from core.domain.ids import CostId, EventId, PersonId
from db.pool import Conn, Executor


async def note(
    conn: Conn, event_id: EventId, kind: CostKind, amount_minor: int, what: str, by: PersonId, now: datetime
) -> CostId:
    return CostId(
        await conn.fetchval(
            """
            INSERT INTO costs (event_id, kind, amount_minor, what, noted_by, noted_at) VALUES ($1, $2, $3, $4, $5, $6)
            RETURNING id
            """,
            event_id,
            kind,
            amount_minor,
            what,
            by,
            now,
        )
    )


async def remove(conn: Conn, event_id: EventId, cost_id: CostId, by: PersonId, now: datetime) -> tuple[int, str] | None:
    """How much it was and what for; None if somebody was faster."""
    row = await conn.fetchrow(
        """
        UPDATE costs SET removed_by = $3, removed_at = $4 WHERE event_id = $1 AND id = $2 AND removed_at IS NULL
        RETURNING amount_minor, what
        """,
        event_id,
        cost_id,
        by,
        now,
    )
    return (row["amount_minor"], row["what"]) if row else None


async def of_events(conn: Executor, event_ids: Sequence[EventId]) -> list[Cost]:
    """The latest first."""
    rows = await conn.fetch(
        """
        SELECT costs.*, time_zone, coalesce(nullif(people.name, ''), noted_by::text) AS noted_by_name
        FROM costs JOIN events_at_venues event ON event.id = event_id LEFT JOIN people ON people.id = noted_by
        WHERE event_id = ANY($1) AND removed_at IS NULL ORDER BY costs.id DESC
        """,
        event_ids,
    )
    return [to_cost(row) for row in rows]


def to_cost(row: asyncpg.Record) -> Cost:
    return Cost(
        event_id=row["event_id"],
        id=row["id"],
        kind=CostKind(row["kind"]),
        amount_minor=row["amount_minor"],
        what=row["what"],
        noted_by_name=row["noted_by_name"],
        noted_at=row["noted_at"].astimezone(ZoneInfo(row["time_zone"])),
    )
