"""Stranding: whether a hold may leave a single seat alone is the event's to say."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from core.domain.best_seats import needlessly_stranded
from core.domain.hall import Seat
from core.domain.ids import EventId, SeatId
from core.domain.refusal import StrandsSeats
from core.services.viewing import Viewing
from db import events, halls
from db.pool import Conn


async def ensure_strands_none(
    conn: Conn, viewing: Viewing, event_id: EventId, held: Collection[SeatId], now: datetime
) -> None:
    """Refuses seats just held if they leave a single one alone, the event minds, and others would not."""
    if not await events.refuses_stranding(conn, event_id):
        return
    if alone := await stranded_by(conn, viewing, event_id, held, now):
        raise StrandsSeats(event_id, ", ".join(seat.label for seat in alone))


async def stranded_by(
    conn: Conn,
    viewing: Viewing,
    event_id: EventId,
    held: Collection[SeatId],
    now: datetime,
    others: Collection[SeatId] = (),
) -> list[Seat]:
    """What these seats leave alone without need, where others are about to be held by somebody else."""
    alone: list[Seat] = []
    for section_id in {seat.section_id for seat in (await halls.of_seats(conn, event_id, list(held), now)).seats}:
        seats = await viewing.section(conn, event_id, section_id, now)
        before = [replace(one, is_free=one.id in held or (one.is_free and one.id not in others)) for one in seats]
        alone += needlessly_stranded(before, held)
    return alone
