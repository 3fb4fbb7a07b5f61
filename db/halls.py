"""Tables `tiers` and `sections`, and the hall that they make with the `seats`."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import asyncpg

from core.domain.hall import Hall, Seat, Section, SectionKind, Tier
from core.domain.ids import EventId, OrderId, SeatId, SectionId, TierId
from core.domain.layout import Layout
from db.pool import Conn, Executor


async def outline(conn: Executor, event_id: EventId) -> Hall:
    """The hall without its seats."""
    row = await conn.fetchrow(
        """
        SELECT * FROM (
            SELECT coalesce(array_agg(id ORDER BY id), '{}') AS tier_ids,
                   coalesce(array_agg(name ORDER BY id), '{}') AS tier_names,
                   coalesce(array_agg(price_minor ORDER BY id), '{}') AS prices_minor
            FROM tiers WHERE event_id = $1
        ) tiers, (
            SELECT coalesce(array_agg(id ORDER BY id), '{}') AS section_ids,
                   coalesce(array_agg(name ORDER BY id), '{}') AS section_names,
                   coalesce(array_agg(kind ORDER BY id), '{}') AS kinds
            FROM sections WHERE event_id = $1
        ) sections
        """,
        event_id,
    )
    assert row is not None, "aggregates are there for an event without tiers too"
    tiers = zip(row["tier_ids"], row["tier_names"], row["prices_minor"], strict=True)
    sections = zip(row["section_ids"], row["section_names"], map(SectionKind, row["kinds"]), strict=True)
    return Hall(tuple(Tier(*tier) for tier in tiers), tuple(Section(*section) for section in sections), seats=())


async def version(conn: Executor, event_id: EventId) -> int:
    """Rises when seats are added, removed or changed; a sale changes nothing of it."""
    return int(await conn.fetchval("SELECT hall_version FROM events WHERE id = $1", event_id) or 0)


async def layout(conn: Executor, event_id: EventId) -> Layout:
    of_version = await version(conn, event_id)
    rows = await conn.fetch(
        """
        SELECT id, section_id, tier_id, row, number, x, y, is_accessible, true AS is_free
        FROM seats WHERE event_id = $1 ORDER BY section_id, id
        """,
        event_id,
    )
    return await asyncio.to_thread(lambda: Layout.of(map(to_seat, rows), of_version))  # there may be 60 000


async def free_marks(
    conn: Executor,
    event_id: EventId,
    first: SeatId,
    last: SeatId,
    now: datetime,
    order_id: OrderId | None = None,
    section_id: SectionId | None = None,
) -> str:
    """For each seat from the first to the last a `1` if it is on sale, or held by this order, else a `0`.

    By their ids; with a section those of others are left out.
    """
    marks = await conn.fetchval(
        """
        SELECT string_agg(CASE WHEN is_free OR is_mine THEN '1' ELSE '0' END, '') FROM (
            SELECT is_on_sale(status, held_until, freed_at, $4, EXISTS (
                       SELECT FROM waitlist_entries list WHERE list.event_id = $1 AND list.status = 'waiting'
                   )) AS is_free, status = 'held' AND order_id = $5 AS is_mine
            FROM seats WHERE event_id = $1 AND id BETWEEN $2 AND $3 AND ($6::int IS NULL OR section_id = $6)
            ORDER BY id
        ) marked
        """,
        event_id,
        first,
        last,
        now,
        order_id,
        section_id,
    )
    return marks or ""


async def free_among(
    conn: Executor,
    event_id: EventId,
    seat_ids: Sequence[SeatId],
    now: datetime,
    order_id: OrderId | None = None,
) -> set[SeatId]:
    """Those of the seats that are on sale, or held by this order."""
    rows = await conn.fetch(
        """
        SELECT id FROM seats
        WHERE event_id = $1 AND id = ANY ($2)
          AND (is_on_sale(status, held_until, freed_at, $3, EXISTS (
                   SELECT FROM waitlist_entries list WHERE list.event_id = $1 AND list.status = 'waiting'))
               OR (status = 'held' AND order_id = $4))
        """,
        event_id,
        seat_ids,
        now,
        order_id,
    )
    return {row["id"] for row in rows}


async def of_seats(conn: Executor, event_id: EventId, seat_ids: Sequence[SeatId], now: datetime) -> Hall:
    """The hall with some of its seats only."""
    bare = await outline(conn, event_id)
    seats = await conn.fetch(
        """
        SELECT id, section_id, tier_id, row, number, x, y, is_accessible, is_free(status, held_until, $3) AS is_free
        FROM seats WHERE event_id = $1 AND id = ANY ($2) ORDER BY section_id, id
        """,
        event_id,
        seat_ids,
        now,
    )
    return Hall(bare.tiers, bare.sections, tuple(to_seat(row) for row in seats))


async def general_section_of(conn: Executor, event_id: EventId, seat_ids: Sequence[SeatId]) -> SectionId | None:
    """The section that these places are of; None if they are of several, or of one with numbered seats."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT section_id, kind FROM seats JOIN sections ON sections.event_id = $1 AND sections.id = section_id
        WHERE seats.event_id = $1 AND seats.id = ANY($2)
        """,
        event_id,
        seat_ids,
    )
    return rows[0]["section_id"] if len(rows) == 1 and rows[0]["kind"] == SectionKind.GENERAL else None


async def tiers_of(conn: Executor, event_id: EventId, seat_ids: Sequence[SeatId]) -> dict[SeatId, TierId]:
    rows = await conn.fetch("SELECT id, tier_id FROM seats WHERE event_id = $1 AND id = ANY($2)", event_id, seat_ids)
    return {row["id"]: row["tier_id"] for row in rows}


async def free_seats(conn: Executor, event_id: EventId, tier_ids: Collection[TierId], now: datetime) -> list[Seat]:
    """The seats of some tiers that are free now."""
    rows = await conn.fetch(
        """
        SELECT id, section_id, tier_id, row, number, x, y, is_accessible, true AS is_free
        FROM seats WHERE event_id = $1 AND tier_id = ANY ($2) AND is_free(status, held_until, $3) ORDER BY id
        """,
        event_id,
        list(tier_ids),
        now,
    )
    return [to_seat(row) for row in rows]


async def add(conn: Conn, event_id: EventId, tiers: Iterable[Tier], sections: Iterable[Section]) -> None:
    await conn.executemany(
        "INSERT INTO tiers (event_id, id, name, price_minor) VALUES ($1, $2, $3, $4)",
        [(event_id, tier.id, tier.name, tier.price_minor) for tier in tiers],
    )
    await conn.executemany(
        "INSERT INTO sections (event_id, id, name, kind) VALUES ($1, $2, $3, $4)",
        [(event_id, section.id, section.name, section.kind) for section in sections],
    )


async def add_seats(conn: Conn, event_id: EventId, seats: Iterable[Seat]) -> None:
    await conn.copy_records_to_table(
        "seats",
        columns=["event_id", "id", "section_id", "tier_id", "row", "number", "x", "y", "is_accessible"],
        records=(
            (event_id, one.id, one.section_id, one.tier_id, one.row, one.number, one.x, one.y, one.is_accessible)
            for one in seats
        ),
    )


def to_seat(row: asyncpg.Record) -> Seat:
    return Seat(
        row["id"],
        row["section_id"],
        row["tier_id"],
        row["row"],
        row["number"],
        row["x"],
        row["y"],
        row["is_free"],
        row["is_accessible"],
    )
