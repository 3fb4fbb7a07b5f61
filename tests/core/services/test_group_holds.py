"""Holds that come in one moment: one transaction, each with an outcome of its own."""

import asyncio
import random
from collections import Counter

import pytest
from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.ids import EventId, OrderId, PersonId, SeatId, SectionId
from core.domain.order import Order, OrderStatus
from core.domain.refusal import (
    HoldGone,
    InvalidQuantity,
    LimitReached,
    NotEnoughFree,
    NothingSelected,
    OpenOrderExists,
    OrderNotFound,
    PaymentUnderWay,
    Refusal,
    SaleClosed,
    SeatsTaken,
    StrandsSeats,
)
from db import selections
from db.pool import Pool
from tests.books import assert_books_balance
from tests.conftest import OpenPool
from tests.core.services.test_races import outcome, start_again
from tests.plans import Clock, club_night, plan, settings_for_tests

FLOOR = SectionId(1)


@pytest.fixture
async def processes(open_pool: OpenPool, redis: Redis, clock: Clock) -> list[App]:
    """Several on one database, each with batches of its own."""
    pools = [await open_pool(min_size=2, max_size=4) for _ in range(6)]
    return [build_app(pool, redis, settings_for_tests(), clock) for pool in pools]


async def tick(pool: Pool, clock: Clock, event_id: EventId, buyer: int, *seat_ids: int) -> None:
    for seat_id in seat_ids:
        await selections.toggle(pool, event_id, PersonId(buyer), SeatId(seat_id), 20, clock())


async def hold_ticked(app: App, event_id: EventId, *buyers: int) -> list[Order | Refusal]:
    """All in one moment; the first one waits for nothing, so somebody with nothing to hold goes before them."""
    nobody = PersonId(999)
    holding = (outcome(app.seating.hold_selected(event_id, PersonId(buyer))) for buyer in (nobody, *buyers))
    return (await asyncio.gather(*holding))[1:]


async def transactions(pool: Pool) -> int:
    """How many have written the orders that are there."""
    return int(await pool.fetchval("SELECT count(DISTINCT xmin::text) FROM orders"))


async def test_a_hundred_holds_are_one_transaction(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night(200))
    hold = app.seating.hold_quantity
    await asyncio.gather(*(hold(event_id, PersonId(buyer), FLOOR, 2) for buyer in range(1, 101)))
    assert await transactions(pool) == 1
    assert (await assert_books_balance(pool, event_id, clock())).held == 200


