"""Who is in: the conditional updates of `tickets` that decide about each holder once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import EventId, GateId, PersonId, TicketId
from db.pool import Conn


@dataclass(frozen=True, slots=True)
class Passage:
    """Somebody wants to go through a door with a ticket, and `by` is who stands there.

    `secret` is that of the code as it was shown: a ticket that changes hands at this moment has another.
    """

    ticket_id: TicketId
    secret: bytes
    by: PersonId
    gate_id: GateId | None


ADMIT = """
    WITH shown AS (
        SELECT id, array_position($3::bigint[], id) AS place FROM tickets
        WHERE event_id = $1 AND id = ANY($3) AND admitted_at IS NULL AND status = 'valid'
            AND secret = ($6::bytea[])[array_position($3, id)]
        ORDER BY id FOR UPDATE
    )
    UPDATE tickets
    SET admitted_at = $2, admitted_by = ($4::bigint[])[place], admitted_gate_id = ($5::smallint[])[place],
        left_at = NULL
    FROM shown WHERE tickets.event_id = $1 AND tickets.id = shown.id
    RETURNING tickets.id
"""
READMIT = ADMIT.replace("admitted_at IS NULL", "left_at IS NOT NULL")


async def admit(conn: Conn, event_id: EventId, passages: Sequence[Passage], now: datetime) -> set[TicketId]:
    """Lets each holder in, once: tickets that were used before or are not valid are left out."""
    return await _let_in(conn, ADMIT, event_id, passages, now)


async def readmit(conn: Conn, event_id: EventId, passages: Sequence[Passage], now: datetime) -> set[TicketId]:
    """Lets those in again who have gone out."""
    return await _let_in(conn, READMIT, event_id, passages, now)


async def _let_in(
    conn: Conn, query: str, event_id: EventId, passages: Sequence[Passage], now: datetime
) -> set[TicketId]:
    if not passages:
        return set()
    rows = await conn.fetch(
        query,
        event_id,
        now,
        [one.ticket_id for one in passages],
        [one.by for one in passages],
        [one.gate_id for one in passages],
        [one.secret for one in passages],
    )
    return {TicketId(row["id"]) for row in rows}


async def let_out(conn: Conn, event_id: EventId, passages: Sequence[Passage], now: datetime) -> set[TicketId]:
    """Those who were inside."""
    if not passages:
        return set()
    rows = await conn.fetch(
        """
        WITH shown AS (
            SELECT id FROM tickets
            WHERE event_id = $1 AND id = ANY($3) AND admitted_at IS NOT NULL AND left_at IS NULL AND status = 'valid'
            ORDER BY id FOR UPDATE
        )
        UPDATE tickets SET left_at = $2 FROM shown WHERE tickets.event_id = $1 AND tickets.id = shown.id
        RETURNING tickets.id
        """,
        event_id,
        now,
        [one.ticket_id for one in passages],
    )
    return {TicketId(row["id"]) for row in rows}


async def undo_admission(conn: Conn, event_id: EventId, ticket_id: TicketId, admitted_at: datetime) -> bool:
    """As if they had never come in; False if something else has happened since."""
    undone = await conn.fetchval(
        """
        UPDATE tickets SET admitted_at = NULL, admitted_by = NULL, admitted_gate_id = NULL
        WHERE event_id = $1 AND id = $2 AND admitted_at = $3 AND left_at IS NULL AND status = 'valid'
        RETURNING true
        """,
        event_id,
        ticket_id,
        admitted_at,
    )
    return undone is True


async def undo_return(conn: Conn, event_id: EventId, ticket_id: TicketId, admitted_at: datetime, now: datetime) -> bool:
    """They are outside again, after having come back in; False if something else has happened since."""
    undone = await conn.fetchval(
        """
        UPDATE tickets SET left_at = $4
        WHERE event_id = $1 AND id = $2 AND admitted_at = $3 AND left_at IS NULL AND status = 'valid'
        RETURNING true
        """,
        event_id,
        ticket_id,
        admitted_at,
        now,
    )
    return undone is True


async def undo_leaving(conn: Conn, event_id: EventId, ticket_id: TicketId, left_at: datetime) -> bool:
    """They are inside still; False if something else has happened since."""
    undone = await conn.fetchval(
        """
        UPDATE tickets SET left_at = NULL
        WHERE event_id = $1 AND id = $2 AND left_at = $3 AND status = 'valid' RETURNING true
        """,
        event_id,
        ticket_id,
        left_at,
    )
    return undone is True
