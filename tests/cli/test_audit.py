"""`kassa audit` as an operator runs it: a process of its own."""

import asyncio
import os
import sys

import pytest

from core.app import App, build_app
from core.domain.ids import EventId
from db.pool import Pool
from tests.plans import club_night, plan, settings_for_tests


@pytest.fixture
async def events(pool: Pool, redis) -> list[EventId]:
    app: App = build_app(pool, redis, settings_for_tests())
    return [await app.organizing.create_event(plan()), await app.organizing.create_event(club_night())]


@pytest.fixture
def audit(database_url: str, redis_url: str):
    async def run(*arguments: str) -> tuple[int | None, str]:
        settings = {
            "BOT_TOKEN": "4242:audit",
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "TICKET_KEYS": "1:" + "k" * 32,
        }
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "cli", "audit", *arguments),
            env=os.environ | settings,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        printed, _ = await process.communicate()
        return process.returncode, printed.decode()

    return run


async def test_books_that_balance_are_printed_for_all_events_or_for_one(events: list[EventId], audit) -> None:
    code, printed = await audit()
    assert code == 0
    assert "✓ 1 Океан Ельзи: 20 seats = 20 free + 0 held + 0 sold" in printed
    assert "✓ 2 Techno Night: 50 seats" in printed
    code, printed = await audit("2")
    assert code == 0
    assert "Океан" not in printed
    assert "Techno Night" in printed


async def test_damage_fails_and_is_named_but_only_where_it_is(events: list[EventId], audit, pool: Pool) -> None:
    await pool.execute("UPDATE seats SET status = 'sold', order_id = 1 WHERE event_id = 2 AND id = 7")
    code, printed = await audit()
    assert code == 1
    assert "✗ sold-seat-without-ticket: 7" in printed
    assert "✗ events that do not balance: 1" in printed
    assert (await audit("1"))[0] == 0
    assert (await audit("2"))[0] == 1


async def test_an_event_that_is_not_there_is_said(events: list[EventId], audit) -> None:
    code, printed = await audit("99")
    assert code == 1
    assert printed.strip() == "There is no event 99."
    code, printed = await audit("9223372036854775808")
    assert code == 2
    assert printed.endswith("argument event: there is no event 9223372036854775808\n")
