"""Brings a database to the newest schema, and tells what that would do."""

import asyncio
import io
from contextlib import suppress
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

MIGRATIONS = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = asyncio.Lock()  # Alembic keeps what it is doing in module globals; other processes meet in env.py
LOCK_TIMEOUT = "3s"  # while a migration waits for a table, so does everybody who comes after it
ATTEMPTS = 10


class TablesInUse(Exception):
    """Somebody holds a table for longer than we make everybody else wait; nothing was changed."""


async def upgrade(database_url: str, role: str | None = None, *, to: str = "head", pause: float = 2) -> None:
    """Apply what is pending, in one transaction. Two at once are safe: the second waits, then finds nothing to do.

    `role` is given the rights of the bot in the same transaction. Where a table is in use for long, everybody else
    would wait behind us: we stand back and try again. Raises `TablesInUse`.
    """
    for attempt in range(ATTEMPTS):
        if attempt:
            await asyncio.sleep(pause)
        with suppress(asyncpg.LockNotAvailableError):
            await _upgrade(database_url, role, to)
            return
    raise TablesInUse


async def _upgrade(database_url: str, role: str | None, to: str) -> None:
    def apply(connection: Connection) -> None:
        config = alembic_config()
        config.attributes.update(connection=connection, role=role)
        command.upgrade(config, to)

    async with ONE_AT_A_TIME, open_engine(database_url).connect() as connection:
        await connection.run_sync(apply)


async def pending(database_url: str) -> list[str]:
    """The ids of the revisions that are not applied yet, the oldest first."""
    applied = await current(database_url)
    script = ScriptDirectory.from_config(alembic_config())
    newest_first = script.iterate_revisions("heads", applied or "base")
    return [revision.revision for revision in newest_first if revision.revision != applied][::-1]


async def current(database_url: str) -> str | None:
    """The id of the last applied revision; None for a database without our schema."""
    async with open_engine(database_url).connect() as connection:
        return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


def knows(revision: str) -> bool:
    """False for the revision of a newer Kassa."""
    known = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    return any(one.revision == revision for one in known)


async def plan(database_url: str | None = None, role: str | None = None) -> str:
    """The SQL of an upgrade, of that database or of an empty one; empty when there is nothing to do."""
    applied = await current(database_url) if database_url else None
    config = alembic_config(text := io.StringIO())
    config.attributes["role"] = role
    if applied == ScriptDirectory.from_config(config).get_current_head() and role is None:
        return ""
    async with ONE_AT_A_TIME:
        command.upgrade(config, f"{applied}:head" if applied else "head", sql=True)
    return text.getvalue()


def alembic_config(output: io.StringIO | None = None) -> Config:
    """Built here rather than in alembic.ini, so that an installed wheel can migrate too."""
    config = Config(output_buffer=output)
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("lock_timeout", LOCK_TIMEOUT)
    return config


def open_engine(database_url: str) -> AsyncEngine:
    """SQLAlchemy around asyncpg's own reading of the URL, which knows socket directories and every libpq parameter."""
    return create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(database_url), poolclass=NullPool
    )
