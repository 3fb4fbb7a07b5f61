"""Lines: each person's updates one after the other, those of different people side by side."""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Callable, Coroutine
from datetime import datetime

from core.domain.ids import PersonId
from core.domain.update import QueuedUpdate
from core.services.receiving import Handle
from db.update_streams import StreamsAway, UpdateStreams

logger = logging.getLogger(__name__)

TRIES = 3
"""Of an update that fails, or of which workers die; then it is set aside: the log has it."""
RETRY_AFTER = 0.5
AWAY = 0.5
"""Seconds until Redis is asked again."""


class Lines:
    """`may_begin` says whether what was taken is still ours to handle."""

    def __init__(
        self, streams: UpdateStreams, clock: Callable[[], datetime], handle: Handle, may_begin: Callable[[], bool]
    ) -> None:
        self.streams = streams
        self.clock = clock
        self.handle = handle
        self.may_begin = may_begin
        self.in_hand = Counter[int]()  # updates that were taken and are not done, by partition
        self._lines: dict[PersonId, deque[QueuedUpdate]] = {}
        self._begun: set[asyncio.Task[None]] = set()
        self._stale = 0

    def add(self, queued: QueuedUpdate) -> None:
        """Behind what the same person has done before."""
        self.in_hand[queued.update.partition] += 1
        person_id = queued.update.person_id
        if person_id in self._lines:
            self._lines[person_id].append(queued)
            return
        self._lines[person_id] = deque([queued])
        self.begin(self._walk(person_id))

    def begin(self, work: Coroutine[object, object, None]) -> None:
        """What `finish` waits for."""
        task = asyncio.create_task(work)
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)

    async def serve(self, queued: QueuedUpdate) -> None:
        """Handles one update and removes it, whatever came of it."""
        if not self.may_begin():
            return
        if queued.is_stale(self.clock()):
            self._stale += 1
        else:
            await self._try(queued)
        await self._remove(queued)

    async def finish(self, within: float) -> None:
        """What is not done by then stays in its stream."""
        if self._begun:
            _, unfinished = await asyncio.wait(self._begun, timeout=within)
            for task in unfinished:
                task.cancel()
            if unfinished:
                await asyncio.wait(unfinished, timeout=AWAY)

    def tell_of_stale(self) -> None:
        if self._stale:
            logger.warning("%s taps were dropped: nobody waits for them any more", self._stale)
            self._stale = 0

    async def _walk(self, person_id: PersonId) -> None:
        line = self._lines[person_id]
        while line:
            try:
                await self.serve(line[0])
            finally:
                self.in_hand[line.popleft().update.partition] -= 1
        del self._lines[person_id]

    async def _try(self, queued: QueuedUpdate) -> None:
        for _ in range(queued.times_taken, TRIES + 1):
            try:
                await self.handle(queued.update)
                return
            except Exception:
                logger.exception("update %s failed", queued.update.id)
                await asyncio.sleep(RETRY_AFTER)
        logger.error("update set aside after %s tries: %s", TRIES, queued.update.body)

    async def _remove(self, queued: QueuedUpdate) -> None:
        while True:
            try:
                await self.streams.remove(queued)
                return
            except StreamsAway as error:
                logger.warning("Redis is away: %s", error)
                await asyncio.sleep(AWAY)
