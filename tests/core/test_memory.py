"""What a process no longer needs it gives back, to the interpreter and to the system."""

import gc
import platform
from pathlib import Path

import pytest

from core.memory import give_memory_back

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
