"""What PostgreSQL says of itself."""

from collections.abc import Sequence
from datetime import datetime

from db.pool import Executor


async def parameters_off(conn: Executor, names: Sequence[str]) -> list[str]:
    rows = await conn.fetch(
        "SELECT name FROM pg_settings WHERE name = ANY ($1) AND setting = 'off' ORDER BY name", names
    )
    return [row["name"] for row in rows]


async def connections_left(conn: Executor) -> tuple[int, int]:
    """How many more may come, and how many there may be.

    Of others the role of the bot is not told what they are: whoever is somebody in some database counts as a client.
    """
    row = await conn.fetchrow(
        """
        SELECT most, most - reserved - (
                   SELECT count(*) FROM pg_stat_activity
                   WHERE coalesce(backend_type = 'client backend', num_nulls(datid, usesysid) = 0)) AS free
        FROM (SELECT current_setting('max_connections')::int AS most,
                     current_setting('superuser_reserved_connections')::int AS reserved) allowed
        """
    )
    assert row is not None, "it has one row"
    return row["free"], row["most"]


async def role(conn: Executor) -> str:
    """As whom we are connected."""
    return str(await conn.fetchval("SELECT current_user"))


async def size(conn: Executor) -> int:
    """Of this database, in bytes."""
    return int(await conn.fetchval("SELECT pg_database_size(current_database())"))


async def clock(conn: Executor) -> datetime:
    now: datetime = await conn.fetchval("SELECT clock_timestamp()")
    return now
