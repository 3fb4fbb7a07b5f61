"""What a process no longer needs it gives back, to the interpreter and to the system."""

import asyncio
import gc
import platform
import weakref
from pathlib import Path

import pytest

from core.memory import give_memory_back, go_on_giving_memory_back

PAGE = 4096


def resident() -> int:
    """Bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries do so by themselves, or cannot")
def test_what_is_free_between_things_that_stay_goes_back_to_the_system() -> None:
    things = [bytes(2_000) for _ in range(50_000)]
    stays = things[::50]
    del things
    gc.collect()
    before = resident()
    give_memory_back()
    assert before - resident() > 50_000_000
    assert len(stays) == 1_000


class Knot:
    """What only a collection finds."""

    def __init__(self) -> None:
        self.itself = self


async def test_a_process_gives_back_again_and_again_what_it_left_behind() -> None:
    loop, gone = asyncio.get_running_loop(), asyncio.Queue[None]()
    gc.disable()
    giving_back = asyncio.create_task(go_on_giving_memory_back(every=0.0))
    try:
        for _ in range(2):
            weakref.finalize(Knot(), loop.call_soon_threadsafe, gone.put_nowait, None)
            async with asyncio.timeout(30):
                await gone.get()
    finally:
        giving_back.cancel()
        gc.enable()
