"""Kassa behind PgBouncer in transaction mode, where the next transaction may have another connection."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest
from redis.asyncio import Redis

from core.app import build_app
from core.domain.ids import PersonId, SectionId
from core.domain.order import Order
from core.domain.person import Person
from core.domain.report import About, Range
from db.embedded.postgres import server_account
from db.embedded.process import start
from db.pool import Pool, open_pool
from scheduler.sweeps import build_scheduler
from tests.books import assert_books_balance
from tests.core.services.test_races import outcome, pay
from tests.plans import CLOCK_START, Clock, club_night, settings_for_tests

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
CONNECTIONS = 3
"""Behind it, for all clients."""
CLIENTS = 20
READY_SECONDS = 10
pytestmark = pytest.mark.skipif(
    PROGRAM is None and "KASSA_REQUIRE_PGBOUNCER" not in os.environ, reason="PgBouncer is not installed"
)


@pytest.fixture
async def pooled_url(database_url: str, server_base: Path) -> AsyncIterator[str]:
    """The test's database, through a pooler of its own."""
    assert PROGRAM is not None, "PgBouncer is required, and not installed"
    target = urlsplit(database_url)
    host = parse_qs(target.query)["host"][0] if target.query else target.hostname
    account = server_account()
    home = server_base / "pgbouncer"
    home.mkdir()
    account.own(home)
    server_base.chmod(0o711)
    settings = home / "pgbouncer.ini"
    settings.write_text(
        f"""
        [databases]
        * = host={host} port={target.port or 5432} user={target.username or "postgres"}
        [pgbouncer]
        unix_socket_dir = {home}
        listen_port = 6432
        auth_type = any
        pool_mode = transaction
        max_client_conn = 200
        default_pool_size = {CONNECTIONS}
        """.replace("        ", "")
    )
    settings.chmod(0o644)
    server = start(
        "pgbouncer", [PROGRAM, settings], log=home / "log", cwd=home, stop_signal=signal.SIGINT, account=account
    )
    url = f"postgresql://postgres@/{target.path.strip('/')}?host={home}&port=6432"
    try:
        async with asyncio.timeout(READY_SECONDS):
            while not await _answers(url):
                server.ensure_running()
                await asyncio.sleep(0.02)
        yield url
    finally:
        await server.stop()


async def _answers(url: str) -> bool:
    with suppress(OSError):
        await (await asyncpg.connect(url, statement_cache_size=0)).close()
        return True
    return False


@asynccontextmanager
async def pooled(url: str, *, is_pooled: bool = True) -> AsyncIterator[Pool]:
    async with await open_pool(url, min_size=CLIENTS, max_size=CLIENTS, is_pooled=is_pooled) as pool:
        yield pool


async def test_a_rush_is_sold_and_swept_through_the_pooler(pooled_url: str, redis: Redis) -> None:
    clock = Clock(CLOCK_START)
    async with pooled(pooled_url) as pool:
        app = build_app(pool, redis, settings_for_tests(), clock)
        event_id = await app.organizing.create_event(club_night(30))
        people = [PersonId(100 + number) for number in range(50)]
        await asyncio.gather(*(app.people.meet(Person(person, "Somebody", None, "en")) for person in people))
        got = await asyncio.gather(
            *(outcome(app.seating.hold_quantity(event_id, person, SectionId(1), 1)) for person in people)
        )
        orders = [order for order in got if isinstance(order, Order)]
        assert len(orders) == 30
        await asyncio.gather(*(pay(app, order, f"charge {order.id}") for order in orders[:20]))
        clock.go(minutes=20)
        await asyncio.gather(*(job.func() for _ in range(2) for job in build_scheduler(app).get_jobs()))
        stock = await assert_books_balance(pool, event_id, clock())
        assert (stock.sold, stock.free) == (20, 10)
        async with app.reporting.attendee_list(PersonId(2001), About(Range.EVENT, event_id)) as attendees:
            assert len([attendee async for attendee in attendees]) == 20


async def test_without_the_setting_statements_are_not_found(pooled_url: str) -> None:
    """So it is the setting that makes the difference."""

    async def ask(pool: Pool, number: int) -> None:
        for times in range(20):
            await pool.fetchval(f"SELECT {times} + $1::int", number)

    with pytest.raises(asyncpg.PostgresError):
        async with pooled(pooled_url, is_pooled=False) as pool:
            await asyncio.gather(*(ask(pool, number) for number in range(CLIENTS)))
    async with pooled(pooled_url) as pool:
        await asyncio.gather(*(ask(pool, number) for number in range(CLIENTS)))
