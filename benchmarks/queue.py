"""What a crowd in a queue costs: `python -m benchmarks.queue`, or with `--people 20000` for fewer.

So many wait. Measured in Redis alone: to join, to ask for the position, and to be called out of it; then through core,
with PostgreSQL, which is the truth: joining side by side, one position after the other, one second of the sweep, the
draw of all, and filling an empty Redis. The budget is for what Redis does.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr
from redis.asyncio import Redis

from benchmarks.report import Cell, Report, Table
from core.app import App, build_app
from core.domain.event_plan import EventPlan, Standing, TierPlan, VenuePlan
from core.domain.ids import EventId, PersonId
from core.domain.queue import DRAW_AFTER, LAST_JOINS, QueueMode, QueueRules
from core.running import run
from core.settings import Settings
from db import migrate
from db.cache import open_redis
from db.embedded import engines
from db.pool import Pool, open_pool
from db.queue_ranks import QueueRanks

OPENING = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
BUDGET_MS = 1.0
RUNS = 1_000
AT_ONCE = 20
IN_REDIS = EventId(1_000)


class Clock:
    def __init__(self) -> None:
        self.now = OPENING - timedelta(minutes=1)

    def __call__(self) -> datetime:
        return self.now


async def measure(act: Callable[[int], Awaitable[object]], runs: int = RUNS) -> list[float]:
    """Milliseconds, sorted."""
    taken = []
    for number in range(runs):
        started = time.perf_counter()
        await act(number)
        taken.append((time.perf_counter() - started) * 1000)
    return sorted(taken)


def row(what: str, taken: list[float]) -> list[Cell]:
    p99 = taken[int(len(taken) * 0.99) - 1] if len(taken) > 1 else taken[0]
    return [what, statistics.median(taken), p99, taken[-1]]


async def in_redis(redis: Redis, people: int, rows: list[list[Cell]]) -> float:
    """The slowest p99 by Redis' own clock; the way to it and back is in the table too."""
    ranks = QueueRanks(redis)
    await ranks.fill(IN_REDIS, [(PersonId(number), number) for number in range(people)])
    await redis.config_resetstat()
    acts: dict[str, tuple[str, Callable[[int], Awaitable[object]]]] = {
        "join": ("zadd", lambda n: ranks.add(IN_REDIS, PersonId(people + n), people + n)),
        "position": ("zrank", lambda n: ranks.ahead_of(IN_REDIS, PersonId(people // 2 + n))),
        "called out": ("zremrangebyscore", lambda n: ranks.remove_called(IN_REDIS, n)),
    }
    worst = 0.0
    for what, (command, act) in acts.items():
        rows.append(row(f"Redis, there and back: {what}", await measure(act)))
        inside = (await redis.info("latencystats"))[f"latency_percentiles_usec_{command}"]
        rows.append([f"Redis alone: {what}", inside["p50"] / 1000, inside["p99"] / 1000, None])
        worst = max(worst, inside["p99"] / 1000)
    return worst


async def side_by_side(act: Callable[[int], Awaitable[object]], runs: int) -> float:
    """How many in a second."""
    numbers = iter(range(runs))

    async def one_after_the_other() -> None:
        for number in numbers:
            await act(number)

    started = time.perf_counter()
    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
    return runs / (time.perf_counter() - started)


async def through_core(app: App, pool: Pool, redis: Redis, clock: Clock, people: int, rows: list[list[Cell]]) -> float:
    """How many join in a second."""
    event_id = await app.organizing.create_event(event())
    await app.queueing.view(event_id, PersonId(1))  # opens the room
    await pool.execute(
        """
        INSERT INTO queue_entries (event_id, person_id, nonce, joined_at)
        SELECT $1, number, sha256(number::text::bytea), $3 FROM generate_series(1, $2::int) number
        """,
        event_id,
        people,
        clock(),
    )
    await pool.execute("ANALYZE")
    await app.calling.call_due()
    speed = await side_by_side(lambda n: app.queueing.join(event_id, PersonId(people + n + 1)), RUNS * 2)
    clock.now = OPENING + LAST_JOINS
    freezing = await measure(lambda _: app.calling.call_due(), 1)
    clock.now += DRAW_AFTER
    drawing = await measure(lambda _: app.calling.call_due(), 1)
    asking = await measure(lambda n: app.queueing.view(event_id, PersonId(people // 2 + n)))

    async def a_second(_: int) -> None:
        clock.now += timedelta(seconds=1)
        await app.calling.call_due()
        await pool.execute("UPDATE messages SET sent_at = now() WHERE sent_at IS NULL")

    calling = await measure(a_second, 60)
    await redis.flushdb()
    without = await measure(lambda n: app.queueing.view(event_id, PersonId(people // 2 + n)), 20)
    filling = await measure(lambda _: app.calling.call_due(), 1)
    for what, taken in (
        ("position", asking),
        ("a second of the sweep at 1500 a minute", calling),
        ("freeze the list", freezing),
        ("draw", drawing),
        ("position, Redis empty", without),
        ("fill an empty Redis", filling),
    ):
        rows.append(row(f"core: {what}", taken))
    return speed


def event() -> EventPlan:
    return EventPlan(
        title="Стадіон",
        description="",
        venue=VenuePlan("Олімпійський", "Київ", "", "Europe/Kyiv"),
        starts_at=OPENING + timedelta(days=7),
        sale_starts_at=OPENING,
        sale_ends_at=OPENING + timedelta(days=7),
        currency="UAH",
        tiers=(TierPlan("Фан-зона", 90_000),),
        sections=(Standing("Поле", 60_000, "Фан-зона"),),
        queue=QueueRules(QueueMode.ON, per_minute=1500, inside_max=5000),
    )


def settings(database_url: str, redis_url: str) -> Settings:
    return Settings(
        _env_file=None,
        bot_token=SecretStr("4242:bench"),
        database_url=database_url,
        redis_url=redis_url,
        ticket_keys=SecretStr("1:" + "k" * 32),
    )


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=100_000)
    people, clock = parser.parse_args().people, Clock()
    with tempfile.TemporaryDirectory(prefix="kassa-bench-", dir="/tmp") as base:
        async with engines(Path(base), durable=True) as servers, open_redis(servers.redis_url) as redis:
            await migrate.upgrade(servers.database_url)
            async with await open_pool(servers.database_url) as pool:
                rows: list[list[Cell]] = []
                worst = await in_redis(redis, people, rows)
                app = build_app(pool, redis, settings(servers.database_url, servers.redis_url), clock)
                speed = await through_core(app, pool, redis, clock, people, rows)
    Report(
        "queue",
        {"acts": Table(["what", "p50, ms", "p99, ms", "most, ms"], rows)},
        {"people": people, "joined a second": speed, "side by side": AT_ONCE, "slowest p99 in Redis, ms": worst},
        ["the budget of Redis is exceeded"] if worst > BUDGET_MS else [],
    ).hand_over()


if __name__ == "__main__":
    run(main())
