"""Real servers for the tests: one pair for each test process, and for each test an empty database and an empty Redis.

With DATABASE_URL and REDIS_URL set those servers are used; otherwise both are started from wheels. Tests on other
servers make databases named `kassa_test_…` of their own there and drop them; in Redis they take an empty numbered
database.
"""

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
from redis.asyncio import Redis

from core.memory import settle_memory
from db import migrate
from db.embedded import DataInUse, Engines, exclusive
from db.embedded import engines as start_engines
from db.pipelining import PipeliningRedis
from db.pool import Conn, Pool
from db.pool import open_pool as open_pool_of_kassa
from tests.lent_databases import LentDatabases

RUN = f"kassa_test_{secrets.token_hex(4)}"
APP_ROLE, APP_PASSWORD = f"{RUN}_app", secrets.token_hex(16)
AS_APP = {
    "bot/test_door.py",
    "bot/test_purchase.py",
    "bot/test_refunds.py",
    "bot/test_reports.py",
    "core/services/test_doors.py",
    "core/services/test_purchase.py",
}
"""The tests that run as the role of the bot, which may do no more than db/rights.py says; KASSA_TEST_APP=1: all do."""
REDIS_DATABASES = 16  # what a server has unless told otherwise
MEMORY = Path("/dev/shm")
MEMORY_WANTED = 2 << 30  # a container gives 64 MB by default: not enough
BASE_PREFIX = "kassa-test-"
ABANDONED_SECONDS = 3600
numbers = count(1)


LONG = ("db/test_zero_downtime.py", "deployment/test_by_the_page.py", "soak", "faults", "e2e", "rehearsal", "cli")
"""They start processes or a browser, and take seconds where others take milliseconds."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each process begins with its share of what takes long: last, it would be left to one while the others wait.

    Of pytest-xdist's `worksteal` each gets an equal piece of the list, before one that has done its own takes from
    the end of another's.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1))
    long = [item for item in items if place_of(item.path).startswith(LONG)]
    short = [item for item in items if not place_of(item.path).startswith(LONG)]
    left = len(items)
    items.clear()
    for number in range(workers):
        share, piece = long[number::workers], left // (workers - number)
        room = max(piece - len(share), 0)
        items += share + short[:room]
        del short[:room]
        left -= piece
    items += short


def pytest_collection_finish() -> None:
    """As every process of Kassa does it: a full collection over all that is imported costs more than most tests."""
    settle_memory()


class OpenPool(Protocol):
    async def __call__(self, *, min_size: int = 10, max_size: int = 10) -> Pool: ...


@pytest.fixture(scope="session")
async def engines(worker_number: int) -> AsyncIterator[Engines]:
    database_url, redis_url = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    if database_url and redis_url:
        yield Engines(database_url, with_number(redis_url, REDIS_DATABASES - 1 - worker_number))
        return
    with temporary_base() as base:
        async with start_engines(base, durable=False) as started:
            yield started


@contextmanager
def temporary_base() -> Iterator[Path]:
    """In memory where there is room: a new database then takes 7 ms, on a disk 100 to 300 ms.

    Not tmp_path: as root, that is closed to PostgreSQL's user.
    """
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > MEMORY_WANTED
    parent = MEMORY if in_memory else Path("/tmp")
    remove_abandoned(parent)
    base = Path(tempfile.mkdtemp(prefix=BASE_PREFIX, dir=parent))
    try:
        yield base
    finally:
        shutil.rmtree(base, ignore_errors=True)


def remove_abandoned(parent: Path) -> None:
    """What killed runs left: old, and nobody holds its lock."""
    for base in parent.glob(f"{BASE_PREFIX}*"):
        with suppress(OSError, DataInUse):  # OSError: another user's, or gone by now
            if base.stat().st_mtime < time.time() - ABANDONED_SECONDS:
                with exclusive(base):
                    shutil.rmtree(base)


@pytest.fixture
def server_base() -> Iterator[Path]:
    """An empty directory for servers of a test's own."""
    with temporary_base() as base:
        yield base


@pytest.fixture(scope="session")
def worker_number() -> int:
    """0, 1, … under pytest-xdist."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@pytest.fixture(scope="session")
async def server(engines: Engines) -> AsyncIterator[Conn]:
    """A connection that makes and drops databases."""
    connection = await asyncpg.connect(engines.database_url)
    yield connection
    await connection.close()


@pytest.fixture(scope="session")
async def template(engines: Engines, server: Conn) -> AsyncIterator[str]:
    """A migrated database to copy; nobody may be connected to it."""
    await server.execute(f"CREATE DATABASE {RUN}")
    await server.execute(f"CREATE ROLE {APP_ROLE} LOGIN PASSWORD '{APP_PASSWORD}'")
    await migrate.upgrade(with_path(engines.database_url, RUN), APP_ROLE)
    yield RUN
    await server.execute(f"DROP DATABASE {RUN} WITH (FORCE)")
    await server.execute(f"DROP ROLE {APP_ROLE}")


@pytest.fixture
async def owner_url(engines: Engines, server: Conn, template: str) -> AsyncIterator[str]:
    """The test's database, as the role to which its tables belong."""
    async with new_database(engines, server, template) as url:
        yield url


