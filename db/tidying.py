"""What is old is deleted, a batch at a time; what others are just changing is passed over.

Never anything of the books: payments, refunds, tickets, acts, orders for which money came, and sums that reports show.
"""

from datetime import datetime

from db.pool import Executor, affected


async def messages(conn: Executor, before: datetime, limit: int) -> int:
    """Sent, or given up. Those of broadcasts say whom a broadcast has reached, and stay."""
    return affected(
        await conn.execute(
            """
            DELETE FROM messages WHERE id IN (
                SELECT id FROM messages
                WHERE (sent_at IS NOT NULL OR failed_at IS NOT NULL) AND coalesce(sent_at, failed_at) < $1
                  AND kind <> 'broadcast'
                LIMIT $2 FOR UPDATE SKIP LOCKED
            )
            """,
            before,
            limit,
        )
    )


async def unpaid_orders(conn: Executor, before: datetime, limit: int) -> int:
    """Holds that ended without any money. Nothing was let begin for them of which we were not told."""
    return affected(
        await conn.execute(
            """
            DELETE FROM orders USING (
                SELECT event_id, id FROM orders old
                WHERE status IN ('released', 'expired') AND expires_at < $1
                  AND NOT EXISTS (SELECT FROM payments WHERE event_id = old.event_id AND order_id = old.id)
                  AND NOT EXISTS (SELECT FROM tickets WHERE event_id = old.event_id AND order_id = old.id)
                  AND NOT EXISTS (SELECT FROM seats WHERE event_id = old.event_id AND order_id = old.id
                                                      AND id = ANY (old.seat_ids))
                  AND NOT EXISTS (SELECT FROM waitlist_entries WHERE event_id = old.event_id AND order_id = old.id)
                  AND NOT EXISTS (SELECT FROM unconfirmed_payments WHERE event_id = old.event_id AND order_id = old.id)
                LIMIT $2 FOR UPDATE SKIP LOCKED
            ) old
            WHERE orders.event_id = old.event_id AND orders.id = old.id
            """,
            before,
            limit,
        )
    )


async def scans(conn: Executor, before: datetime, limit: int) -> int:
    """Of events that began before a time. How often the door said what is kept: reports show it."""
    return affected(
        await conn.execute(
            """
            WITH gone AS (
                DELETE FROM scans USING (
                    SELECT event_id, id FROM scans
                    WHERE event_id IN (SELECT id FROM events WHERE starts_at < $1)
                    ORDER BY event_id, id LIMIT $2  -- not locked: nobody may update a scan
                ) old
                WHERE scans.event_id = old.event_id AND scans.id = old.id
                RETURNING scans.event_id, verdict
            ), kept AS (
                INSERT INTO scan_totals AS total (event_id, verdict, number)
                SELECT event_id, verdict, count(*) FROM gone GROUP BY event_id, verdict ORDER BY event_id, verdict
                ON CONFLICT (event_id, verdict) DO UPDATE SET number = total.number + excluded.number
            )
            SELECT FROM gone
            """,
            before,
            limit,
        )
    )


async def captchas(conn: Executor, before: datetime, limit: int) -> int:
    """Of events that began before a time."""
    return affected(
        await conn.execute(
            """
            DELETE FROM captchas WHERE (event_id, person_id) IN (
                SELECT event_id, person_id FROM captchas
                WHERE event_id IN (SELECT id FROM events WHERE starts_at < $1) LIMIT $2 FOR UPDATE SKIP LOCKED
            )
            """,
            before,
            limit,
        )
    )


async def phone_claims(conn: Executor, before: datetime, limit: int) -> int:
    """Whose number was whose at events that began before a time."""
    return affected(
        await conn.execute(
            """
            DELETE FROM phone_claims WHERE (event_id, phone) IN (
                SELECT event_id, phone FROM phone_claims
                WHERE event_id IN (SELECT id FROM events WHERE starts_at < $1) LIMIT $2 FOR UPDATE SKIP LOCKED
            )
            """,
            before,
            limit,
        )
    )


async def queue_entries(conn: Executor, before: datetime, limit: int) -> int:
    """Of events that began before a time. The list of a draw, against which proofs are checked, stays."""
    return affected(
        await conn.execute(
            """
            DELETE FROM queue_entries WHERE (event_id, id) IN (
                SELECT event_id, id FROM queue_entries
                WHERE event_id IN (SELECT id FROM events WHERE starts_at < $1) LIMIT $2 FOR UPDATE SKIP LOCKED
            )
            """,
            before,
            limit,
        )
    )


async def event_drafts(conn: Executor, before: datetime, limit: int) -> int:
    """Dialogues that nobody went on with since a time."""
    return affected(
        await conn.execute(
            """
            DELETE FROM event_drafts WHERE person_id IN (
                SELECT person_id FROM event_drafts WHERE changed_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED
            )
            """,
            before,
            limit,
        )
    )


async def findings(conn: Executor, before: datetime, limit: int) -> int:
    """What people looked for last, before a time."""
    return affected(
        await conn.execute(
            """
            DELETE FROM findings WHERE person_id IN (
                SELECT person_id FROM findings WHERE changed_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED
            )
            """,
            before,
            limit,
        )
    )


async def alarms(conn: Executor, before: datetime, limit: int) -> int:
    """Those that ended before a time."""
    return affected(
        await conn.execute(
            """
            DELETE FROM alarms WHERE (event_id, what) IN (
                SELECT event_id, what FROM alarms WHERE ended_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED
            )
            """,
            before,
            limit,
        )
    )
