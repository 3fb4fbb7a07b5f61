"""Who is in: the conditional updates of `tickets` that decide about each holder once."""

from datetime import datetime

from core.domain.ids import EventId, GateId, PersonId, TicketId
from core.domain.ticket import Ticket
from db.pool import Conn


async def admit(conn: Conn, ticket: Ticket, admitted_by: PersonId, gate_id: GateId | None, now: datetime) -> bool:
    """Lets the holder in, once: False if the ticket was used before or is not valid."""
    admitted = await conn.fetchval(
        """
        UPDATE tickets SET admitted_at = $3, admitted_by = $4, admitted_gate_id = $5
        WHERE event_id = $1 AND id = $2 AND admitted_at IS NULL AND status = 'valid'
        RETURNING true
        """,
        ticket.event.id,
        ticket.id,
        now,
        admitted_by,
        gate_id,
    )
    return admitted is True


async def readmit(conn: Conn, ticket: Ticket, admitted_by: PersonId, gate_id: GateId | None, now: datetime) -> bool:
    """Lets somebody in again who has gone out; False if they have not."""
    readmitted = await conn.fetchval(
        """
        UPDATE tickets SET admitted_at = $3, admitted_by = $4, admitted_gate_id = $5, left_at = NULL
        WHERE event_id = $1 AND id = $2 AND left_at IS NOT NULL AND status = 'valid'
        RETURNING true
        """,
        ticket.event.id,
        ticket.id,
        now,
        admitted_by,
        gate_id,
    )
    return readmitted is True


async def let_out(conn: Conn, ticket: Ticket, now: datetime) -> bool:
    """False if the holder is not inside."""
    out = await conn.fetchval(
        """
        UPDATE tickets SET left_at = $3
        WHERE event_id = $1 AND id = $2 AND admitted_at IS NOT NULL AND left_at IS NULL AND status = 'valid'
        RETURNING true
        """,
        ticket.event.id,
        ticket.id,
        now,
    )
    return out is True


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
