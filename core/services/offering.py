"""Offering: freed seats are held for the first in the waiting list whom they fit.

Each offer is one transaction, and the list of an event is locked in it: several sweeps at once make one list of offers,
in its order. Nothing waits for seats here: what somebody is just taking is passed over.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.domain.event import Event
from core.domain.hall import Seat
from core.domain.ids import OrderId, SeatId
from core.domain.message import SeatsOffered, WaitingEnded
from core.domain.waitlist import WaitingEndedBecause, WaitlistEntry, first_served
from core.services.viewing import Viewing
from db import events, freed_seats, messages, orders, waitlist_entries
from db.pool import Conn, Pool, transaction
from db.seats import HeldSeat


class Offering:
    """Makes the offers of one event, as seen at one moment."""

    def __init__(self, pool: Pool, viewing: Viewing, event: Event, now: datetime) -> None:
        self.pool = pool
        self.viewing = viewing
        self.event = event
        self.now = now

    async def offer_next(self) -> bool:
        """One offer, or one who waits no more is seen to; False if the free seats fit nobody."""
        passed_over: set[SeatId] = set()
        async with transaction(self.pool) as conn:
            await waitlist_entries.lock_list(conn, self.event.id)
            entries = await waitlist_entries.first_of_each_kind(conn, self.event.id)
            seats = await self.viewing.rows_for_list(conn, self.event.id, self.now)
            until = self._until(await events.offer_ttl(conn, self.event.id))
            while served := first_served(entries, seats, passed_over):
                entry, found = served
                try:
                    async with conn.transaction():
                        await self._offer(conn, entry, found, until)
                except _SomebodyWasFaster as faster:
                    passed_over |= faster.lost
                except _NotNow:
                    return True  # not to whom comes next in `entries`: others may want the same
                except _LimitReached:
                    await self._close(conn, entry)
                    return True
                else:
                    return True
        return False

    def _until(self, offer_ttl: timedelta) -> datetime:
        return min(self.now + offer_ttl, self.event.sale_ends_at, self.event.starts_at)

    async def _offer(self, conn: Conn, entry: WaitlistEntry, found: Sequence[Seat], until: datetime) -> None:
        event, order_id = self.event, await orders.next_id(conn)
        wanted = [seat.id for seat in found]
        held = await freed_seats.hold(conn, event.id, wanted, order_id, until, self.now)
        if len(held) < len(wanted):
            raise _SomebodyWasFaster(set(wanted) - {seat.id for seat in held})
        if not await self._add_order(conn, entry, held, order_id, until):
            raise _NotNow
        if await orders.seats_claimed(conn, event.id, entry.person_id, self.now) > event.limit_per_buyer:
            raise _LimitReached
        if not await waitlist_entries.offer(conn, entry, order_id):
            raise _NotNow
        await messages.add(conn, entry.person_id, SeatsOffered(event.id, order_id), self.now)

    async def _add_order(
        self, conn: Conn, entry: WaitlistEntry, held: Sequence[HeldSeat], order_id: OrderId, until: datetime
    ) -> bool:
        """False if the person holds seats meanwhile."""
        event = self.event
        order = await orders.add(conn, event.id, order_id, entry.person_id, held, event.currency, self.now, until)
        return order is not None

    async def _close(self, conn: Conn, entry: WaitlistEntry) -> None:
        if await waitlist_entries.close(conn, entry):
            told = WaitingEnded(entry.event_id, WaitingEndedBecause.LIMIT)
            await messages.add(conn, entry.person_id, told, self.now)


class _SomebodyWasFaster(Exception):
    """Inside a savepoint: some of the seats are just being taken."""

    def __init__(self, lost: set[SeatId]) -> None:
        super().__init__(lost)
        self.lost = lost


class _NotNow(Exception):
    """Inside a savepoint: the person holds seats of this event, or has just left."""


class _LimitReached(Exception):
    """Inside a savepoint: the person has bought so much meanwhile that so many more are too many."""
