"""Table `queue_entries`: who waits in the queue of an event, and what they want held when it is their turn."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from core.domain.ids import EventId, PersonId, QueueEntryId
from core.domain.queue import EntryStatus, QueueEntry, QueueWish
from core.domain.waitlist import Party
from db.pool import Conn, Executor


async def add(conn: Executor, event_id: EventId, person_id: PersonId, nonce: bytes, now: datetime) -> QueueEntry | None:
    """To the end; None if the person waits already or has a turn, be it past or not."""
    row = await conn.fetchrow(
        """
        INSERT INTO queue_entries (event_id, person_id, nonce, joined_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (event_id, person_id) WHERE status IN ('waiting', 'called') DO NOTHING
        RETURNING *
        """,
        event_id,
        person_id,
        nonce,
        now,
    )
    return to_entry(row) if row else None


async def of_person(conn: Executor, event_id: EventId, person_id: PersonId) -> QueueEntry | None:
    """Where the person waits or has a turn; it may have passed."""
    row = await conn.fetchrow(
        """
        SELECT * FROM queue_entries
        WHERE event_id = $1 AND person_id = $2 AND status IN ('waiting', 'called')
        """,
        event_id,
        person_id,
    )
    return to_entry(row) if row else None


async def drawn_of(conn: Executor, event_id: EventId, person_id: PersonId) -> QueueEntry | None:
    """The person's part in the draw, whatever became of it; before the draw, the place that will take part."""
    row = await conn.fetchrow(
        """
        SELECT * FROM queue_entries WHERE event_id = $1 AND person_id = $2
        ORDER BY drawn_number NULLS LAST, id DESC LIMIT 1
        """,
        event_id,
        person_id,
    )
    return to_entry(row) if row else None


async def last_drawn_event(conn: Executor, person_id: PersonId) -> EventId | None:
    """Of the draw that the person took part in last."""
    found = await conn.fetchval(
        "SELECT event_id FROM queue_entries WHERE person_id = $1 ORDER BY drawn_number IS NULL, id DESC LIMIT 1",
        person_id,
    )
    return EventId(found) if found else None


async def ahead_of(conn: Executor, entry: QueueEntry) -> int:
    """How many wait before somebody: as many as are walked past, so this is for when Redis does not know."""
    return int(
        await conn.fetchval(
            "SELECT count(*) FROM queue_entries WHERE event_id = $1 AND status = 'waiting' AND number < $2",
            entry.event_id,
            entry.number,
        )
    )


async def waiting(conn: Executor, event_id: EventId) -> list[tuple[PersonId, int]]:
    """Everybody who waits, with their numbers."""
    rows = await conn.fetch(
        "SELECT person_id, number FROM queue_entries WHERE event_id = $1 AND status = 'waiting'", event_id
    )
    return [(PersonId(row["person_id"]), row["number"]) for row in rows]


async def joined_before(
    conn: Executor, event_id: EventId, moment: datetime
) -> list[tuple[QueueEntryId, PersonId, bytes]]:
    """Those who still wait, with their nonces."""
    rows = await conn.fetch(
        """
        SELECT id, person_id, nonce FROM queue_entries
        WHERE event_id = $1 AND status = 'waiting' AND joined_at < $2
        """,
        event_id,
        moment,
    )
    return [(QueueEntryId(row["id"]), PersonId(row["person_id"]), row["nonce"]) for row in rows]


async def number(conn: Conn, event_id: EventId, in_order: Sequence[QueueEntryId | None], first: int) -> None:
    """The numbers of the draw, from `first` on; None is of somebody who has left or is forgotten."""
    await conn.execute(
        """
        UPDATE queue_entries SET drawn_number = $3::int - 1 + drawn.place
        FROM unnest($2::bigint[]) WITH ORDINALITY AS drawn (id, place)
        WHERE event_id = $1 AND queue_entries.id = drawn.id
        """,
        event_id,
        in_order,
        first,
    )


async def leave(conn: Executor, event_id: EventId, person_id: PersonId) -> EntryStatus | None:
    """What the person had, a place or a turn; None if neither. Who is just being called has left all the same."""
    was = await conn.fetchval(
        """
        UPDATE queue_entries SET status = 'left'
        FROM (SELECT id, status FROM queue_entries
              WHERE event_id = $1 AND person_id = $2 AND status IN ('waiting', 'called') FOR UPDATE) had
        WHERE event_id = $1 AND queue_entries.id = had.id
        RETURNING had.status
        """,
        event_id,
        person_id,
    )
    return EntryStatus(was) if was else None


async def close_some(conn: Conn, event_id: EventId, limit: int) -> list[QueueEntry]:
    """Ends the waiting of the first, in their order."""
    rows = await conn.fetch(
        """
        WITH next AS (
            SELECT id FROM queue_entries WHERE event_id = $1 AND status = 'waiting'
            ORDER BY number LIMIT $2 FOR UPDATE SKIP LOCKED
        )
        UPDATE queue_entries SET status = 'closed' FROM next WHERE event_id = $1 AND queue_entries.id = next.id
        RETURNING queue_entries.*
        """,
        event_id,
        limit,
    )
    return sorted((to_entry(row) for row in rows), key=lambda entry: entry.number)


async def set_wish(conn: Executor, event_id: EventId, person_id: PersonId, wish: QueueWish | None) -> bool:
    """False for who does not wait."""
    party = wish.party if wish else None
    done = await conn.fetchval(
        """
        UPDATE queue_entries SET party_size = $3, tier_id = $4, together = $5, price_max_minor = $6
        WHERE event_id = $1 AND person_id = $2 AND status = 'waiting' RETURNING true
        """,
        event_id,
        person_id,
        party.size if party else None,
        party.tier_id if party else None,
        party.together if party else None,
        wish.price_max_minor if wish else None,
    )
    return done is True


async def forget_of(conn: Conn, person_id: PersonId) -> set[EventId]:
    """Of which events. What was drawn stays in the list of the draw, where nobody can tell whose it was."""
    rows = await conn.fetch("DELETE FROM queue_entries WHERE person_id = $1 RETURNING event_id", person_id)
    return {EventId(row["event_id"]) for row in rows}


def to_entry(row: asyncpg.Record) -> QueueEntry:
    wish = None
    if row["party_size"]:
        wish = QueueWish(Party(row["party_size"], row["tier_id"], row["together"]), row["price_max_minor"])
    return QueueEntry(
        event_id=row["event_id"],
        id=QueueEntryId(row["id"]),
        person_id=row["person_id"],
        nonce=row["nonce"],
        status=EntryStatus(row["status"]),
        number=row["number"],
        drawn_number=row["drawn_number"],
        turn_until=row["turn_until"],
        wish=wish,
    )
