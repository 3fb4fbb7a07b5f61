"""Layouts: the seats of halls, kept by each process for as long as the hall does not change."""

from collections import OrderedDict

from core.domain.ids import EventId
from core.domain.layout import Layout
from db import halls
from db.pool import Executor

KEPT_SEATS_MAX = 300_000
"""About 100 MB."""


class Layouts:
    """By event and version, those used last; one that is larger than all may be is kept while it is in use."""

    def __init__(self) -> None:
        self._kept: OrderedDict[EventId, tuple[int, Layout]] = OrderedDict()

    async def of_event(self, conn: Executor, event_id: EventId) -> Layout:
        version = await halls.version(conn, event_id)
        kept_version, layout = self._kept.get(event_id, (None, None))
        if layout is None or kept_version != version:
            layout = await halls.layout(conn, event_id)
            self._kept[event_id] = version, layout
        self._kept.move_to_end(event_id)
        while len(self._kept) > 1 and sum(len(kept.free) for _, kept in self._kept.values()) > KEPT_SEATS_MAX:
            self._kept.popitem(last=False)
        return layout
