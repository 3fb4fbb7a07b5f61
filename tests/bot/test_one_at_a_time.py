"""Updates of one person wait for each other, and nobody is remembered for having come."""

import asyncio
from dataclasses import replace

from aiogram.fsm.storage.base import StorageKey

from bot.middlewares.typing import OneAtATime

ANN = StorageKey(bot_id=1, chat_id=1001, user_id=1001)


async def test_a_person_waits_for_their_own_update_and_for_nobody_elses() -> None:
    isolation, may_end, done = OneAtATime(), asyncio.Event(), list[str]()

    async def handle(key: StorageKey, name: str, waits: bool = False) -> None:
        async with isolation.lock(key):
            if waits:
                await may_end.wait()
            done.append(name)

    first = asyncio.create_task(handle(ANN, "first", waits=True))
    second = asyncio.create_task(handle(replace(ANN), "second"))
    await handle(replace(ANN, user_id=1002, chat_id=1002), "other")
    may_end.set()
    await asyncio.gather(first, second)
    assert done == ["other", "first", "second"]


async def test_no_lock_is_kept_of_who_has_gone() -> None:
    isolation = OneAtATime()
    for number in range(100):
        async with isolation.lock(replace(ANN, user_id=number)):
            assert len(isolation._locks) == 1
    assert len(isolation._locks) == 0
