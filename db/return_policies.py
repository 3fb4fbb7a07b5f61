"""Table `return_policies`: an event without a row takes nothing back."""

from core.domain.ids import EventId
from core.domain.return_policy import NO_RETURNS, ReturnPolicy
from db.pool import Conn, Executor


async def of_event(conn: Executor, event_id: EventId) -> ReturnPolicy:
    row = await conn.fetchrow("SELECT free_until, percent, moved_at FROM return_policies WHERE event_id = $1", event_id)
    return ReturnPolicy(row["free_until"], row["percent"], row["moved_at"]) if row else NO_RETURNS


async def add(conn: Conn, event_id: EventId, policy: ReturnPolicy) -> None:
    await conn.execute(
        "INSERT INTO return_policies (event_id, free_until, percent) VALUES ($1, $2, $3)",
        event_id,
        policy.free_until,
        policy.percent,
    )
