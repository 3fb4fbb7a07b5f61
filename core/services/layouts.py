"""Layouts: the seats of halls, kept by each process for as long as the hall does not change."""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from core.domain.ids import EventId
from core.domain.layout import Layout
from db import halls
from db.pool import Conn, Executor, Pool

KEPT_SEATS_MAX = 300_000
"""About 100 MB."""
KEPT_UNUSED = timedelta(minutes=10)


@dataclass(slots=True)
class _Kept:
    layout: Layout
    used_at: float


class Layouts:
    """By event and version, those used last; one that is larger than all may be is kept while it is in use.

    Those of halls that nobody looks at any more go when the next one comes: a process that sells one event after the
    other needs no more memory for it.
    """

    def __init__(self, watch: Callable[[], float] = monotonic) -> None:
        self.watch = watch
        self._kept: OrderedDict[EventId, _Kept] = OrderedDict()
        """The one that was used last is the last."""
        self._reading: defaultdict[EventId, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def of_event(self, pool: Pool, event_id: EventId) -> Layout:
        """A crowd that arrives at once has it read once."""
        version = await halls.version(pool, event_id)
        if (layout := self._known(event_id, version)) is None:
            async with self._reading[event_id]:
                if (layout := self._known(event_id, version)) is None:
                    layout = await self._read(pool, event_id)
        return layout

    async def in_transaction(self, conn: Conn, event_id: EventId) -> Layout:
        """Waits for nobody: who is reading it may be waiting for a connection, and this is one."""
        version = await halls.version(conn, event_id)
        return self._known(event_id, version) or await self._read(conn, event_id)

    async def _read(self, conn: Executor, event_id: EventId) -> Layout:
        layout = await halls.layout(conn, event_id)
        self._keep(event_id, layout)
        return layout

    def _known(self, event_id: EventId, version: int) -> Layout | None:
        kept = self._kept.get(event_id)
        if kept is None or kept.layout.version != version:
            return None
        kept.used_at = self.watch()
        self._kept.move_to_end(event_id)
        return kept.layout

    def _keep(self, event_id: EventId, layout: Layout) -> None:
        self._kept[event_id] = _Kept(layout, self.watch())
        self._kept.move_to_end(event_id)
        while len(self._kept) > 1 and self._are_too_many():
            forgotten, _ = self._kept.popitem(last=False)
            self._reading.pop(forgotten, None)

    def _are_too_many(self) -> bool:
        oldest = next(iter(self._kept.values()))
        if self.watch() - oldest.used_at > KEPT_UNUSED.total_seconds():
            return True
        return sum(len(kept.layout.free) for kept in self._kept.values()) > KEPT_SEATS_MAX
