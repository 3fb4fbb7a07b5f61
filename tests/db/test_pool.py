"""When PostgreSQL plans a statement: the pool says so for each of its connections."""

import pytest

from db.pool import Pool, fetch_planned
from tests.conftest import OpenPool

QUESTION = "SELECT title FROM events WHERE id = $1"


async def plans(pool: Pool) -> tuple[int, int]:
    """Of the question: for all arguments alike, and for some."""
    row = await pool.fetchrow(
        "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement = $1", QUESTION
    )
    assert row
    return row["generic_plans"], row["custom_plans"]


@pytest.fixture
async def narrow(open_pool: OpenPool) -> Pool:
    """Of one connection."""
    return await open_pool(min_size=1, max_size=1)


async def test_a_statement_is_planned_once_for_all_arguments(narrow: Pool) -> None:
    for event_id in range(3):
        await narrow.fetch(QUESTION, event_id)
    assert await plans(narrow) == (3, 0)


async def test_what_depends_on_its_arguments_is_planned_for_them(narrow: Pool) -> None:
    for event_id in range(2):
        await fetch_planned(narrow, QUESTION, event_id)
    await narrow.fetch(QUESTION, 2)
    assert await plans(narrow) == (1, 2)
