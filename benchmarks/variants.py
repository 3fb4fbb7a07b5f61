"""Kassa against other ways to sell the same seats: `python -m benchmarks.variants`, or `--buyers 256 --seconds 10`.

On the same servers and the same schema, each of so many buyers books a seat of their own, and then the next one does:
by *Kassa*; by the *plain* path, Kassa with every request by itself; by a row lock; and by holds in Redis. What these
two do is in `seed_like.py`. Nothing may be sold twice by any of them. At last Redis loses what it knows, and it is
counted who pays for a seat that was given to somebody else meanwhile.
"""

import argparse
import asyncio
import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from redis.asyncio import BlockingConnectionPool, Redis

from benchmarks.booking import CAPACITY, STEPS, begin_payment, charge, create_event, ungrouped
from benchmarks.measuring import Processor, percentiles, timed
from benchmarks.pgbench import one_update
from benchmarks.report import Cell, Report, Table
from benchmarks.seed_like import NotFree, RedisHold, RowLock
from benchmarks.stand import NOW, Stand, stand
from core.app import App
from core.domain.ids import EventId, PersonId, SeatId
from core.domain.order import Order
from core.domain.refusal import Refusal
from core.running import run
from db import selections

KASSA, PLAIN, ROW_LOCK, REDIS_HOLD = "Kassa", "plain", "row lock", "hold in Redis"
LOST = 200
"""Seats that are held when Redis loses its memory."""
SECOND = 1_000_000
"""The number of a buyer who comes after that, less than that of the seat."""


class Way(Protocol):
    """To sell one event."""

    async def hold(self, buyer_id: PersonId, seat_id: int) -> Any: ...
    async def begin_payment(self, held: Any) -> None: ...
    async def pay(self, held: Any) -> None: ...


@dataclass(frozen=True, slots=True)
class Ours:
    """What each buyer has ticked, which is the seat with their number."""

    app: App
    event_id: EventId

    async def hold(self, buyer_id: PersonId, seat_id: int) -> Order:
        return await self.app.seating.hold_selected(self.event_id, buyer_id)

    async def begin_payment(self, order: Order) -> None:
        await begin_payment(self.app, order)

    async def pay(self, order: Order) -> None:
        await self.app.settling.complete_payment(charge(order))


@dataclass(slots=True)
class Rush:
    """Buyers who book one after the other."""

    way: Way
    until: float
    buyers: Iterator[int] = field(default_factory=lambda: iter(range(1, CAPACITY + 1)))
    seconds: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in STEPS})
    whole: list[float] = field(default_factory=list)

    async def book_one_after_the_other(self) -> None:
        for buyer in self.buyers:
            await timed(self.whole, self._book(buyer))
            if time.perf_counter() >= self.until:
                return

    async def _book(self, buyer: int) -> None:
        hold, pre_checkout, payment = self.seconds.values()
        held = await timed(hold, self.way.hold(PersonId(buyer), buyer))
        await timed(pre_checkout, self.way.begin_payment(held))
        await timed(payment, self.way.pay(held))


