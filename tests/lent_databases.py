"""Databases that serve one test after the other, emptied in between: a new one, and connections that have planned
nothing yet, cost more than most tests.

What a test may have left apart from rows is looked for: then the next one gets a new database. Only what it has set for
a connection would stay, and nothing but `SET LOCAL` is used.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import asyncpg

from db.pool import Conn, Pool, open_pool

TESTS_MAX = 50
"""For each database: emptied tables leave something in PostgreSQL's own."""
CONNECTIONS_MAX = 10

WRITTEN = """
SELECT string_agg(oid::regclass::text, ', ') FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL ($1) AND pg_relation_size(oid) > 0
"""
FILLED = """
SELECT array_agg(relname::text) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""
OBJECTS = """
concat_ws(' ',
    (SELECT (count(*), sum(hashtext(concat_ws(' ', oid, relname, relkind, relowner, relacl, reloptions))))
     FROM pg_class WHERE relnamespace = 'public'::regnamespace),
    (SELECT (count(*), max(xmin::text::bigint)) FROM pg_attribute WHERE attrelid >= 16384),
    (SELECT (count(*), max(xmin::text::bigint)) FROM pg_constraint),
    (SELECT (count(*), max(xmin::text::bigint)) FROM pg_index WHERE indexrelid >= 16384),
    (SELECT (count(*), max(xmin::text::bigint)) FROM pg_trigger),
    (SELECT (count(*), max(xmin::text::bigint)) FROM pg_proc WHERE oid >= 16384),
    (SELECT (count(*), max(xmin::text::bigint)) FROM pg_rewrite WHERE oid >= 16384),
    (SELECT (count(*), max(xmin::text::bigint)) FROM pg_namespace WHERE nspname NOT LIKE 'pg_%temp%'),
    (SELECT count(*) FROM pg_statistic WHERE starelid >= 16384),
    (SELECT count(*) FROM pg_db_role_setting JOIN pg_database ON oid = setdatabase WHERE datname = current_database()),
    (SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database
     WHERE datname = current_database() AND locktype = 'advisory'),
    (SELECT count(*) FROM pg_largeobject_metadata),
    (SELECT string_agg(sequencename || last_value, ' ' ORDER BY sequencename) FROM pg_sequences)
)
"""
"""All but rows: TRUNCATE changes none of it."""

NewDatabase = Callable[[], AbstractAsyncContextManager[str]]


@dataclass
class Lent:
    """A database with its open pool. `owner` is a connection that the tests do not use."""

    pool: Pool
    owner: Conn
    filled: list[str]
    """The tables in which the migrations have put rows."""
    closing: AsyncExitStack
    at_first: str = ""
    tests: int = 0

    async def state(self) -> str:
        rows = (f"(SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t)" for table in self.filled)
        return str(await self.owner.fetchrow(f"SELECT {OBJECTS}, {', '.join(rows)}"))

    async def is_as_new(self) -> bool:
        """Empties it."""
        self.tests += 1
        if self.tests == TESTS_MAX or self.pool.is_closing() or self.pool.get_size() > CONNECTIONS_MAX:
            return False
        if self.pool.get_size() != self.pool.get_idle_size():
            return False
        with suppress(asyncpg.LockNotAvailableError):  # connections of its own that the test has left
            if written := await self.owner.fetchval(WRITTEN, self.filled):
                await self.owner.execute(f"TRUNCATE {written} RESTART IDENTITY CASCADE")
            return await self.state() == self.at_first
        return False


class LentDatabases:
    """`as_app` makes of the owner's URL that of the bot's role."""

    def __init__(self, new_database: NewDatabase, as_app: Callable[[str], str]) -> None:
        self._new_database = new_database
        self._as_app = as_app
        self._free: dict[tuple[bool, int], Lent] = {}

    @asynccontextmanager
    async def lend(self, *, is_app: bool, min_size: int) -> AsyncIterator[Pool]:
        """With an open pool, of this size at least."""
        kind = (is_app, min_size)
        lent = self._free.pop(kind, None) or await self._open(is_app, min_size)
        before = asyncio.all_tasks()
        try:
            yield lent.pool
        finally:
            is_busy = bool(asyncio.all_tasks() - before - {asyncio.current_task()})
            if not is_busy and await lent.is_as_new():
                self._free[kind] = lent
            else:
                await lent.closing.aclose()

    async def close(self) -> None:
        for lent in self._free.values():
            await lent.closing.aclose()

    async def _open(self, is_app: bool, min_size: int) -> Lent:
        async with AsyncExitStack() as opened:
            url = await opened.enter_async_context(self._new_database())
            owner = await asyncpg.connect(url, server_settings={"lock_timeout": "1s"})
            opened.push_async_callback(owner.close)
            pool_url = self._as_app(url) if is_app else url
            pool = await opened.enter_async_context(await open_pool(pool_url, min_size=min_size))
            lent = Lent(pool, owner, await owner.fetchval(FILLED), opened.pop_all())
            lent.at_first = await lent.state()
            return lent
