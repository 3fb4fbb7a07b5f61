"""The same act many times: side by side, or one after the other."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from benchmarks.measuring import timed

Item = TypeVar("Item")


async def side_by_side(act: Callable[[Item], Awaitable[object]], items: Iterable[Item], at_once: int) -> float:
    """How many seconds all of them took, so many at once."""
    waiting, started = iter(items), time.perf_counter()

    async def one_after_the_other() -> None:
        for item in waiting:
            await act(item)

    await asyncio.gather(*(one_after_the_other() for _ in range(at_once)))
    return time.perf_counter() - started


async def one_by_one(act: Callable[[int], Awaitable[object]], runs: int) -> list[float]:
    """How many seconds each took."""
    seconds = list[float]()
    for number in range(runs):
        await timed(seconds, act(number))
    return seconds
