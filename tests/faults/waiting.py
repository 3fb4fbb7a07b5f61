"""Waiting for what another process does, and tells nobody."""

import asyncio
from collections.abc import Awaitable, Callable

WITHIN = 20.0


async def until(it_is_so: Callable[[], Awaitable[object] | bool], what: str, within: float = WITHIN) -> None:
    """Looks again every moment, until what it sees is something."""
    deadline = asyncio.get_running_loop().time() + within
    while True:
        seen = it_is_so()
        if seen is True or (isinstance(seen, Awaitable) and await seen):
            return
        assert asyncio.get_running_loop().time() < deadline, f"not within {within} s: {what}"
        await asyncio.sleep(0.01)
