"""Monitoring: the figures of the box office, and whether this process can work."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from prometheus_client import Gauge

from core.domain.message import Channel
from core.domain.order import OrderStatus
from core.metrics import Metrics
from core.services.working import Working
from db import events, figures
from db.pool import Pool, snapshot
from db.update_streams import StreamsAway

EVENTS_MAX = 100
"""Of which seats are counted: a label for each is kept by Prometheus for ever."""
ANSWERS_WITHIN = 2.0
"""Seconds."""


class Monitoring:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], working: Working, metrics: Metrics) -> None:
        self.pool = pool
        self.clock = clock
        self.working = working
        self.metrics = metrics
        metrics.watch(pool)

    async def measure_due(self) -> None:
        now = self.clock()
        async with snapshot(self.pool) as conn:
            on_sale = await figures.events_on_sale(conn, now, EVENTS_MAX)
            by_status = await figures.orders_by_status(conn, on_sale)
            available = await events.availability(conn, on_sale, now)
            waiting, outbox = await figures.queues(conn), await figures.outbox(conn, now)
        _set(self.metrics.orders, {status: by_status.get(status, 0) for status in OrderStatus})
        _set(self.metrics.seats_on_sale, {str(event_id): one.free for event_id, one in available.items()})
        _set(self.metrics.queue, {str(event_id): number for event_id, number in waiting.items()})
        for channel in Channel:
            number, age = outbox.get(channel, (0, 0.0))
            self.metrics.outbox.labels(channel).set(number)
            self.metrics.outbox_age.labels(channel).set(age)
        with suppress(StreamsAway):  # the figures of before stay
            lag = await self.working.lag()
            self.metrics.updates_waiting.set(lag.depth)
            self.metrics.updates_age.set(lag.age.total_seconds())

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
