"""`python -m tests.soak.leaking tasks bot`: a process of Kassa that leaks on purpose, to see that the soak finds it.

Nothing of the product knows of it: the loop is given one more task.
"""

import asyncio
import runpy
import sys
from collections.abc import Coroutine
from itertools import count
from typing import Any

import asyncpg

from core import running

EVERY = 0.2
"""Seconds."""
PIECE = 1_000_000
"""Bytes."""
kept: list[Any] = []
pools: list[Any] = []


def leak_a_task() -> None:
    kept.append(asyncio.create_task(asyncio.Event().wait()))


def leak_memory() -> None:
    kept.append(b"x" * PIECE)


def leak_a_connection() -> None:
    """One that is borrowed and not given back."""
    kept.append(asyncio.ensure_future(pools[0].acquire()))


LEAKS = {"tasks": leak_a_task, "memory": leak_memory, "connections": leak_a_connection}


def main() -> None:
    leak, part, *sys.argv[1:] = sys.argv[1:]
    sys.argv.insert(0, part)
    run, create_pool = running.run, asyncpg.create_pool

    async def beside(main: Coroutine[Any, Any, Any]) -> Any:
        leaking = asyncio.create_task(go_on_leaking(leak))
        try:
            return await main
        finally:
            leaking.cancel()

    async def remembered(*arguments: Any, **options: Any) -> Any:
        pools.append(await create_pool(*arguments, **options))
        return pools[-1]

    setattr(running, "run", lambda main: run(beside(main)))  # noqa: B010 - for the type checker
    setattr(asyncpg, "create_pool", remembered)  # noqa: B010
    runpy.run_module(part, run_name="__main__", alter_sys=True)


async def go_on_leaking(leak: str) -> None:
    for _ in count():
        await asyncio.sleep(EVERY)
        LEAKS[leak]()


if __name__ == "__main__":
    main()
