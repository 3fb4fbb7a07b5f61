"""Databases of the tests' own server: a template with the halts, and copies of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from db import migrate
from db.pool import Conn
from tests.conftest import numbers, with_path
from tests.faults import halts
from tests.faults.servers import Engines


async def make_template(engines: Engines) -> str:
    """A migrated database to copy, with the triggers that halt; its name."""
    name = "faults"
    await _administer(engines, f"CREATE DATABASE {name}")
    url = with_path(engines.postgres.url, name)
    await migrate.upgrade(url)
    async with _connected(url) as conn:
        await halts.install(conn)
    return name


async def copy_of(engines: Engines, template: str) -> str:
    """Its name."""
    name = f"faults_{next(numbers)}"
    await _administer(engines, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    return name


async def drop(engines: Engines, name: str) -> None:
    await _administer(engines, f"DROP DATABASE {name} WITH (FORCE)")


async def _administer(engines: Engines, statement: str) -> None:
    async with _connected(with_path(engines.postgres.url, "postgres")) as conn:
        await conn.execute(statement)


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[Conn]:
    conn = await asyncpg.connect(url)
    try:
        yield conn
    finally:
        await conn.close()
