"""Table `gifts`: tickets offered to whoever opens a link, one open offer a ticket."""

from datetime import datetime

from core.domain.gift import Gift
from core.domain.ids import EventId, PersonId, TicketId
from db.pool import Conn, Executor


async def offer(
    conn: Executor, event_id: EventId, ticket_id: TicketId, secret: str, given_by: PersonId, now: datetime
) -> str:
    """The secret of the open offer: a new one, or the one that the same giver made before.

    One of somebody else was made while the ticket changed hands: it leads nowhere, and gives way.
    """
    return str(
        await conn.fetchval(
            """
            INSERT INTO gifts (event_id, ticket_id, secret, given_by, offered_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (event_id, ticket_id) WHERE taken_at IS NULL AND revoked_at IS NULL
            DO UPDATE SET given_by = excluded.given_by,
                secret = CASE gifts.given_by WHEN excluded.given_by THEN gifts.secret ELSE excluded.secret END
            RETURNING secret
            """,
            event_id,
            ticket_id,
            secret,
            given_by,
            now,
        )
    )


async def revoke(conn: Executor, event_id: EventId, ticket_id: TicketId, given_by: PersonId, now: datetime) -> bool:
    """False if there is no open offer of this person (any more)."""
    revoked = await conn.fetchval(
        """
        UPDATE gifts SET revoked_at = $4
        WHERE event_id = $1 AND ticket_id = $2 AND given_by = $3 AND taken_at IS NULL AND revoked_at IS NULL
        RETURNING true
        """,
        event_id,
        ticket_id,
        given_by,
        now,
    )
    return revoked is True


async def take(conn: Conn, event_id: EventId, secret: str, taken_by: PersonId, now: datetime) -> Gift | None:
    """Closes an open offer, once; None if it is taken or revoked, or never was."""
    row = await conn.fetchrow(
        """
        UPDATE gifts SET taken_by = $3, taken_at = $4
        WHERE event_id = $1 AND secret = $2 AND taken_at IS NULL AND revoked_at IS NULL
        RETURNING ticket_id, given_by
        """,
        event_id,
        secret,
        taken_by,
        now,
    )
    return Gift(event_id, row["ticket_id"], row["given_by"]) if row else None


async def still_open(conn: Executor, event_id: EventId, secret: str) -> Gift | None:
    row = await conn.fetchrow(
        """
        SELECT ticket_id, given_by FROM gifts
        WHERE event_id = $1 AND secret = $2 AND taken_at IS NULL AND revoked_at IS NULL
        """,
        event_id,
        secret,
    )
    return Gift(event_id, row["ticket_id"], row["given_by"]) if row else None


async def offered(conn: Executor, event_id: EventId, given_by: PersonId) -> set[TicketId]:
    """Which tickets of an event somebody has on offer."""
    rows = await conn.fetch(
        """
        SELECT ticket_id FROM gifts
        WHERE event_id = $1 AND given_by = $2 AND taken_at IS NULL AND revoked_at IS NULL
        """,
        event_id,
        given_by,
    )
    return {TicketId(row["ticket_id"]) for row in rows}
