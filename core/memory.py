"""How a process keeps its memory small without stopping to look at all of it."""

import asyncio
import ctypes
import gc
from collections.abc import Callable

ALL_GIVEN_BACK_EVERY = 60.0
"""Seconds: to look at everything that was made since the start stops the process for up to a tenth of one."""
NEW, ALL = 1, 2
"""Generations: what was made lately, and everything but what was there when memory was settled."""


def settle_memory() -> None:
    """Once everything is imported: what stays for ever is looked at no more, and what is new not so often.

    A full collection over the schemas of all types would stop the process for a fifth of a second.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def give_memory_back(generation: int = ALL) -> None:
    """After work that leaves much behind: the interpreter collects it too seldom once memory is settled.

    And glibc gives back by itself only what is free at the end of the heap, never between two things that stay:
    malloc_trim(3).
    """
    gc.collect(generation)
    if _trim:
        _trim(0)


async def go_on_giving_memory_back(every: float = ALL_GIVEN_BACK_EVERY) -> None:
    """Until cancelled."""
    while True:
        await asyncio.sleep(every)
        await asyncio.to_thread(give_memory_back)


_trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
"""None where the C library is another one."""
