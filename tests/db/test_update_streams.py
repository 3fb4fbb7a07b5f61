"""Streams of updates and leases of their partitions, on a real Valkey."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis.asyncio import Redis

from core.domain.ids import PersonId
from core.domain.update import PARTITIONS, Lag, RawUpdate, UpdateKind
from db.cache import open_redis
from db.update_streams import StreamsAway, UpdateStreams
from tests.plans import BOT_ID

ANN = PersonId(1001)
NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
LONG, SHORT = timedelta(minutes=1), timedelta(milliseconds=50)
EVERYWHERE = range(PARTITIONS)


@pytest.fixture
def streams(redis: Redis) -> UpdateStreams:
    return UpdateStreams(redis, BOT_ID)


def update(update_id: int, person_id: int = ANN, kind: UpdateKind = UpdateKind.OTHER) -> RawUpdate:
    return RawUpdate(update_id, PersonId(person_id), kind, f'{{"update_id": {update_id}, "text": "Є"}}')


async def taken(streams: UpdateStreams, worker: str) -> list[int]:
    return [queued.update.id for queued in await streams.take(worker, EVERYWHERE, 100, NOW)]


async def test_an_update_is_taken_as_it_came_and_in_order(streams: UpdateStreams) -> None:
    await streams.renew("w", LONG)
    sent = [update(number, kind=UpdateKind.TAP) for number in range(5, 10)]
    for one in sent:
        await streams.append(one)
    assert [queued.update for queued in await streams.take("w", EVERYWHERE, 100, NOW)] == sent


async def test_an_update_that_comes_again_is_not_added_even_after_it_was_done(streams: UpdateStreams) -> None:
    await streams.renew("w", LONG)
    assert await streams.append(update(7))
    [queued] = await streams.take("w", EVERYWHERE, 100, NOW)
    await streams.remove(queued)
    assert [await streams.append(update(number)) for number in (7, 8, 7)] == [False, True, False]
    assert await taken(streams, "w") == [8]


async def test_many_at_once_append_an_update_once(streams: UpdateStreams) -> None:
    assert sum(await asyncio.gather(*(streams.append(update(7)) for _ in range(20)))) == 1


async def test_the_updates_of_another_bot_are_others(streams: UpdateStreams, redis: Redis) -> None:
    other = UpdateStreams(redis, BOT_ID + 1)
    assert await streams.append(update(7))
    assert await other.append(update(7))
    await other.renew("w", LONG)
    assert len(await other.take("w", EVERYWHERE, 100, NOW)) == 1
    assert (await streams.lag()).depth == 1


async def test_only_who_has_the_lease_takes_anything(streams: UpdateStreams) -> None:
    await streams.renew("w", LONG)
    await streams.append(update(7))
    assert await taken(streams, "other") == []
    assert await taken(streams, "w") == [7]


async def test_workers_share_the_partitions_as_they_come(streams: UpdateStreams) -> None:
    alone = await streams.renew("a", LONG)
    assert (len(alone.partitions), alone.share) == (PARTITIONS, PARTITIONS)
    assert (await streams.renew("b", LONG)).partitions == frozenset()
    share = (await streams.renew("a", LONG)).share
    assert share == PARTITIONS // 2
    await streams.let_go("a", sorted(alone.partitions)[share:])
    others = (await streams.renew("b", LONG)).partitions
    assert len(others) == share
    assert (await streams.renew("a", LONG)).partitions == alone.partitions - others


async def test_who_leaves_gets_nothing_new_and_counts_no_more(streams: UpdateStreams) -> None:
    mine = (await streams.renew("a", LONG)).partitions
    await streams.renew("b", LONG)
    await streams.let_go("a", sorted(mine)[1:])
    assert len((await streams.renew("a", LONG, leaving=True)).partitions) == 1
    assert (await streams.renew("b", LONG)).share == PARTITIONS


async def test_nobody_gives_away_what_somebody_else_has(streams: UpdateStreams) -> None:
    await streams.renew("a", LONG)
    await streams.let_go("b", EVERYWHERE)
    assert len((await streams.renew("a", LONG)).partitions) == PARTITIONS


async def test_what_a_dead_worker_had_taken_is_taken_again_and_counted(streams: UpdateStreams) -> None:
    for number in (7, 8):
        await streams.append(update(number))
    await streams.renew("dead", SHORT)
    assert await taken(streams, "dead") == [7, 8]
    await asyncio.sleep(2 * SHORT.total_seconds())  # that a lease runs out can only be waited for
    await streams.renew("w", LONG)
    assert await taken(streams, "w") == []
    first = await streams.take_again("w", update(7).partition, NOW)
    assert first and (first.update.id, first.times_taken) == (7, 2)
    again = await streams.take_again("w", update(7).partition, NOW)
    assert again and (again.update.id, again.times_taken) == (7, 3)
    await streams.remove(again)
    last = await streams.take_again("w", update(7).partition, NOW)
    assert last and last.update.id == 8
    await streams.remove(last)
    assert await streams.take_again("w", update(7).partition, NOW) is None


async def test_only_who_has_the_lease_takes_again(streams: UpdateStreams) -> None:
    await streams.renew("w", LONG)
    await streams.append(update(7))
    await taken(streams, "w")
    assert await streams.take_again("other", update(7).partition, NOW) is None


async def test_the_age_of_an_update_is_told_by_our_own_clock(streams: UpdateStreams, redis: Redis) -> None:
    await streams.renew("w", LONG)
    await streams.append(update(7))
    await asyncio.sleep(0.1)
    [queued] = await streams.take("w", EVERYWHERE, 100, NOW)
    assert timedelta(seconds=0.1) <= NOW - queued.received_at < timedelta(seconds=10)


async def test_the_lag_is_what_is_not_done_and_the_age_of_the_oldest(streams: UpdateStreams) -> None:
    assert await streams.lag() == Lag(0, timedelta(0))
    await streams.renew("w", LONG)
    for number in range(3):
        await streams.append(update(number, person_id=number))
    await asyncio.sleep(0.1)
    lag = await streams.lag()
    assert lag.depth == 3
    assert timedelta(seconds=0.1) <= lag.age < timedelta(seconds=10)
    for queued in await streams.take("w", EVERYWHERE, 100, NOW):
        assert (await streams.lag()).depth > 0
        await streams.remove(queued)
    assert await streams.lag() == Lag(0, timedelta(0))


@pytest.fixture
async def away(tmp_path: Path) -> AsyncIterator[UpdateStreams]:
    async with open_redis(f"unix://{tmp_path}/gone") as nobody:
        yield UpdateStreams(nobody, BOT_ID)


async def test_a_redis_that_is_away_is_told_of(away: UpdateStreams) -> None:
    with pytest.raises(StreamsAway):
        await away.append(update(7))
    with pytest.raises(StreamsAway):
        await away.renew("w", LONG)
    with pytest.raises(StreamsAway):
        await away.lag()
