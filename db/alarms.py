"""Table `alarms`: what the owners were told of, of an event or of the house, and whether it is still there."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.domain.alarm import REMIND_AFTER, RING_AGAIN_AFTER
from core.domain.ids import EventId
from db.pool import Conn, Executor

HOUSE = EventId(0)


async def raise_once(conn: Conn, event_id: EventId, what: str, now: datetime) -> bool:
    """False if the owners know: they were told lately, or it is still there and was told of within a day."""
    told = await conn.fetchval(
        """
        INSERT INTO alarms AS old (event_id, what, raised_at, told_at) VALUES ($1, $2, $3, $3)
        ON CONFLICT (event_id, what) DO UPDATE
            SET told_at = $3, ended_at = NULL,
                raised_at = CASE WHEN old.ended_at IS NULL THEN old.raised_at ELSE $3 END
            WHERE coalesce(old.told_at, old.raised_at)
                  <= $3 - CASE WHEN old.ended_at IS NULL THEN $4::interval ELSE $5::interval END
        RETURNING true
        """,
        event_id,
        what,
        now,
        REMIND_AFTER,
        RING_AGAIN_AFTER,
    )
    await conn.execute("UPDATE alarms SET seen_at = $3 WHERE event_id = $1 AND what = $2", event_id, what, now)
    return told is True


async def end_all_but(
    conn: Conn, event_id: EventId, of: Sequence[str], still_there: Sequence[str], now: datetime, gone_for: timedelta
) -> list[tuple[str, datetime]]:
    """Those of `of` that nobody has seen for a while end, once; each with since when it was there."""
    rows = await conn.fetch(
        """
        UPDATE alarms SET ended_at = $4
        WHERE event_id = $1 AND what = ANY ($2) AND what <> ALL ($3) AND ended_at IS NULL
          AND coalesce(seen_at, raised_at) <= $4::timestamptz - $5::interval
        RETURNING what, raised_at
        """,
        event_id,
        of,
        still_there,
        now,
        gone_for,
    )
    return [(row["what"], row["raised_at"]) for row in rows]


async def still_there(conn: Executor) -> dict[str, int]:
    """How often each rings now."""
    rows = await conn.fetch("SELECT what, count(*) AS times FROM alarms WHERE ended_at IS NULL GROUP BY what")
    return {row["what"]: row["times"] for row in rows}
