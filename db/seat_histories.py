"""When which seats of an event were taken, as its orders say afterwards."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import EventId, SeatId
from db.pool import Executor


@dataclass(frozen=True, slots=True)
class Taken:
    """`until` is None for what was sold. Nobody may have had the seats for some moments after `since`."""

    seat_ids: tuple[SeatId, ...]
    since: datetime
    until: datetime | None


async def of_event(conn: Executor, event_id: EventId) -> list[Taken]:
    """In the order in which it began. Of holds that were released nobody noted when: there must be none."""
    rows = await conn.fetch(
        """
        SELECT seat_ids, created_at, CASE WHEN status <> 'paid' THEN expires_at END AS until FROM orders
        WHERE event_id = $1 ORDER BY created_at, id
        """,
        event_id,
    )
    return [Taken(tuple(row["seat_ids"]), row["created_at"], row["until"]) for row in rows]
