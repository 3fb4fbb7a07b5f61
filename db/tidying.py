"""What is old is deleted, a batch at a time; what others are just changing is passed over.

Never anything of the books: payments, refunds, tickets, acts, orders for which money came, and sums that reports show.
"""

from collections.abc import Mapping
from datetime import datetime

from db.pool import Executor, affected

STATEMENTS: Mapping[str, str] = {
    # Sent, or given up: those of broadcasts say whom a broadcast has reached, and stay. And what waits since before a
    # time for who has stopped the bot before it, or is parked for somebody whose return nobody would notice.
    "messages": """
        WITH done AS (
            SELECT id FROM messages
            WHERE (sent_at IS NOT NULL OR failed_at IS NOT NULL) AND coalesce(sent_at, failed_at) < $1
              AND kind <> 'broadcast'
            LIMIT $2 FOR UPDATE SKIP LOCKED
        ), unheard AS (
            SELECT messages.id FROM messages LEFT JOIN people ON people.id = recipient_id
            WHERE channel = 'chat' AND sent_at IS NULL AND failed_at IS NULL
              AND ((due_at < $1 AND blocked_at < $1)
                OR (due_at = 'infinity' AND coalesce(greatest(claimed_until, blocked_at) < $1, true)))
            LIMIT $2 FOR UPDATE OF messages SKIP LOCKED
        )
        DELETE FROM messages USING (SELECT id FROM done UNION ALL SELECT id FROM unheard) old WHERE messages.id = old.id
    """,
    # Those that ended before a time.
    "alarms": """
        DELETE FROM alarms WHERE (event_id, what) IN (
            SELECT event_id, what FROM alarms WHERE ended_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED
        )
    """,
    # Holds that ended without any money, with what was said of who would come. Nothing was let begin for them of which
    # we were not told.
    "orders": """
        WITH old AS (
            SELECT event_id, id FROM orders old
            WHERE status IN ('released', 'expired') AND expires_at < $1
              AND NOT EXISTS (SELECT FROM payments WHERE event_id = old.event_id AND order_id = old.id)
              AND NOT EXISTS (SELECT FROM tickets WHERE event_id = old.event_id AND order_id = old.id)
              AND NOT EXISTS (SELECT FROM seats WHERE event_id = old.event_id AND order_id = old.id
                                                  AND id = ANY (old.seat_ids))
              AND NOT EXISTS (SELECT FROM waitlist_entries WHERE event_id = old.event_id AND order_id = old.id)
              AND NOT EXISTS (SELECT FROM unconfirmed_payments WHERE event_id = old.event_id AND order_id = old.id)
            LIMIT $2 FOR UPDATE SKIP LOCKED
        ), said AS (
            DELETE FROM answers USING old WHERE answers.event_id = old.event_id AND answers.order_id = old.id
        )
        DELETE FROM orders USING old WHERE orders.event_id = old.event_id AND orders.id = old.id
    """,
    # Of events that began before a time, as all up to the waiting list. How often the door said what is kept.
    "scans": """
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
    "captchas": """
        DELETE FROM captchas WHERE (event_id, person_id) IN (
            SELECT event_id, person_id FROM captchas
            WHERE event_id IN (SELECT id FROM events WHERE starts_at < $1) LIMIT $2 FOR UPDATE SKIP LOCKED
        )
    """,
    "phone_claims": """
        DELETE FROM phone_claims WHERE (event_id, phone) IN (
            SELECT event_id, phone FROM phone_claims
            WHERE event_id IN (SELECT id FROM events WHERE starts_at < $1) LIMIT $2 FOR UPDATE SKIP LOCKED
        )
    """,
    # The list of a draw, against which proofs are checked, stays.
    "queue_entries": """
        DELETE FROM queue_entries WHERE (event_id, id) IN (
            SELECT event_id, id FROM queue_entries
            WHERE event_id IN (SELECT id FROM events WHERE starts_at < $1) LIMIT $2 FOR UPDATE SKIP LOCKED
        )
    """,
    "waitlist_entries": """
        DELETE FROM waitlist_entries WHERE (event_id, id) IN (
            SELECT event_id, id FROM waitlist_entries
            WHERE event_id IN (SELECT id FROM events WHERE starts_at < $1) LIMIT $2 FOR UPDATE SKIP LOCKED
        )
    """,
    # Dialogues that nobody went on with since a time.
    "event_drafts": """
        DELETE FROM event_drafts WHERE person_id IN (
            SELECT person_id FROM event_drafts WHERE changed_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED
        )
    """,
    # What people looked for last, before a time.
    "findings": """
        DELETE FROM findings WHERE person_id IN (
            SELECT person_id FROM findings WHERE changed_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED
        )
    """,
}
"""By table."""


async def delete(conn: Executor, table: str, before: datetime, limit: int) -> int:
    """How many rows went: fewer than `limit` means that for now nothing is left."""
    return affected(await conn.execute(STATEMENTS[table], before, limit))
