"""Receivers and workers are killed and replaced under load: every update is accounted for."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from core.domain.currency import STARS
from tests.faults.hours import claims_run_out, holds_run_out
from tests.faults.large import Large, made_large
from tests.faults.outcome import assert_everything_is_settled
from tests.faults.people import Buyer
from tests.faults.stage import Process, Stage
from tests.faults.traffic import traffic
from tests.faults.visits import buys
from tests.faults.waiting import until

PEOPLE, WORDS = 20, 15
ANSWER = "Nothing like that is coming up"


@pytest.fixture
async def large(stage: Stage, tmp_path: Path) -> AsyncIterator[Large]:
    async with made_large(stage, tmp_path) as large:
        yield large


@pytest.fixture
async def heard(stage: Stage) -> "Heard":
    """What comes of the words that people type: the product keeps only the last of them."""
    await stage.pool.execute("CREATE TABLE heard (id bigserial, person_id bigint, typed text)")
    await stage.pool.execute("""
        CREATE FUNCTION hear() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO heard (person_id, typed) VALUES (NEW.person_id, NEW.typed);
            RETURN NULL;
        END $$
    """)
    await stage.pool.execute(
        "CREATE TRIGGER hear AFTER INSERT OR UPDATE ON findings FOR EACH ROW EXECUTE FUNCTION hear()"
    )
    return Heard(stage)


class Heard:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def count(self) -> int:
        return int(await self.stage.pool.fetchval("SELECT count(*) FROM heard"))

    async def by_person(self) -> dict[int, list[str]]:
        said = defaultdict[int, list[str]](list)
        for row in await self.stage.pool.fetch("SELECT * FROM heard ORDER BY id"):
            said[row["person_id"]].append(row["typed"])
        return said

    async def until(self, count: int) -> None:
        async def so_many() -> bool:
            return await self.count() >= count

        await until(so_many, f"{count} words to be heard\n{self.stage.logs()}", within=60.0)


async def talk(stage: Stage) -> list[Buyer]:
    """Everybody types all at once, and waits for nothing."""
    people = [await stage.meet(f"Talker {number}") for number in range(PEOPLE)]
    for number in range(WORDS):
        for person in people:
            await stage.telegram.say(person.id, f"word{number}")
    return people


async def assert_all_was_heard_in_order(heard: Heard, people: list[Buyer]) -> None:
    """Once, whatever was brought or taken again."""
    spoken = [f"word{number}" for number in range(WORDS)]
    assert await heard.by_person() == {person.id: spoken for person in people}


def answers(people: list[Buyer]) -> list[int]:
    """How many each of them got."""
    return [person.shows(ANSWER) for person in people]


Blow = Callable[[Large, Process], Awaitable[None]]


async def killed(large: Large, process: Process) -> None:
    large.stage.interruptions += 1
    await process.kill()
    await process.start()


async def replaced(large: Large, process: Process) -> None:
    assert await process.stop() == 0
    await process.start()


@pytest.mark.parametrize("blow", [killed, replaced])
async def test_receivers_come_and_go_and_every_update_is_answered_once(large: Large, heard: Heard, blow: Blow) -> None:
    talking = asyncio.create_task(talk(large.stage))
    for number, receiver in enumerate(large.receivers * 2, 1):
        await heard.until(number * PEOPLE * WORDS // 6)
        await blow(large, receiver)
        await large.until_it_listens(receiver)
    people = await talking
    await large.until_all_is_done()
    await assert_all_was_heard_in_order(heard, people)
    assert answers(people) == [WORDS] * PEOPLE


async def test_workers_are_killed_and_every_update_is_answered(large: Large, heard: Heard) -> None:
    """What a killed one had just said may be said again: by each kill, once to each person."""
    talking = asyncio.create_task(talk(large.stage))
    for number, worker in enumerate(large.workers, 1):
        await heard.until(number * PEOPLE * WORDS // 4)
        await killed(large, worker)
    people = await talking
    await large.until_all_is_done()
    await assert_all_was_heard_in_order(heard, people)
    assert all(WORDS <= count <= WORDS + len(large.workers) for count in answers(people))


async def test_workers_are_replaced_in_order_and_every_update_is_answered_once(large: Large, heard: Heard) -> None:
    talking = asyncio.create_task(talk(large.stage))
    for number, worker in enumerate(large.workers, 1):
        await heard.until(number * PEOPLE * WORDS // 4)
        await replaced(large, worker)
    people = await talking
    await large.until_all_is_done()
    await assert_all_was_heard_in_order(heard, people)
    assert answers(people) == [WORDS] * PEOPLE


@pytest.mark.parametrize("blow", [killed, replaced])
async def test_bots_by_webhook_come_and_go_and_every_update_is_answered(
    stage: Stage, tmp_path: Path, heard: Heard, blow: Blow
) -> None:
    """The small webhook, in two processes."""
    async with made_large(stage, tmp_path, workers=0, receiver="bot") as small:
        talking = asyncio.create_task(talk(stage))
        for number, bot in enumerate(small.receivers, 1):
            await heard.until(number * PEOPLE * WORDS // 4)
            await blow(small, bot)
            await small.until_it_listens(bot)
        people = await talking
        await small.until_all_is_done()
        await assert_all_was_heard_in_order(heard, people)
        again = len(small.receivers) if blow is killed else 0
        assert all(WORDS <= count <= WORDS + again for count in answers(people))


async def test_everything_is_killed_while_people_buy(large: Large) -> None:
    stage = large.stage
    async with traffic(stage, buys(await stage.event()), buys(await stage.event(STARS))) as people:
        for process in (*large.receivers, *large.workers):
            await people.until_charged(2)
            await killed(large, process)
        await people.until_charged(2)
        await stage.kill(stage.engines.valkey)
        await stage.engines.valkey.begin()
        await people.until_charged(2)
    await large.until_all_is_done()
    stage.interruptions += 1  # what is being sent at this moment may be claimed once more
    await claims_run_out(stage.pool)  # those of the killed
    await assert_everything_is_settled(stage)


async def test_while_redis_hangs_receivers_sell_by_themselves(large: Large) -> None:
    stage = large.stage
    event = await stage.event()
    stage.engines.valkey.pause()
    try:
        ann = await stage.meet("Ann")
        assert (await ann.pays(await ann.wants(event))).status == "approved"
        await assert_everything_is_settled(stage)
    finally:
        stage.engines.valkey.resume()


async def test_money_is_taken_while_redis_hangs_and_no_worker_lives(large: Large) -> None:
    stage = large.stage
    ann = await stage.meet("Ann")
    invoice = await ann.wants(await stage.event())
    for worker in large.workers:
        await worker.kill()
    stage.engines.valkey.pause()
    try:
        assert (await ann.pays(invoice)).status == "approved"
        await until(lambda: not stage.telegram.updates.pending, "the payment to be acknowledged")
    finally:
        stage.engines.valkey.resume()
    assert await stage.pool.fetchval("SELECT count(*) FROM payments WHERE settled_at IS NOT NULL") == 1
    for worker in large.workers:
        await worker.start()
    await assert_everything_is_settled(stage)


async def test_two_schedulers_and_two_workers_say_nothing_twice(large: Large, tmp_path: Path) -> None:
    stage = large.stage
    second = Process("scheduler", stage.scheduler.nursery, stage.scheduler.environment, tmp_path / "second.log")
    stage.others.append(second)
    await second.start()
    event = await stage.event()
    holders = [await stage.meet(f"Holder {number}") for number in range(PEOPLE)]
    await asyncio.gather(*(holder.holds(event, 1) for holder in holders))
    async with traffic(stage, buys(await stage.event())) as people:
        await people.until_charged(3)
        await holds_run_out(stage.pool, event)
        for holder in holders:
            await holder.sees("Your hold has ended")
        await people.until_charged(3)
    await assert_everything_is_settled(stage)
    twice = "SELECT recipient_id, kind, body FROM messages GROUP BY 1, 2, 3 HAVING count(*) > 1"
    assert await stage.pool.fetch(twice) == []
