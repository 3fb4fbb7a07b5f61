"""Figures of the whole box office, for those who watch over it."""

from collections.abc import Sequence
from datetime import datetime

from core.domain.ids import EventId
from core.domain.message import Channel, Outbox
from db import messages
from db.pool import Executor


async def events_on_sale(conn: Executor, now: datetime, limit: int) -> list[EventId]:
    """The next ones first."""
    rows = await conn.fetch(
        """
        SELECT id FROM events WHERE status = 'published' AND sale_starts_at <= $1 AND sale_ends_at > $1
        ORDER BY starts_at, id LIMIT $2
        """,
        now,
        limit,
    )
    return [EventId(row["id"]) for row in rows]


async def orders_by_status(conn: Executor, event_ids: Sequence[EventId]) -> dict[str, int]:
    rows = await conn.fetch(
        "SELECT status, count(*) AS orders FROM orders WHERE event_id = ANY($1) GROUP BY status", event_ids
    )
    return {row["status"]: row["orders"] for row in rows}


async def queues(conn: Executor) -> dict[EventId, int]:
    """How many wait in each."""
    rows = await conn.fetch(
        "SELECT event_id, count(*) AS waiting FROM queue_entries WHERE status = 'waiting' GROUP BY event_id"
    )
    return {row["event_id"]: row["waiting"] for row in rows}


async def unconfirmed_payments(conn: Executor, before: datetime) -> int:
    """Noticed before a time, and nobody has said what became of them."""
    query = "SELECT count(*) FROM unconfirmed_payments WHERE closed_at IS NULL AND noticed_at < $1"
    return int(await conn.fetchval(query, before))


async def refunds_by_telegram(conn: Executor, before: datetime) -> int:
    """Owed since before a time, and Telegram has not made them."""
    query = "SELECT count(*) FROM refunds WHERE status IN ('due', 'sent') AND NOT by_hand AND created_at < $1"
    return int(await conn.fetchval(query, before))


async def refunds_by_hand(conn: Executor, before: datetime) -> int:
    """Owed since before a time, for people to make."""
    query = """
        SELECT count(*) FROM refunds
        WHERE (status = 'failed' OR (status = 'due' AND by_hand)) AND created_at < $1
    """
    return int(await conn.fetchval(query, before))


async def outbox(conn: Executor, now: datetime) -> Outbox:
    """Without what goes to people who have stopped the bot. A line where nothing is due is left out."""
    rows = await conn.fetch(
        """
        SELECT channel, is_bulk, count(*) AS waiting, extract(epoch FROM $1::timestamptz - min(due_at))::float8 AS age
        FROM messages WHERE sent_at IS NULL AND failed_at IS NULL AND due_at <= $1 AND NOT (
            channel = 'chat' AND EXISTS (SELECT FROM people WHERE people.id = recipient_id AND blocked_at IS NOT NULL)
        )
        GROUP BY channel, is_bulk
        """,
        now,
    )
    return {(Channel(row["channel"]), row["is_bulk"]): (row["waiting"], row["age"]) for row in rows}


async def given_up(conn: Executor, since: datetime) -> int:
    """How many messages were not sent for a reason that is ours, and never will be."""
    query = """
        SELECT count(*) FROM messages
        WHERE coalesce(sent_at, failed_at) > $1 AND failed_at IS NOT NULL AND starts_with(failure, $2)
    """
    return int(await conn.fetchval(query, since, messages.GIVEN_UP))
