"""Table `queues`: the rules of the queue of an event, and how far its pace has got."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from core.domain.ids import EventId, PersonId
from core.domain.queue import Queue, QueueMode, QueueRules
from db.pool import Conn, Executor


async def of_event(conn: Executor, event_id: EventId) -> Queue:
    """Without a row it is off."""
    row = await conn.fetchrow("SELECT * FROM queues WHERE event_id = $1", event_id)
    return to_queue(row) if row else Queue(event_id)


async def without_turn(
    conn: Executor, event_id: EventId, person_ids: Sequence[PersonId], now: datetime
) -> set[PersonId]:
    """Who of them may not hold: there is a queue, as nobody in particular is told too, and it is not their turn."""
    rows = await conn.fetch(
        """
        SELECT id FROM unnest($2::bigint[]) AS person (id)
        WHERE (SELECT NOT may_hold($1, NULL, $3)) AND NOT may_hold($1, id, $3)
        """,
        event_id,
        person_ids,
        now,
    )
    return {PersonId(row["id"]) for row in rows}


async def set_rules(conn: Executor, event_id: EventId, rules: QueueRules) -> None:
    await conn.execute(
        """
        INSERT INTO queues (event_id, mode, per_minute, inside_max, turn_minutes, rush_per_minute)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (event_id) DO UPDATE SET
            mode = $2, per_minute = $3, inside_max = $4, turn_minutes = $5, rush_per_minute = $6,
            rush_since = CASE WHEN $2 = 'automatic' THEN queues.rush_since END
        """,
        event_id,
        rules.mode,
        rules.per_minute,
        rules.inside_max,
        rules.turn_minutes,
        rules.rush_per_minute,
    )


async def pause(conn: Conn, event_id: EventId, *, on: bool) -> bool:
    """False where it is so already."""
    done = await conn.fetchval(
        "UPDATE queues SET is_paused = $2 WHERE event_id = $1 AND is_paused <> $2 RETURNING true", event_id, on
    )
    return done is True


async def awake(conn: Executor, now: datetime) -> list[Queue]:
    """Those in which somebody waits or has a turn, and those that may begin by themselves.

    Each time in another order: what goes into the outbox at once is for all of them, and the first takes it.
    """
    rows = await conn.fetch(
        """
        SELECT queues.* FROM queues JOIN events ON events.id = event_id
        WHERE EXISTS (SELECT FROM queue_entries entry WHERE entry.event_id = queues.event_id AND status = 'waiting')
           OR EXISTS (SELECT FROM queue_entries entry WHERE entry.event_id = queues.event_id AND status = 'called')
           OR (mode = 'automatic' AND events.status = 'published' AND sale_ends_at > $1)
        ORDER BY random()
        """,
        now,
    )
    return [to_queue(row) for row in rows]


async def lock(conn: Conn, event_id: EventId) -> bool:
    """Until the end of the transaction nobody else calls in this queue; False if somebody does already."""
    done = await conn.fetchval("SELECT pg_try_advisory_xact_lock(hashtextextended('queue', $1))", event_id)
    return done is True


async def set_pace(conn: Conn, event_id: EventId, paced_until: datetime) -> None:
    await conn.execute("UPDATE queues SET paced_until = $2 WHERE event_id = $1", event_id, paced_until)


async def is_rush(conn: Executor, event_id: EventId, holds: int, since: datetime) -> bool:
    """Whether so many holds were made since a moment; only the newest are looked at."""
    oldest = await conn.fetchval(
        "SELECT created_at FROM orders WHERE event_id = $1 ORDER BY id DESC OFFSET $2 LIMIT 1", event_id, holds - 1
    )
    return oldest is not None and oldest >= since


async def set_rush(conn: Executor, event_id: EventId, since: datetime | None) -> None:
    await conn.execute("UPDATE queues SET rush_since = $2 WHERE event_id = $1 AND mode = 'automatic'", event_id, since)


async def seats_to_come(conn: Executor, event_id: EventId, now: datetime) -> tuple[int, bool]:
    """How many seats are on sale at this moment, and whether more may come: from holds, or from the waiting list,
    which is asked first about what was freed.
    """
    row = await conn.fetchrow(
        """
        SELECT count(*) FILTER (WHERE on_sale) AS free,
               count(*) > count(*) FILTER (WHERE on_sale)
               OR EXISTS (SELECT FROM orders WHERE orders.event_id = $1 AND orders.status IN ('held', 'paying')
                                               AND channel <> 'blocked') AS more
        FROM (
            SELECT is_on_sale(seats.status, held_until, freed_at, $2, EXISTS (
                SELECT FROM waitlist_entries list WHERE list.event_id = $1 AND list.status = 'waiting')) AS on_sale
            FROM seats WHERE seats.event_id = $1 AND is_free(seats.status, held_until, $2)
        ) free
        """,
        event_id,
        now,
    )
    assert row is not None, "an aggregate has a row"
    return row["free"], row["more"]


def to_queue(row: asyncpg.Record) -> Queue:
    rules = QueueRules(
        QueueMode(row["mode"]), row["per_minute"], row["inside_max"], row["turn_minutes"], row["rush_per_minute"]
    )
    return Queue(row["event_id"], rules, row["is_paused"], row["rush_since"], row["paced_until"])
