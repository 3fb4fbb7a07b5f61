"""Holding what somebody in the queue has wished for: the best seats of a tier, at a price, together or not."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from core.domain.hall import SectionKind
from core.domain.ids import EventId, SeatId, SectionId, TierId
from core.domain.queue import QueueWish
from core.domain.refusal import NotEnoughFree, NotTogether
from core.domain.waitlist import seats_for
from core.services.places import TRIES_NEAR_SELL_OUT
from core.services.viewing import Viewing
from db import halls, holds, seats
from db.pool import Conn
from db.seats import HeldSeat

TRIES_MAX = 30
"""In one section; each fails only because somebody else has taken seats, or is about to."""


class PartyHold:
    """Chooses and locks seats for one order inside its transaction. Sections are gone through as the hall has them."""

    def __init__(self, viewing: Viewing, event_id: EventId, wish: QueueWish) -> None:
        self.viewing = viewing
        self.event_id = event_id
        self.wish = wish

    async def pick(self, conn: Conn, now: datetime) -> list[HeldSeat]:
        tier_ids, size = await self._tier_ids(conn), self.wish.party.size
        with_room = await seats.sections_with(conn, self.event_id, tier_ids, size, now)
        for section_id, kind in with_room:
            if kind is SectionKind.GENERAL:
                held = await self._places(conn, section_id, now)
            else:
                held = await self._seats(conn, section_id, tier_ids, now)
            if held:
                return held
        raise NotTogether(self.event_id, size) if with_room else NotEnoughFree(self.event_id, 0)

    async def _tier_ids(self, conn: Conn) -> set[TierId]:
        """The tier that was wished for, or any, as long as it costs no more than was said."""
        most, wanted = self.wish.price_max_minor, self.wish.party.tier_id
        tiers = (await halls.outline(conn, self.event_id)).tiers
        return {tier.id for tier in tiers if wanted in (None, tier.id) and (most is None or tier.price_minor <= most)}

    async def _places(self, conn: Conn, section_id: SectionId, now: datetime) -> list[HeldSeat] | None:
        """Those that others are about to take are passed over at first, then waited for: they may be let go."""
        size = self.wish.party.size
        for attempt in range(TRIES_NEAR_SELL_OUT + 1):
            lock = partial(holds.lock_places, conn, self.event_id, section_id, size, now, waiting=attempt > 0)
            if locked := await self._take(conn, lock):
                return locked
        return None

    async def _seats(
        self,
        conn: Conn,
        section_id: SectionId,
        tier_ids: set[TierId],
        now: datetime,
    ) -> list[HeldSeat] | None:
        """Passes over what others are just taking."""
        passed_over: set[SeatId] = set()
        for _ in range(TRIES_MAX):
            found = [
                replace(seat, is_free=False) if seat.id in passed_over or seat.tier_id not in tier_ids else seat
                for seat in await self.viewing.section(conn, self.event_id, section_id, now)
            ]
            choice = seats_for(self.wish.party, found)
            if choice is None:
                return None
            chosen = [seat.id for seat in choice]
            lock = partial(holds.lock_seats, conn, self.event_id, chosen, now, waiting=False)
            if locked := await self._take(conn, lock):
                return locked
            passed_over.update(chosen)
        return None

    async def _take(self, conn: Conn, lock: Callable[[], Awaitable[list[HeldSeat]]]) -> list[HeldSeat] | None:
        """All of them, or None and no lock on any."""
        size, most = self.wish.party.size, self.wish.price_max_minor
        try:
            async with conn.transaction():
                locked = await lock()
                if len(locked) < size or (most is not None and any(seat.price_minor > most for seat in locked)):
                    raise _NotTheirs
        except _NotTheirs:
            return None
        return locked


class _NotTheirs(Exception):
    """Inside a savepoint: somebody was faster, or the price has just moved."""
