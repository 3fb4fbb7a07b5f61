"""Many at a queue at once, on several machines, and with a Redis that forgets. Seen red without its locks."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.ids import EventId, PersonId, SectionId
from core.domain.order import Order
from core.domain.queue import Knob, QueueMode
from core.domain.refusal import TurnNeeded
from db import queue_entries
from db.cache import open_redis
from db.embedded.valkey import valkey
from db.pool import Pool
from db.queue_ranks import QueueRanks
from tests.core.services.test_queueing import FLOOR, called, let_go, queue_for, sent
from tests.core.services.test_races import OWNER, buyers, outcome, until_it_waits_for_a_lock
from tests.plans import Clock, settings_for_tests

CROWD = 60


async def crowd_in(app: App, event_id: EventId, number: int = CROWD) -> list[PersonId]:
    """In the order of their joining."""
    people = await buyers(app, number)
    for person in people:
        await app.queueing.join(event_id, person)
    return people


async def positions(app: App, event_id: EventId, people: list[PersonId]) -> list[int | None]:
    return [(await app.queueing.view(event_id, person)).ahead for person in people]


async def test_several_sweeps_at_once_call_as_one_would(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app, rate=300, inside=50)
    people = await crowd_in(app, event_id)
    expected = 0
    for second in range(8):
        clock.go(minutes=1 / 60)
        await asyncio.gather(*(app.calling.call_due() for _ in range(6)))
        expected = min(25 + 5 * second, 50)
        assert await called(pool, event_id) == people[:expected]
    told = await pool.fetch("SELECT recipient_id FROM messages WHERE kind = 'turn_began'")
    assert Counter(row["recipient_id"] for row in told) == Counter(people[:expected])


async def test_whoever_leaves_while_being_called_has_left(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app, rate=1500)
    people = await crowd_in(app, event_id, 30)
    clock.go(minutes=1)
    await asyncio.gather(app.calling.call_due(), *(app.queueing.leave(event_id, person) for person in people))
    assert await pool.fetchval("SELECT count(*) FROM queue_entries WHERE status <> 'left'") == 0
    for person in people:
        with pytest.raises(TurnNeeded):
            await app.seating.hold_quantity(event_id, person, FLOOR, 1)


async def test_who_leaves_at_the_very_moment_is_not_called_and_holds_up_nobody(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await queue_for(app)
    ann, bob = await crowd_in(app, event_id, 2)
    async with pool.acquire() as leaving:
        undecided = leaving.transaction()
        await undecided.start()
        await leaving.execute("UPDATE queue_entries SET status = 'left' WHERE person_id = $1", ann)
        calling = asyncio.create_task(app.calling.call_due())
        await until_it_waits_for_a_lock(calling, pool)
        assert await called(pool, event_id) == [bob]
        await undecided.commit()
    await calling
    assert await called(pool, event_id) == [bob]


async def test_who_is_called_at_the_very_moment_of_leaving_has_left(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app)
    [ann] = await crowd_in(app, event_id, 1)
    async with pool.acquire() as calling:
        undecided = calling.transaction()
        await undecided.start()
        until = clock() + timedelta(days=1)
        await calling.execute("UPDATE queue_entries SET status = 'called', called_at = $1, turn_until = $1", until)
        leaving = asyncio.create_task(app.queueing.leave(event_id, ann))
        await until_it_waits_for_a_lock(leaving, pool)
        await undecided.commit()
    assert await leaving, "it was a turn by then"
    with pytest.raises(TurnNeeded):
        await app.seating.hold_quantity(event_id, ann, FLOOR, 1)


async def test_a_thousand_taps_of_a_crowd_give_each_one_place_in_one_order(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app, rate=10)
    people = await buyers(app, 100)
    await asyncio.gather(*(app.queueing.join(event_id, person) for person in people * 10))
    await app.calling.call_due()
    assert await pool.fetchval("SELECT count(*) FROM queue_entries") == 100
    waiting = [person for person in people if person not in await called(pool, event_id)]
    assert sorted(await positions(app, event_id, waiting), key=lambda n: n or 0) == list(range(len(waiting)))


async def test_of_a_crowd_that_holds_at_once_only_those_with_a_turn_get_seats(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await queue_for(app, inside=10)
    people = await crowd_in(app, event_id)
    await let_go(app, clock, 10)
    got = await asyncio.gather(
        *(outcome(app.seating.hold_quantity(event_id, person, SectionId(1), 1)) for person in people)
    )
    assert [type(one) for one in got] == [Order] * 10 + [TurnNeeded] * (CROWD - 10)


async def test_a_flushed_redis_is_filled_again_in_the_same_order(app: App, redis: Redis, clock: Clock) -> None:
    event_id = await queue_for(app, rate=10)
    people = await crowd_in(app, event_id)
    await app.calling.call_due()
    before = await positions(app, event_id, people[1:])
    assert before == list(range(CROWD - 1))
    ranks = QueueRanks(redis)
    await redis.flushdb()
    assert await ranks.ahead_of(event_id, people[30]) is None
    assert await positions(app, event_id, people[1:]) == before, "PostgreSQL knows"
    await app.calling.call_due()
    assert [await ranks.ahead_of(event_id, person) for person in people[1:]] == before


async def test_whom_a_restarted_redis_has_forgotten_is_put_in_again_when_they_ask(
    app: App, redis: Redis, clock: Clock
) -> None:
    """Its file may lack the last second."""
    event_id = await queue_for(app, rate=10)
    people = await crowd_in(app, event_id)
    await app.calling.call_due()
    await redis.zrem(f"kassa:queue:{event_id}", str(people[20]))
    assert await positions(app, event_id, [people[20]]) == [19]
    assert await QueueRanks(redis).ahead_of(event_id, people[21]) == 20


async def test_who_left_while_redis_was_away_is_counted_out_once_the_front_has_passed_them(
    app: App, pool: Pool, redis: Redis, clock: Clock
) -> None:
    event_id = await queue_for(app, rate=60)
    people = await crowd_in(app, event_id)
    await app.calling.call_due()
    await queue_entries.forget_of(pool, people[7])  # type: ignore[arg-type]
    await let_go(app, clock, 5)
    assert await positions(app, event_id, [people[20]]) == [20 - len(await called(pool, event_id)) - 1]


class Machine:
    """A Valkey of the test's own that can be killed and started again on the same data."""

    def __init__(self, base: Path) -> None:
        self.base = base

    @asynccontextmanager
    async def runs(self, *, durable: bool) -> AsyncIterator[Redis]:
        async with valkey(self.base, durable=durable) as url, open_redis(url) as client:
            yield client


