"""Places of general admission: which one a buyer gets does not matter, only how many."""

from datetime import datetime

from core.domain.ids import EventId, OrderId, SectionId
from core.domain.refusal import NotEnoughFree
from db import seats
from db.pool import Conn
from db.seats import HeldSeat

TRIES_NEAR_SELL_OUT = 3


async def hold_places(
    conn: Conn,
    event_id: EventId,
    section_id: SectionId,
    quantity: int,
    order_id: OrderId,
    until: datetime,
    now: datetime,
) -> list[HeldSeat]:
    """So many places of a section, or a refusal where fewer are free.

    Places that others are about to take are passed over at first; then they are waited for: they may be let go.
    """
    for attempt in range(TRIES_NEAR_SELL_OUT + 1):
        try:
            async with conn.transaction():  # a savepoint: too few places are let go before waiting for more
                held = await seats.hold_any(
                    conn, event_id, section_id, quantity, order_id, until, now, waiting=attempt > 0
                )
                if len(held) == quantity:
                    return held
                raise _TooFew
        except _TooFew:
            continue
    raise NotEnoughFree(event_id, await seats.count_free(conn, event_id, section_id, now))


class _TooFew(Exception):
    """Inside a savepoint: undo this attempt."""
