"""Many at once. Each was seen red with its lock removed: the table is in CONTRIBUTING.md."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from core.app import App
from core.domain.checkin import Verdict
from core.domain.ids import PersonId, RefundId, SeatId, SectionId
from core.domain.order import Order, OrderStatus
from core.domain.payment import Charge
from core.domain.person import Person
from core.domain.refusal import NotEnoughFree, OpenOrderExists, RefundNotFound, Refusal, SeatsTaken
from db import admissions, orders, selections
from db.admissions import Passage
from db.pool import Pool
from tests.books import assert_books_balance
from tests.plans import CLOCK_START, Clock, club_night, plan
from tests.teams import hire

ROUNDS = int(os.environ.get("KASSA_RACE_ROUNDS", "200"))
"""Of payment against expiry; `make chance` runs 10 000."""


T = TypeVar("T")
OWNER = PersonId(2001)


async def buyers(app: App, number: int) -> list[PersonId]:
    people = [Person(PersonId(100 + n), f"Buyer {n}", None, "en") for n in range(number)]
    await asyncio.gather(*(app.people.meet(person) for person in people))
    return [person.id for person in people]


async def outcome(act: Coroutine[Any, Any, T]) -> T | Refusal:
    try:
        return await act
    except Refusal as refusal:
        return refusal


async def until_it_waits_for_a_lock(task: asyncio.Task[Any], pool: Pool, waiting: int = 1) -> None:
    """`waiting`: with those who wait already."""
    while not task.done() and len(await pool.fetch("SELECT FROM pg_locks WHERE NOT granted")) < waiting:
        pass


async def pay(app: App, order: Order, charge_id: str) -> None:
    total = order.total_minor
    await app.checkout.begin_payment(order.event_id, order.id, order.buyer_id, total, order.currency)
    await app.settling.complete_payment(
        Charge(order.event_id, order.id, order.buyer_id, charge_id, charge_id, total, order.currency)
    )


async def test_of_fifty_who_want_one_seat_exactly_one_gets_it(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(plan())
    people = await buyers(app, 50)
    for person in people:
        await app.seating.toggle(event_id, person, SeatId(7))

    got = await asyncio.gather(*(outcome(app.seating.hold_selected(event_id, person)) for person in people))

    assert Counter(type(result) for result in got) == {Order: 1, SeatsTaken: 49}
    assert {result.seats for result in got if isinstance(result, SeatsTaken)} == {"A-7"}
    assert (await assert_books_balance(pool, event_id, clock())).held == 1


async def test_holds_that_overlap_crosswise_do_not_deadlock(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(plan())
    people = await buyers(app, 40)
    for _ in range(8):
        for person in people:
            for seat_id in random.sample(range(1, 21), 4):
                await selections.toggle(pool, event_id, person, SeatId(seat_id), 4, clock())

        got = await asyncio.gather(*(outcome(app.seating.hold_selected(event_id, person)) for person in people))

        held = [seat_id for order in got if isinstance(order, Order) for seat_id in order.seat_ids]
        assert held
        assert len(held) == len(set(held)) == (await assert_books_balance(pool, event_id, clock())).held
        await start_again(pool)


async def test_a_buyer_who_holds_on_two_devices_at_once_holds_once(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night(limit_per_buyer=4))
    [person] = await buyers(app, 1)

    hold = app.seating.hold_quantity
    got = await asyncio.gather(*(outcome(hold(event_id, person, SectionId(1), 3)) for _ in range(10)))

    assert Counter(type(result) for result in got) == {Order: 1, OpenOrderExists: 9}
    assert (await assert_books_balance(pool, event_id, clock())).held == 3


@pytest.mark.parametrize(("quantity", "capacity"), [(1, 50), (3, 50)])
async def test_nobody_is_refused_while_enough_places_are_free(
    app: App, pool: Pool, clock: Clock, quantity: int, capacity: int
) -> None:
    event_id = await app.organizing.create_event(club_night(capacity))
    people = await buyers(app, 120)

    hold = app.seating.hold_quantity
    got = await asyncio.gather(*(outcome(hold(event_id, person, SectionId(1), quantity)) for person in people))

    assert sum(isinstance(result, Order) for result in got) == capacity // quantity
    assert {result.free for result in got if isinstance(result, NotEnoughFree)} <= set(range(quantity))
    assert (await assert_books_balance(pool, event_id, clock())).free == capacity % quantity


async def test_the_last_place_is_waited_for_while_somebody_else_may_yet_let_it_go(app: App, pool: Pool) -> None:
    event_id = await app.organizing.create_event(club_night(capacity=1))
    [person] = await buyers(app, 1)
    async with pool.acquire() as other:
        undecided = other.transaction()
        await undecided.start()
        await other.execute("SELECT FROM seats WHERE event_id = $1 FOR UPDATE", event_id)
        hold = asyncio.create_task(outcome(app.seating.hold_quantity(event_id, person, SectionId(1), 1)))
        await until_it_waits_for_a_lock(hold, pool)
        await undecided.rollback()
    assert isinstance(await hold, Order)


async def test_quick_taps_on_many_seats_are_all_kept(app: App, pool: Pool) -> None:
    event_id = await app.organizing.create_event(plan(limit_per_buyer=20))
    [person] = await buyers(app, 1)
    await asyncio.gather(*(app.seating.toggle(event_id, person, SeatId(seat)) for seat in range(1, 21)))
    assert (await selections.of_buyer(pool, event_id, person)).seat_ids == set(range(1, 21))


async def test_two_doors_admit_a_ticket_once(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night())
    [person, *doors] = await buyers(app, 9)
    for door in doors:
        await hire(app, door)
        await app.checkin.take_post(door, event_id)
    await pay(app, await app.seating.hold_quantity(event_id, person, SectionId(1), 1), "charge")
    [group] = await app.ticketing.mine(person)
    token = app.ticketing.token(group.tickets[0])

    scans = await asyncio.gather(*(app.checkin.scan(door, token) for door in doors))

    assert Counter(scan.verdict for scan in scans) == {Verdict.ADMITTED: 1, Verdict.ALREADY_ADMITTED: 7}


async def test_one_charge_reported_many_times_at_once_is_settled_once(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night())
    [person] = await buyers(app, 1)
    order = await app.seating.hold_quantity(event_id, person, SectionId(1), 2)

    await app.checkout.begin_payment(event_id, order.id, person, order.total_minor, order.currency)
    charge = Charge(event_id, order.id, person, "c", "c", order.total_minor, order.currency)
    await asyncio.gather(*(app.settling.complete_payment(charge) for _ in range(12)))

    assert (await assert_books_balance(pool, event_id, clock())).sold == 2
    assert await pool.fetchval("SELECT count(*) FROM refunds") == 0


async def test_a_ticket_taken_back_by_many_at_once_is_refunded_once(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night())
    [person] = await buyers(app, 1)
    order = await app.seating.hold_quantity(event_id, person, SectionId(1), 2)
    await pay(app, order, "charge")
    [group] = await app.ticketing.mine(person)
    ticket_ids = [ticket.id for ticket in group.tickets]
    acts = [app.returning.take_back(OWNER, event_id, order.id, ids) for ids in (ticket_ids, ticket_ids[:1]) * 6]

    owed = await asyncio.gather(*(outcome(act) for act in acts))

    assert [amount for amount in owed if isinstance(amount, int)] in ([60_000], [30_000])
    assert len(await pool.fetch("SELECT FROM refunds")) == 1
    await assert_books_balance(pool, event_id, clock())


async def test_the_last_of_several_refunds_made_at_once_closes_the_order(app: App, pool: Pool) -> None:
    event_id = await app.organizing.create_event(club_night())
    for person in await buyers(app, 10):
        order = await app.seating.hold_quantity(event_id, person, SectionId(1), 3)
        await pay(app, order, f"charge-{person}")
        [group] = await app.ticketing.mine(person)
        for ticket in group.tickets:
            await app.returning.take_back(OWNER, event_id, order.id, [ticket.id])
    owed = await pool.fetch("SELECT id FROM refunds")
    await asyncio.gather(*(app.refunding.done_by_hand(OWNER, event_id, RefundId(row["id"])) for row in owed))
    assert {row["status"] for row in await pool.fetch("SELECT status FROM orders")} == {"refunded"}


async def test_all_refunds_confirmed_at_once_against_some_and_one_of_them(app: App, pool: Pool) -> None:
    """Whoever is first: each refund is confirmed once, and its payer told of it once."""
    event_id = await app.organizing.create_event(club_night())
    people = await buyers(app, 6)
    winners: set[str] = set()
    for number in range(ROUNDS // 10):
        for person in people:
            order = await app.seating.hold_quantity(event_id, person, SectionId(1), 2)
            await pay(app, order, f"charge-{number}-{person}")
            for ticket in await app.ticketing.of_order(event_id, order.id, person):
                await app.returning.take_back(OWNER, event_id, order.id, [ticket.id])
        every = await app.refunding.of_event(OWNER, event_id)
        some = await app.refunding.of_event(OWNER, event_id, every.refunds[6].refund.id)
        one = random.choice(every.refunds).refund
        acts = [
            ("every", 12, app.refunding.all_done_by_hand(OWNER, event_id, every.up_to, every.check)),
            ("some", 7, app.refunding.all_done_by_hand(OWNER, event_id, some.up_to, some.check)),
            ("one", 1, app.refunding.done_by_hand(OWNER, event_id, one.id)),
        ]
        random.shuffle(acts)
        got = await asyncio.gather(*(outcome(act) for _, _, act in acts))

        done = [(name, size) for (name, size, _), result in zip(acts, got, strict=True) if result is None]
        back_minor = 30_000 * sum(size for _, size in done)
        assert await pool.fetchval("SELECT sum(amount_minor) FROM refunds WHERE status = 'done'") == back_minor
        told = "SELECT sum((body ->> 'amount_minor')::bigint) FROM messages WHERE kind = 'refund_done'"
        assert await pool.fetchval(told) == back_minor
        unclosed = await pool.fetch(
            """
            SELECT FROM orders WHERE status <> 'refunded' AND NOT EXISTS (
                SELECT FROM refunds JOIN payments ON payments.id = payment_id
                WHERE order_id = orders.id AND refunds.status <> 'done')
            """
        )
        assert unclosed == []
        winners |= {name for name, _ in done}
        await start_again(pool)
        await pool.execute("TRUNCATE messages")
    assert winners == {"every", "some", "one"}, "no race"


async def test_a_ticket_that_is_just_being_let_in_is_not_taken_back(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night())
    [person] = await buyers(app, 1)
    order = await app.seating.hold_quantity(event_id, person, SectionId(1), 1)
    await pay(app, order, "charge")
    [group] = await app.ticketing.mine(person)
    [ticket] = group.tickets
    async with pool.acquire() as door, door.transaction():
        assert await admissions.admit(door, event_id, [Passage(ticket.id, ticket.secret, OWNER, None)], clock())
        taking_back = asyncio.create_task(app.returning.take_back(OWNER, event_id, order.id, [ticket.id]))
        await until_it_waits_for_a_lock(taking_back, pool)

    with pytest.raises(RefundNotFound):
        await taking_back
    assert await pool.fetchval("SELECT count(*) FROM refunds") == 0


async def test_payment_against_expiry(app: App, pool: Pool, clock: Clock) -> None:
    """The buyer pays at the very moment the hold ends, while the sweep runs and a rival wants the seats.

    In half of the rounds somebody else has all the other seats, so that none is left to give instead.
    """
    chance = random.Random(20261121)
    event_id = await app.organizing.create_event(plan(limit_per_buyer=1000))
    ann, bob, cat = await buyers(app, 3)
    endings: Counter[str] = Counter()
    for number in range(ROUNDS):
        wanted = chance.sample(range(1, 21), 2)
        for seat_id in wanted:
            await selections.toggle(pool, event_id, ann, SeatId(seat_id), 4, clock())
            await selections.toggle(pool, event_id, bob, SeatId(seat_id), 4, clock())
        order = await app.seating.hold_selected(event_id, ann)
        paying_first = chance.random() < 0.5
        if paying_first:
            await app.checkout.begin_payment(event_id, order.id, ann, order.total_minor, order.currency)
        deadline = order.expires_at + (timedelta(minutes=10) if paying_first else timedelta())
        clock.now = deadline + timedelta(seconds=chance.choice((-1, 0, 1)))

        if chance.random() < 0.5:
            for seat_id in set(range(1, 21)) - set(wanted):
                await selections.toggle(pool, event_id, cat, SeatId(seat_id), 20, clock())
            await app.seating.hold_selected(event_id, cat)

        charge = Charge(event_id, order.id, ann, f"c{number}", f"c{number}", order.total_minor, order.currency)
        acts = [
            app.settling.complete_payment(charge) if paying_first else outcome(pay(app, order, f"c{number}")),
            app.seating.release_due(),
            outcome(app.seating.hold_selected(event_id, bob)),
        ]
        if chance.random() < 0.3:
            acts.append(outcome(app.seating.release(event_id, order.id, ann)))
        chance.shuffle(acts)
        await asyncio.gather(*acts)

        await assert_books_balance(pool, event_id, clock())
        ended = await orders.by_id(pool, event_id, order.id)
        assert ended is not None
        moved = ended.status is OrderStatus.PAID and set(ended.seat_ids) != set(wanted)
        endings["paid for others" if moved else ended.status] += 1
        await start_again(pool)
        clock.now = CLOCK_START
    assert {"paid", "paid for others", "expired", "refund_due"} <= endings.keys(), f"no race: {endings}"


async def test_a_late_payment_passes_over_seats_that_somebody_is_about_to_take(
    app: App, pool: Pool, clock: Clock
) -> None:
    """To wait for them, with seats of its own locked, could be a deadlock."""
    event_id = await app.organizing.create_event(plan())
    ann, bob = await buyers(app, 2)
    for person, seat_ids in ((ann, (4, 5)), (bob, (5,))):
        for seat_id in seat_ids:
            await app.seating.toggle(event_id, person, SeatId(seat_id))
        await app.seating.hold_selected(event_id, person)
        clock.go(minutes=10 if person == ann else 0)
    [late] = await orders.due(pool, clock(), 1)
    charge = Charge(event_id, late.id, ann, "c", "c", late.total_minor, late.currency)
    async with pool.acquire() as other, other.transaction():
        await other.execute("SELECT FROM seats WHERE event_id = $1 AND id = 3 FOR UPDATE", event_id)
        async with asyncio.timeout(5):
            await app.settling.complete_payment(charge)

    paid = await orders.by_id(pool, event_id, late.id)
    assert paid and paid.seat_ids == (6, 7)
    assert (await assert_books_balance(pool, event_id, clock())).sold == 2


async def start_again(pool: Pool) -> None:
    """Everything is free again, as on the first day."""
    await pool.execute("TRUNCATE tickets, refunds, payments, orders, selections")
    await pool.execute("UPDATE seats SET status = 'free', order_id = NULL, held_until = NULL")


async def test_sweeps_and_holds_of_the_seats_that_they_free_do_not_deadlock(app: App, pool: Pool, clock: Clock) -> None:
    """Many holds end at once, and their seats are wanted again, by others and by the same buyers, in other orders."""
    chance = random.Random(4)
    event_id = await app.organizing.create_event(plan())
    people = await buyers(app, 20)
    for _ in range(25):
        free = [SeatId(n) for n in chance.sample(range(1, 21), 20)]
        for number in range(10):
            for seat in free[2 * number : 2 * number + 2]:
                await selections.toggle(pool, event_id, people[number], seat, 4, clock())
            await app.seating.hold_selected(event_id, people[number])
        for person in people:
            for seat_id in chance.sample(range(1, 21), 4):
                await selections.toggle(pool, event_id, person, SeatId(seat_id), 4, clock())
        clock.go(minutes=10)

        await asyncio.gather(
            *(outcome(app.seating.hold_selected(event_id, person)) for person in people),
            *(app.seating.release_due() for _ in range(3)),
        )

        await assert_books_balance(pool, event_id, clock())
        await start_again(pool)
