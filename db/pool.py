"""The pool of connections and the one way to open a transaction."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeAlias

import asyncpg

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

# In quotes: asyncpg's classes are generic for the type checker only.
Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
Conn: TypeAlias = "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]"
Executor: TypeAlias = "Pool | Conn"
"""What a single query needs: a connection, or the pool to borrow one for it."""

STATEMENTS_KEPT = 100
"""For each connection: asyncpg's own default."""


UNREACHABLE: tuple[type[Exception], ...] = (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError)
"""The database does not answer, whoever asks."""


class CannotConnect(Exception):
    """The database does not take us; the text says why, without the URL."""


async def open_pool(database_url: str, *, min_size: int = 2, max_size: int = 20, is_pooled: bool = False) -> Pool:
    """`is_pooled`: a pooler gives every transaction another connection, so none remembers a statement.

    Raises `CannotConnect`.
    """
    try:
        return await asyncpg.create_pool(
            database_url,
            min_size=min_size,
            max_size=max_size,
            init=_prepare if is_pooled else _prepare_own,
            reset=_as_it_is,
            command_timeout=30,
            statement_cache_size=0 if is_pooled else STATEMENTS_KEPT,
        )
    except (OSError, asyncpg.PostgresError) as error:
        raise CannotConnect(str(error)) from error
    except ValueError:  # its text would quote a piece of the URL
        raise CannotConnect("PostgreSQL understands no such URL") from None


async def has_schema(pool: Pool) -> bool:
    """False for a database that was never migrated."""
    return await pool.fetchval("SELECT to_regclass('events') IS NOT NULL") is True


@asynccontextmanager
async def transaction(pool: Pool, *, durable: bool = True, patient: bool = True) -> AsyncIterator[Conn]:
    """One transaction at READ COMMITTED: leaving by an exception undoes it.

    What is not durable may be lost, as if it had never been, if the server crashes within a second. Who is not patient
    waits for a lock no longer than a second.
    """
    ways = ["SET LOCAL synchronous_commit = off"] * (not durable) + ["SET LOCAL lock_timeout = '1s'"] * (not patient)
    async with pool.acquire() as conn, conn.transaction():
        if ways:
            await conn.execute(";".join(ways))
        yield conn


@asynccontextmanager
async def snapshot(pool: Pool) -> AsyncIterator[Conn]:
    """Everything that is read in it is of one moment; nothing can be written."""
    async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
        yield conn


async def fetch_planned(pool: Pool, query: str, *arguments: object) -> list[asyncpg.Record]:
    """For a query whose best way depends on what is asked for: it is planned for these arguments, as no other is."""
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        return await conn.fetch(query, *arguments)


def affected(status: str) -> int:
    """How many rows a command says it has changed: `UPDATE 3`."""
    return int(status.rpartition(" ")[2])


async def _as_it_is(conn: Conn) -> None:
    """For the next one who borrows the connection: whatever we set ends with its transaction, which asyncpg sees to.

    Its own reset would be another way to the server and back for every single query.
    """


async def _prepare_own(conn: Conn) -> None:
    """A statement is planned once for a connection's life: PostgreSQL would do so five times, and often for ever.

    Said here, since a pooler refuses a session that begins with what it does not know.
    """
    await conn.execute("SET plan_cache_mode = force_generic_plan")
    await _prepare(conn)


async def _prepare(conn: Conn) -> None:
    await conn.set_type_codec("jsonb", schema="pg_catalog", encoder=json.dumps, decoder=json.loads)
