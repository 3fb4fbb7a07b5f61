"""The rows that make an event, copied into another database of the same schema: nobody's name, nobody's money."""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta

from core.domain.ids import EventId, SeatId
from core.domain.team import HOUSE
from db.pool import Conn

ROWS = {
    "venues": "SELECT venues.* FROM venues JOIN events ON venue_id = venues.id WHERE events.id = $1",
    "events": "SELECT * FROM events WHERE id = $1",
    "tiers": "SELECT * FROM tiers WHERE event_id = $1",
    "price_steps": "SELECT * FROM price_steps WHERE event_id = $1",
    "sections": "SELECT * FROM sections WHERE event_id = $1",
    "gates": "SELECT * FROM gates WHERE event_id = $1",
    "questions": "SELECT * FROM questions WHERE event_id = $1",
    "return_policies": "SELECT * FROM return_policies WHERE event_id = $1",
    "queues": "SELECT * FROM queues WHERE event_id = $1",
    "promo_codes": "SELECT * FROM promo_codes WHERE event_id = $1",
}
"""What is read of each table, in the order in which it can be written."""

SEATS = """
    SELECT event_id, id, section_id, tier_id, row, number, x, y, is_accessible FROM seats WHERE event_id = $1
"""
SEAT_COLUMNS = ["event_id", "id", "section_id", "tier_id", "row", "number", "x", "y", "is_accessible"]


async def copy(source: Conn, target: Conn, event_id: EventId) -> None:
    """Every seat is free in the copy."""
    for table, query in ROWS.items():
        await _copy_rows(source, target, event_id, table, query)
    await _copy_rows(source, target, event_id, "seats", SEATS, SEAT_COLUMNS)


async def taken(source: Conn, event_id: EventId, now: datetime) -> list[SeatId]:
    """The seats that nobody can buy now."""
    rows = await source.fetch(
        "SELECT id FROM seats WHERE event_id = $1 AND NOT is_free(status, held_until, $2) ORDER BY id", event_id, now
    )
    return [SeatId(row["id"]) for row in rows]


async def block(target: Conn, event_id: EventId, seat_ids: Sequence[SeatId], now: datetime, until: datetime) -> None:
    """As an organizer would keep them from the sale; a hundred in each order, which the audit reads for each seat."""
    await target.execute(
        """
        WITH numbered AS (
            SELECT id, (row_number() OVER (ORDER BY id) - 1) / 100 AS place FROM unnest($2::int[]) AS id
        ), blocked AS (
            INSERT INTO orders (event_id, buyer_id, seat_ids, prices_minor, currency, status, channel, created_at,
                                expires_at, nudged_at)
            SELECT $1, -1 - place, array_agg(numbered.id ORDER BY numbered.id), array_agg(0), currency, 'held',
                   'blocked', $3, $4, $3
            FROM numbered JOIN events ON events.id = $1 GROUP BY place, currency
            RETURNING id, seat_ids
        )
        UPDATE seats SET status = 'held', order_id = blocked.id, held_until = $4
        FROM blocked WHERE event_id = $1 AND seats.id = ANY (blocked.seat_ids)
        """,
        event_id,
        seat_ids,
        now,
        until,
    )


async def put_on_sale(
    target: Conn, event_id: EventId, now: datetime, until: datetime, hold_ttl: timedelta, per_minute: int | None
) -> None:
    """From now on, as a published event of the house whose queue has not begun; `per_minute` is another rate for it."""
    await target.execute(
        """
        UPDATE events SET status = 'published', is_paused = false, team_id = $5, hold_ttl = $4, sale_starts_at = $2,
                          sale_ends_at = $3, starts_at = $3, details_until = NULL
        WHERE id = $1
        """,
        event_id,
        now,
        until,
        hold_ttl,
        HOUSE,
    )
    await target.execute(
        """
        UPDATE queues SET per_minute = coalesce($2, per_minute), is_paused = false, rush_since = NULL,
                          paced_until = NULL
        WHERE event_id = $1
        """,
        event_id,
        per_minute,
    )
    # As in a database that is in use. What is empty must seem unknown: for no rows, all of them are read in every plan.
    await target.execute("ANALYZE events, venues, tiers, sections, seats, queues")


async def _copy_rows(
    source: Conn, target: Conn, event_id: EventId, table: str, query: str, columns: Sequence[str] | None = None
) -> None:
    rows = io.BytesIO()
    await source.copy_from_query(query, event_id, output=rows, format="binary")
    rows.seek(0)
    await target.copy_to_table(table, source=rows, columns=columns, format="binary")
