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
    alone: list[Seat] = []
    for section_id in {seat.section_id for seat in (await halls.of_seats(conn, event_id, list(held), now)).seats}:
        seats = await viewing.section(conn, event_id, section_id, now)
        before = [replace(seat, is_free=True) if seat.id in held else seat for seat in seats]
        alone += needlessly_stranded(before, held)
    if alone:
        raise StrandsSeats(event_id, ", ".join(seat.label for seat in alone))
