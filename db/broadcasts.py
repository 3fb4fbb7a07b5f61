"""Tables `broadcasts` and `broadcast_recipients`."""

from collections.abc import Mapping
from datetime import datetime

import asyncpg

from core.domain.broadcast import Audience, Broadcast, Progress
from core.domain.ids import BroadcastId, EventId, PersonId
from db.pool import Conn, Executor


async def add(
    conn: Conn, event_id: EventId, text: str, audience: Audience, written_by: PersonId, now: datetime
) -> Broadcast:
    row = await conn.fetchrow(
        """
        INSERT INTO broadcasts (event_id, text, tier_id, not_inside, written_by, written_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING *
        """,
        event_id,
        text,
        audience.tier_id,
        audience.not_inside,
        written_by,
        now,
    )
    assert row is not None, "an insert returns its row"
    return to_broadcast(row)


async def by_id(conn: Executor, event_id: EventId, broadcast_id: BroadcastId) -> Broadcast | None:
    row = await conn.fetchrow("SELECT * FROM broadcasts WHERE event_id = $1 AND id = $2", event_id, broadcast_id)
    return to_broadcast(row) if row else None


async def latest(conn: Executor, event_id: EventId) -> Broadcast | None:
    """The one that was confirmed last."""
    row = await conn.fetchrow(
        "SELECT * FROM broadcasts WHERE event_id = $1 AND confirmed_at IS NOT NULL ORDER BY id DESC LIMIT 1", event_id
    )
    return to_broadcast(row) if row else None


async def count_audience(conn: Executor, event_id: EventId, audience: Audience) -> int:
    """How many people."""
    return int(
        await conn.fetchval(
            """
            SELECT count(DISTINCT holder_id) FROM tickets
            JOIN seats ON seats.event_id = $1 AND seats.id = seat_id
            WHERE tickets.event_id = $1 AND tickets.status = 'valid'
              AND ($2::int IS NULL OR tier_id = $2) AND NOT ($3 AND admitted_at IS NOT NULL)
            """,
            event_id,
            audience.tier_id,
            audience.not_inside,
        )
    )


async def confirm(conn: Conn, broadcast: Broadcast, now: datetime) -> bool:
    """Names the recipients, once; False if it was confirmed before."""
    confirmed = await conn.fetchval(
        "UPDATE broadcasts SET confirmed_at = $3 WHERE event_id = $1 AND id = $2 AND confirmed_at IS NULL RETURNING 1",
        broadcast.event_id,
        broadcast.id,
        now,
    )
    if confirmed:
        await conn.execute(
            """
            INSERT INTO broadcast_recipients (event_id, broadcast_id, person_id)
            SELECT DISTINCT $1::bigint, $2::bigint, holder_id FROM tickets
            JOIN seats ON seats.event_id = $1 AND seats.id = seat_id
            WHERE tickets.event_id = $1 AND tickets.status = 'valid'
              AND ($3::int IS NULL OR tier_id = $3) AND NOT ($4 AND admitted_at IS NOT NULL)
            """,
            broadcast.event_id,
            broadcast.id,
            broadcast.audience.tier_id,
            broadcast.audience.not_inside,
        )
    return bool(confirmed)


async def stop(conn: Conn, event_id: EventId, broadcast_id: BroadcastId, now: datetime) -> bool:
    """False if it is not under way (any more)."""
    return bool(
        await conn.fetchval(
            """
            UPDATE broadcasts SET stopped_at = $3
            WHERE event_id = $1 AND id = $2 AND confirmed_at IS NOT NULL AND stopped_at IS NULL AND done_at IS NULL
            RETURNING 1
            """,
            event_id,
            broadcast_id,
            now,
        )
    )


async def lock_under_way(conn: Conn) -> list[Broadcast]:
    """Those that nobody else is feeding just now, until the end of the transaction."""
    rows = await conn.fetch(
        """
        SELECT * FROM broadcasts WHERE confirmed_at IS NOT NULL AND stopped_at IS NULL AND done_at IS NULL
        ORDER BY confirmed_at FOR UPDATE SKIP LOCKED
        """
    )
    return [to_broadcast(row) for row in rows]


async def in_outbox(conn: Conn, broadcast: Broadcast) -> int:
    """How many of its messages wait to be sent; not those to people who have stopped the bot."""
    return int(
        await conn.fetchval(
            """
            SELECT count(*) FROM broadcast_recipients
            JOIN messages ON messages.id = message_id JOIN people ON people.id = person_id
            WHERE event_id = $1 AND broadcast_id = $2 AND sent_at IS NULL AND failed_at IS NULL AND blocked_at IS NULL
            """,
            broadcast.event_id,
            broadcast.id,
        )
    )


async def take_portion(conn: Conn, broadcast: Broadcast, limit: int) -> list[PersonId]:
    """Who has not been put into the outbox yet."""
    rows = await conn.fetch(
        """
        SELECT person_id FROM broadcast_recipients
        WHERE event_id = $1 AND broadcast_id = $2 AND message_id IS NULL ORDER BY person_id LIMIT $3
        """,
        broadcast.event_id,
        broadcast.id,
        limit,
    )
    return [PersonId(row["person_id"]) for row in rows]


async def set_messages(conn: Conn, broadcast: Broadcast, message_ids: Mapping[PersonId, int]) -> None:
    await conn.execute(
        """
        UPDATE broadcast_recipients recipients SET message_id = sent.message_id
        FROM unnest($3::bigint[], $4::bigint[]) AS sent (person_id, message_id)
        WHERE event_id = $1 AND broadcast_id = $2 AND recipients.person_id = sent.person_id
        """,
        broadcast.event_id,
        broadcast.id,
        list(message_ids),
        list(message_ids.values()),
    )


async def finish(conn: Conn, broadcast: Broadcast, now: datetime) -> None:
    await conn.execute(
        "UPDATE broadcasts SET done_at = $3 WHERE event_id = $1 AND id = $2", broadcast.event_id, broadcast.id, now
    )


async def progress(conn: Executor, event_id: EventId, broadcast_id: BroadcastId) -> Progress:
    row = await conn.fetchrow(
        """
        SELECT count(*) AS people, count(sent_at) AS sent, count(failed_at) AS failed,
               count(*) FILTER (WHERE blocked_at IS NOT NULL AND sent_at IS NULL AND failed_at IS NULL) AS unreachable
        FROM broadcast_recipients
        LEFT JOIN messages ON messages.id = message_id LEFT JOIN people ON people.id = person_id
        WHERE event_id = $1 AND broadcast_id = $2
        """,
        event_id,
        broadcast_id,
    )
    assert row is not None, "an aggregate has a row"
    return Progress(**row)


def to_broadcast(row: asyncpg.Record) -> Broadcast:
    return Broadcast(
        event_id=row["event_id"],
        id=row["id"],
        text=row["text"],
        audience=Audience(row["tier_id"], row["not_inside"]),
        written_by=row["written_by"],
        confirmed_at=row["confirmed_at"],
        stopped_at=row["stopped_at"],
        done_at=row["done_at"],
    )
