"""Stocks: what is left of events. Many seats are counted once for all who ask within a second, and few each time."""

import json
from collections.abc import Callable, Sequence
from dataclasses import astuple
from datetime import datetime, timedelta
from time import monotonic

from core.domain.event import Availability, Event, EventSummary
from core.domain.ids import EventId
from core.services.group_commit import Batches
from core.services.loader import Loader
from core.services.recent import Recent
from db import events
from db.cache import Cache
from db.pool import Pool

MANY_SEATS = 2_000
"""So many are counted in a few milliseconds."""
FRESH_FOR = timedelta(seconds=1)
"""In Redis, and in a process after that: nothing that is shown is older than twice this."""


class Stocks:
    def __init__(
        self,
        pool: Pool,
        clock: Callable[[], datetime],
        cache: Cache,
        readings: Batches,
        watch: Callable[[], float] = monotonic,
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.cache = cache
        self._of_few = Loader(self._count, readings)
        self._of_many = Recent(self._count_shared, FRESH_FOR, watch)

    async def summaries(self, event_ids: Sequence[EventId]) -> list[EventSummary]:
        """In the order of the ids; what is not there is left out."""
        found, now = await events.by_ids(self.pool, event_ids), self.clock()
        left = await self._availability([event.id for event in found], now)
        return [_summary(event, left[event.id], now) for event in found]

    async def summary(self, event: Event) -> EventSummary:
        """Of an event that was just read."""
        counted, now = self._of_many if event.id in self._of_many else self._of_few, self.clock()
        left = await counted.get(event.id)
        assert left is not None, "an aggregate has a row"
        if left.capacity > MANY_SEATS and event.id not in self._of_many:
            self._of_many.put(event.id, left)
        return _summary(event, left, now)

    async def _availability(self, event_ids: Sequence[EventId], now: datetime) -> dict[EventId, Availability]:
        many = [event_id for event_id in event_ids if event_id in self._of_many]
        few = [event_id for event_id in event_ids if event_id not in self._of_many]
        left = await events.availability(self.pool, few, now) if few else {}
        for event_id, available in left.items():
            if available.capacity > MANY_SEATS:
                self._of_many.put(event_id, available)
        for event_id in many:
            left[event_id] = await self._of_many.get(event_id)
        return left

    async def _count(self, event_ids: Sequence[EventId]) -> dict[EventId, Availability]:
        return await events.availability(self.pool, event_ids, self.clock())

    async def _count_shared(self, event_id: EventId) -> Availability:
        """As another process has counted it, if that is not long ago."""
        if known := await self.cache.get(str(event_id)):
            return Availability(*json.loads(known))
        available = (await events.availability(self.pool, [event_id], self.clock()))[event_id]
        await self.cache.set(str(event_id), json.dumps(astuple(available)), FRESH_FOR)
        return available


def _summary(event: Event, left: Availability, now: datetime) -> EventSummary:
    return EventSummary(event, left.capacity, left.free, left.lowest_price_minor, event.closed_because(now))