class Comparison:
    def __init__(self, on: Stand, redis: Redis) -> None:
        self.on = on
        self.redis = redis
        kassa, plain = on.app(), ungrouped(on.app())
        self.app = kassa
        self.ways: dict[str, Callable[[EventId], Way]] = {
            KASSA: lambda event_id: Ours(kassa, event_id),
            PLAIN: lambda event_id: Ours(plain, event_id),
            ROW_LOCK: lambda event_id: RowLock(on.pool, event_id),
            REDIS_HOLD: lambda event_id: RedisHold(on.pool, redis, event_id),
        }

    async def rows(self, buyers: int, seconds: float, pgbench: float) -> list[list[Cell]]:
        rows = list[list[Cell]]()
        ours = 0.0
        for name in self.ways:
            rate, cells = await self._measure(name, buyers, seconds)
            ours = ours or rate
            rows.append([f"{name} {buyers}", rate, ours / rate, rate / pgbench, *cells])
        return rows

    async def _measure(self, name: str, buyers: int, seconds: float) -> tuple[float, list[Cell]]:
        event_id = await create_event(self.app, self.on.pool, "seats")
        gc.collect()
        processor, started = Processor(), time.perf_counter()
        rush = Rush(self.ways[name](event_id), started + seconds)
        await asyncio.gather(*(rush.book_one_after_the_other() for _ in range(buyers)))
        took, bookings = time.perf_counter() - started, len(rush.whole)
        used = processor.used().each(bookings)
        await self._ensure_sold_once(event_id, bookings)
        waits = [percentiles(times) for times in (rush.whole, rush.seconds["hold"], rush.seconds["payment"])]
        return bookings / took, [*waits, used.python, used.server]

    async def _ensure_sold_once(self, event_id: EventId, bookings: int) -> None:
        row = await self.on.pool.fetchrow(
            """
            SELECT count(*), count(DISTINCT seat_id),
                   (SELECT count(*) FROM seats WHERE event_id = $1 AND status = 'sold')
            FROM tickets WHERE event_id = $1
            """,
            event_id,
        )
        assert row and set(row) == {bookings}, f"{bookings} bookings, but tickets, their seats and sold seats: {row}"

    async def paid_in_vain(self, name: str) -> int:
        """How many pay for a seat that they held, and cannot have, when Redis has lost its memory meanwhile."""
        event_id = await create_event(self.app, self.on.pool, "seats")
        way, lost = self.ways[name](event_id), 0
        first = [await way.hold(PersonId(seat), seat) for seat in range(1, LOST + 1)]
        await self.redis.flushdb()
        for seat in range(1, LOST + 1):
            buyer = PersonId(SECOND + seat)
            await selections.toggle(self.on.pool, event_id, buyer, SeatId(seat), 1, NOW)
            try:
                held = await way.hold(buyer, seat)
                await way.begin_payment(held)
                await way.pay(held)
            except (NotFree, Refusal):
                continue
        for held in first:
            try:
                await way.pay(held)
            except (NotFree, Refusal):
                lost += 1
        return lost


def waiting_pool(redis_url: str) -> BlockingConnectionPool:
    """As many connections as there are to the database; who finds none waits for one."""
    return BlockingConnectionPool.from_url(redis_url, max_connections=20, timeout=None)


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--buyers", type=int, nargs="*", default=[16, 64, 256])
    parser.add_argument("--seconds", type=float, default=2)
    options = parser.parse_args()
    figures: dict[str, Cell] = {"held": LOST}
    async with stand() as on, Redis(connection_pool=waiting_pool(on.servers.redis_url)) as redis:
        comparison = Comparison(on, redis)
        pgbench = await one_update(
            on.servers.database_url, await create_event(comparison.app, on.pool, "seats"), CAPACITY
        )
        rows = [row for buyers in options.buyers for row in await comparison.rows(buyers, options.seconds, pgbench)]
        for name, rate, *_, whole, _hold, _payment, _python, _server in rows:
            figures |= {f"{name}, a second": rate, f"{name}, ms": whole}
        lost = {name: await comparison.paid_in_vain(name) for name in (KASSA, REDIS_HOLD)}
    waits = ["booking, ms", "hold, ms", "payment, ms"]
    head = [
        "way, buyers at once",
        "bookings a second",
        "Kassa, times",
        "of pgbench",
        *waits,
        "Python, µs",
        "PostgreSQL, µs",
    ]
    Report(
        "variants",
        {"ways": Table(head, rows)},
        figures | {"pgbench, a second": pgbench} | {f"paid in vain, {name}": one for name, one in lost.items()},
        ["Kassa gave away what was held"] if lost[KASSA] else [],
    ).hand_over()


if __name__ == "__main__":
    run(main())
