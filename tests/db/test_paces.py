"""How fast people act, counted in Redis: the same rule as in the domain, one for all processes."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis

from core.domain.ids import PersonId
from core.domain.rate import Action, Pace, Rate
from db import paces
from db.cache import open_redis
from db.paces import Paces
from tests.faults import servers

ANN, BOB = PersonId(1001), PersonId(1002)
HUNDRED = Rate(100)
NOW = 1_800_000_000_000


async def take(paces: Paces, person_id: PersonId, action: Action, rate: Rate, now_ms: int) -> int:
    [wait_ms] = await paces.take([(person_id, action, rate)], now_ms)
    return wait_ms


@pytest.fixture
async def other(redis_url: str) -> AsyncIterator[Redis]:
    """A second process's client."""
    async with Redis.from_url(redis_url, decode_responses=True) as client:
        yield client


@dataclass
class Rude:
    """Takes every call and hangs up."""

    url: str
    calls: int = 0

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.calls += 1
        writer.close()


@pytest.fixture
async def rude(tmp_path: Path) -> AsyncIterator[Rude]:
    rude = Rude(f"unix://{tmp_path}/rude")
    async with await asyncio.start_unix_server(rude.take, tmp_path / "rude"):
        yield rude


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(per_minute=st.integers(1, 60), intervals=st.lists(st.sampled_from((0, 0.5, 1, 3)), min_size=20, max_size=60))
async def test_redis_and_the_rule_give_the_same_answers(redis: Redis, per_minute: int, intervals: list[float]) -> None:
    await redis.flushdb()
    rate, in_redis, pace, now = Rate(per_minute), Paces(redis), Pace(), NOW
    for intervals_passed in intervals:
        now += int(intervals_passed * rate.interval_ms)
        pace, expected = rate.take(pace, now)
        assert await take(in_redis, ANN, Action.BUYING, rate, now) == expected


async def test_two_processes_at_once_give_no_more_than_one_burst_and_one_answer(redis: Redis, other: Redis) -> None:
    both = (Paces(redis), Paces(other))
    found = await asyncio.gather(*(take(both[number % 2], ANN, Action.BUYING, HUNDRED, NOW) for number in range(60)))
    assert (found.count(0), sum(answer > 0 for answer in found)) == (HUNDRED.burst, 1)


async def test_each_person_and_each_action_has_an_allowance_of_its_own(redis: Redis) -> None:
    paces = Paces(redis)
    for _ in range(HUNDRED.burst):
        await take(paces, ANN, Action.BUYING, HUNDRED, NOW)
    assert await take(paces, ANN, Action.BUYING, HUNDRED, NOW) > 0
    assert await take(paces, ANN, Action.SCANNING, HUNDRED, NOW) == 0
    assert await take(paces, BOB, Action.BUYING, HUNDRED, NOW) == 0


async def test_those_who_ask_together_are_answered_each_for_themselves(redis: Redis) -> None:
    paces, slow = Paces(redis), Rate(1)
    asked = [(ANN, Action.BUYING, slow), (BOB, Action.BUYING, HUNDRED), (ANN, Action.BUYING, slow)]
    first, other, again = await paces.take(asked, NOW)
    assert (first, other) == (0, 0) and again > 0


async def test_nothing_stays_in_redis_of_who_has_gone(redis: Redis) -> None:
    paces = Paces(redis)
    for _ in range(2 * HUNDRED.burst):
        await take(paces, ANN, Action.BUYING, HUNDRED, NOW)
    [key] = await redis.keys("*")
    assert 0 < await redis.pttl(key) <= HUNDRED.burst * HUNDRED.interval_ms


async def test_while_the_server_is_stopped_the_process_limits_by_itself(
    server_base: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(paces, "AWAY_SECONDS", 0.0)
    caplog.set_level(logging.INFO, logger="db.paces")
    async with servers.valkey_alone(server_base) as engine, open_redis(engine.url) as redis:
        kept = Paces(redis)
        assert await take(kept, ANN, Action.BUYING, HUNDRED, NOW) == 0
        await engine.end()
        answers = [await take(kept, ANN, Action.BUYING, HUNDRED, NOW) for _ in range(HUNDRED.burst + 2)]
        assert answers[: HUNDRED.burst] == [0] * HUNDRED.burst
        assert answers[-2] > 0 and answers[-1] == -1
        await engine.begin()
        assert await take(kept, ANN, Action.BUYING, HUNDRED, NOW) == 0
    assert [record.message.split(",")[0] for record in caplog.records] == ["Redis is away", "Redis is back"]


async def test_a_redis_that_hangs_up_is_left_alone_for_some_seconds(rude: Rude) -> None:
    async with open_redis(rude.url) as redis:
        kept = Paces(redis)
        for _ in range(10):
            assert await take(kept, ANN, Action.BUYING, HUNDRED, NOW) == 0
    assert rude.calls == 1


async def test_the_process_remembers_only_so_many_people(rude: Rude, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paces, "REMEMBERED_MAX", 3)
    async with open_redis(rude.url) as redis:
        kept, once = Paces(redis), Rate(1)
        for person in range(5):
            await take(kept, PersonId(person), Action.BUYING, once, NOW)
        answers = [await take(kept, PersonId(person), Action.BUYING, once, NOW) for person in (4, 3, 0)]
    assert [answer > 0 for answer in answers] == [True, True, False], "who acted last is remembered"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(taken=st.lists(st.booleans(), min_size=10, max_size=40))
async def test_what_is_forgiven_does_not_count(redis: Redis, taken: list[bool]) -> None:
    await redis.flushdb()
    rate, in_redis, pace = Rate(30), Paces(redis), Pace()
    for is_forgiven in taken:
        pace, expected = rate.take(pace, NOW)
        assert await take(in_redis, ANN, Action.GUESSING, rate, NOW) == expected
        if is_forgiven and expected == 0:
            pace = rate.forgive(pace)
            await in_redis.forgive(ANN, Action.GUESSING, rate)


async def test_what_is_forgiven_while_redis_is_away_does_not_count_either(rude: Rude) -> None:
    async with open_redis(rude.url) as redis:
        kept, once = Paces(redis), Rate(1)
        for _ in range(3):
            assert await take(kept, ANN, Action.GUESSING, once, NOW) == 0
            await kept.forgive(ANN, Action.GUESSING, once)
        assert await take(kept, ANN, Action.GUESSING, once, NOW) == 0
        assert await take(kept, ANN, Action.GUESSING, once, NOW) > 0