async def test_the_queue_survives_a_valkey_that_dies_and_comes_back_empty(
    pool: Pool, clock: Clock, server_base: Path
) -> None:
    machine = Machine(server_base)
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(machine.runs(durable=False))
        app = build_app(pool, first, settings_for_tests(), clock)
        event_id = await queue_for(app, rate=60)
        people = await crowd_in(app, event_id)
        await app.calling.call_due()
        before = await positions(app, event_id, people[5:])
        assert before == list(range(CROWD - 5))
    assert await positions(app, event_id, people[5:]) == before, "while it is away"
    late = PersonId(9_000)
    assert (await app.queueing.join(event_id, late)).ahead == CROWD - 5, "who joins meanwhile comes behind"
    await let_go(app, clock, 5)
    assert await called(pool, event_id) == people[:10], "turns go on without it"
    async with machine.runs(durable=False) as second:
        assert not await second.dbsize()
        app = build_app(pool, second, settings_for_tests(), clock)
        await sent(pool)
        await let_go(app, clock, 1)
        ranks = QueueRanks(second)
        assert [await ranks.ahead_of(event_id, person) for person in people[11:]] == list(range(CROWD - 11))
        assert await ranks.ahead_of(event_id, late) == CROWD - 11


async def test_with_redis_away_from_the_start_a_queue_works_slower(pool: Pool, clock: Clock, tmp_path: Path) -> None:
    async with open_redis(f"unix://{tmp_path}/gone") as nobody:
        app = build_app(pool, nobody, settings_for_tests(), clock)
        event_id = await queue_for(app, QueueMode.ON, rate=60)
        await app.regulating.turn(OWNER, event_id, Knob.INSIDE, 10)
        people = await crowd_in(app, event_id, 12)
        await let_go(app, clock, 3)
        assert await called(pool, event_id) == people[:7]
        assert await positions(app, event_id, people[7:]) == [0, 1, 2, 3, 4]
        assert isinstance(await app.seating.hold_quantity(event_id, people[0], FLOOR, 1), Order)
