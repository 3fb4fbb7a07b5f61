"""Watching: the figures of a sale that change by themselves in an organizer's chat, in one process of several."""

import secrets
from datetime import timedelta

from core.domain.ids import EventId, PersonId
from core.services.managing import LiveFigures, Managing
from db.cache import LiveMarks

LASTS = timedelta(minutes=15)


class Watching:
    def __init__(self, managing: Managing, marks: LiveMarks) -> None:
        self.managing = managing
        self.marks = marks

    async def begin(self, person_id: PersonId) -> str:
        """The mark of a view; whichever was in this chat before ends, also in another process."""
        mark = secrets.token_hex(8)
        await self.marks.put(person_id, mark, LASTS)
        return mark

    async def end(self, person_id: PersonId) -> None:
        """The message shows something else now."""
        await self.marks.remove(person_id)

    async def figures(self, person_id: PersonId, event_id: EventId, mark: str) -> LiveFigures | None:
        """None once the view has ended."""
        return await self.managing.live(person_id, event_id) if await self.marks.has(person_id, mark) else None
