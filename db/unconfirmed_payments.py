"""Table `unconfirmed_payments`: what was let begin at pre-checkout, and of which nobody told us what became of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain.ids import EventId, OrderId, PersonId, TeamId
from core.domain.payment import UnconfirmedPayment
from db.orders import to_order
from db.people import to_person
from db.pool import Conn, Executor


async def notice(conn: Conn, event_id: EventId, order_id: OrderId, now: datetime) -> None:
    await conn.execute(
        "INSERT INTO unconfirmed_payments (event_id, order_id, noticed_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        event_id,
        order_id,
        now,
    )


async def mark_told(conn: Conn, now: datetime, pause: timedelta) -> list[EventId]:
    """The event of each that is to be told of; none while some were told of less than `pause` ago."""
    rows = await conn.fetch(
        """
        UPDATE unconfirmed_payments SET told_at = $1
        WHERE told_at IS NULL AND closed_at IS NULL
          AND NOT EXISTS (SELECT FROM unconfirmed_payments WHERE told_at > $1::timestamptz - $2::interval)
        RETURNING event_id
        """,
        now,
        pause,
    )
    return [EventId(row["event_id"]) for row in rows]


async def close(conn: Conn, event_id: EventId, order_id: OrderId, by: PersonId | None, now: datetime) -> bool:
    """False if it is not open (any more). `by` is None where the payment came after all."""
    closed = await conn.fetchval(
        """
        UPDATE unconfirmed_payments SET closed_at = $4, closed_by = $3
        WHERE event_id = $1 AND order_id = $2 AND closed_at IS NULL RETURNING true
        """,
        event_id,
        order_id,
        by,
        now,
    )
    return closed is True


async def still_open(conn: Executor, team_ids: Sequence[TeamId] | None, limit: int) -> list[UnconfirmedPayment]:
    """For events of some teams, or of all; the oldest first."""
    rows = await conn.fetch(
        """
        SELECT orders.*, event.title, event.time_zone, noticed_at, people.id AS person_id, people.name,
               people.username, people.client_language, people.chosen_language, people.email, people.blocked_at,
               people.wants_reminders
        FROM unconfirmed_payments unconfirmed
        JOIN orders ON orders.event_id = unconfirmed.event_id AND orders.id = unconfirmed.order_id
        JOIN events_at_venues event ON event.id = unconfirmed.event_id
        JOIN people ON people.id = orders.buyer_id
        WHERE closed_at IS NULL AND ($1::bigint[] IS NULL OR unconfirmed.event_id IN (
            SELECT id FROM events WHERE team_id = ANY($1)
        ))
        ORDER BY noticed_at LIMIT $2
        """,
        team_ids,
        limit,
    )
    return [
        UnconfirmedPayment(
            to_order(row),
            row["title"],
            to_person(row, "person_id"),
            row["noticed_at"].astimezone(ZoneInfo(row["time_zone"])),
        )
        for row in rows
    ]
