"""An empty numbered database of the same Redis: our keys have no prefix that could be changed, and need none there."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from db.cache import open_redis
from db.urls import joined

MARK = "kassa:scratch"
"""Holds the name of the scratch database beside which the numbered one is used."""
NUMBERS = range(1, 16)
REMOVED_AT_ONCE = 1_000


class NoEmptyDatabase(Exception):
    """Every numbered database has something in it, or there is but one."""


@asynccontextmanager
async def scratch_redis(redis_url: str, name: str, in_use: Collection[str]) -> AsyncIterator[str]:
    """The URL of a numbered database with nothing in it but the mark. Raises `NoEmptyDatabase`.

    One that is marked with a name that is not `in_use` was left by a killed process.
    """
    url = await _taken(redis_url, name, in_use)
    try:
        yield url
    finally:
        async with open_redis(url) as redis:
            if await redis.get(MARK) == name:
                await _empty(redis)


async def _taken(redis_url: str, name: str, in_use: Collection[str]) -> str:
    async with open_redis(redis_url) as ours:
        own_number = ours.connection_pool.connection_kwargs.get("db", 0)
    for number in NUMBERS:
        if number == own_number:
            continue
        url = _with_number(redis_url, number)
        async with open_redis(url) as redis:
            try:
                mark = await redis.get(MARK)
            except ResponseError:  # there are no more
                break
            if mark and mark not in in_use:
                await _empty(redis)
            if not await redis.dbsize() and await redis.set(MARK, name, nx=True):
                return url
    raise NoEmptyDatabase


async def _empty(redis: Redis) -> None:
    """Of our own keys, and the mark last: what somebody else has put there meanwhile stays."""
    keys = [key async for key in redis.scan_iter("kassa:*", count=REMOVED_AT_ONCE) if key != MARK]
    for start in range(0, len(keys), REMOVED_AT_ONCE):
        await redis.unlink(*keys[start : start + REMOVED_AT_ONCE])
    await redis.unlink(MARK)


def _with_number(url: str, number: int) -> str:
    """In the query it wins over the path, and suits sockets too."""
    parts = urlsplit(url)
    return joined(parts._replace(query=f"db={number}&{parts.query}".rstrip("&")))
