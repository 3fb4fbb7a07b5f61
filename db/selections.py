"""Table `selections`: the seats that a buyer has ticked and not yet held."""

from collections.abc import Sequence
from datetime import datetime

from core.domain.ids import EventId, PersonId, SeatId
from db.pool import Executor


async def of_buyer(conn: Executor, event_id: EventId, buyer_id: PersonId) -> frozenset[SeatId]:
    found = await conn.fetchval(
        "SELECT seat_ids FROM selections WHERE event_id = $1 AND buyer_id = $2", event_id, buyer_id
    )
    return frozenset(found or ())


async def toggle(
    conn: Executor, event_id: EventId, buyer_id: PersonId, seat_id: SeatId, limit: int, now: datetime
) -> frozenset[SeatId] | None:
    """Ticks or unticks one seat; all that is ticked then, or None if ticking it would pass the limit."""
    ticked = await conn.fetchval(
        """
        INSERT INTO selections AS old (event_id, buyer_id, seat_ids, changed_at)
        SELECT $1, $2, ARRAY[$3::int], $5 WHERE $4 > 0
        ON CONFLICT (event_id, buyer_id) DO UPDATE SET changed_at = $5, seat_ids =
            CASE WHEN $3 = ANY(old.seat_ids) THEN array_remove(old.seat_ids, $3) ELSE old.seat_ids || $3::int END
        WHERE $3 = ANY(old.seat_ids) OR cardinality(old.seat_ids) < $4
        RETURNING seat_ids
        """,
        event_id,
        buyer_id,
        seat_id,
        limit,
        now,
    )
    return None if ticked is None else frozenset(ticked)


async def keep_only(conn: Executor, event_id: EventId, buyer_id: PersonId, seat_ids: Sequence[SeatId]) -> None:
    """Unticks everything else: seats that others have taken meanwhile."""
    await conn.execute(
        """
        UPDATE selections SET seat_ids = (SELECT coalesce(array_agg(s), '{}') FROM unnest(seat_ids) s WHERE s = ANY($3))
        WHERE event_id = $1 AND buyer_id = $2
        """,
        event_id,
        buyer_id,
        seat_ids,
    )


async def take(conn: Executor, event_id: EventId, buyer_id: PersonId) -> list[SeatId]:
    """Removes the selection and returns it; a rollback brings it back."""
    found = await conn.fetchval(
        "DELETE FROM selections WHERE event_id = $1 AND buyer_id = $2 RETURNING seat_ids", event_id, buyer_id
    )
    return sorted(found or ())


async def forget_before(conn: Executor, before: datetime) -> None:
    await conn.execute("DELETE FROM selections WHERE changed_at < $1", before)


async def forget_of(conn: Executor, buyer_id: PersonId) -> None:
    await conn.execute("DELETE FROM selections WHERE buyer_id = $1", buyer_id)
