"""Holding the best seats: chosen from a snapshot, taken only if nobody was faster, else chosen again."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from core.domain.best_seats import best_seats, together
from core.domain.hall import Seat
from core.domain.ids import EventId, PersonId, SeatId, SectionId
from core.domain.refusal import NotEnoughFree, NotTogether
from core.services.viewing import Viewing
from db import holds, selections
from db.pool import Conn
from db.seats import HeldSeat

TRIES_MAX = 60
"""Each try fails only because somebody else has taken seats, or is about to."""
SPREAD_MAX = 64


@dataclass(frozen=True, slots=True)
class Wish:
    """So many seats in a section, or in one of its rows, counted from 0; next to each other, or as near as can be."""

    section_id: SectionId
    count: int
    row: int | None = None
    split: bool = False


class BestHold:
    """Chooses and locks the best seats for one order inside its transaction."""

    def __init__(self, viewing: Viewing, event_id: EventId, buyer_id: PersonId, wish: Wish) -> None:
        self.viewing = viewing
        self.event_id = event_id
        self.buyer_id = buyer_id
        self.wish = wish

    async def pick(self, conn: Conn, now: datetime) -> list[HeldSeat]:
        """Passes over seats that others are about to take; waits for them only where there are no others.

        So nobody queues for the very best seats, and nobody is refused while somebody else may yet let seats go.
        """
        ticked = await selections.take(conn, self.event_id, self.buyer_id)
        passed_over: set[SeatId] = set()
        waiting = False
        for attempt in range(TRIES_MAX):
            choice = self._choose(await self._seats(conn, now, passed_over), ticked.wants_accessible, attempt)
            if choice is None and not passed_over:
                break
            if choice is None:
                passed_over.clear()
                waiting = True
                continue
            if locked := await self._lock(conn, choice, now, waiting):
                return locked
            passed_over.update(() if waiting else (seat.id for seat in choice))
        raise await self._refusal(conn, now)

    async def _seats(self, conn: Conn, now: datetime, passed_over: set[SeatId]) -> list[Seat]:
        found: Sequence[Seat] = await self.viewing.section(conn, self.event_id, self.wish.section_id, now)
        if self.wish.row is not None:
            found = _row(found, self.wish.row)
        return [replace(seat, is_free=False) if seat.id in passed_over else seat for seat in found]

    def _choose(self, found: Sequence[Seat], accessible: bool, attempt: int) -> Sequence[Seat] | None:
        """The best at first; later one of the best, so that a crowd spreads out instead of colliding again."""
        if self.wish.split:
            best = best_seats(found, self.wish.count, accessible=accessible)
            return best.seats if best else None
        blocks = together(found, self.wish.count, accessible=accessible)
        among = list(islice(blocks, min(2**attempt, SPREAD_MAX)))
        return random.choice(among) if among else None  # noqa: S311

    async def _lock(self, conn: Conn, choice: Sequence[Seat], now: datetime, waiting: bool) -> list[HeldSeat] | None:
        """All of the chosen seats, or None and no lock on any of them."""
        wanted = [seat.id for seat in choice]
        try:
            async with conn.transaction():
                locked = await holds.lock_seats(conn, self.event_id, wanted, now, waiting=waiting)
                if len(locked) < len(wanted):
                    raise _SomebodyWasFaster
        except _SomebodyWasFaster:
            return None
        return locked

    async def _refusal(self, conn: Conn, now: datetime) -> NotEnoughFree | NotTogether:
        free = sum(seat.is_free and not seat.is_accessible for seat in await self._seats(conn, now, set()))
        if free < self.wish.count:
            return NotEnoughFree(self.event_id, free)
        return NotTogether(self.event_id, self.wish.count)


def _row(found: Sequence[Seat], index: int) -> list[Seat]:
    rows: dict[str, list[Seat]] = {}
    for seat in found:
        rows.setdefault(seat.row, []).append(seat)
    return list(rows.values())[index] if index < len(rows) else []


class _SomebodyWasFaster(Exception):
    """Inside a savepoint: undo this attempt."""
