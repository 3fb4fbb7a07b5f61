"""The list of attendees, read by a cursor: it is as long as the hall is large, and never in memory as a whole."""

from collections.abc import AsyncIterator, Sequence
from zoneinfo import ZoneInfo

import asyncpg

from core.domain.attendee import Attendee
from core.domain.ids import EventId
from db.pool import Conn

PREFETCH = 500

LISTED = """
    WITH paid AS MATERIALIZED (SELECT * FROM paid_through WHERE event_id = ANY($1))
    SELECT tickets.event_id, title, starts_at, time_zone, tickets.number,
           coalesce(attendee_name(tickets.event_id, tickets.order_id, seat_id), holder.name, '') AS name,
           coalesce(holder.name, '') AS holder_name, coalesce(holder.username, '') AS username, holder_id,
           sections.name AS section, seats.row,
           seats.number AS seat, tiers.name AS tier, tickets.price_minor, tickets.currency,
           coalesce(promo_code, '') AS promo_code,
           coalesce(provider, CASE WHEN tickets.price_minor = 0 THEN 'free' ELSE 'other' END) AS channel,
           tickets.status, issued_at, admitted_at,
           (SELECT jsonb_object_agg(question_id, answer) FROM answers
            WHERE answers.event_id = tickets.event_id AND answers.order_id = tickets.order_id
              AND answers.seat_id IN (0, tickets.seat_id) AND answer IS NOT NULL) AS answers
    FROM tickets
    JOIN events_at_venues event ON event.id = tickets.event_id
    JOIN seats ON seats.event_id = tickets.event_id AND seats.id = seat_id
    JOIN sections ON sections.event_id = tickets.event_id AND sections.id = section_id
    JOIN tiers ON tiers.event_id = tickets.event_id AND tiers.id = tier_id
    LEFT JOIN orders ON orders.event_id = tickets.event_id AND orders.id = tickets.order_id
    LEFT JOIN paid ON paid.event_id = tickets.event_id AND paid.order_id = tickets.order_id
    LEFT JOIN people holder ON holder.id = holder_id
    WHERE tickets.event_id = ANY($1)
    ORDER BY starts_at, tickets.event_id, tickets.status DESC, seat_id, tickets.id
"""
"""Of each event the valid tickets first."""


async def stream(conn: Conn, event_ids: Sequence[EventId]) -> AsyncIterator[Attendee]:
    """Within a transaction, which a cursor needs."""
    async for row in conn.cursor(LISTED, event_ids, prefetch=PREFETCH):
        yield to_attendee(row)


def to_attendee(row: asyncpg.Record) -> Attendee:
    zone = ZoneInfo(row["time_zone"])
    return Attendee(
        event_id=row["event_id"],
        event_title=row["title"],
        starts_at=row["starts_at"].astimezone(zone),
        number=row["number"],
        name=row["name"],
        holder_name=row["holder_name"],
        username=row["username"],
        holder_id=row["holder_id"],
        section=row["section"],
        row=row["row"],
        seat=row["seat"],
        tier=row["tier"],
        price_minor=row["price_minor"],
        currency=row["currency"],
        promo_code=row["promo_code"],
        channel=row["channel"],
        status=row["status"],
        issued_at=row["issued_at"].astimezone(zone),
        admitted_at=row["admitted_at"].astimezone(zone) if row["admitted_at"] else None,
        answers={int(question_id): answer for question_id, answer in (row["answers"] or {}).items()},  # type: ignore[misc]
    )
