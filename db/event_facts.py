"""What is read of an event together, for all who look at it in the same moment: by events, people and orders."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from core.domain.event_facts import EventFacts, OrderStanding, Standing
from core.domain.hall import Hall, Seat, Section, SectionKind, Tier
from core.domain.ids import EventId, OrderId, PersonId
from core.domain.person import Role
from db.events import to_details, to_event
from db.orders import to_order
from db.pool import Executor


async def of_events(conn: Executor, event_ids: Sequence[EventId]) -> dict[EventId, EventFacts]:
    rows = await conn.fetch(
        """
        SELECT event.*, category, artists, poster_file_id, latitude, longitude,
               num_nonnulls(support_contact, terms) > 0 AS tells_of_organizer,
               ARRAY(SELECT id FROM tiers WHERE event_id = event.id ORDER BY id) AS tier_ids,
               ARRAY(SELECT name FROM tiers WHERE event_id = event.id ORDER BY id) AS tier_names,
               ARRAY(SELECT price_minor FROM tiers WHERE event_id = event.id ORDER BY id) AS prices_minor,
               ARRAY(SELECT id FROM sections WHERE event_id = event.id ORDER BY id) AS section_ids,
               ARRAY(SELECT name FROM sections WHERE event_id = event.id ORDER BY id) AS section_names,
               ARRAY(SELECT kind FROM sections WHERE event_id = event.id ORDER BY id) AS kinds,
               EXISTS (SELECT FROM promo_codes WHERE event_id = event.id) AS has_promo_codes,
               EXISTS (SELECT FROM questions WHERE event_id = event.id) AS asks_details
        FROM events_at_venues event
        JOIN events ON events.id = event.id JOIN venues ON venues.id = event.venue_id
        LEFT JOIN teams ON teams.id = events.team_id
        WHERE event.id = ANY($1)
        """,
        event_ids,
    )
    return {row["id"]: _to_facts(row) for row in rows}


async def of_people(
    conn: Executor, wanted: Sequence[tuple[EventId, PersonId]], now: datetime
) -> dict[tuple[EventId, PersonId], Standing]:
    rows = await conn.fetch(
        """
        SELECT orders.*, wanted.event_id AS of_event, wanted.person_id AS of_person,
               EXISTS (SELECT FROM sale_reminders reminder WHERE reminder.event_id = wanted.event_id
                                                             AND reminder.person_id = wanted.person_id
                      ) AS is_reminder_set,
               EXISTS (SELECT FROM waitlist_entries entry WHERE entry.event_id = wanted.event_id
                                                            AND entry.person_id = wanted.person_id
                                                            AND entry.status = 'waiting') AS is_waiting,
               NOT may_hold(wanted.event_id, wanted.person_id, $3) AS lacks_turn,
               EXISTS (SELECT FROM queue_entries entry WHERE entry.event_id = wanted.event_id
                                                         AND entry.person_id = wanted.person_id
                                                         AND entry.status IN ('waiting', 'called')) AS is_in_queue
        FROM unnest($1::bigint[], $2::bigint[]) AS wanted (event_id, person_id)
        LEFT JOIN LATERAL (
            SELECT * FROM orders WHERE orders.event_id = wanted.event_id AND orders.buyer_id = wanted.person_id
                                   AND orders.status IN ('held', 'paying') OFFSET 0
        ) orders ON true
        """,
        [event_id for event_id, _ in wanted],
        [person_id for _, person_id in wanted],
        now,
    )
    return {(row["of_event"], row["of_person"]): _to_standing(row) for row in rows}


async def of_orders(
    conn: Executor, wanted: Sequence[tuple[EventId, OrderId]], now: datetime
) -> dict[tuple[EventId, OrderId], OrderStanding]:
    """By their keys: a join with them would have the planner, who knows of no orders yet, read all of an event."""
    rows = await conn.fetch(
        """
        SELECT orders.*, seats.*,
               EXISTS (SELECT FROM waitlist_entries entry WHERE entry.event_id = orders.event_id
                                                            AND entry.order_id = orders.id) AS is_offer,
               (SELECT role FROM members JOIN events ON events.team_id = members.team_id
                WHERE events.id = orders.event_id AND members.person_id = orders.buyer_id) AS role
        FROM unnest($1::bigint[], $2::bigint[]) AS wanted (event_id, order_id),
        LATERAL (
            SELECT * FROM orders WHERE orders.event_id = wanted.event_id AND orders.id = wanted.order_id OFFSET 0
        ) orders,
        LATERAL (
            SELECT array_agg(seat.id) AS ids, array_agg(section_id) AS sections, array_agg(tier_id) AS tiers,
                   array_agg(row) AS rows, array_agg(number) AS numbers, array_agg(x) AS xs, array_agg(y) AS ys,
                   array_agg(is_free(seat.status, held_until, $3)) AS free, array_agg(is_accessible) AS accessible
            FROM (
                SELECT * FROM seats WHERE seats.event_id = orders.event_id AND seats.id = ANY(orders.seat_ids)
                ORDER BY section_id, id
            ) seat
        ) seats
        """,
        [event_id for event_id, _ in wanted],
        [order_id for _, order_id in wanted],
        now,
    )
    return {(row["event_id"], row["id"]): _to_order_standing(row) for row in rows}


def _to_facts(row: asyncpg.Record) -> EventFacts:
    tiers = zip(row["tier_ids"], row["tier_names"], row["prices_minor"], strict=True)
    sections = zip(row["section_ids"], row["section_names"], map(SectionKind, row["kinds"]), strict=True)
    outline = Hall(tuple(Tier(*tier) for tier in tiers), tuple(Section(*section) for section in sections), seats=())
    return EventFacts(to_event(row), to_details(row), outline, row["has_promo_codes"], row["asks_details"])


def _to_standing(row: asyncpg.Record) -> Standing:
    return Standing(
        order=to_order(row) if row["id"] is not None else None,
        is_reminder_set=row["is_reminder_set"],
        is_waiting=row["is_waiting"],
        lacks_turn=row["lacks_turn"],
        is_in_queue=row["is_in_queue"],
    )


def _to_order_standing(row: asyncpg.Record) -> OrderStanding:
    of_seats = ("ids", "sections", "tiers", "rows", "numbers", "xs", "ys", "free", "accessible")
    return OrderStanding(
        to_order(row),
        seats=tuple(Seat(*seat) for seat in zip(*(row[what] or () for what in of_seats), strict=True)),
        is_offer=row["is_offer"],
        role=Role(row["role"]) if row["role"] else None,
    )
