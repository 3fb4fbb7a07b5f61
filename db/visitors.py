"""People as visitors of some teams' events: found by what is known of them there, with all their tickets."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import asyncpg

from core.domain.ids import PersonId, TeamId
from core.domain.person import Person
from core.domain.visit import Visit, Way
from db.people import to_person
from db.pool import Executor, Pool, fetch_planned


async def find(
    pool: Pool, team_ids: Sequence[TeamId] | None, typed: str, digits: str | None, limit: int
) -> list[Person]:
    """By username, a part of the name, the id, or the end of a phone number; whoever is meant exactly comes first.

    Names and numbers are also those of whom the tickets are for, as they were answered; what was said once for an
    order is about its buyer.
    """
    rows = await fetch_planned(
        pool,
        """
        WITH visitors AS (
            SELECT holder_id AS person_id, order_id, event_id, seat_id FROM tickets
            WHERE $1::bigint[] IS NULL OR event_id IN (SELECT id FROM events WHERE team_id = ANY($1))
            UNION ALL
            SELECT DISTINCT buyer_id, orders.id, orders.event_id, 0 FROM tickets
            JOIN orders ON orders.event_id = tickets.event_id AND orders.id = tickets.order_id
            WHERE $1::bigint[] IS NULL OR tickets.event_id IN (SELECT id FROM events WHERE team_id = ANY($1))
        ), answered AS (
            SELECT person_id FROM visitors
            JOIN answers ON answers.event_id = visitors.event_id AND answers.order_id = visitors.order_id
                        AND answers.seat_id = visitors.seat_id
            JOIN questions ON questions.event_id = answers.event_id AND questions.id = question_id
            WHERE (kind = 'name' AND position(lower($2) IN lower(answer)) > 0)
               OR (kind = 'phone' AND $3 <> '' AND regexp_replace(answer, '\\D', '', 'g') LIKE '%' || $3)
        )
        SELECT people.*, (id::text = $2 OR lower(username) = lower($2)) IS TRUE AS is_meant FROM people
        WHERE id IN (SELECT person_id FROM visitors)
          AND (id::text = $2 OR lower(username) = lower($2) OR position(lower($2) IN lower(name)) > 0
               OR id IN (SELECT person_id FROM answered))
        ORDER BY is_meant DESC, name, id LIMIT $4
        """,
        team_ids,
        typed,
        digits or "",
        limit,
    )
    return [to_person(row) for row in rows]


async def by_id(conn: Executor, team_ids: Sequence[TeamId] | None, person_id: PersonId) -> Person | None:
    """None for who has nothing to do with the events of these teams."""
    row = await conn.fetchrow(
        """
        SELECT * FROM people WHERE id = $2 AND EXISTS (
            SELECT FROM tickets LEFT JOIN orders ON orders.event_id = tickets.event_id AND orders.id = order_id
            WHERE (holder_id = $2 OR buyer_id = $2)
              AND ($1::bigint[] IS NULL OR tickets.event_id IN (SELECT id FROM events WHERE team_id = ANY($1)))
        )
        """,
        team_ids,
        person_id,
    )
    return to_person(row) if row else None


async def visits(conn: Executor, team_ids: Sequence[TeamId] | None, person_id: PersonId) -> list[Visit]:
    """The last event first."""
    rows = await conn.fetch(
        """
        SELECT tickets.*, title, starts_at, time_zone, sections.name AS section, seats.row, seats.number AS seat,
               tiers.name AS tier, coalesce(buyer_id, holder_id) = $2 AS is_buyer, holder_id = $2 AS is_holder
        FROM tickets
        LEFT JOIN orders ON orders.event_id = tickets.event_id AND orders.id = order_id
        JOIN events_at_venues event ON event.id = tickets.event_id
        JOIN seats ON seats.event_id = tickets.event_id AND seats.id = seat_id
        JOIN sections ON sections.event_id = tickets.event_id AND sections.id = section_id
        JOIN tiers ON tiers.event_id = tickets.event_id AND tiers.id = tier_id
        WHERE (holder_id = $2 OR buyer_id = $2)
          AND ($1::bigint[] IS NULL OR tickets.event_id IN (SELECT id FROM events WHERE team_id = ANY($1)))
        ORDER BY starts_at DESC, tickets.event_id, tickets.id
        """,
        team_ids,
        person_id,
    )
    return [to_visit(row) for row in rows]


def to_visit(row: asyncpg.Record) -> Visit:
    zone = ZoneInfo(row["time_zone"])
    way = Way.GIFT if not row["is_buyer"] else Way.BOUGHT if row["is_holder"] else Way.GIVEN_AWAY
    return Visit(
        event_id=row["event_id"],
        event_title=row["title"],
        starts_at=row["starts_at"].astimezone(zone),
        number="" if way is Way.GIVEN_AWAY else row["number"],  # the friend's now
        section=row["section"],
        row=row["row"],
        seat=row["seat"],
        tier=row["tier"],
        price_minor=row["price_minor"],
        kept_minor=row["kept_minor"],
        currency=row["currency"],
        status=row["status"],
        way=way,
        issued_at=row["issued_at"].astimezone(zone),
        admitted_at=row["admitted_at"].astimezone(zone) if row["admitted_at"] else None,
    )
