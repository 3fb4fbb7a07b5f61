"""Table `selections`: the seats that a buyer has ticked and not yet held."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from core.domain.ids import EventId, PersonId, SeatId
from core.domain.order import Order
from core.domain.selection import Selection
from db.pool import Conn, Executor


async def of_buyer(conn: Executor, event_id: EventId, buyer_id: PersonId) -> Selection:
    row = await conn.fetchrow("SELECT * FROM selections WHERE event_id = $1 AND buyer_id = $2", event_id, buyer_id)
    return to_selection(row)


async def of_buyers(conn: Executor, event_id: EventId, buyer_ids: Sequence[PersonId]) -> dict[PersonId, Selection]:
    """Who has ticked nothing is left out."""
    rows = await conn.fetch(
        "SELECT * FROM selections WHERE event_id = $1 AND buyer_id = ANY($2) AND seat_ids <> '{}'", event_id, buyer_ids
    )
    return {PersonId(row["buyer_id"]): to_selection(row) for row in rows}


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


async def ask_for_accessible(
    conn: Executor, event_id: EventId, buyer_id: PersonId, wants: bool, seat_ids: Sequence[SeatId], now: datetime
) -> None:
    """Whether accessible seats are offered to the buyer; only these seats stay ticked."""
    await conn.execute(
        """
        INSERT INTO selections (event_id, buyer_id, seat_ids, wants_accessible, changed_at) VALUES ($1, $2, $4, $3, $5)
        ON CONFLICT (event_id, buyer_id) DO UPDATE SET wants_accessible = $3, seat_ids = $4, changed_at = $5
        """,
        event_id,
        buyer_id,
        wants,
        seat_ids,
        now,
    )


async def begin_change(conn: Executor, order: Order, now: datetime) -> None:
    """Ticks the seats of a hold and nothing else."""
    await conn.execute(
        """
        INSERT INTO selections (event_id, buyer_id, seat_ids, changes_order_id, changed_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (event_id, buyer_id) DO UPDATE SET seat_ids = $3, changes_order_id = $4, changed_at = $5
        """,
        order.event_id,
        order.buyer_id,
        order.seat_ids,
        order.id,
        now,
    )


async def take(conn: Executor, event_id: EventId, buyer_id: PersonId) -> Selection:
    """Removes the selection and returns it; a rollback brings it back."""
    row = await conn.fetchrow(
        "DELETE FROM selections WHERE event_id = $1 AND buyer_id = $2 RETURNING *", event_id, buyer_id
    )
    return to_selection(row)


async def remove_held(conn: Conn, event_id: EventId, buyer_ids: Sequence[PersonId]) -> None:
    """What has become holds. Waits for nobody: the seats are locked already, and who takes a selection wants seats."""
    await conn.execute(
        """
        DELETE FROM selections WHERE event_id = $1 AND buyer_id = ANY(ARRAY(
            SELECT buyer_id FROM selections WHERE event_id = $1 AND buyer_id = ANY($2) FOR UPDATE SKIP LOCKED
        ))
        """,
        event_id,
        buyer_ids,
    )


async def forget_before(conn: Executor, before: datetime) -> None:
    await conn.execute("DELETE FROM selections WHERE changed_at < $1", before)


async def forget_of(conn: Executor, buyer_id: PersonId) -> None:
    await conn.execute("DELETE FROM selections WHERE buyer_id = $1", buyer_id)


def to_selection(row: asyncpg.Record | None) -> Selection:
    if row is None:
        return Selection()
    return Selection(frozenset(row["seat_ids"]), row["wants_accessible"], row["changes_order_id"])
