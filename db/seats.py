"""Table `seats`: the stock. Every statement here takes its locks in the order of the seat ids.

A seat is free when `status = 'free'`, or when it is held and the hold is past: `is_free()` in the predicate makes
expiry true before any sweep has run. `is_on_sale()` leaves out what is kept for the waiting list for a minute, and is
what buyers go by; money that has come goes by `is_free()`.

What was locked is changed by `= ANY (ARRAY (…))` and not by a join with it, for the reason that is given in holds.py.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import asyncpg

from core.domain.hall import SectionKind
from core.domain.ids import EventId, OrderId, SeatId, SectionId, TierId
from db.pool import Conn, Executor


@dataclass(frozen=True, slots=True)
class HeldSeat:
    id: SeatId
    price_minor: int


async def hold(
    conn: Conn, event_id: EventId, seat_ids: Sequence[SeatId], order_id: OrderId, until: datetime, now: datetime
) -> list[HeldSeat]:
    """Holds those of the seats that are on sale: fewer than asked for means that the caller must roll back.

    Seats that others are about to hold are waited for.
    """
    rows = await conn.fetch(
        """
        WITH wanted AS (
            SELECT id FROM seats
            WHERE event_id = $1 AND id = ANY($2) AND is_on_sale(status, held_until, freed_at, $5, EXISTS (
                SELECT FROM waitlist_entries list WHERE list.event_id = $1 AND list.status = 'waiting'))
            ORDER BY id FOR UPDATE
        )
        UPDATE seats SET status = 'held', order_id = $3, held_until = $4
        FROM wanted, tiers
        WHERE seats.event_id = $1 AND seats.id = wanted.id AND tiers.event_id = $1 AND tiers.id = seats.tier_id
        RETURNING seats.id, tiers.price_minor
        """,
        event_id,
        seat_ids,
        order_id,
        until,
        now,
    )
    return to_held(rows)


HOLD_ANY_PASSING_OVER = """
    WITH wanted AS (
        SELECT id FROM seats
        WHERE event_id = $1 AND section_id = $2 AND status <> 'sold'
            AND is_on_sale(status, held_until, freed_at, $6, EXISTS (
                SELECT FROM waitlist_entries list WHERE list.event_id = $1 AND list.status = 'waiting'))
        ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED
    )
    UPDATE seats SET status = 'held', order_id = $4, held_until = $5
    FROM wanted, tiers
    WHERE seats.event_id = $1 AND seats.id = wanted.id AND tiers.event_id = $1 AND tiers.id = seats.tier_id
    RETURNING seats.id, tiers.price_minor
