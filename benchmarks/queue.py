"""What a crowd in a queue costs: `python -m benchmarks.queue`, or with `--people 20000` for fewer.

So many wait. Measured in Redis alone: to join, to ask for the position, and to be called out of it; then through core,
with PostgreSQL, which is the truth: joining side by side, one position after the other, one second of the sweep, the
draw of all, and filling an empty Redis. The budget is for what Redis does.
"""

import argparse
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from redis.asyncio import Redis

from benchmarks.acting import one_by_one, side_by_side
from benchmarks.measuring import percentiles
from benchmarks.report import Cell, Report, Table
from benchmarks.stand import NOW, general, stand
from core.app import App
from core.domain.event_plan import EventPlan
from core.domain.ids import EventId, PersonId
from core.domain.queue import DRAW_AFTER, LAST_JOINS, QueueMode, QueueRules
from core.running import run
from db.pool import Pool
from db.queue_ranks import QueueRanks

BUDGET_MS = 1.0
RUNS = 1_000
AT_ONCE = 20
IN_REDIS = EventId(1_000)


class Clock:
    def __init__(self) -> None:
        self.now = NOW - timedelta(minutes=1)

    def __call__(self) -> datetime:
        return self.now


def row(what: str, seconds: list[float]) -> list[Cell]:
    p50, _, p99 = percentiles(seconds)
    return [what, p50, p99, max(seconds) * 1000]


async def in_redis(redis: Redis, people: int, rows: list[list[Cell]]) -> float:
    """The slowest p99 by Redis' own clock; the way to it and back is in the table too."""
    ranks = QueueRanks(redis)
    await ranks.fill(IN_REDIS, [(PersonId(number), number) for number in range(people)])
    await redis.config_resetstat()
    acts: dict[str, tuple[str, Callable[[int], Awaitable[object]]]] = {
        "join": ("zadd", lambda n: ranks.add(IN_REDIS, PersonId(people + n), people + n)),
        "position": ("zrank", lambda n: ranks.ahead_of(IN_REDIS, PersonId(people // 2 + n))),
        "called out": ("zremrangebyscore", lambda n: ranks.remove_up_to(IN_REDIS, n)),
    }
    worst = 0.0
    for what, (command, act) in acts.items():
        rows.append(row(f"Redis, there and back: {what}", await one_by_one(act, RUNS)))
        inside = (await redis.info("latencystats"))[f"latency_percentiles_usec_{command}"]
        rows.append([f"Redis alone: {what}", inside["p50"] / 1000, inside["p99"] / 1000, None])
        worst = max(worst, inside["p99"] / 1000)
    return worst


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
    late = range(people + 1, people + 1 + 2 * RUNS)
    took = await side_by_side(lambda n: app.queueing.join(event_id, PersonId(n)), late, AT_ONCE)
    clock.now = NOW + LAST_JOINS
    freezing = await one_by_one(lambda _: app.calling.call_due(), 1)
    clock.now += DRAW_AFTER
    drawing = await one_by_one(lambda _: app.calling.call_due(), 1)
    asking = await one_by_one(lambda n: app.queueing.view(event_id, PersonId(people // 2 + n)), RUNS)

    async def a_second(_: int) -> None:
        clock.now += timedelta(seconds=1)
        await app.calling.call_due()
        await pool.execute("UPDATE messages SET sent_at = now() WHERE sent_at IS NULL")

    calling = await one_by_one(a_second, 60)
    await redis.flushdb()
    without = await one_by_one(lambda n: app.queueing.view(event_id, PersonId(people // 2 + n)), 20)
    filling = await one_by_one(lambda _: app.calling.call_due(), 1)
    for what, taken in (
        ("position", asking),
        ("a second of the sweep at 1500 a minute", calling),
        ("freeze the list", freezing),
        ("draw", drawing),
        ("position, Redis empty", without),
        ("fill an empty Redis", filling),
    ):
        rows.append(row(f"core: {what}", taken))
    return len(late) / took


def event() -> EventPlan:
    """On sale from the opening on, by a queue."""
    return replace(
        general(60_000), sale_starts_at=NOW, queue=QueueRules(QueueMode.ON, per_minute=1500, inside_max=5000)
    )


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=100_000)
    people, clock = parser.parse_args().people, Clock()
    rows: list[list[Cell]] = []
    async with stand() as on:
        worst = await in_redis(on.redis, people, rows)
        speed = await through_core(on.app(clock), on.pool, on.redis, clock, people, rows)
    Report(
        "queue",
        {"acts": Table(["what", "p50, ms", "p99, ms", "most, ms"], rows)},
        {"people": people, "joined a second": speed, "side by side": AT_ONCE, "slowest p99 in Redis, ms": worst},
        ["the budget of Redis is exceeded"] if worst > BUDGET_MS else [],
    ).hand_over()


if __name__ == "__main__":
    run(main())
