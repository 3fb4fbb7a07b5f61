"""Table `waitlist_entries`: who waits, in the order of the ids."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from core.domain.ids import EventId, OrderId, PersonId, WaitlistEntryId
from core.domain.waitlist import EntryStatus, Party, Place, WaitlistEntry
from db.pool import Conn, Executor


async def add(conn: Conn, event_id: EventId, person_id: PersonId, party: Party, now: datetime) -> bool:
    """To the end of the list; False if the person waits already, or has an offer."""
    added = await conn.fetchval(
        """
        INSERT INTO waitlist_entries (event_id, person_id, party_size, tier_id, together, joined_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (event_id, person_id) WHERE status IN ('waiting', 'offered') DO NOTHING
        RETURNING true
        """,
        event_id,
        person_id,
        party.size,
        party.tier_id,
        party.together,
        now,
    )
    return added is True


async def place(conn: Executor, event_id: EventId, person_id: PersonId) -> Place | None:
    """Where the person is in the list; None if they do not wait."""
    row = await conn.fetchrow(
        """
        SELECT mine.*, (SELECT count(*) FROM waitlist_entries before
                        WHERE before.event_id = $1 AND before.status = 'waiting' AND before.id <= mine.id) AS number
        FROM waitlist_entries mine
        WHERE event_id = $1 AND person_id = $2 AND status IN ('waiting', 'offered')
        """,
        event_id,
        person_id,
    )
    return to_place(row) if row else None


async def places_of(conn: Executor, person_id: PersonId) -> list[Place]:
    """Where the person waits, the longest first; offers are left out."""
    rows = await conn.fetch(
        """
        SELECT mine.*, (SELECT count(*) FROM waitlist_entries before
                        WHERE before.event_id = mine.event_id AND before.status = 'waiting' AND before.id <= mine.id
                       ) AS number
        FROM waitlist_entries mine
        WHERE person_id = $1 AND status = 'waiting' ORDER BY joined_at
        """,
        person_id,
    )
    return [to_place(row) for row in rows]


async def events_awaited(conn: Executor) -> list[EventId]:
    rows = await conn.fetch("SELECT DISTINCT event_id FROM waitlist_entries WHERE status = 'waiting' ORDER BY event_id")
    return [EventId(row["event_id"]) for row in rows]


async def count_waiting(conn: Executor, event_id: EventId) -> int:
    return int(
        await conn.fetchval(
            "SELECT count(*) FROM waitlist_entries WHERE event_id = $1 AND status = 'waiting'", event_id
        )
    )


async def is_awaited(conn: Executor, event_id: EventId) -> bool:
    found = await conn.fetchval(
        "SELECT EXISTS (SELECT FROM waitlist_entries WHERE event_id = $1 AND status = 'waiting')", event_id
    )
    return found is True


async def lock_list(conn: Conn, event_id: EventId) -> None:
    """Until the end of the transaction nobody else makes offers in this event."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('waiting list', $1))", event_id)


async def first_of_each_kind(conn: Conn, event_id: EventId) -> list[WaitlistEntry]:
    """Of those who want the same, the first; in the order of the list.

    Left out for now, and keeping their place: who has an open order in the event, and who has stopped the bot and could
    not be told.
    """
    rows = await conn.fetch(
        """
        SELECT DISTINCT ON (party_size, tier_id, together) entry.* FROM waitlist_entries entry
        WHERE event_id = $1 AND status = 'waiting'
          AND NOT EXISTS (SELECT FROM orders WHERE orders.event_id = $1 AND orders.buyer_id = entry.person_id
                                               AND orders.status IN ('held', 'paying'))
          AND NOT EXISTS (SELECT FROM people WHERE people.id = entry.person_id AND blocked_at IS NOT NULL)
        ORDER BY party_size, tier_id, together, id
        """,
        event_id,
    )
    return sorted((to_entry(row) for row in rows), key=lambda entry: entry.id)


