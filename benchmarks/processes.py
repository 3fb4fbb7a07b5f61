"""Several processes that sell one event, as bot workers do: each with an app and connections of its own."""

import asyncio
import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier

from benchmarks.booking import Sale
from benchmarks.measuring import Processor, Used, percentiles, python_seconds
from benchmarks.stand import NOW, Stand, seated, tick_a_seat_each
from core.app import build_app
from core.domain.ids import EventId
from core.memory import settle_memory
from core.running import run
from db.cache import open_redis
from db.embedded import Engines
from db.pool import open_pool
from tests.plans import settings_for_tests

AT_ONCE = 256
SECONDS = 3.0
BUYERS_MOST = 14_000
"""Of one process in one run."""
Sold = tuple[float, dict[str, list[float]]]
START = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Share:
    """What one process does."""

    servers: Engines
    event_id: EventId
    first: int

    async def sell(self, ready: Barrier, sold: "SimpleQueue[Sold]") -> None:
        """Hands over its processor time, and how long each step took; its connections live until all have done so."""
        async with await open_pool(self.servers.database_url) as pool, open_redis(self.servers.redis_url) as redis:
            app = build_app(pool, redis, settings_for_tests(), lambda: NOW)
            buyers = iter(range(self.first, self.first + BUYERS_MOST))
            warm = Sale(app, self.event_id, "seats", 0, buyers)
            await asyncio.gather(*(warm.book_one_after_the_other() for _ in range(AT_ONCE)))
            await asyncio.to_thread(ready.wait)
            began = python_seconds()
            sale = Sale(app, self.event_id, "seats", time.perf_counter() + SECONDS, buyers)
            await asyncio.gather(*(sale.book_one_after_the_other() for _ in range(AT_ONCE)))
            sold.put((python_seconds() - began, sale.seconds))
            await asyncio.to_thread(ready.wait)


async def sell_by(on: Stand, seats: int, numbers: Sequence[int]) -> list[tuple[Used, float, list[list[float]]]]:
    """For each number of processes: the processor time of a booking, bookings a second, percentiles of its steps."""
    app = on.app()
    event_id = await app.organizing.create_event(seated(seats))
    await tick_a_seat_each(on.pool, event_id, seats)
    found, first = [], 1
    for number in numbers:
        shares = [Share(on.servers, event_id, first + BUYERS_MOST * place) for place in range(number)]
        first += BUYERS_MOST * number
        found.append(await _sell(shares))
    bought = await on.pool.fetch("SELECT count(*) FROM tickets WHERE event_id = $1 GROUP BY seat_id", event_id)
    assert {row["count"] for row in bought} == {1} and await app.auditing.findings(event_id) == []
    return found


async def _sell(shares: Sequence[Share]) -> tuple[Used, float, list[list[float]]]:
    ready, sold = START.Barrier(len(shares) + 1), START.SimpleQueue()
    processes = [START.Process(target=_run, args=(share, ready, sold)) for share in shares]
    for process in processes:
        process.start()
    await asyncio.to_thread(ready.wait)
    server, started = Processor(), time.perf_counter()
    results = [await asyncio.to_thread(sold.get) for _ in processes]
    took, used = time.perf_counter() - started, server.used()
    await asyncio.to_thread(ready.wait)
    for process in processes:
        process.join()
    seconds = [[one for _, steps in results for one in steps[step]] for step in results[0][1]]
    bookings = len(seconds[-1])
    used = Used(sum(python for python, _ in results) * 1e6, used.server).each(bookings)
    return used, bookings / took, [percentiles(step) for step in seconds]


def _run(share: Share, ready: Barrier, sold: "SimpleQueue[Sold]") -> None:
    settle_memory()
    run(share.sell(ready, sold))
