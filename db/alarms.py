"""Table `alarms`: the contradictions that the owners were told of and that are still there."""

from collections.abc import Sequence
from datetime import datetime

from core.domain.audit import Contradiction
from core.domain.ids import EventId
from db.pool import Conn


async def raise_once(conn: Conn, event_id: EventId, what: Contradiction, now: datetime) -> bool:
    """False if it was raised before and is still there."""
    raised = await conn.fetchval(
        "INSERT INTO alarms (event_id, what, raised_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING true",
        event_id,
        what,
        now,
    )
    return raised is True


async def silence_all_but(conn: Conn, event_id: EventId, still_there: Sequence[Contradiction]) -> None:
    """What has been put right may ring again another time."""
    await conn.execute("DELETE FROM alarms WHERE event_id = $1 AND what <> ALL ($2)", event_id, list(still_there))