@pytest.fixture
async def app_url(owner_url: str) -> str:
    """The test's database, as the role of the bot, which may do no more than db/rights.py says."""
    return as_role(owner_url, APP_ROLE, APP_PASSWORD)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, owner_url: str, app_url: str) -> str:
    return app_url if is_app(request) else owner_url


@pytest.fixture
async def empty_database_url(engines: Engines, server: Conn) -> AsyncIterator[str]:
    """A database without our schema."""
    async with new_database(engines, server, "template0") as url:
        yield url


@asynccontextmanager
async def new_database(engines: Engines, server: Conn, template: str) -> AsyncIterator[str]:
    name = f"{RUN}_{next(numbers)}"
    await server.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    try:
        yield with_path(engines.database_url, name)
    finally:
        await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def open_pool(database_url: str) -> AsyncIterator[OpenPool]:
    """Opens pools of the size that a test needs; all are warm, since a cold pool hides races.

    No larger: those of four machines, and of the lent databases, have the hundred connections of one server.
    """
    async with AsyncExitStack() as opened:

        async def open_one(*, min_size: int = 10, max_size: int = 10) -> Pool:
            pool = await open_pool_of_kassa(database_url, min_size=min_size, max_size=max_size)
            return await opened.enter_async_context(pool)

        yield open_one


LENT_TO = ("bot", "core")
"""Folders whose tests change rows, and seldom more; who asks for the URL has a database of its own even there."""


@pytest.fixture
def pool(request: pytest.FixtureRequest) -> Pool:
    is_lent = place_of(request.path).startswith(LENT_TO) and "owner_url" not in request.fixturenames
    return request.getfixturevalue("lent_pool" if is_lent else "own_pool")


@pytest.fixture
async def own_pool(open_pool: OpenPool, warm_connections: int) -> Pool:
    return await open_pool(min_size=warm_connections)


@pytest.fixture
async def lent_pool(
    request: pytest.FixtureRequest, lent_databases: LentDatabases, warm_connections: int
) -> AsyncIterator[Pool]:
    async with lent_databases.lend(is_app=is_app(request), min_size=warm_connections) as pool:
        yield pool


@pytest.fixture
def warm_connections(request: pytest.FixtureRequest) -> int:
    """Many for who may do several things at once: to others ten connections would cost more than the test itself."""
    return 10 if hasattr(request.module, "asyncio") else 1


@pytest.fixture(scope="session")
async def lent_databases(engines: Engines, server: Conn, template: str) -> AsyncIterator[LentDatabases]:
    databases = LentDatabases(
        lambda: new_database(engines, server, template), lambda url: as_role(url, APP_ROLE, APP_PASSWORD)
    )
    yield databases
    await databases.close()


def is_app(request: pytest.FixtureRequest) -> bool:
    """Others are the owner, who may also break things on purpose; but the main ways are gone as the bot goes them."""
    return place_of(request.path) in AS_APP or bool(os.environ.get("KASSA_TEST_APP"))


def place_of(path: Path) -> str:
    """Among the tests."""
    return path.relative_to(Path(__file__).parent).as_posix()


@pytest.fixture(scope="session")
async def redis_session_url(engines: Engines) -> str:
    """Refuses a database with something in it: the tests empty it."""
    async with Redis.from_url(engines.redis_url) as client:
        if await client.dbsize():
            pytest.exit(f"The tests empty their Redis database, and there is something in {engines.redis_url}", 1)
    return engines.redis_url


@pytest.fixture
async def redis(redis_session_url: str) -> AsyncIterator[Redis]:
    """The client that processes have, but with patience.

    That of the library loses a cancellation while it sends: asyncio.wait_for before Python 3.12, CPython gh-86296.
    """
    async with PipeliningRedis.from_url(redis_session_url, decode_responses=True) as client:
        await client.flushdb()
        yield client
        await client.flushdb()


@pytest.fixture
def redis_url(redis: Redis, redis_session_url: str) -> str:
    """The server behind `redis`, just as empty."""
    return redis_session_url


def with_path(url: str, path: str) -> str:
    """The same PostgreSQL, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{path}"))


def as_role(url: str, name: str, password: str) -> str:
    """The same database, somebody else."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{name}:{password}@{parts.netloc.rpartition('@')[2]}"))


def with_number(url: str, number: int) -> str:
    """The same Redis, another numbered database: in the query it wins over the path, and suits sockets too."""
    address, _, query = url.partition("?")  # urlunsplit would take the slashes of a socket's URL away
    return f"{address}?db={number}&{query}"
