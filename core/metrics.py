"""What a process measures of itself and of the box office, for Prometheus. `docs/metrics.md` lists it.

Counters and histograms are of the process, to be added up over all of them. What is read from the database is the same
wherever it is read: the sweep writes it, so it comes from the processes that run the scheduler.
"""

import asyncio
from collections.abc import Callable
from functools import partial

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

from db.pool import Pool

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
POOL_STATES: dict[str, Callable[[Pool], int]] = {
    "open": lambda pool: pool.get_size(),
    "idle": lambda pool: pool.get_idle_size(),
    "most": lambda pool: pool.get_max_size(),
}
HOLD_SECONDS = (10.0, 20.0, 30.0, 60.0, 120.0, 180.0, 300.0, 600.0, 1200.0, 3600.0)


class Metrics:
    """One for each process, whatever it runs; there may be several in one process of the tests."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        self.updates = Histogram(
            "kassa_update_seconds",
            "From an update to the end of its handler.",
            ["kind", "handler"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.bot_api = Histogram(
            "kassa_bot_api_seconds", "Calls of the Bot API.", ["method"], buckets=SECONDS, registry=self.registry
        )
        self.bot_api_errors = Counter(
            "kassa_bot_api_errors", "Calls of the Bot API that failed.", ["method", "error"], registry=self.registry
        )
        self.holds = Counter("kassa_holds", "Holds, and why others were refused.", ["outcome"], registry=self.registry)
        self.refusals = Counter("kassa_refusals", "Refusals that ended a handler.", ["code"], registry=self.registry)
        self.hold_to_paid = Histogram(
            "kassa_hold_to_paid_seconds", "From a hold to its payment.", buckets=HOLD_SECONDS, registry=self.registry
        )
        self.orders = self._gauge("kassa_orders", "Orders of events to come.", "status")
        self.seats_on_sale = self._gauge("kassa_seats_on_sale", "Seats that can be had now.", "event")
        self.queue = self._gauge("kassa_queue_waiting", "People in the queue of an event.", "event")
        self.outbox = self._gauge("kassa_outbox_waiting", "Messages that are due and not sent.", "channel", "bulk")
        self.outbox_age = self._gauge(
            "kassa_outbox_age_seconds", "For how long the oldest of them is due.", "channel", "bulk"
        )
        self.updates_waiting = self._gauge("kassa_updates_waiting", "Taken by receivers and not done.")
        self.updates_age = self._gauge("kassa_updates_age_seconds", "For how long the oldest of them waits.")
        self.alarms = self._gauge("kassa_alarms", "Alarms that ring: see docs/operations.md.", "what")
        self.pool = self._gauge("kassa_pool_connections", "Connections to PostgreSQL.", "state")
        self.tasks = self._gauge("kassa_tasks", "Tasks of the loop that are not done.")
        self._pools: list[Pool] = []

    def watch(self, pool: Pool) -> None:
        """Its connections count from now on, beside those of other pools."""
        self._pools.append(pool)
        for state, size_of in POOL_STATES.items():
            self.pool.labels(state).set_function(partial(self._sum, size_of))

    def watch_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        self.tasks.set_function(lambda: len(asyncio.all_tasks(loop)))

    def _sum(self, size_of: Callable[[Pool], int]) -> int:
        return sum(size_of(pool) for pool in self._pools)

    def _gauge(self, name: str, says: str, *labels: str) -> Gauge:
        return Gauge(name, says, labels, registry=self.registry)
