"""Stocks: what is left of events. Many seats are counted once for all who ask within a second, and few each time."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import astuple
from datetime import datetime, timedelta
from time import monotonic

from core.domain.event import Availability, EventSummary
from core.domain.ids import EventId
from db import events
from db.cache import Cache
from db.pool import Pool

MANY_SEATS = 2_000
"""So many are counted in a few milliseconds."""
FRESH_FOR = timedelta(seconds=1)
"""In Redis, and in a process after that: nothing that is shown is older than twice this."""


class Stocks:
    def __init__(
        self, pool: Pool, clock: Callable[[], datetime], cache: Cache, watch: Callable[[], float] = monotonic
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.cache = cache
        self.watch = watch
        self._counted: dict[EventId, tuple[float, asyncio.Future[Availability]]] = {}  # of events with many seats

    async def summaries(self, event_ids: Sequence[EventId]) -> list[EventSummary]:
        """In the order of the ids; what is not there is left out."""
        found, now = await events.by_ids(self.pool, event_ids), self.clock()
        left = await self._availability([event.id for event in found], now)
        return [
            EventSummary(event, one.capacity, one.free, one.lowest_price_minor, event.closed_because(now))
            for event, one in ((event, left[event.id]) for event in found)
        ]

    async def _availability(self, event_ids: Sequence[EventId], now: datetime) -> dict[EventId, Availability]:
        few = [event_id for event_id in event_ids if event_id not in self._counted]
        left = await events.availability(self.pool, few, now) if few else {}
        for event_id, available in left.items():
            if available.capacity > MANY_SEATS:
                counted = asyncio.get_running_loop().create_future()
                counted.set_result(available)
                self._counted[event_id] = self.watch(), counted
        for event_id in self._counted.keys() & set(event_ids):
            left[event_id] = left.get(event_id) or await self._recent(event_id)
        return left

    async def _recent(self, event_id: EventId) -> Availability:
        """Joins those for whom it is being counted. Whoever leaves does not end it for the others."""
        at, counting = self._counted[event_id]
        has_failed = counting.done() and (counting.cancelled() or counting.exception())
        if has_failed or self.watch() - at >= FRESH_FOR.total_seconds():
            counting = asyncio.create_task(self._shared(event_id))
            self._counted[event_id] = self.watch(), counting
        return await asyncio.shield(counting)

    async def _shared(self, event_id: EventId) -> Availability:
        """As another process has counted it, if that is not long ago."""
        if known := await self.cache.get(str(event_id)):
            return Availability(*json.loads(known))
        available = (await events.availability(self.pool, [event_id], self.clock()))[event_id]
        await self.cache.set(str(event_id), json.dumps(astuple(available)), FRESH_FOR)
        return available
