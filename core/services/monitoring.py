"""Monitoring: the figures of the box office, and whether this process can work."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import product
from time import monotonic

from prometheus_client import Gauge

from core.domain.alarm import Trouble
from core.domain.audit import Contradiction
from core.domain.message import Channel
from core.domain.order import OrderStatus
from core.metrics import Metrics
from core.services.working import Working
from db import alarms, events, figures
from db.pool import Pool, snapshot
from db.update_streams import StreamsAway

EVENTS_MAX = 100
"""Of which seats are counted: a label for each is kept by Prometheus for ever."""
PAUSE_AFTER_COUNTING = 100
"""So many times as long as orders and seats took to count, they are not counted again."""
ANSWERS_WITHIN = 2.0
"""Seconds."""


class Monitoring:
    def __init__(
        self,
        pool: Pool,
        clock: Callable[[], datetime],
        working: Working,
        metrics: Metrics,
        watch: Callable[[], float] = monotonic,
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.working = working
        self.metrics = metrics
        self.watch = watch
        self._count_again_at: datetime | None = None
        metrics.watch(pool)

    async def measure_due(self) -> None:
        """What waits, each time; orders and seats are dear, and counted less often the longer that takes."""
        now = self.clock()
        await self._measure_waiting(now)
        if self._count_again_at is None or now >= self._count_again_at:
            began = self.watch()
            try:
                await self._count_orders_and_seats(now)
            finally:
                self._count_again_at = now + timedelta(seconds=(self.watch() - began) * PAUSE_AFTER_COUNTING)

    async def _measure_waiting(self, now: datetime) -> None:
        async with snapshot(self.pool) as conn:
            waiting, outbox = await figures.queues(conn), await figures.outbox(conn, now)
            ringing = await alarms.still_there(conn)
        _set(self.metrics.queue, {str(event_id): number for event_id, number in waiting.items()})
        _set(self.metrics.alarms, {what: ringing.get(what, 0) for what in (*Trouble, *Contradiction)})
        for channel, is_bulk in product(Channel, (False, True)):
            number, age = outbox.get((channel, is_bulk), (0, 0.0))
            bulk = "yes" if is_bulk else "no"
            self.metrics.outbox.labels(channel, bulk).set(number)
            self.metrics.outbox_age.labels(channel, bulk).set(age)
        with suppress(StreamsAway):  # the figures of before stay
            lag = await self.working.lag()
            self.metrics.updates_waiting.set(lag.depth)
            self.metrics.updates_age.set(lag.age.total_seconds())

    async def _count_orders_and_seats(self, now: datetime) -> None:
        async with snapshot(self.pool) as conn:
            on_sale = await figures.events_on_sale(conn, now, EVENTS_MAX)
            by_status = await figures.orders_by_status(conn, on_sale)
            available = await events.availability(conn, on_sale, now)
        _set(self.metrics.orders, {status: by_status.get(status, 0) for status in OrderStatus})
        _set(self.metrics.seats_on_sale, {str(event_id): one.free for event_id, one in available.items()})

    async def is_ready(self) -> bool:
        """Whether the database answers. Without Redis or Telegram there is still something to do."""
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                return await self.pool.fetchval("SELECT true") is True
        except Exception:  # whatever it is, there is no answer
            return False


def _set(gauge: Gauge, values: dict[str, int]) -> None:
    """What is not there any more is not shown as it was."""
    gauge.clear()
    for label, value in values.items():
        gauge.labels(label).set(value)
