"""A username is one person's: of two who come at once as well. Each was seen red: the table is in CONTRIBUTING.md."""

import asyncio

from core.app import App
from core.domain.ids import PersonId
from core.domain.person import Person
from db import people
from db.pool import Pool
from tests.core.services.test_races import until_it_waits_for_a_lock
from tests.plans import CLOCK_START


def somebody(number: int, username: str) -> Person:
    return Person(PersonId(number), "Max", username, "en")


async def test_two_who_swap_their_usernames_both_have_the_new_one(app: App, pool: Pool) -> None:
    names = ["max", "maxim"]
    for _ in range(50):
        await asyncio.gather(*(app.people.meet(somebody(number, name)) for number, name in enumerate(names, 71)))
        assert [name for (name,) in await pool.fetch("SELECT username FROM people ORDER BY id")] == names
        names.reverse()


async def test_a_username_that_two_come_with_in_one_moment_is_the_laters(app: App, pool: Pool) -> None:
    async with pool.acquire() as other, other.transaction():
        await people.remember(other, somebody(71, "max"), CLOCK_START)
        meeting = asyncio.create_task(app.people.meet(somebody(72, "Max")))
        await until_it_waits_for_a_lock(meeting, pool)
    assert (await meeting).username == "Max"
    assert await pool.fetchval("SELECT username FROM people WHERE id = 71") is None
