"""Migrations: plain SQL, in order, all or nothing, once also when two start together."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import asyncpg
import pytest

from db import migrate
from db.pool import Conn

MIGRATION = '''
from db.migrations.sql import run

revision = "{revision}"
down_revision = {down_revision!r}


def upgrade() -> None:
    run("""{script}""")
'''
PRICES = """
CREATE TABLE prices (id integer PRIMARY KEY, label text NOT NULL);  -- :not 'a parameter', 100 %(sure)s
INSERT INTO prices VALUES (1, 'half; 50%'), (2, ':full $1');
CREATE FUNCTION price_count() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM prices; $$;
"""
SLOW = "ALTER TABLE prices ADD COLUMN minor bigint NOT NULL DEFAULT 0; SELECT pg_sleep(0.3);"
BROKEN = "CREATE TABLE left_over (id integer); SELECT 1 / 0;"
UPGRADE = """
import asyncio, sys
from pathlib import Path
from db import migrate
from db.pool import Conn
migrate.MIGRATIONS = Path(sys.argv[2])
asyncio.run(migrate.upgrade(sys.argv[1]))
"""

AddMigration = Callable[[str, str | None, str], None]


@pytest.fixture
def add_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AddMigration:
    """Writes migrations of the test's own, next to the real env.py."""
    (tmp_path / "versions").mkdir()
    (tmp_path / "env.py").write_bytes((migrate.MIGRATIONS / "env.py").read_bytes())
    monkeypatch.setattr(migrate, "MIGRATIONS", tmp_path)

    def add(revision: str, down_revision: str | None, script: str) -> None:
        text = MIGRATION.format(revision=revision, down_revision=down_revision, script=script)
        (tmp_path / "versions" / f"{revision}.py").write_text(text)

    return add


@pytest.fixture
async def connection(empty_database_url: str) -> AsyncIterator[Conn]:
    connection = await asyncpg.connect(empty_database_url)
    yield connection
    await connection.close()


async def test_a_migration_is_a_script_of_any_sql(
    add_migration: AddMigration, empty_database_url: str, connection: Conn
) -> None:
    add_migration("0001", None, PRICES)

    await migrate.upgrade(empty_database_url)

    assert await connection.fetchval("SELECT price_count()") == 2
    assert await connection.fetchval("SELECT label FROM prices WHERE id = 2") == ":full $1"


async def test_what_is_pending_is_told_and_then_applied_in_order(
    add_migration: AddMigration, empty_database_url: str
) -> None:
    add_migration("0001", None, PRICES)
    add_migration("0002", "0001", SLOW)
    assert await migrate.pending(empty_database_url) == ["0001", "0002"]

    await migrate.upgrade(empty_database_url)
    assert await migrate.pending(empty_database_url) == []

    add_migration("0003", "0002", "DROP TABLE prices CASCADE;")
    assert await migrate.pending(empty_database_url) == ["0003"]


async def test_an_upgrade_that_fails_changes_nothing(
    add_migration: AddMigration, empty_database_url: str, connection: Conn
) -> None:
    add_migration("0001", None, PRICES)
    add_migration("0002", "0001", BROKEN)

    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate.upgrade(empty_database_url)

    assert await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
    assert await migrate.pending(empty_database_url) == ["0001", "0002"]


async def test_two_processes_that_upgrade_at_once_both_succeed(
    add_migration: AddMigration, empty_database_url: str, connection: Conn
) -> None:
    add_migration("0001", None, PRICES)
    add_migration("0002", "0001", SLOW)

    command = (sys.executable, "-c", UPGRADE, empty_database_url, str(migrate.MIGRATIONS))
    processes = [await asyncio.create_subprocess_exec(*command, cwd=Path.cwd()) for _ in range(2)]

    assert [await process.wait() for process in processes] == [0, 0]
    assert await connection.fetchval("SELECT count(*) FROM prices") == 2


async def test_a_plan_is_sql_that_does_what_the_upgrade_does(
    add_migration: AddMigration, empty_database_url: str, connection: Conn
) -> None:
    add_migration("0001", None, PRICES)

    await connection.execute(await migrate.plan())

    assert await connection.fetchval("SELECT price_count()") == 2
    assert await migrate.pending(empty_database_url) == []


async def test_a_plan_for_a_database_holds_only_what_it_lacks(
    add_migration: AddMigration, empty_database_url: str
) -> None:
    add_migration("0001", None, PRICES)
    await migrate.upgrade(empty_database_url)
    assert await migrate.plan(empty_database_url) == ""

    add_migration("0002", "0001", SLOW)
    plan = await migrate.plan(empty_database_url)

    assert "ADD COLUMN minor" in plan
    assert "CREATE TABLE prices" not in plan


async def test_the_real_migrations_apply_to_an_empty_database(empty_database_url: str) -> None:
    assert await migrate.pending(empty_database_url)

    await migrate.upgrade(empty_database_url)

    assert await migrate.pending(empty_database_url) == []


async def test_an_upgrade_that_would_make_others_wait_stands_back_and_tries_again(
    add_migration: AddMigration,
    empty_database_url: str,
    connection: Conn,
    server: Conn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(migrate, "LOCK_TIMEOUT", "200ms")
    add_migration("0001", None, PRICES)
    await migrate.upgrade(empty_database_url)
    add_migration("0002", "0001", SLOW)

    async def until(is_waiting: bool) -> None:
        while await server.fetchval("SELECT bool_or(NOT granted) FROM pg_locks") is not is_waiting:
            await asyncio.sleep(0.01)

    async with connection.transaction():
        await connection.execute("LOCK TABLE prices IN ROW EXCLUSIVE MODE")
        upgrade = asyncio.create_task(migrate.upgrade(empty_database_url, pause=0.5))
        await until(is_waiting=True)
        await until(is_waiting=False)
        assert not upgrade.done()

    await upgrade
    assert await migrate.pending(empty_database_url) == []
