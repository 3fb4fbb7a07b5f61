"""The waiting list: joining, leaving, and the sweep that offers freed seats to those who wait.

The rule is in core/domain/waitlist.py. An offer is a hold like any other: who has it pays for it, releases it or lets
it run out by the same ways, and its end is the end of their waiting.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.domain.event import Event
from core.domain.ids import EventId, PersonId
from core.domain.message import WaitingEnded
from core.domain.refusal import (
    InvalidQuantity,
    LimitReached,
    OpenOrderExists,
    PartyNeverFits,
    SeatsAreFree,
)
from core.domain.waitlist import (
    Party,
    Place,
    WaitingEndedBecause,
    WaitlistView,
    ended_because,
    ensure_open,
    seats_for,
)
from core.services.expiring import expire
from core.services.hold_rules import HoldRules
from core.services.lookup import public_event
from core.services.offering import Offering
from core.services.sweeping import each
from core.services.viewing import Viewing
from db import events, halls, messages, orders, waitlist_entries
from db.pool import Pool, transaction

CLOSED_AT_ONCE = 200
"""Entries that are closed in one transaction."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that somebody waits for, and where they are in its list."""

    event: Event
    place: Place


class Waitlist:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], viewing: Viewing, rules: HoldRules) -> None:
        self.pool = pool
        self.clock = clock
        self.viewing = viewing
        self.rules = rules

    async def view(self, event_id: EventId, person_id: PersonId) -> WaitlistView:
        """The list as this person sees it; refused where nothing is sold and they do not wait."""
        place = await self._place(event_id, person_id)
        event = await public_event(self.pool, event_id)
        if place is None:
            ensure_open(event, self.clock())
        return WaitlistView(event, await halls.outline(self.pool, event_id), place)

    async def of_person(self, person_id: PersonId) -> list[Waiting]:
        """Everything that the person waits for, the longest first."""
        found = []
        for place in await waitlist_entries.places_of(self.pool, person_id):
            event = await events.by_id(self.pool, place.entry.event_id)
            if event is not None:
                found.append(Waiting(event, place))
        return found

    async def join(self, event_id: EventId, person_id: PersonId, party: Party) -> WaitlistView:
        """To the end of the list, if what the party wants cannot be had now. Who waits already keeps their place.

        An offer is a hold: it has the rules of one.
        """
        view, now = await self.view(event_id, person_id), self.clock()
        if not 1 <= party.size <= view.largest_party:
            raise InvalidQuantity(view.largest_party)
        empty = await self.viewing.empty_hall(event_id)
        if not await asyncio.to_thread(seats_for, party, empty):  # there may be 60 000
            raise PartyNeverFits(event_id)
        async with transaction(self.pool) as conn:
            await self.rules.ensure_may_wait(conn, view.event, person_id, now)
            claimed = await orders.seats_claimed(conn, event_id, person_id, now)
            if claimed + party.size > view.event.limit_per_buyer:
                raise LimitReached(view.event.limit_per_buyer)
            if seats_for(party, await self.viewing.rows_on_sale(conn, event_id, now)):
                raise SeatsAreFree(event_id)
            await waitlist_entries.add(conn, event_id, person_id, party, now)
        return await self.view(event_id, person_id)

    async def leave(self, event_id: EventId, person_id: PersonId) -> None:
        """Refused while an offer is open: that is answered first."""
        if not await waitlist_entries.leave(self.pool, event_id, person_id):
            await self._place(event_id, person_id)

    async def offer_due(self) -> None:
        """Free seats go to those who wait; where nothing is sold any more, these are told that they wait in vain."""
        await each(await waitlist_entries.events_awaited(self.pool), self._offer)

    async def offer_freed(self, event_id: EventId) -> None:
        """As the sweep does it, at once, because seats of this event have just come back."""
        if await waitlist_entries.is_awaited(self.pool, event_id):
            await each([event_id], self._offer)

    async def _place(self, event_id: EventId, person_id: PersonId) -> Place | None:
        """Who has an offer is led there."""
        place = await waitlist_entries.place(self.pool, event_id, person_id)
        if place and place.entry.order_id:
            raise OpenOrderExists(event_id, place.entry.order_id)
        return place

    async def _offer(self, event_id: EventId) -> None:
        event, now = await events.by_id(self.pool, event_id), self.clock()
        if event is None:
            return
        if because := ended_because(event, now):
            await self._close(event_id, because, now)
            return
        if event.is_paused:
            return
        await self.viewing.prepare(event_id)
        for order_id in await waitlist_entries.ended_orders(self.pool, event_id, now):
            await expire(self.pool, event_id, order_id, now)
        offering = Offering(self.pool, self.viewing, event, now)
        while await offering.offer_next():
            pass

    async def _close(self, event_id: EventId, because: WaitingEndedBecause, now: datetime) -> None:
        while True:
            async with transaction(self.pool) as conn:
                closed = await waitlist_entries.close_some(conn, event_id, CLOSED_AT_ONCE)
                await messages.add_to_all(conn, closed, WaitingEnded(event_id, because), now)
            if len(closed) < CLOSED_AT_ONCE:
                return