async def test_each_in_a_batch_gets_a_refusal_of_their_own(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(plan(limit_per_buyer=4))
    await tick(pool, clock, event_id, 1, 1)
    [earlier] = await hold_ticked(app, event_id, 1)
    assert isinstance(earlier, Order)
    wishes = {1: (2,), 2: (1, 3), 3: (), 4: (4, 5, 6, 7, 8), 5: (3, 9), 6: (9,), 7: (10,)}
    for buyer, seat_ids in wishes.items():
        await tick(pool, clock, event_id, buyer, *seat_ids)

    got = dict(zip(wishes, await hold_ticked(app, event_id, *wishes), strict=True))

    assert isinstance(got[1], OpenOrderExists) and got[1].order_id == earlier.id
    assert isinstance(got[2], SeatsTaken) and got[2].seats == "A-1"
    assert isinstance(got[3], NothingSelected)
    assert isinstance(got[4], LimitReached) and got[4].limit == 4
    assert isinstance(got[5], Order) and got[5].seat_ids == (3, 9), "the seat that 2 could not have is for 5"
    assert isinstance(got[6], SeatsTaken) and got[6].seats == "A-9"
    assert isinstance(got[7], Order) and got[7].prices_minor == (90_000,)
    assert (await assert_books_balance(pool, event_id, clock())).held == 4
    left = {row["buyer_id"] for row in await pool.fetch("SELECT buyer_id FROM selections WHERE seat_ids <> '{}'")}
    assert left == {1, 2, 4, 6}, "who was refused has everything ticked as before"


async def test_who_asked_first_gets_the_seat(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(plan())
    buyers = random.Random(1).sample(range(1, 1000), 30)
    for buyer in buyers:
        await tick(pool, clock, event_id, buyer, 5)
    got = await hold_ticked(app, event_id, *buyers)
    assert isinstance(got[0], Order)
    assert {type(one) for one in got[1:]} == {SeatsTaken}


async def test_nobody_may_hold_while_the_sale_is_closed(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(plan())
    await tick(pool, clock, event_id, 1, 5)
    clock.go(days=8)
    got = await hold_ticked(app, event_id, 1, 2, 3)
    assert {type(one) for one in got} == {SaleClosed}


async def test_a_hold_past_its_deadline_is_in_nobodys_way(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(plan())
    for buyer, seat_id in ((1, 5), (2, 6)):
        await tick(pool, clock, event_id, buyer, seat_id)
    await hold_ticked(app, event_id, 1, 2)
    clock.go(minutes=10)
    for buyer, seat_id in ((1, 6), (2, 5)):
        await tick(pool, clock, event_id, buyer, seat_id)
    got = await hold_ticked(app, event_id, 1, 2)
    assert [one.seat_ids for one in got if isinstance(one, Order)] == [(6,), (5,)]
    await assert_books_balance(pool, event_id, clock())


async def test_seats_are_not_left_alone_by_neighbours_in_a_batch(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(plan(refuses_stranding=True))
    for buyer, seat_ids in ((1, (1, 2)), (2, (4, 5)), (3, (3,))):
        await tick(pool, clock, event_id, buyer, *seat_ids)
    got = await hold_ticked(app, event_id, 1, 2, 3)
    assert isinstance(got[0], Order)
    assert isinstance(got[1], StrandsSeats) and got[1].seats == "A-3"
    assert isinstance(got[2], Order)


async def test_a_party_too_large_for_what_is_left_leaves_it_to_a_smaller_one(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await app.organizing.create_event(club_night(7, limit_per_buyer=4))
    parties = {1: 4, 2: 4, 3: 0, 4: 5, 5: 2, 6: 1, 7: 1}
    hold = app.seating.hold_quantity
    got = await asyncio.gather(*(outcome(hold(event_id, PersonId(b), FLOOR, n)) for b, n in parties.items()))
    kinds = [Order, NotEnoughFree, InvalidQuantity, LimitReached, Order, Order, NotEnoughFree]
    assert [type(one) for one in got] == kinds
    assert isinstance(got[1], NotEnoughFree) and got[1].free == 0
    assert (await assert_books_balance(pool, event_id, clock())).free == 0


async def test_what_a_buyer_asks_for_twice_is_decided_in_turn(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night(2, limit_per_buyer=4))
    parties = [(1, 3), (1, 1), (1, 1), (2, 1)]
    hold = app.seating.hold_quantity
    got = await asyncio.gather(*(outcome(hold(event_id, PersonId(b), FLOOR, n)) for b, n in parties))
    assert [type(got[0]), type(got[3])] == [NotEnoughFree, Order]
    mine, refusal = sorted(got[1:3], key=lambda one: isinstance(one, Refusal))
    assert isinstance(mine, Order)
    assert isinstance(refusal, OpenOrderExists | NotEnoughFree), "whichever is true first"


async def test_the_limit_holds_over_orders_paid_for_before(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night(50, price_minor=0, limit_per_buyer=2))
    hold = app.seating.hold_quantity
    first = await hold(event_id, PersonId(1), FLOOR, 2)
    await app.checkout.confirm_free(event_id, first.id, PersonId(1))
    got = await asyncio.gather(*(outcome(hold(event_id, PersonId(b), FLOOR, 1)) for b in (1, 2, 3)))
    assert [type(one) for one in got] == [LimitReached, Order, Order]
    assert (await assert_books_balance(pool, event_id, clock())).held == 2


async def test_processes_do_not_deadlock_and_sell_no_seat_twice(
    processes: list[App], pool: Pool, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Crosswise seats, in many small batches."""
    chance = random.Random(7)
    event_id = await processes[0].organizing.create_event(plan())
    endings: Counter[type] = Counter()
    for _ in range(30):
        for buyer in range(1, 61):
            await tick(pool, clock, event_id, buyer, *chance.sample(range(1, 21), 4))

        got = await asyncio.gather(
            *(outcome(chance.choice(processes).seating.hold_selected(event_id, PersonId(n))) for n in range(1, 61))
        )

        endings.update(map(type, got))
        held = [seat_id for one in got if isinstance(one, Order) for seat_id in one.seat_ids]
        assert len(held) == len(set(held)) == (await assert_books_balance(pool, event_id, clock())).held
        await start_again(pool)
    assert endings.keys() == {Order, SeatsTaken}, endings
    assert not caplog.records, "a batch was done one by one"


async def test_buyers_who_hold_in_every_process_at_once_hold_once(
    processes: list[App], pool: Pool, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(8)
    event_id = await processes[0].organizing.create_event(club_night(1000))
    for _ in range(20):
        acts = [
            outcome(one.seating.hold_quantity(event_id, PersonId(buyer), FLOOR, 1))
            for one in processes
            for buyer in chance.sample(range(1, 41), 40)
        ]
        got = await asyncio.gather(*acts)
        assert Counter(type(one) for one in got) == {Order: 40, OpenOrderExists: 200}
        assert (await assert_books_balance(pool, event_id, clock())).held == 40
        await start_again(pool)
    assert not caplog.records, "a batch was done one by one"


async def test_processes_give_out_every_place_once(processes: list[App], pool: Pool, clock: Clock) -> None:
    event_id = await processes[0].organizing.create_event(club_night(100))
    acts = [
        outcome(processes[buyer % 6].seating.hold_quantity(event_id, PersonId(buyer), FLOOR, 1))
        for buyer in range(1, 161)
    ]
    got = await asyncio.gather(*acts)
    assert Counter(type(one) for one in got) == {Order: 100, NotEnoughFree: 60}
    assert (await assert_books_balance(pool, event_id, clock())).free == 0


async def test_a_seat_that_somebody_is_long_about_to_take_delays_only_who_wants_it(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await app.organizing.create_event(plan())
    for buyer, seat_id in ((1, 5), (2, 6), (3, 7)):
        await tick(pool, clock, event_id, buyer, seat_id)
    async with pool.acquire() as other:
        undecided = other.transaction()
        await undecided.start()
        await other.execute("SELECT FROM seats WHERE event_id = $1 AND id = 5 FOR UPDATE", event_id)
        holding = [asyncio.create_task(app.seating.hold_selected(event_id, PersonId(buyer))) for buyer in (1, 2, 3)]
        assert [(await one).seat_ids for one in holding[1:]] == [(6,), (7,)]
        assert not holding[0].done()
        await undecided.rollback()
    assert (await holding[0]).seat_ids == (5,)


async def test_a_hold_that_nobody_waits_for_any_more_is_an_order_like_any_other(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await app.organizing.create_event(club_night(10))
    async with pool.acquire() as other, other.transaction():
        await other.execute("LOCK TABLE orders IN SHARE MODE")
        hasty = asyncio.create_task(app.seating.hold_quantity(event_id, PersonId(1), FLOOR, 1))
        while not await pool.fetch("SELECT FROM pg_locks WHERE NOT granted"):
            await asyncio.sleep(0)
        hasty.cancel()
        await asyncio.wait([hasty])
    await app.batches.drain()
    assert [row["status"] for row in await pool.fetch("SELECT status FROM orders")] == [OrderStatus.HELD]
    assert (await assert_books_balance(pool, event_id, clock())).held == 1


async def test_places_are_looked_for_where_the_last_were_found_and_then_from_the_beginning(
    app: App, pool: Pool, clock: Clock
) -> None:
    """What lies before is mostly sold: to walk past all of it would make each hold dearer than the one before it."""
    event_id = await app.organizing.create_event(club_night(6))
    hold = app.seating.hold_quantity
    first, _ = [await hold(event_id, PersonId(buyer), FLOOR, 2) for buyer in (1, 2)]
    await app.seating.release(event_id, first.id, PersonId(1))
    third, fourth = [await hold(event_id, PersonId(buyer), FLOOR, quantity) for buyer, quantity in ((3, 1), (4, 3))]
    assert third.seat_ids == (5,), "not those that have come back"
    assert fourth.seat_ids == (1, 2, 6), "which go to whom nothing else is left for"
    assert (await assert_books_balance(pool, event_id, clock())).free == 0


async def test_all_who_give_back_in_one_moment_share_a_transaction(app: App, pool: Pool, clock: Clock) -> None:
    """So a crowd that cancels leaves connections to those who hold what comes back."""
    event_id = await app.organizing.create_event(club_night(100))
    buyers = [PersonId(buyer) for buyer in range(1, 51)]
    held = [await app.seating.hold_quantity(event_id, buyer, FLOOR, 2) for buyer in buyers]
    nobody = outcome(app.seating.release(event_id, OrderId(0), PersonId(999)))  # the first one waits for nothing
    releasing = (outcome(app.seating.release(event_id, order.id, order.buyer_id)) for order in held)
    refused, *released = await asyncio.gather(nobody, *releasing)
    assert isinstance(refused, OrderNotFound) and released == held
    assert await transactions(pool) == 1
    assert (await assert_books_balance(pool, event_id, clock())).free == 100


async def test_each_who_gives_back_in_a_batch_has_an_outcome_of_their_own(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night(10))
    ann, bob, eve = [await app.seating.hold_quantity(event_id, PersonId(buyer), FLOOR, 2) for buyer in (1, 2, 3)]
    await app.checkout.begin_payment(event_id, bob.id, bob.buyer_id, bob.total_minor, bob.currency)
    asked = [(OrderId(0), 999), (ann.id, 1), (bob.id, 2), (eve.id, 1), (ann.id, 1), (eve.id, 3)]
    releasing = (outcome(app.seating.release(event_id, order_id, PersonId(buyer))) for order_id, buyer in asked)
    got = await asyncio.gather(*releasing)
    kinds = [OrderNotFound, Order, PaymentUnderWay, OrderNotFound, HoldGone, Order]
    assert [type(one) for one in got] == kinds, "what is asked for twice is decided in turn"
    stock = await assert_books_balance(pool, event_id, clock())
    assert (stock.free, stock.held) == (8, 2)
