"""Table `backups`, and what is asked of a whole database before and after one."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.backup import Backup, Holdings
from db.pool import Conn, Executor

GAP = 1_000_000
"""How far numbers are moved on after a restore: more than can have been given away since the backup."""

ANALYZED_WITHIN = 3600.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Server:
    postgresql: int
    database: str
    user: str


async def note(conn: Executor, backup: Backup) -> None:
    await conn.execute(
        "INSERT INTO backups (made_at, bytes, schema) VALUES ($1, $2, $3)", backup.made_at, backup.bytes, backup.schema
    )


async def last(conn: Executor) -> Backup | None:
    row = await conn.fetchrow("SELECT made_at, bytes, schema FROM backups ORDER BY made_at DESC LIMIT 1")
    return Backup(row["made_at"], row["bytes"], row["schema"]) if row else None


async def server(conn: Executor) -> Server:
    row = await conn.fetchrow(
        """
        SELECT current_setting('server_version_num')::int / 10000 AS postgresql, current_database() AS database,
               current_user AS user
        """
    )
    assert row is not None, "it has one row"
    return Server(**row)


async def export_snapshot(conn: Conn) -> tuple[str, datetime]:
    """What this transaction sees, for other sessions while it lasts; and as of when that is."""
    await conn.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    row = await conn.fetchrow("SELECT pg_export_snapshot() AS name, now() AS at")
    assert row is not None, "it has one row"
    return row["name"], row["at"]


async def holdings(conn: Executor) -> Holdings:
    row = await conn.fetchrow(
        """
        SELECT (SELECT count(*) FROM people) AS people, (SELECT count(*) FROM events) AS events,
               (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM tickets) AS tickets,
               (SELECT count(*) FROM payments) AS payments, (SELECT count(*) FROM refunds) AS refunds,
               (SELECT count(*) FROM messages WHERE sent_at IS NULL AND failed_at IS NULL) AS messages_to_send
        """
    )
    assert row is not None, "it has one row"
    return Holdings(**row)


async def schema(conn: Executor) -> str:
    """The id of the last migration."""
    return str(await conn.fetchval("SELECT version_num FROM alembic_version"))


async def count_relations(conn: Executor) -> int:
    """Tables, views and sequences that somebody has made; those of extensions do not count."""
    return int(
        await conn.fetchval(
            """
            SELECT count(*) FROM pg_class
            WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
              AND relnamespace IN (SELECT oid FROM pg_namespace
                                   WHERE nspname <> 'information_schema' AND nspname !~ '^pg_')
              AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
            """
        )
    )


async def move_numbers_on(conn: Executor) -> None:
    """What was given a number after the backup is lost, but invoices with that number are not: nobody else gets it."""
    await conn.execute(
        """
        SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, coalesce(last_value, 0) + $1)
        FROM pg_sequences WHERE schemaname = current_schema()
        """,
        GAP,
    )


async def analyze(conn: Executor) -> None:
    """Statistics are not in a backup, and without them the first hours are slow. It takes as long as it takes."""
    await conn.execute("ANALYZE", timeout=ANALYZED_WITHIN)
