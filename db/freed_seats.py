"""Table `seats` as the waiting list sees it: what is free is theirs at once, before it is on sale."""

from collections.abc import Sequence
from datetime import datetime

from core.domain.ids import EventId, OrderId, SeatId
from db.pool import Conn
from db.seats import HeldSeat, to_held


async def free(conn: Conn, event_id: EventId, now: datetime) -> list[SeatId]:
    """All seats that are free."""
    rows = await conn.fetch(
        "SELECT id FROM seats WHERE event_id = $1 AND is_free(status, held_until, $2) ORDER BY id", event_id, now
    )
    return [SeatId(row["id"]) for row in rows]


async def on_sale(conn: Conn, event_id: EventId, now: datetime) -> list[SeatId]:
    """Those of them that are not kept for the list."""
    rows = await conn.fetch(
        """
        SELECT id FROM seats WHERE event_id = $1 AND is_on_sale(status, held_until, freed_at, $2, EXISTS (
            SELECT FROM waitlist_entries list WHERE list.event_id = $1 AND list.status = 'waiting'))
        ORDER BY id
        """,
        event_id,
        now,
    )
    return [SeatId(row["id"]) for row in rows]


async def hold(
    conn: Conn, event_id: EventId, seat_ids: Sequence[SeatId], order_id: OrderId, until: datetime, now: datetime
) -> list[HeldSeat]:
    """Holds those of the seats that are free and that nobody is about to take. Fewer: the caller must roll back."""
    return to_held(
        await conn.fetch(
            """
            WITH wanted AS (
                SELECT id FROM seats
                WHERE event_id = $1 AND id = ANY($2) AND is_free(status, held_until, $5)
                ORDER BY id FOR UPDATE SKIP LOCKED
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
    )


async def free_from(conn: Conn, event_id: EventId, first: SeatId, now: datetime) -> None:
    """Seats that were not there before, from the first on, are kept for the list as if they had come back."""
    await conn.execute("UPDATE seats SET freed_at = $3 WHERE event_id = $1 AND id >= $2", event_id, first, now)
