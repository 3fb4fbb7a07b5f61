"""Places of general admission: which one a buyer gets does not matter, only how many."""

from datetime import datetime

from core.domain.ids import EventId, OrderId, SeatId, SectionId
from core.domain.refusal import NotEnoughFree
from db import holds, seats
from db.pool import Conn
from db.seats import HeldSeat

TRIES_NEAR_SELL_OUT = 3


class PlaceSearch:
    """Free places are looked for on from where some were found last, and then from the beginning.

    What lies before that is mostly held: every hold would walk past all of it, the longer the more is held. It is
    no more than a hint, kept in the process; what comes back is found when the search comes round.
    """

    def __init__(self) -> None:
        self._reached: dict[tuple[EventId, SectionId], SeatId] = {}

    async def lock(
        self, conn: Conn, event_id: EventId, section_id: SectionId, quantity: int, now: datetime, *, waiting: bool
    ) -> list[HeldSeat]:
        """Up to `quantity` of them. Those that others are about to hold are passed over, or `waiting`.

        Who waits takes them in the order of their ids, as everybody who waits.
        """
        of = event_id, section_id
        first = holds.FIRST if waiting else self._reached.get(of, holds.FIRST)
        found = await holds.lock_places(conn, event_id, section_id, quantity, now, first, waiting=waiting)
        if len(found) < quantity and first > holds.FIRST:
            left, last = quantity - len(found), SeatId(first - 1)
            found += await holds.lock_places(conn, event_id, section_id, left, now, last=last, waiting=False)
        if found:
            self._reached[of] = found[-1].id
        return found


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