async def ended_orders(conn: Executor, event_id: EventId, now: datetime) -> list[OrderId]:
    """Holds of those who wait that are past their deadline and not swept away yet."""
    rows = await conn.fetch(
        """
        SELECT orders.id FROM waitlist_entries entry
        JOIN orders ON orders.event_id = $1 AND buyer_id = person_id AND orders.status IN ('held', 'paying')
        WHERE entry.event_id = $1 AND entry.status = 'waiting' AND expires_at <= $2
        """,
        event_id,
        now,
    )
    return [OrderId(row["id"]) for row in rows]


async def offer(conn: Conn, entry: WaitlistEntry, order_id: OrderId) -> bool:
    """False if the person has left meanwhile."""
    done = await conn.fetchval(
        """
        UPDATE waitlist_entries SET status = 'offered', order_id = $3
        WHERE event_id = $1 AND id = $2 AND status = 'waiting' RETURNING true
        """,
        entry.event_id,
        entry.id,
        order_id,
    )
    return done is True


async def end_offer(conn: Conn, event_id: EventId, order_id: OrderId, status: EntryStatus) -> bool:
    """What became of an offer; False if the order was none."""
    done = await conn.fetchval(
        """
        UPDATE waitlist_entries SET status = $3
        WHERE event_id = $1 AND order_id = $2 AND status IN ('offered', 'lapsed') RETURNING true
        """,
        event_id,
        order_id,
        status,
    )
    return done is True


async def end_offers(conn: Conn, event_id: EventId, order_ids: Sequence[OrderId], status: EntryStatus) -> None:
    """The same of those of the orders that were offers."""
    await conn.execute(
        """
        UPDATE waitlist_entries SET status = $3
        WHERE event_id = $1 AND order_id = ANY($2) AND status IN ('offered', 'lapsed')
        """,
        event_id,
        order_ids,
        status,
    )


async def leave(conn: Executor, event_id: EventId, person_id: PersonId) -> bool:
    """False if the person does not wait, or has an offer."""
    done = await conn.fetchval(
        """
        UPDATE waitlist_entries SET status = 'left'
        WHERE event_id = $1 AND person_id = $2 AND status = 'waiting' RETURNING true
        """,
        event_id,
        person_id,
    )
    return done is True


async def close(conn: Conn, entry: WaitlistEntry) -> bool:
    done = await conn.fetchval(
        """
        UPDATE waitlist_entries SET status = 'closed'
        WHERE event_id = $1 AND id = $2 AND status = 'waiting' RETURNING true
        """,
        entry.event_id,
        entry.id,
    )
    return done is True


async def close_some(conn: Conn, event_id: EventId, limit: int) -> Sequence[PersonId]:
    """Ends the list of an event, some at a time: who waited and is to be told."""
    rows = await conn.fetch(
        """
        WITH ending AS (
            SELECT id FROM waitlist_entries WHERE event_id = $1 AND status = 'waiting'
            ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
        )
        UPDATE waitlist_entries SET status = 'closed' FROM ending
        WHERE waitlist_entries.event_id = $1 AND waitlist_entries.id = ending.id
        RETURNING person_id
        """,
        event_id,
        limit,
    )
    return [PersonId(row["person_id"]) for row in rows]


async def forget_of(conn: Conn, person_id: PersonId) -> None:
    """An offer stays until its hold ends, as every hold does."""
    await conn.execute("DELETE FROM waitlist_entries WHERE person_id = $1 AND status <> 'offered'", person_id)


def to_entry(row: asyncpg.Record) -> WaitlistEntry:
    return WaitlistEntry(
        event_id=row["event_id"],
        id=WaitlistEntryId(row["id"]),
        person_id=row["person_id"],
        party=Party(row["party_size"], row["tier_id"], row["together"]),
        status=EntryStatus(row["status"]),
        order_id=row["order_id"],
    )


def to_place(row: asyncpg.Record) -> Place:
    return Place(to_entry(row), row["number"])
