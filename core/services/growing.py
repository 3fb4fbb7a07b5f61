"""Growing: an event that is there gets more places."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.domain.act import What
from core.domain.event import Event
from core.domain.hall import Hall
from core.domain.hall_growth import Addition, Growth, growth, typed_additions
from core.domain.ids import EventId, GrowthId, PersonId
from core.domain.payment import Provider
from core.services.editing import Editing
from core.services.waitlist import Waitlist
from db import acts, event_changes, freed_seats, growths, halls
from db.pool import Conn, Pool, transaction


@dataclass(frozen=True, slots=True)
class GrowthView:
    """What would come to an event, which has the hall without it."""

    id: GrowthId
    event: Event
    hall: Hall
    growth: Growth


class Growing:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], editing: Editing, waitlist: Waitlist) -> None:
        self.pool = pool
        self.clock = clock
        self.editing = editing
        self.waitlist = waitlist

    async def event(self, person_id: PersonId, event_id: EventId) -> tuple[Event, Hall]:
        """One that can still get more places, and its hall without the seats."""
        event, _ = await self.editing.event(person_id, event_id)
        return event, await halls.outline(self.pool, event_id)

    async def preview(self, person_id: PersonId, event_id: EventId, typed: str) -> GrowthView:
        """What would come, to be confirmed: it cannot be taken away again."""
        event, _ = await self.editing.event(person_id, event_id)
        additions = typed_additions(typed)
        async with transaction(self.pool) as conn:
            hall, come = await _grown(conn, event, additions)
            return GrowthView(await growths.add(conn, event_id, person_id, typed, self.clock()), event, hall, come)

    async def grow(self, person_id: PersonId, event_id: EventId, growth_id: GrowthId) -> int:
        """How many places are on sale now, first for who waits: none if that was confirmed before."""
        event, _ = await self.editing.event(person_id, event_id)
        async with transaction(self.pool) as conn:
            await event_changes.lock_start(conn, event_id)
            typed = await growths.confirm(conn, event_id, growth_id, self.clock())
            if typed is None:
                return 0
            additions = typed_additions(typed)
            _, come = await _grown(conn, event, additions)
            await halls.add(conn, event_id, come.tiers, come.sections)
            await halls.add_seats(conn, event_id, come.seats)
            await freed_seats.free_from(conn, event_id, come.seats[0].id, self.clock())
            about = ", ".join(f"{one.plan.name} +{one.places}" for one in additions)
            await acts.note(conn, person_id, What.SEATS_ADDED, self.clock(), event_id=event_id, about=about)
        await self.waitlist.offer_freed(event_id)
        return len(come.seats)


async def _grown(conn: Conn, event: Event, additions: list[Addition]) -> tuple[Hall, Growth]:
    bare, layout = await halls.outline(conn, event.id), await halls.layout(conn, event.id)
    hall = Hall(bare.tiers, bare.sections, layout.free)
    come = await asyncio.to_thread(growth, hall, additions, event.currency)
    for tier in come.tiers:
        if tier.price_minor:
            Provider.of_invoice(event.currency).ensure_takes(tier.price_minor)
    return hall, come
