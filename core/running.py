"""How every process of Kassa starts and stops."""

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import uvloop

from core import logs
from core.memory import go_on_giving_memory_back, settle_memory
from core.settings import SettingsError

Result = TypeVar("Result")

STOPPED = 130
"""The exit status of what a signal has ended before it was done, as shells have it."""


def run_until_stopped(main: Callable[[], Awaitable[None]], *, log_level: int = logging.INFO) -> None:
    """Runs `main` until it ends or a signal cancels it, which is a clean end. A wrong setting is one sentence."""
    if not _comes_to_its_end(main, log_level):
        logging.getLogger(__name__).info("stopped")


def run_to_its_end(main: Callable[[], Awaitable[None]], *, log_level: int = logging.INFO) -> None:
    """As `run_until_stopped`, for what has something to get done: a shell must not go on as if it were."""
    if not _comes_to_its_end(main, log_level):
        sys.stderr.write("Stopped before it was done.\n")
        sys.exit(STOPPED)


def run(main: Coroutine[Any, Any, Result]) -> Result:
    """As `asyncio.run`, on the event loop that every process of Kassa has."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(main)


def _comes_to_its_end(main: Callable[[], Awaitable[None]], log_level: int) -> bool:
    """False if a signal has cancelled it."""
    logs.set_up(log_level)
    settle_memory()
    try:
        return run(_cancelled_by_signals(main))
    except* SettingsError as errors:
        sys.exit(str(_first(errors)))


def _first(errors: BaseExceptionGroup[SettingsError]) -> SettingsError:
    first = errors.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first


async def _cancelled_by_signals(main: Callable[[], Awaitable[None]]) -> bool:
    task = asyncio.ensure_future(main())
    tidying = asyncio.create_task(go_on_giving_memory_back())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        return False
    finally:
        tidying.cancel()
    return True
