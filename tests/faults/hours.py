"""Time passes. The processes go by the real clock, so what moves is the data: all deadlines come nearer."""

from core.domain.ids import EventId
from db.pool import Executor, Pool, transaction


async def holds_run_out(pool: Pool, event_id: EventId) -> None:
    """The deadlines of all who hold places of this event, or are paying for them, are past."""
    async with transaction(pool) as conn:
        await orders_run_out(conn, event_id)
        await seats_run_out(conn, event_id)


async def orders_run_out(conn: Executor, event_id: EventId) -> None:
    await conn.execute(
        """
        UPDATE orders SET created_at = created_at - interval '1 hour', expires_at = expires_at - interval '1 hour'
        WHERE event_id = $1 AND status IN ('held', 'paying')
        """,
        event_id,
    )


async def seats_run_out(conn: Executor, event_id: EventId) -> None:
    await conn.execute(
        "UPDATE seats SET held_until = held_until - interval '1 hour' WHERE event_id = $1 AND status = 'held'", event_id
    )


async def claims_run_out(pool: Pool) -> None:
    """What a killed process had claimed, and what was put off, is due. Nobody may be working on it."""
    await pool.execute(
        """
        UPDATE messages SET due_at = due_at - interval '1 hour', claimed_until = claimed_until - interval '1 hour'
        WHERE sent_at IS NULL AND failed_at IS NULL
        """
    )
    await pool.execute("UPDATE refunds SET try_at = try_at - interval '1 hour' WHERE status <> 'done'")


async def charges_grow_old(pool: Pool) -> None:
    """Money that is not settled has been so for long. The trigger that guards the books is passed by."""
    async with transaction(pool) as conn:
        await conn.execute("SET LOCAL session_replication_role = replica")
        await conn.execute("UPDATE payments SET received_at = received_at - interval '1 hour' WHERE settled_at IS NULL")
