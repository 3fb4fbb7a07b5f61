"""What the benchmarks stand on: servers of their own with the real schema, an app, and events to sell."""

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.event_plan import Block, EventPlan, SectionPlan, Standing, TierPlan, VenuePlan
from core.domain.ids import EventId
from core.memory import settle_memory
from db import migrate
from db.cache import open_redis
from db.embedded import Engines, engines
from db.pool import Pool, open_pool
from tests.plans import settings_for_tests

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
PRICE_MINOR = 90_000
TIER = "Квиток"
ROWS, IN_ROW = 20, 50
SECTION = ROWS * IN_ROW
"""Seats in a section of a large hall."""


@dataclass(frozen=True, slots=True)
class Stand:
    servers: Engines
    pool: Pool
    redis: Redis

    def app(self, clock: Callable[[], datetime] = lambda: NOW) -> App:
        return build_app(self.pool, self.redis, settings_for_tests(), clock)


@asynccontextmanager
async def stand(*, durable: bool = True) -> AsyncIterator[Stand]:
    """In a process that looks after its memory as every process of Kassa does."""
    settle_memory()
    with tempfile.TemporaryDirectory(prefix="kassa-bench-", dir="/tmp") as base:
        async with engines(Path(base), durable=durable) as servers:
            await migrate.upgrade(servers.database_url)
            async with await open_pool(servers.database_url) as pool, open_redis(servers.redis_url) as redis:
                yield Stand(servers, pool, redis)


def plan(*sections: SectionPlan) -> EventPlan:
    return EventPlan(
        title="Стадіон",
        description="",
        venue=VenuePlan("Олімпійський", "Київ", "", "Europe/Kyiv"),
        starts_at=NOW + timedelta(days=7),
        sale_starts_at=NOW - timedelta(days=1),
        sale_ends_at=NOW + timedelta(days=7),
        currency="UAH",
        tiers=(TierPlan(TIER, PRICE_MINOR),),
        sections=sections,
    )


def seated(seats: int) -> EventPlan:
    """Numbered seats, a thousand in each section."""
    if seats < SECTION:
        return plan(_block("Зал", seats // IN_ROW))
    return plan(*(_block(f"Сектор {number}", ROWS) for number in range(1, seats // SECTION + 1)))


def general(places: int) -> EventPlan:
    """General admission: one section, however large."""
    return plan(Standing("Поле", places, TIER))


async def tick_a_seat_each(pool: Pool, event_id: EventId, seats: int) -> None:
    """Buyer n ticks seat n."""
    await pool.execute(
        """
        INSERT INTO selections (event_id, buyer_id, seat_ids, changed_at)
        SELECT $1, n, ARRAY[n], $3 FROM generate_series(1, $2::int) n
        """,
        event_id,
        seats,
        NOW,
    )
    await pool.execute("VACUUM ANALYZE seats, selections")


def _block(name: str, rows: int) -> Block:
    return Block(name, rows=rows, seats_in_row=IN_ROW, tiers=(TIER,) * rows)
