"""What is left of an event: many seats are counted once for all who ask within a second."""

import asyncio
from typing import Any

import pytest
from redis.asyncio import Redis

from core.app import App
from core.domain.ids import EventId, PersonId, SectionId
from core.services import stocks
from core.services.group_commit import Batches
from core.services.stocks import Stocks
from db import events
from db.cache import Cache
from db.pool import Pool
from tests.plans import Clock, Watch, club_night


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def process(pool: Pool, redis: Redis, clock: Clock, watch: Watch) -> Stocks:
    return Stocks(pool, clock, Cache(redis, "stock"), Batches(4), watch)


@pytest.fixture
async def stadium(app: App, monkeypatch: pytest.MonkeyPatch) -> EventId:
    """Ten places, which count as many."""
    monkeypatch.setattr(stocks, "MANY_SEATS", 9)
    return await app.organizing.create_event(club_night(10))


async def left(process: Stocks, event_id: EventId) -> int:
    return (await process.summaries([event_id]))[0].free


async def hold(app: App, event_id: EventId, buyer: int) -> None:
    await app.seating.hold_quantity(event_id, PersonId(buyer), SectionId(1), 1)


async def test_few_seats_are_counted_each_time(app: App, process: Stocks) -> None:
    club = await app.organizing.create_event(club_night(10))
    assert await left(process, club) == 10
    await hold(app, club, 1)
    assert await left(process, club) == 9


async def test_many_seats_are_counted_once_a_second(
    app: App, process: Stocks, stadium: EventId, watch: Watch, redis: Redis
) -> None:
    assert await left(process, stadium) == 10
    await hold(app, stadium, 1)
    assert await left(process, stadium) == 10
    watch.now += 1
    assert await left(process, stadium) == 9
    assert 0 < await redis.pttl("kassa:stock:1") <= 1000, "so another process shows nothing older than two seconds"


async def test_a_crowd_has_them_counted_once(
    app: App, process: Stocks, stadium: EventId, watch: Watch, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    await left(process, stadium)
    await hold(app, stadium, 1)
    counted, count = 0, events.availability

    async def counting(*arguments: Any) -> object:
        nonlocal counted
        counted += 1
        return await count(*arguments)

    monkeypatch.setattr(events, "availability", counting)
    watch.now += 1
    assert await asyncio.gather(*(left(process, stadium) for _ in range(50))) == [9] * 50
    assert counted == 1


async def test_another_process_has_counted_them(
    app: App, process: Stocks, stadium: EventId, watch: Watch, pool: Pool, redis: Redis, clock: Clock
) -> None:
    other = Stocks(pool, clock, Cache(redis, "stock"), Batches(4), watch)
    await asyncio.gather(left(process, stadium), left(other, stadium))
    watch.now += 1
    await left(process, stadium)
    await hold(app, stadium, 1)
    assert await left(other, stadium) == 10, "of the one process, by Redis"
    await redis.flushall()
    watch.now += 1
    assert await left(other, stadium) == 9, "Redis has lost everything"


async def test_who_leaves_does_not_end_the_count_for_others_and_a_failure_is_not_kept(
    process: Stocks, stadium: EventId, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    await left(process, stadium)
    count, asked, may_go_on = events.availability, asyncio.Event(), asyncio.Event()

    async def slow(*arguments: Any) -> object:
        asked.set()
        await may_go_on.wait()
        return await count(*arguments)

    monkeypatch.setattr(events, "availability", slow)
    watch.now += 1
    impatient, patient = (asyncio.create_task(left(process, stadium)) for _ in range(2))
    await asked.wait()
    impatient.cancel()
    may_go_on.set()
    assert await patient == 10

    async def broken(*_: object) -> object:
        raise OSError("gone")

    monkeypatch.setattr(events, "availability", broken)
    await process.cache.redis.flushall()
    watch.now += 1
    with pytest.raises(OSError, match="gone"):
        await left(process, stadium)
    monkeypatch.setattr(events, "availability", count)
    assert await left(process, stadium) == 10
