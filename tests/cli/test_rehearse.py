"""`kassa rehearse` as an operator runs it: a process of its own."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from redis.asyncio import Redis

from cli import rehearse
from core.app import App, build_app, utc_now
from db.pool import Conn, Pool
from db.scratch_database import url_of
from tests.plans import club_night, plan, settings_for_tests

SOON = 120.0
SCRATCH = "SELECT datname FROM pg_database WHERE starts_with(datname, 'kassa_rehearsal_')"
DAMAGE = "UPDATE seats SET status = 'sold', order_id = 1 WHERE id = 5000 AND status = 'free'"


@pytest.fixture
async def app(pool: Pool, redis: Redis) -> App:
    """With a concert and a club night, both on sale."""
    app = build_app(pool, redis, settings_for_tests())
    now = utc_now()
    times: dict[str, Any] = {
        "starts_at": now + timedelta(days=9),
        "sale_starts_at": now,
        "sale_ends_at": now + timedelta(days=9),
        "hold_ttl": timedelta(seconds=90),
    }
    await app.organizing.create_event(plan(**times))
    await app.organizing.create_event(club_night(5_000, **times))
    return app


@pytest.fixture
def begin(database_url: str, redis_url: str):
    async def begin(*arguments: str) -> asyncio.subprocess.Process:
        settings = {
            "BOT_TOKEN": "4242:rehearse",
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "TICKET_KEYS": "1:" + "k" * 32,
        }
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "cli", "rehearse", *arguments),
            env=os.environ | settings,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    return begin


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    async with asyncio.timeout(SOON):
        printed, complained = await process.communicate()
    return process.returncode, printed.decode(), complained.decode()


async def damage_the_copy(server: Conn, database_url: str) -> None:
    """As soon as it is there: its last seat counts as sold, to nobody."""
    async with asyncio.timeout(SOON):
        while True:
            for row in await server.fetch(SCRATCH):
                with suppress(asyncpg.PostgresError):  # its schema is on its way
                    copy = await asyncpg.connect(url_of(database_url, row["datname"]))
                    try:
                        if await copy.execute(DAMAGE) == "UPDATE 1":
                            return
                    finally:
                        await copy.close()
            await asyncio.sleep(0.05)


async def test_it_begins_without_the_seconds_that_aiogram_takes_to_load() -> None:
    look = "import sys, cli.rehearse; print('aiogram' in sys.modules)"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", look), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert (await ended(process))[:2] == (0, "False\n")


async def test_what_an_operator_wants_to_know_is_printed(app: App, begin: Callable, server: Conn) -> None:
    code, printed, complained = await ended(await begin("1", "--buyers", "60", "--unpaid", "0"))
    assert (code, complained) == (0, "")
    assert "Rehearsal of 1 Океан Ельзи\nfor sale        20 seats\nbuyers          60, 60 in the same instant" in printed
    assert "sold            20 tickets in " in printed
    assert "orders, sold out after 0:" in printed
    assert "holds           last 0:30 (of the event: 1:30); 0 % of people never pay" in printed
    assert "\n✓ 0 refused while seats that fitted were free\n" in printed
    assert "✓ audit of the copy: 20 seats = 0 free + 0 held or taken before + 20 sold" in printed
    for step in ("see the hall", "hold", "pre-checkout", "payment"):
        assert f"\n{step} " in printed
    assert await server.fetch(SCRATCH) == []


async def test_the_same_is_there_as_json(app: App, begin: Callable) -> None:
    code, printed, _ = await ended(await begin("1", "--buyers", "60", "--unpaid", "0", "--json"))
    report = json.loads(printed)
    assert code == 0
    assert (report["seats"], report["tickets"], report["wrongly_refused"], report["findings"]) == (20, 20, 0, [])
    assert set(report["steps"]["payment"]) == {"count", "p50", "p95", "p99"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_whoever_stops_it_finds_nothing_left_of_it(
    app: App, begin: Callable, server: Conn, number: signal.Signals
) -> None:
    process = await begin("2", "--buyers", "20000", "--at-once", "5")
    async with asyncio.timeout(SOON):
        while not await server.fetch(SCRATCH):
            await asyncio.sleep(0.05)
    process.send_signal(number)
    code, printed, complained = await ended(process)
    assert (code, printed) == (130, "")
    assert complained == "Stopped: the copy is removed, and nothing else was touched.\n"
    assert await server.fetch(SCRATCH) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"buyers": 0}, "--buyers must be from 1 to 1000000."),
        ({"at_once": 0}, "--at-once must be from 1 to 10000."),
        ({"unpaid": 101}, "--unpaid must be a percentage from 0 to 100."),
        ({"hold": 0}, "--hold must be from 1 to 3600 seconds."),
        ({"rate": 9999}, "--rate must be from 10 to 1500."),
        ({"minutes": 0}, "--minutes must be more than 0, and 1440 at most."),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(wrong: dict[str, Any], sentence: str) -> None:
    right = {
        "event": 1,
        "buyers": 5,
        "at_once": 5,
        "unpaid": 10,
        "hold": 30,
        "rate": None,
        "minutes": 1,
        "as_json": False,
    }
    with pytest.raises(SystemExit) as ended:
        rehearse.main(**right | wrong)
    assert ended.value.code == sentence


async def test_an_event_that_is_not_there_is_said(app: App, begin: Callable) -> None:
    assert await ended(await begin("99", "--buyers", "5")) == (1, "", "There is no event 99.\n")


async def test_a_damaged_copy_is_a_failure(app: App, begin: Callable, server: Conn, database_url: str) -> None:
    """Somebody breaks it from outside while it is sold."""
    process = await begin("2", "--buyers", "1000", "--unpaid", "0")
    await damage_the_copy(server, database_url)
    code, printed, _ = await ended(process)
    assert code == 1
    assert "✗ audit of the copy" in printed
    assert "  ✗ sold-seat-without-ticket: 5000" in printed
