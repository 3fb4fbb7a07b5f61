"""Turnouts: how many are inside. Many tickets are counted once a second for all who scan, and few each time.

Who scans sees their own scan at once, whenever it was counted; another process's within a second.
"""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic

from core.domain.checkin import Turnout
from core.domain.ids import EventId
from core.services.recent import Recent
from db import door
from db.pool import Pool

MANY_TICKETS = 2_000
"""So many are counted in a few milliseconds."""
FRESH_FOR = timedelta(seconds=1)


class Turnouts:
    def __init__(self, pool: Pool, watch: Callable[[], float] = monotonic) -> None:
        self.pool = pool
        self._of_many = Recent(self._count, FRESH_FOR, watch)

    async def at(self, event_id: EventId) -> Turnout:
        if event_id in self._of_many:
            return await self._of_many.get(event_id)
        turnout = await self._count(event_id)
        if turnout.expected > MANY_TICKETS:
            self._of_many.put(event_id, turnout)
        return turnout

    def note(self, event_id: EventId, step: int) -> None:
        """So many more are inside, by a scan of this process that is committed."""
        self._of_many.amend(event_id, lambda turnout: turnout.moved(step))

    async def _count(self, event_id: EventId) -> Turnout:
        return await door.turnout(self.pool, event_id)
