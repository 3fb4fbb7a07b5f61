"""Layouts: the seats of halls, kept by each process for as long as the hall does not change."""

import asyncio
from collections import OrderedDict, defaultdict

from core.domain.ids import EventId
from core.domain.layout import Layout
from db import halls
from db.pool import Conn, Executor, Pool

KEPT_SEATS_MAX = 300_000
"""About 100 MB."""


class Layouts:
    """By event and version, those used last; one that is larger than all may be is kept while it is in use."""

    def __init__(self) -> None:
        self._kept: OrderedDict[EventId, Layout] = OrderedDict()
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
        layout = self._kept.get(event_id)
        if layout is None or layout.version != version:
            return None
        self._kept.move_to_end(event_id)
        return layout

    def _keep(self, event_id: EventId, layout: Layout) -> None:
        self._kept[event_id] = layout
        self._kept.move_to_end(event_id)
        while len(self._kept) > 1 and sum(len(kept.free) for kept in self._kept.values()) > KEPT_SEATS_MAX:
            forgotten, _ = self._kept.popitem(last=False)
            self._reading.pop(forgotten, None)