"""
HOLD_ANY_WAITING = HOLD_ANY_PASSING_OVER.replace("FOR UPDATE SKIP LOCKED", "FOR UPDATE")


async def hold_any(
    conn: Conn,
    event_id: EventId,
    section_id: SectionId,
    quantity: int,
    order_id: OrderId,
    until: datetime,
    now: datetime,
    *,
    waiting: bool,
) -> list[HeldSeat]:
    """Holds up to `quantity` free places of a section.

    Places that others are about to hold are passed over, or `waiting`: one of them may yet be rolled back. Sold places
    are walked past, so this takes longer as the section fills.
    """
    query = HOLD_ANY_WAITING if waiting else HOLD_ANY_PASSING_OVER
    return to_held(await conn.fetch(query, event_id, section_id, quantity, order_id, until, now))


async def extend(conn: Conn, event_id: EventId, seat_ids: Sequence[SeatId], order_id: OrderId, until: datetime) -> int:
    """Moves the deadline of the seats that the order still has; returns how many these are."""
    rows = await conn.fetch(
        """
        WITH mine AS (
            SELECT id FROM seats
            WHERE event_id = $1 AND id = ANY($2) AND order_id = $3 AND status = 'held'
            ORDER BY id FOR UPDATE
        )
        UPDATE seats SET held_until = $4 WHERE event_id = $1 AND id = ANY(ARRAY(SELECT id FROM mine))
        RETURNING id
        """,
        event_id,
        seat_ids,
        order_id,
        until,
    )
    return len(rows)


async def sell(conn: Conn, event_id: EventId, seat_ids: Sequence[SeatId], order_id: OrderId, now: datetime) -> int:
    """Sells the seats to the order where it still has them or nobody else has; returns how many these are."""
    rows = await conn.fetch(
        """
        WITH mine AS (
            SELECT id FROM seats
            WHERE event_id = $1 AND id = ANY($2)
              AND ((order_id = $3 AND status = 'held') OR is_free(status, held_until, $4))
            ORDER BY id FOR UPDATE
        )
        UPDATE seats SET status = 'sold', order_id = $3, held_until = NULL
        WHERE event_id = $1 AND id = ANY(ARRAY(SELECT id FROM mine))
        RETURNING id
        """,
        event_id,
        seat_ids,
        order_id,
        now,
    )
    return len(rows)


async def sell_free(conn: Conn, event_id: EventId, seat_ids: Sequence[SeatId], order_id: OrderId, now: datetime) -> int:
    """Sells those of the seats that are free and that nobody is about to take; returns how many these are.

    It never waits, so it may follow on locks of seats with higher ids.
    """
    rows = await conn.fetch(
        """
        WITH wanted AS (
            SELECT id FROM seats
            WHERE event_id = $1 AND id = ANY($2) AND is_free(status, held_until, $4)
            ORDER BY id FOR UPDATE SKIP LOCKED
        )
        UPDATE seats SET status = 'sold', order_id = $3, held_until = NULL
        WHERE event_id = $1 AND id = ANY(ARRAY(SELECT id FROM wanted))
        RETURNING id
        """,
        event_id,
        seat_ids,
        order_id,
        now,
    )
    return len(rows)


async def free(
    conn: Conn,
    event_id: EventId,
    seat_ids: Sequence[SeatId],
    order_id: OrderId,
    now: datetime,
    was: Literal["held", "sold"] = "held",
) -> None:
    """Gives back the seats that the order still holds, or was sold; those of an ended hold are free since its end."""
    await conn.execute(
        """
        WITH mine AS (
            SELECT id FROM seats
            WHERE event_id = $1 AND id = ANY($2) AND order_id = $3 AND status = $4
            ORDER BY id FOR UPDATE
        )
        UPDATE seats SET status = 'free', order_id = NULL, held_until = NULL, freed_at = least($5, held_until)
        WHERE event_id = $1 AND id = ANY(ARRAY(SELECT id FROM mine))
        """,
        event_id,
        seat_ids,
        order_id,
        was,
        now,
    )


async def count_free(conn: Executor, event_id: EventId, section_id: SectionId, now: datetime) -> int:
    return int(
        await conn.fetchval(
            """
            SELECT count(*) FROM seats
            WHERE event_id = $1 AND section_id = $2 AND is_on_sale(status, held_until, freed_at, $3, EXISTS (
                SELECT FROM waitlist_entries list WHERE list.event_id = $1 AND list.status = 'waiting'))
            """,
            event_id,
            section_id,
            now,
        )
        or 0
    )


async def sections_with(
    conn: Executor, event_id: EventId, tier_ids: Collection[TierId], count: int, now: datetime
) -> list[tuple[SectionId, SectionKind]]:
    """Where so many seats of some tiers are on sale that are for everybody; in the order of the hall."""
    rows = await conn.fetch(
        """
        SELECT section_id, kind FROM seats
        JOIN sections ON sections.event_id = seats.event_id AND sections.id = section_id
        WHERE seats.event_id = $1 AND tier_id = ANY($2) AND NOT is_accessible
          AND is_on_sale(status, held_until, freed_at, $4, EXISTS (
            SELECT FROM waitlist_entries list WHERE list.event_id = $1 AND list.status = 'waiting'))
        GROUP BY section_id, kind HAVING count(*) >= $3 ORDER BY section_id
        """,
        event_id,
        list(tier_ids),
        count,
        now,
    )
    return [(SectionId(row["section_id"]), SectionKind(row["kind"])) for row in rows]


async def labels(conn: Executor, event_id: EventId, seat_ids: Collection[SeatId]) -> dict[SeatId, str]:
    """The seats as buyers know them, in the order of the ids; ids that the event does not have are left out."""
    rows = await conn.fetch(
        "SELECT id, row || '-' || number AS label FROM seats WHERE event_id = $1 AND id = ANY($2) ORDER BY id",
        event_id,
        list(seat_ids),
    )
    return {row["id"]: row["label"] for row in rows}


def to_held(rows: list[asyncpg.Record]) -> list[HeldSeat]:
    return sorted((HeldSeat(row["id"], row["price_minor"]) for row in rows), key=lambda seat: seat.id)
