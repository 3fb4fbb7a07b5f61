"""Who does without Redis says so once, and once that it is back."""

import logging
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from core.domain.ids import EventId, PersonId
from core.domain.update import Mark
from db import presence
from db.cache import Cache, LiveMarks, open_redis
from db.presence import SETTLED_SECONDS, Presence
from db.queue_ranks import QueueRanks
from db.update_marks import UpdateMarks
from tests.faults import servers

ANN, EVENT, SOON = PersonId(1001), EventId(1), timedelta(minutes=1)


async def test_while_the_server_is_stopped_everybody_goes_on_and_says_so_once(
    server_base: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(presence, "SETTLED_SECONDS", 0.0)
    caplog.set_level(logging.INFO, logger="db.presence")
    async with servers.valkey_alone(server_base) as engine, open_redis(engine.url) as redis:
        cache, live, ranks, marks = Cache(redis, "hall"), LiveMarks(redis), QueueRanks(redis), UpdateMarks(redis, 4242)

        async def ask_all() -> list[object]:
            await cache.set("key", "text", SOON)
            await live.put(ANN, "one", SOON)
            await ranks.fill(EVENT, [(ANN, 1)])
            answers: list[object] = [
                await cache.get("key"),
                await live.has(ANN, "two"),
                await ranks.ahead_of(EVENT, ANN),
                await ranks.keep(EVENT),
                await marks.begin([7], SOON),
            ]
            await marks.end([7])
            return answers

        assert await ask_all() == ["text", False, 0, True, [Mark.BEGUN]]
        await engine.end()
        for _ in range(3):
            assert await ask_all() == [None, True, None, True, [Mark.BEGUN]], "what is thought without Redis"
        assert Counter(record.message.split(",")[0] for record in caplog.records) == {"Redis is away": 4}
        caplog.clear()
        await engine.begin()
        for _ in range(3):
            await ask_all()
    assert Counter(record.message.split(":")[0] for record in caplog.records) == {"Redis is back": 4}


async def test_a_redis_that_is_full_is_not_back_between_two_refusals(
    server_base: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="db.presence")
    now = 0.0
    async with servers.valkey_alone(server_base) as engine, open_redis(engine.url) as redis:
        kept = Presence("cache", lambda: now)
        await redis.config_set("maxmemory", 1)
        for _ in range(3):
            assert await kept.ask(redis.set("key", "text"), "refused") == "refused"
            assert await kept.ask(redis.get("key"), "no answer") is None
        await redis.config_set("maxmemory", 0)
        for seconds in (SETTLED_SECONDS, SETTLED_SECONDS + 0.1, SETTLED_SECONDS + 0.2):
            now = seconds
            await kept.ask(redis.set("key", "text"), None)
    away, back = (record.message for record in caplog.records)
    assert away.startswith("Redis is away, there is no cache: ") and back == "Redis is back: cache"
