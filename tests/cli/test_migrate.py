"""`kassa migrate`: as the owner, for the role of the bot; and its plan, which runs nothing."""

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path

import asyncpg
import pytest

from cli import migrate as command
from core.app import open_app
from core.settings import SettingsError, load_settings
from db import migrate
from db.pool import Conn
from db.rights import role_of
from tests.conftest import RUN, as_role

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def environment(empty_database_url: str, redis_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", "4242:abc")
    monkeypatch.setenv("TICKET_KEYS", f"1:{'k' * 32}")
    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setenv("DATABASE_URL", empty_database_url)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)


@pytest.fixture
async def app_url(empty_database_url: str, server: Conn, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """The empty database belongs to one role, and the bot shall work as another one, which there is not yet."""
    name = f"{RUN}_{secrets.token_hex(4)}"
    url = as_role(empty_database_url, name, "s3cr3t")
    monkeypatch.setenv("DATABASE_OWNER_URL", empty_database_url)
    monkeypatch.setenv("DATABASE_URL", url)
    yield url
    if await server.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", name):
        owner = await asyncpg.connect(empty_database_url)
        await owner.execute(f"DROP OWNED BY {name}")
        await owner.close()
        await server.execute(f"DROP ROLE {name}")


async def complaint(use: Awaitable[object]) -> str:
    with pytest.raises((SettingsError, SystemExit)) as ended:
        await use
    return str(ended.value)


async def test_the_owner_migrates_and_the_bot_works_as_a_role_that_is_made_for_it(app_url: str) -> None:
    for _ in ("something to do", "nothing to do"):
        await command.upgrade(load_settings())
    async with open_app(load_settings()) as app:
        assert not await app.organizing.has_events()
    conn = await asyncpg.connect(app_url)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await conn.execute("DROP TABLE seats")
    await conn.close()


async def test_without_an_owner_the_bot_works_as_it_always_did(empty_database_url: str) -> None:
    await command.upgrade(load_settings())
    assert await migrate.pending(empty_database_url) == []


async def test_a_plan_prints_the_sql_and_runs_nothing(app_url: str, empty_database_url: str, server: Conn) -> None:
    """By the command itself."""
    kassa = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "cli", "migrate", "--plan"), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    printed = (await kassa.communicate())[0].decode()
    role = role_of(app_url)[0]
    assert kassa.returncode == 0
    assert not await server.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", role)
    conn = await asyncpg.connect(empty_database_url)
    assert await conn.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0

    await server.execute(f"CREATE ROLE {role} LOGIN PASSWORD 's3cr3t'")
    await conn.execute(printed)

    await conn.close()
    assert await migrate.pending(empty_database_url) == []
    async with open_app(load_settings()) as app:
        assert not await app.organizing.has_events()


async def test_a_plan_with_nothing_to_do_is_empty(empty_database_url: str) -> None:
    await migrate.upgrade(empty_database_url)
    assert await command.plan_for(load_settings()) == ""


async def test_the_owner_must_be_somebody_else(app_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", app_url)
    said = await complaint(command.upgrade(load_settings()))
    assert said == "DATABASE_OWNER_URL is wrong: it names the same role as DATABASE_URL."


async def test_the_owner_cannot_connect(app_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner:s3cr3t@127.0.0.1:9/kassa")
    for use in (command.upgrade, command.plan_for):
        said = await complaint(use(load_settings()))
        assert said.startswith("DATABASE_OWNER_URL cannot be connected to: ")
        assert "s3cr3t" not in said


async def test_the_bot_and_the_owner_must_mean_the_same_database(
    app_url: str, owner_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", owner_url)
    said = await complaint(command.upgrade(load_settings()))
    assert said == "DATABASE_URL is wrong: it leads to another database than DATABASE_OWNER_URL."


async def test_a_table_that_is_in_use_ends_it_in_words(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And meanwhile nobody has waited behind us for longer than a moment."""
    monkeypatch.setattr(migrate, "LOCK_TIMEOUT", "50ms")
    monkeypatch.setattr(migrate, "ATTEMPTS", 1)
    await migrate.upgrade(empty_database_url, to="0025")
    conn = await asyncpg.connect(empty_database_url)
    async with conn.transaction():
        await conn.execute("LOCK TABLE alarms IN ROW EXCLUSIVE MODE")
        assert "Nothing was changed" in await complaint(command.upgrade(load_settings()))
    await command.upgrade(load_settings())
    await conn.close()
