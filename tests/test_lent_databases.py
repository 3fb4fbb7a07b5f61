"""What one test leaves in a database is not there for the next."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import asyncpg
import pytest

from db.embedded import Engines
from db.pool import Conn, Pool
from tests.conftest import new_database, with_path
from tests.lent_databases import LentDatabases


@pytest.fixture
async def databases(engines: Engines, server: Conn, template: str) -> AsyncIterator[LentDatabases]:
    databases = LentDatabases(lambda: new_database(engines, server, template), lambda url: url)
    yield databases
    await databases.close()


def lent(databases: LentDatabases) -> AbstractAsyncContextManager[Pool]:
    return databases.lend(is_app=False, min_size=1)


async def name_of(pool: Pool) -> str:
    return await pool.fetchval("SELECT current_database()")


async def test_rows_and_numbers_are_gone_and_connections_stay(databases: LentDatabases) -> None:
    async with lent(databases) as pool:
        name = await name_of(pool)
        served_by = await pool.fetchval("SELECT pg_backend_pid()")
        assert await add_city(pool) == 1
    async with lent(databases) as pool:
        assert await name_of(pool) == name
        assert await pool.fetchval("SELECT pg_backend_pid()") == served_by
        assert await add_city(pool) == 1
        assert await pool.fetchval("SELECT count(*) FROM cities") == 1


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE orders DISABLE TRIGGER orders_stay",
        "ALTER TABLE scans RENAME TO scans_of_another_time",
        "ALTER TABLE tickets ADD CONSTRAINT poisoned CHECK (holder_id <> 2)",
        "ALTER TABLE cities ALTER COLUMN name SET DEFAULT 'Kyiv'",
        "ALTER TABLE seats SET (fillfactor = 50)",
        "DROP INDEX payments_matched",
        "CREATE TABLE colours (name text)",
        "CREATE VIEW colours AS SELECT 1",
        "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA elsewhere",
        "GRANT DELETE ON payments TO PUBLIC",
        "INSERT INTO teams (name, created_at) VALUES ('Another', now())",
        "UPDATE teams SET name = 'Another'",
        "UPDATE alembic_version SET version_num = '0001'",
        "SELECT nextval('cities_id_seq')",
        "ANALYZE pg_class, teams",
        "SELECT lo_create(0)",
        "SELECT pg_advisory_lock(1)",
        "CREATE TEMPORARY TABLE wanted (id integer)",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET lock_timeout = 1', current_database()); END $$",
    ],
)
async def test_what_cannot_be_emptied_is_not_lent_again(databases: LentDatabases, change: str) -> None:
    async with lent(databases) as pool:
        name = await name_of(pool)
        await pool.execute(change)
    async with lent(databases) as pool:
        assert await name_of(pool) != name


async def test_a_pool_that_was_closed_is_not_lent_again(databases: LentDatabases) -> None:
    async with lent(databases) as pool:
        await pool.close()
    async with lent(databases) as pool:
        assert await pool.fetchval("SELECT 1") == 1


async def test_who_leaves_a_lock_leaves_the_database(databases: LentDatabases, engines: Engines) -> None:
    async with lent(databases) as pool:
        name = await name_of(pool)
        await add_city(pool)
        forgotten = await asyncpg.connect(with_path(engines.database_url, name))
        await forgotten.execute("BEGIN; LOCK TABLE cities")
    forgotten.terminate()
    async with lent(databases) as pool:
        assert await name_of(pool) != name


async def test_a_task_that_still_runs_keeps_its_database_to_itself(databases: LentDatabases) -> None:
    async with lent(databases) as pool:
        name = await name_of(pool)
        runs_on = asyncio.create_task(asyncio.Event().wait())
    async with lent(databases) as pool:
        assert await name_of(pool) != name
    runs_on.cancel()


async def add_city(pool: Pool) -> int:
    return await pool.fetchval(
        "INSERT INTO cities (name, folded, time_zone) VALUES ('Kyiv', 'kyiv', 'Europe/Kyiv') RETURNING id"
    )
