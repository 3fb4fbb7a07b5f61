"""The role of the bot may do what the bot does, and nothing else; `AS_APP` of the conftest: tests that run as it."""

import ast
import re
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from db import migrate
from db.pool import Conn
from db.rights import make_role, role_of
from tests.conftest import APP_ROLE, RUN

ROOT = Path(__file__).parents[2]
STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s")
GUARDED = """
SELECT tgrelid::regclass::text AS book, coalesce(array_agg(attname) FILTER (WHERE attname IS NOT NULL), '{}') AS columns
FROM pg_trigger LEFT JOIN pg_attribute ON attrelid = tgrelid AND attnum = ANY(tgattr)
WHERE tgfoid::regproc::text IN ('refuse_rewriting', 'acts_stay', 'keep_draw') GROUP BY tgrelid
"""
"""The tables whose triggers refuse rewriting, and the columns that may not be written; none: all."""


@pytest.fixture
async def app(app_url: str) -> AsyncIterator[Conn]:
    connection = await asyncpg.connect(app_url)
    yield connection
    await connection.close()


async def test_no_book_can_be_rewritten_even_without_its_trigger(app: Conn) -> None:
    books = {row["book"]: row["columns"] for row in await app.fetch(GUARDED)}
    assert set(books) == {"acts", "costs", "payments", "queue_draws", "refunds"}
    for book, columns in books.items():
        assert not await app.fetchval("SELECT has_table_privilege($1, 'DELETE, TRUNCATE, TRIGGER')", book)
        assert not await app.fetchval("SELECT has_table_privilege($1, 'UPDATE')", book)
        for column in columns:
            assert not await app.fetchval("SELECT has_column_privilege($1, $2, 'UPDATE')", book, column), column


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE mine (id integer)",
        "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        "ALTER TABLE seats ADD COLUMN mine integer",
        "ALTER TABLE payments DISABLE TRIGGER payments_append_only",
        "DROP TABLE alarms",
        "DROP FUNCTION refuse_rewriting() CASCADE",
        "TRUNCATE payments",
        "DELETE FROM payments",
        "DELETE FROM refunds",
        "DELETE FROM acts",
        "DELETE FROM costs",
        "DELETE FROM queue_draws",
        "DELETE FROM tickets",
        "DELETE FROM seats",
        "DELETE FROM events",
        "DELETE FROM people",
        "UPDATE payments SET amount_minor = 0",
        "UPDATE refunds SET amount_minor = 0",
        "UPDATE acts SET what = ''",
        "UPDATE scans SET verdict = 'admitted'",
        "UPDATE alembic_version SET version_num = '0001'",
        "COPY people TO PROGRAM 'cat'",
        "SET session_replication_role = replica",
    ],
)
async def test_what_the_bot_does_not_do_it_may_not_do(app: Conn, script: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute(script)


async def test_rights_that_somebody_gave_by_hand_are_taken(app: Conn, owner_url: str) -> None:
    owner = await asyncpg.connect(owner_url)
    await owner.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {APP_ROLE}")
    await owner.execute(f"GRANT CREATE ON SCHEMA public TO {APP_ROLE}")
    await app.execute("UPDATE payments SET amount_minor = 0")

    await migrate.upgrade(owner_url, APP_ROLE)

    await owner.close()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute("UPDATE payments SET amount_minor = 0")
    for kind in ("", "TEMPORARY"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute(f"CREATE {kind} TABLE mine (id integer)")


async def test_a_role_is_made_once_whatever_its_name_is(server: Conn) -> None:
    name, password = f'{RUN} "x"; DROP', "p'; --"
    assert await make_role(server, name, password)
    try:
        assert not await make_role(server, name, "another")
        assert await server.fetchval("SELECT rolcanlogin AND NOT rolsuper FROM pg_roles WHERE rolname = $1", name)
    finally:
        await server.execute('DROP ROLE "{}"'.format(name.replace('"', '""')))


@pytest.mark.parametrize(
    ("url", "role"),
    [
        ("postgresql://kassa_app:p%40ss@db/kassa", ("kassa_app", "p@ss")),
        ("postgresql:///kassa?host=/run/postgresql&user=kassa_app", ("kassa_app", None)),
        ("postgresql://db/kassa", (None, None)),
    ],
)
def test_the_role_of_an_address(url: str, role: tuple[str | None, str | None]) -> None:
    assert role_of(url) == role


async def test_every_statement_of_the_product_is_allowed(app: Conn) -> None:
    """EXPLAIN looks at the rights as the statement itself would, also for parameters that nobody has given yet."""
    statements = [
        (f"{module.name}:{node.lineno}", node.value)
        for module in sorted((ROOT / "db").glob("*.py"))
        if module.name != "scratch_database.py"  # works as the owner
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value)
    ]
    refused = []
    for place, statement in statements:
        try:
            await app.execute(f"EXPLAIN (GENERIC_PLAN) {statement}")
        except asyncpg.InsufficientPrivilegeError as error:
            refused.append(f"{place}: {error}")
    assert refused == []
    assert len(statements) > 400
