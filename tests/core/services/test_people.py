"""A username is one person's: of two who come at once as well. Each was seen red: the table is in CONTRIBUTING.md."""

import asyncio
from datetime import timedelta

from core.app import App
from core.domain.ids import PersonId
from core.domain.person import Person
from db import people
from db.pool import Pool
from tests.core.services.test_races import until_it_waits_for_a_lock
from tests.plans import CLOCK_START, Clock, plan


def somebody(number: int, username: str) -> Person:
    return Person(PersonId(number), "Max", username, "en")


async def test_two_who_swap_their_usernames_both_have_the_new_one(app: App, pool: Pool) -> None:
    names = ["max", "maxim"]
    for _ in range(50):
        await asyncio.gather(*(app.people.meet(somebody(number, name)) for number, name in enumerate(names, 71)))
        assert [name for (name,) in await pool.fetch("SELECT username FROM people ORDER BY id")] == names
        names.reverse()


async def test_whoever_is_forgotten_is_not_told_that_a_sale_opens(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(plan(sale_starts_at=clock() + timedelta(hours=1)))
    await app.people.meet(somebody(71, "max"))
    await app.announcing.set_reminder(event_id, PersonId(71), on=True)
    await app.people.forget(PersonId(71))
    clock.go(minutes=60)
    await app.announcing.tell_of_sales_due()
    assert await pool.fetchval("SELECT count(*) FROM messages") == 0


async def test_a_username_that_two_come_with_in_one_moment_is_the_laters(app: App, pool: Pool) -> None:
    async with pool.acquire() as other, other.transaction():
        await people.remember(other, somebody(71, "max"), CLOCK_START)
        meeting = asyncio.create_task(app.people.meet(somebody(72, "Max")))
        await until_it_waits_for_a_lock(meeting, pool)
    assert (await meeting).username == "Max"
    assert await pool.fetchval("SELECT username FROM people WHERE id = 71") is None
