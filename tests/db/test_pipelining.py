"""Commands that go together, and what each of them is told."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.asyncio.connection import Connection
from redis.exceptions import NoScriptError, RedisError, ResponseError

from db.cache import open_redis


@pytest.fixture
async def client(redis: Redis, redis_url: str) -> AsyncIterator[Redis]:
    async with open_redis(redis_url) as client:
        yield client


async def connections(redis: Redis) -> int:
    """That have ever been made."""
    return int((await redis.info("stats"))["total_connections_received"])


async def test_what_is_asked_at_once_goes_over_one_connection(redis: Redis, client: Redis) -> None:
    before = await connections(redis)
    assert await asyncio.gather(*(client.incr("number") for _ in range(50))) == list(range(1, 51))
    assert await connections(redis) == before + 1


async def test_each_command_has_an_answer_of_its_own(client: Redis) -> None:
    answers = await asyncio.gather(
        client.set("word", "a", nx=True),
        client.set("word", "b", nx=True),
        client.incr("word"),
        client.get("word"),
        client.evalsha("0" * 40, 0),
        client.register_script("return {ARGV[1], 7}")([], ["x"]),
        client.hgetall("nothing"),
        return_exceptions=True,
    )
    assert [answers[place] for place in (0, 1, 3, 5, 6)] == [True, None, "a", ["x", 7], {}]
    assert isinstance(answers[2], ResponseError) and isinstance(answers[4], NoScriptError)


async def test_who_gives_up_stops_nobody(client: Redis) -> None:
    first, second, third = (asyncio.ensure_future(client.incr("number")) for _ in range(3))
    await asyncio.sleep(0)
    second.cancel()
    assert [await first, await third] == [1, 2]


async def test_who_comes_while_the_connection_is_being_given_back_is_answered_too(
    client: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool, given_back = client.connection_pool, list[asyncio.Future[int]]()
    release = pool.release

    async def release_slowly(connection: Connection) -> None:
        if not given_back:
            given_back.append(asyncio.ensure_future(client.incr("number")))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        await release(connection)

    monkeypatch.setattr(pool, "release", release_slowly)
    async with asyncio.timeout(5):
        assert await client.incr("number") == 1
        while not given_back:
            await asyncio.sleep(0)
        assert await given_back[0] == 2


async def test_where_nobody_listens_everybody_is_told_and_may_ask_again(tmp_path: Path) -> None:
    async with open_redis(f"unix://{tmp_path}/gone") as nobody:
        for _ in range(2):
            told = await asyncio.gather(*(nobody.get("word") for _ in range(3)), return_exceptions=True)
            assert [isinstance(error, RedisError) for error in told] == [True] * 3


async def test_who_comes_while_redis_is_silent_waits_no_longer_than_who_came_first(tmp_path: Path) -> None:
    asked = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await reader.read()
        writer.close()

    async with (
        await asyncio.start_unix_server(say_nothing, tmp_path / "silent"),
        open_redis(f"unix://{tmp_path}/silent") as silent,
    ):
        first = asyncio.ensure_future(silent.get("word"))
        await asked.wait()
        told = await asyncio.gather(first, silent.get("word"), return_exceptions=True)
    assert told[0] is told[1] and isinstance(told[0], RedisError)
