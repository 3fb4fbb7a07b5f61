"""A shift of a worker: for as long as its leases hold without a break, and it knows what it has taken."""

import asyncio
import logging
import math
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import datetime, timedelta

from core.services.lines import AWAY, Lines
from core.services.receiving import Handle
from db.update_streams import Leases, StreamsAway, UpdateStreams

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=8)
"""After so long without a word a worker is taken for dead."""
RENEW_EVERY = 2.0
IDLE = 0.03
"""Seconds until a worker that found nothing looks again."""
TAKEN_MAX = 10
"""Of one partition at once."""
IN_HAND_MAX = 200
FINISH_WITHIN = 15.0


class Shift:
    """The leases are in the name of the worker: its next shift has them again."""

    def __init__(self, name: str, streams: UpdateStreams, clock: Callable[[], datetime], handle: Handle) -> None:
        self.name = name
        self.streams = streams
        self.clock = clock
        self.lines = Lines(streams, clock, handle, self._holds)
        self._leased: frozenset[int] = frozenset()
        self._open: set[int] = set()  # those of which new updates are taken
        self._leaving: set[int] = set()
        self._renew_at, self._lapses_at = 0.0, math.inf
        self._is_over = False

    async def work(self) -> None:
        """Until the leases lapse, an answer of Redis is lost, or cancelled."""
        try:
            while self._holds():
                _ensure_not_cancelled()
                await self._keep_leases()
                await asyncio.sleep(0 if await self._take() else IDLE)
            logger.warning("the leases have lapsed")
        except StreamsAway as error:  # perhaps it gave us updates, and we do not know which
            logger.warning("Redis is away: %s", error)
        finally:
            await self._finish()

    def _holds(self) -> bool:
        return _now() < self._lapses_at

    async def _keep_leases(self) -> None:
        if _now() < self._renew_at:
            return
        leases = await self._renew()
        if not self._leased <= leases.partitions:  # Redis has forgotten them
            self._lapses_at = 0.0
            return
        for partition in leases.partitions - self._leased:
            self.lines.begin(self._open_again(partition))
        self._leased = leases.partitions
        self.lines.tell_of_stale()
        await self._leave_more_than(leases.share)

    async def _renew(self) -> Leases:
        now = _now()
        leases = await self.streams.renew(self.name, LEASE, leaving=self._is_over)
        self._renew_at, self._lapses_at = now + RENEW_EVERY, now + LEASE.total_seconds()
        return leases

    async def _leave_more_than(self, share: int) -> None:
        """Others have come: a partition goes to them when all that was taken of it is done."""
        surplus = max(len(self._leased) - len(self._leaving) - share, 0)
        self._leaving.update(sorted(self._open, key=lambda partition: self.lines.in_hand[partition])[:surplus])
        self._open -= self._leaving
        await self._let_go(self._leaving)

    async def _let_go(self, partitions: AbstractSet[int]) -> None:
        """Those of which nothing is in hand."""
        idle = {partition for partition in partitions if not self.lines.in_hand[partition]}
        if idle:
            await self.streams.let_go(self.name, idle)
            self._leased -= idle
            self._leaving -= idle

    async def _open_again(self, partition: int) -> None:
        """What others had taken and not done comes first, one by one: it may be what they died of."""
        self.lines.in_hand[partition] += 1
        try:
            while self._holds() and not self._is_over:
                try:
                    left_over = await self.streams.take_again(self.name, partition, self.clock())
                except StreamsAway:
                    await asyncio.sleep(AWAY)
                    continue
                if left_over is None:
                    self._open.add(partition)
                    return
                await self.lines.serve(left_over)
        finally:
            self.lines.in_hand[partition] -= 1

    async def _take(self) -> bool:
        room = IN_HAND_MAX - self.lines.in_hand.total()
        if room <= 0 or not self._open:
            return False
        taken = await self.streams.take(self.name, self._open, min(room, TAKEN_MAX), self.clock())
        for queued in taken:
            self.lines.add(queued)
        return bool(taken)

    async def _finish(self) -> None:
        """Ends what was begun. What nothing is in hand of, others may have at once."""
        self._is_over = True
        self._open.clear()
        finished = asyncio.Event()
        handing_over = asyncio.create_task(self._hand_over_until(finished))
        await self.lines.finish(FINISH_WITHIN)
        finished.set()
        await handing_over
        self._lapses_at = 0.0  # what could not be ended in time begins nothing more
        with suppress(StreamsAway):
            await self.streams.let_go(self.name, self._leased)

    async def _hand_over_until(self, finished: asyncio.Event) -> None:
        while self._holds() and not finished.is_set():
            with suppress(StreamsAway):
                await self._renew()
                await self._let_go(self._leased)
            with suppress(TimeoutError):
                async with asyncio.timeout(RENEW_EVERY):
                    await finished.wait()


def _now() -> float:
    return asyncio.get_running_loop().time()


def _ensure_not_cancelled() -> None:
    """Until Python 3.12 `asyncio.wait_for`, with which the Redis client sends, may swallow that we were cancelled."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
