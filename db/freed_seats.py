"""Table `seats` as the waiting list sees it: what is free is theirs at once, before it is on sale."""

from collections.abc import Sequence
from datetime import datetime

from core.domain.ids import EventId, OrderId, SeatId
from db.pool import Conn
from db.seats import HeldSeat, to_held


async def marks(conn: Conn, event_id: EventId, now: datetime) -> str:
    """For each seat of the hall a `1` if it is free, else a `0`."""
    found = await conn.fetchval(
        """
        SELECT string_agg(CASE WHEN is_free THEN '1' ELSE '0' END, '') FROM (
            SELECT is_free(status, held_until, $2) AS is_free FROM seats WHERE event_id = $1 ORDER BY id
        ) marked
        """,
        event_id,
        now,
    )
    return found or ""


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
