"""`kassa rehearse EVENT --buyers N`: sells a copy of an event to simulated buyers, and says how its on-sale will go.

Exits with 1 if it cannot, if somebody was refused while seats were free, or if the books of the copy do not balance.
"""

import asyncio
import json
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from datetime import timedelta

from redis.exceptions import RedisError

from cli.rehearsal_text import progress, text_of
from core.domain.ids import EventId
from core.domain.queue import STEPS, Knob
from core.running import STOPPED, run_to_its_end
from core.settings import load_settings
from db.pool import UNREACHABLE
from rehearsal.report import report_of
from rehearsal.sale import Sale
from rehearsal.script import CannotRehearse, Script
from rehearsal.stage import staged

SHOW_EVERY = 0.5
WENT_AWAY: tuple[type[Exception], ...] = (*UNREACHABLE, RedisError)


def main(
    event: EventId, buyers: int, at_once: int, unpaid: int, hold: int, rate: int | None, minutes: float, as_json: bool
) -> None:
    _ensure(1 <= buyers <= 1_000_000, "--buyers must be from 1 to 1000000")
    _ensure(1 <= at_once <= 10_000, "--at-once must be from 1 to 10000")
    _ensure(0 <= unpaid <= 100, "--unpaid must be a percentage from 0 to 100")
    _ensure(1 <= hold <= 3_600, "--hold must be from 1 to 3600 seconds")
    _ensure(0 < minutes <= 1_440, "--minutes must be more than 0, and 1440 at most")
    lowest, *_, highest = STEPS[Knob.RATE]
    _ensure(rate is None or lowest <= rate <= highest, f"--rate must be from {lowest} to {highest}")
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # what becomes of sweeps is in the report
    script = Script(buyers, at_once, unpaid, timedelta(seconds=hold), rate, timedelta(minutes=minutes))
    run_to_its_end(lambda: _rehearse(event, script, as_json=as_json), log_level=logging.ERROR)


def _ensure(is_right: bool, sentence: str) -> None:
    if not is_right:
        sys.exit(f"{sentence}.")


async def _rehearse(event_id: EventId, script: Script, *, as_json: bool) -> None:
    try:
        async with staged(load_settings(), event_id, script) as stage:
            sale = Sale(stage, script)
            async with _shown(sale):
                await sale.run()
            report = await report_of(sale)
    except CannotRehearse as why:
        sys.exit(str(why))
    except asyncio.CancelledError:
        print("Stopped: the copy is removed, and nothing else was touched.", file=sys.stderr)
        sys.exit(STOPPED)
    except WENT_AWAY as error:
        sys.exit(f"The database or Redis went away: {error}. What is left of the copy a later rehearsal will remove.")
    print(json.dumps(asdict(report), indent=2, ensure_ascii=False) if as_json else text_of(report))
    sys.exit(0 if report.is_clean else 1)


@asynccontextmanager
async def _shown(sale: Sale) -> AsyncIterator[None]:
    """How it goes, in one line of a terminal."""
    showing = asyncio.create_task(_show(sale)) if sys.stderr.isatty() else None
    try:
        yield
    finally:
        if showing:
            showing.cancel()
            with suppress(asyncio.CancelledError):
                await showing


async def _show(sale: Sale) -> None:
    try:
        while True:
            print(f"\r\033[K{progress(sale)}", end="", file=sys.stderr, flush=True)
            await asyncio.sleep(SHOW_EVERY)
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
