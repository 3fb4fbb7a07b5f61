"""Pictures that many look at while what they show changes: drawn once for all who ask within two seconds."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any

from db.cache import Cache

FRESH_FOR = 2.0
"""Seconds for which a picture may be shown after what it shows was read."""

Run = Callable[[Callable[[], bytes]], Coroutine[Any, Any, bytes]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture being drawn, or drawn just now."""

    exact_key: str
    seen_at: float
    picture: asyncio.Task[bytes]


class SharedPictures:
    """What is being drawn in this process, by what it is a picture of. `run` takes what draws to where it may."""

    def __init__(self, file_ids: Cache, clock: Callable[[], float] = monotonic, run: Run = asyncio.to_thread) -> None:
        self.file_ids = file_ids
        self.clock = clock
        self.run = run
        self.drawings: dict[str, Drawing] = {}

    def picture(
        self, key: str, exact_key: str, ttl: timedelta, draw: Callable[[], bytes], age: timedelta = timedelta()
    ) -> "SharedPicture":
        """`key` says what it is a picture of, `exact_key` just what it shows, as read at this moment or so long ago."""
        return SharedPicture(self, key, exact_key, ttl, draw, age)

    def is_fresh(self, drawing: Drawing) -> bool:
        return self.fresh_for(drawing) > 0

    def fresh_for(self, drawing: Drawing) -> float:
        return FRESH_FOR - (self.clock() - drawing.seen_at)

    def forget(self, key: str, drawing: Drawing) -> None:
        if self.drawings.get(key) is drawing:
            del self.drawings[key]


class SharedPicture:
    """One request for a picture, as `Picture` wants it."""

    def __init__(
        self,
        shared: SharedPictures,
        key: str,
        exact_key: str,
        ttl: timedelta,
        draw: Callable[[], bytes],
        age: timedelta,
    ) -> None:
        self.shared = shared
        self.key = key
        self.exact_key = exact_key
        self.ttl = ttl
        self.seen_at = shared.clock() - age.total_seconds()
        self._draw = draw
        self._drawing: Drawing | None = None

    async def known_file_id(self) -> str | None:
        return await self.shared.file_ids.get(self.exact_key) or await self.shared.file_ids.get(self.key)

    async def draw(self) -> bytes:
        """Joins those for whom it is being drawn."""
        drawing = self.shared.drawings.get(self.key)
        if drawing is None or not self.shared.is_fresh(drawing):
            drawing = Drawing(self.exact_key, self.seen_at, asyncio.create_task(self.shared.run(self._draw)))
            self.shared.drawings[self.key] = drawing
            asyncio.get_running_loop().call_later(FRESH_FOR, self.shared.forget, self.key, drawing)
        self._drawing = drawing
        return await asyncio.shield(drawing.picture)

    async def remember(self, file_id: str) -> None:
        """Under what was really drawn; and for whoever asks while it is fresh."""
        assert self._drawing is not None, "what was sent was drawn before"
        await self.shared.file_ids.set(self._drawing.exact_key, file_id, self.ttl)
        if (left := self.shared.fresh_for(self._drawing)) > 0:
            await self.shared.file_ids.set(self.key, file_id, timedelta(seconds=left))
