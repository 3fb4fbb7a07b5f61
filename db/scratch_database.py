"""A scratch database: made on the server of another one, and dropped at the end."""

import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

import asyncpg

from db import migrate
from db.pool import Conn
from db.urls import joined

PREFIX = "kassa_rehearsal_"
ABANDONED_SECONDS = 3600
"""How old a scratch database is before it is taken for one that a killed process has left."""


class MayNotCreate(Exception):
    """The text is the role that may not create databases."""


@asynccontextmanager
async def scratch_database(database_url: str, *, with_schema: bool = True) -> AsyncIterator[str]:
    """The name of an empty database, with our schema or with nothing. Raises `MayNotCreate`."""
    name = f"{PREFIX}{int(time.time())}_{secrets.token_hex(4)}"
    try:
        async with _connected(database_url) as server:
            await _drop_abandoned(server)
            await _create(server, name)
        if with_schema:
            await migrate.upgrade(url_of(database_url, name))
        yield name
    finally:
        async with _connected(database_url) as server:
            await server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def url_of(database_url: str, name: str) -> str:
    """Another database of the same server."""
    return joined(urlsplit(database_url)._replace(path=f"/{name}"))


async def names(database_url: str) -> set[str]:
    """Those that there are on the server now."""
    async with _connected(database_url) as server:
        return set(await _names(server))


@asynccontextmanager
async def _connected(database_url: str) -> AsyncIterator[Conn]:
    server = await asyncpg.connect(database_url)
    try:
        yield server
    finally:
        await server.close()


async def _create(server: Conn, name: str) -> None:
    try:
        await server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    except asyncpg.InsufficientPrivilegeError as error:
        raise MayNotCreate(await server.fetchval("SELECT current_user")) from error


async def _drop_abandoned(server: Conn) -> None:
    """Without force: one in which somebody works stays."""
    for name in await _names(server):
        made_at = name.removeprefix(PREFIX).partition("_")[0]
        if made_at.isdecimal() and int(made_at) < time.time() - ABANDONED_SECONDS:
            with suppress(asyncpg.ObjectInUseError, asyncpg.InsufficientPrivilegeError):
                await server.execute(f'DROP DATABASE IF EXISTS "{name}"')


async def _names(server: Conn) -> list[str]:
    rows = await server.fetch("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", PREFIX)
    return [row["datname"] for row in rows]
