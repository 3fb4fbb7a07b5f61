"""Many want the best seats at once. Each was seen red with its lock removed: the table is in CONTRIBUTING.md."""

import asyncio
import random
from collections import Counter
from itertools import pairwise

import pytest
from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.best_seats import best_seats, stranded
from core.domain.event_plan import Block
from core.domain.ids import EventId, PersonId, SeatId, SectionId
from core.domain.order import Order
from core.domain.refusal import NotEnoughFree, NotTogether, OpenOrderExists, Refusal, SeatsTaken
from core.services.best_hold import Wish
from core.services.viewing import Viewing
from db.cache import Cache
from db.pool import Pool, transaction
from tests.books import assert_books_balance
from tests.conftest import OpenPool
from tests.core.services.test_races import buyers, outcome, start_again, until_it_waits_for_a_lock
from tests.plans import Clock, plan, settings_for_tests

STALLS = SectionId(1)
PAIR = Wish(STALLS, 2)


async def new_hall(app: App, rows: int, seats_in_row: int) -> EventId:
    stalls = Block("Stalls", rows, seats_in_row, ("Front",))
    return await app.organizing.create_event(plan(sections=(stalls,), limit_per_buyer=8))


async def free_now(app: App, event_id: EventId) -> list[SeatId]:
    hall = (await app.seating.view(event_id, PersonId(1))).hall
    return [seat.id for seat in hall.seats if seat.is_free]


@pytest.mark.parametrize("count", [1, 2, 3])
async def test_a_crowd_that_wants_the_best_gets_neighbours_and_nobody_is_refused_while_there_are_some(
    app: App, pool: Pool, clock: Clock, count: int
) -> None:
    event_id = await new_hall(app, rows=4, seats_in_row=12)
    people = await buyers(app, 60)
    wish = Wish(STALLS, count)

    got = await asyncio.gather(*(outcome(app.seating.hold_best(event_id, person, wish)) for person in people))

    orders = [result for result in got if isinstance(result, Order)]
    assert all(right == left + 1 for order in orders for left, right in pairwise(order.seat_ids))
    assert Counter(type(result) for result in got).keys() <= {Order, NotEnoughFree, NotTogether}
    held = [seat_id for order in orders for seat_id in order.seat_ids]
    assert len(held) == len(set(held)) == (await assert_books_balance(pool, event_id, clock())).held
    hall = (await app.seating.view(event_id, PersonId(1))).hall
    left = best_seats(hall.seats, count)
    assert left is None or left.is_split, "somebody was refused while seats together were free"


async def test_a_split_takes_the_last_seats_however_they_lie(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await new_hall(app, rows=3, seats_in_row=5)
    people = await buyers(app, 20)
    wish = Wish(STALLS, 2, split=True)

    got = await asyncio.gather(*(outcome(app.seating.hold_best(event_id, person, wish)) for person in people))

    assert Counter(type(result) for result in got) == {Order: 7, NotEnoughFree: 13}
    assert (await assert_books_balance(pool, event_id, clock())).free == 1


async def test_the_best_and_seats_picked_by_hand_are_never_the_same(app: App, pool: Pool, clock: Clock) -> None:
    chance = random.Random(6)
    event_id = await new_hall(app, rows=2, seats_in_row=10)
    people = await buyers(app, 24)
    for _ in range(6):
        for person in people[::2]:
            for seat_id in chance.sample(range(1, 21), 3):
                await app.seating.toggle(event_id, person, SeatId(seat_id))

        got = await asyncio.gather(
            *(outcome(app.seating.hold_selected(event_id, person)) for person in people[::2]),
            *(outcome(app.seating.hold_best(event_id, person, PAIR)) for person in people[1::2]),
        )

        held = [seat_id for order in got if isinstance(order, Order) for seat_id in order.seat_ids]
        assert held
        assert len(held) == len(set(held)) == (await assert_books_balance(pool, event_id, clock())).held
        refused = {type(result) for result in got if isinstance(result, Refusal)}
        assert refused <= {SeatsTaken, NotTogether, NotEnoughFree}
        await start_again(pool)


async def test_seats_that_somebody_is_about_to_take_are_passed_over(app: App, pool: Pool) -> None:
    event_id = await new_hall(app, rows=2, seats_in_row=4)
    [person] = await buyers(app, 1)
    async with pool.acquire() as other, other.transaction():
        await other.execute("SELECT FROM seats WHERE event_id = $1 AND row = 'A' FOR UPDATE", event_id)
        async with asyncio.timeout(5):
            order = await app.seating.hold_best(event_id, person, PAIR)
    assert set(order.seat_ids) <= {5, 6, 7, 8}


async def test_the_last_seats_together_are_waited_for_while_somebody_may_yet_let_them_go(app: App, pool: Pool) -> None:
    event_id = await new_hall(app, rows=1, seats_in_row=2)
    [person] = await buyers(app, 1)
    async with pool.acquire() as other:
        undecided = other.transaction()
        await undecided.start()
        await other.execute("SELECT FROM seats WHERE event_id = $1 FOR UPDATE", event_id)
        hold = asyncio.create_task(outcome(app.seating.hold_best(event_id, person, PAIR)))
        await until_it_waits_for_a_lock(hold, pool)
        await undecided.rollback()
    assert isinstance(await hold, Order)


async def test_a_process_that_has_just_started_reads_the_hall_for_a_crowd_though_its_connections_are_few(
    open_pool: OpenPool, redis: Redis, clock: Clock
) -> None:
    pool = await open_pool(min_size=2, max_size=2)
    app = build_app(pool, redis, settings_for_tests(), clock)
    event_id = await new_hall(app, rows=4, seats_in_row=10)
    people = await buyers(app, 10)
    viewing = Viewing(pool, clock, app.rights, Cache(redis, "hall"))

    async def seat_in_transaction() -> None:
        async with transaction(pool) as conn:
            await viewing.section(conn, event_id, STALLS, clock())

    async with asyncio.timeout(10):
        event = await viewing.event_on_sale(event_id)
        await asyncio.gather(
            *(viewing.view(event, person, None) for person in people), *(seat_in_transaction() for _ in people)
        )


async def test_a_buyer_who_taps_on_two_devices_gets_the_best_once(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await new_hall(app, rows=4, seats_in_row=10)
    [person] = await buyers(app, 1)

    got = await asyncio.gather(*(outcome(app.seating.hold_best(event_id, person, PAIR)) for _ in range(10)))

    assert Counter(type(result) for result in got) == {Order: 1, OpenOrderExists: 9}
    assert (await assert_books_balance(pool, event_id, clock())).held == 2


async def test_one_after_the_other_nobody_leaves_a_single_seat(app: App, pool: Pool) -> None:
    """Rows of ten and pairs: all of them can be seated so."""
    event_id = await new_hall(app, rows=3, seats_in_row=10)
    for person in await buyers(app, 12):
        hall = (await app.seating.view(event_id, person)).hall
        order = await app.seating.hold_best(event_id, person, PAIR)
        assert stranded(hall.seats, order.seat_ids) == []
