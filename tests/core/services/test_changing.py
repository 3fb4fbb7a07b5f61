"""A hold gets other seats, without a moment in which its own are anybody's."""

import asyncio
import random
from collections import Counter

import pytest

from core.app import App
from core.domain.ids import EventId, PersonId, SeatId, SectionId
from core.domain.order import Order
from core.domain.refusal import (
    HoldGone,
    InvalidQuantity,
    LimitReached,
    NotEnoughFree,
    NothingSelected,
    OpenOrderExists,
    OrderNotFound,
    PaymentUnderWay,
    SeatsTaken,
    StrandsSeats,
)
from db import orders
from db.pool import Pool
from tests.books import Stock, assert_books_balance
from tests.core.services.test_races import buyers, outcome, start_again
from tests.plans import Clock, club_night, plan
from tests.teams import hire

ANN, BOB = PersonId(1), PersonId(2)


@pytest.fixture
async def concert(app: App) -> EventId:
    """Seats 1 to 10 at 900, 11 to 20 at 450."""
    return await app.organizing.create_event(plan())


async def hold(app: App, event_id: EventId, buyer: PersonId, *seat_ids: int) -> Order:
    await tick(app, event_id, buyer, *seat_ids)
    return await app.seating.hold_selected(event_id, buyer)


async def tick(app: App, event_id: EventId, buyer: PersonId, *seat_ids: int) -> None:
    for seat_id in seat_ids:
        await app.seating.toggle(event_id, buyer, SeatId(seat_id))


async def test_kept_seats_keep_their_price_and_new_ones_cost_what_they_do_now(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    order = await hold(app, concert, ANN, 1, 2)
    await pool.execute("UPDATE tiers SET price_minor = price_minor + 100")
    clock.go(minutes=3)

    await app.changing.begin(concert, order.id, ANN)
    await tick(app, concert, ANN, 1, 11)
    assert (await app.seating.view(concert, ANN)).total_minor == 90_000 + 45_100
    changed = await app.changing.change(concert, order.id, ANN)

    assert (changed.seat_ids, changed.prices_minor) == ((2, 11), (90_000, 45_100))
    assert changed.expires_at == order.expires_at, "a change is no way to more time"
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=18, held=2, sold=0)
    await hold(app, concert, BOB, 1)


async def test_until_the_change_is_confirmed_nobody_else_gets_the_seats(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1, 2)
    await app.changing.begin(concert, order.id, ANN)
    await tick(app, concert, ANN, 1)
    with pytest.raises(SeatsTaken):
        await tick(app, concert, BOB, 1)
    seen = (await app.seating.view(concert, ANN)).hall
    assert all(seat.is_free for seat in seen.seats), "one's own seats can be ticked again"


async def test_a_change_to_a_seat_that_is_gone_changes_nothing(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    order = await hold(app, concert, ANN, 1, 2)
    await app.changing.begin(concert, order.id, ANN)
    await tick(app, concert, ANN, 2, 3)
    await hold(app, concert, BOB, 3)
    with pytest.raises(SeatsTaken) as refusal:
        await app.changing.change(concert, order.id, ANN)
    assert refusal.value.seats == "A-3"
    assert await orders.by_id(pool, concert, order.id) == order
    assert (await assert_books_balance(pool, concert, clock())).held == 3


async def test_the_limit_counts_a_hold_that_is_being_changed_once(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1, 2, 3)
    await app.changing.begin(concert, order.id, ANN)
    await tick(app, concert, ANN, 4)
    with pytest.raises(LimitReached):
        await tick(app, concert, ANN, 5)
    assert (await app.changing.change(concert, order.id, ANN)).seat_ids == (1, 2, 3, 4)


async def test_what_cannot_be_changed(app: App, clock: Clock, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    with pytest.raises(OrderNotFound):
        await app.changing.begin(concert, order.id, BOB)
    with pytest.raises(OpenOrderExists):
        await app.changing.change(concert, order.id, ANN)  # it was never begun
    await app.changing.begin(concert, order.id, ANN)
    with pytest.raises(OrderNotFound):
        await app.changing.change(concert, order.id, BOB)
    await tick(app, concert, ANN, 1)
    with pytest.raises(NothingSelected):
        await app.changing.change(concert, order.id, ANN)
    await app.checkout.begin_payment(concert, order.id, ANN, order.total_minor, "UAH")
    with pytest.raises(PaymentUnderWay):
        await app.changing.change(concert, order.id, ANN)
    clock.go(minutes=20)
    other = await hold(app, concert, ANN, 5)
    await app.changing.begin(concert, other.id, ANN)
    clock.go(minutes=10)
    with pytest.raises(HoldGone):
        await app.changing.change(concert, other.id, ANN)


async def test_a_double_tap_changes_once(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    await app.changing.begin(concert, order.id, ANN)
    await tick(app, concert, ANN, 1, 2)
    got = await asyncio.gather(*(outcome(app.changing.change(concert, order.id, ANN)) for _ in range(4)))
    assert Counter(type(result) for result in got) == {Order: 1, OpenOrderExists: 3}


async def test_a_change_must_not_leave_a_single_seat_alone_where_the_event_minds(app: App) -> None:
    event_id = await app.organizing.create_event(plan(refuses_stranding=True))
    order = await hold(app, event_id, ANN, 1, 2)
    await app.changing.begin(event_id, order.id, ANN)
    await tick(app, event_id, ANN, 1)
    with pytest.raises(StrandsSeats) as refusal:
        await app.changing.change(event_id, order.id, ANN)
    assert refusal.value.seats == "A-1"


async def test_holds_that_are_changed_to_the_same_seats_neither_deadlock_nor_share_them(
    app: App, pool: Pool, clock: Clock
) -> None:
    """Each gives back a seat with an odd number and wants three with even ones."""
    chance = random.Random(11)
    event_id = await app.organizing.create_event(plan())
    people = await buyers(app, 10)
    for _ in range(15):
        held = [await hold(app, event_id, person, 2 * n + 1) for n, person in enumerate(people)]
        for n, order in enumerate(held):
            await app.changing.begin(event_id, order.id, order.buyer_id)
            await tick(app, event_id, order.buyer_id, 2 * n + 1, *chance.sample(range(2, 21, 2), 3))

        got = await asyncio.gather(
            *(outcome(app.changing.change(event_id, order.id, order.buyer_id)) for order in held)
        )

        changed = [result for result in got if isinstance(result, Order)]
        seat_ids = [seat_id for order in changed for seat_id in order.seat_ids]
        assert len(seat_ids) == len(set(seat_ids)) == 3 * len(changed) > 0
        assert all(isinstance(result, SeatsTaken) for result in got if not isinstance(result, Order))
        stayed = len(people) - len(changed)
        assert (await assert_books_balance(pool, event_id, clock())).held == len(seat_ids) + stayed
        await start_again(pool)


async def test_places_of_general_admission_become_more_and_fewer_at_their_frozen_price(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await app.organizing.create_event(club_night(capacity=5, limit_per_buyer=4))
    order = await app.seating.hold_quantity(event_id, ANN, SectionId(1), 2)
    await pool.execute("UPDATE tiers SET price_minor = price_minor + 100")
    clock.go(minutes=3)

    more = await app.changing.change_quantity(event_id, order.id, ANN, 4)
    assert (more.prices_minor, more.expires_at) == ((30_000, 30_000, 30_100, 30_100), order.expires_at)
    fewer = await app.changing.change_quantity(event_id, order.id, ANN, 1)
    assert fewer.prices_minor == (30_000,)
    assert (await assert_books_balance(pool, event_id, clock())).held == 1


@pytest.mark.parametrize(("quantity", "refusal"), [(0, InvalidQuantity), (5, LimitReached), (4, NotEnoughFree)])
async def test_a_number_that_cannot_be_had_changes_nothing(
    app: App, pool: Pool, clock: Clock, quantity: int, refusal: type[Exception]
) -> None:
    event_id = await app.organizing.create_event(club_night(capacity=3, limit_per_buyer=4))
    order = await app.seating.hold_quantity(event_id, ANN, SectionId(1), 2)
    with pytest.raises(refusal):
        await app.changing.change_quantity(event_id, order.id, ANN, quantity)
    assert await orders.by_id(pool, event_id, order.id) == order
    assert (await assert_books_balance(pool, event_id, clock())).held == 2


async def test_what_is_held_can_become_less_or_other_seats_though_the_limit_was_lowered(
    app: App, pool: Pool, concert: EventId
) -> None:
    event_id = await app.organizing.create_event(club_night(capacity=5, limit_per_buyer=4))
    places = await app.seating.hold_quantity(event_id, ANN, SectionId(1), 4)
    order = await hold(app, concert, ANN, 1, 2, 3)
    await pool.execute("UPDATE events SET limit_per_buyer = 2")

    assert len((await app.changing.change_quantity(event_id, places.id, ANN, 3)).seat_ids) == 3
    with pytest.raises(LimitReached):
        await app.changing.change_quantity(event_id, places.id, ANN, 4)
    await app.changing.begin(concert, order.id, ANN)
    await tick(app, concert, ANN, 1, 11)
    with pytest.raises(LimitReached):
        await tick(app, concert, ANN, 12)
    assert (await app.changing.change(concert, order.id, ANN)).seat_ids == (2, 3, 11)


async def test_who_sells_for_an_event_changes_a_hold_within_their_own_limit(
    app: App, pool: Pool, concert: EventId
) -> None:
    await hire(app, ANN)
    sold = await hold(app, concert, ANN, 1, 2, 3, 4, 5)
    await app.box_office.sell_for_cash(ANN, concert, sold.id, sold.total_minor)
    order = await hold(app, concert, ANN, 11, 12, 13, 14, 15)
    await app.changing.begin(concert, order.id, ANN)
    await tick(app, concert, ANN, 16)
    assert len((await app.changing.change(concert, order.id, ANN)).seat_ids) == 6
    event_id = await app.organizing.create_event(club_night(capacity=60, limit_per_buyer=4))
    order = await app.seating.hold_quantity(event_id, ANN, SectionId(1), 49)
    assert len((await app.changing.change_quantity(event_id, order.id, ANN, 50)).seat_ids) == 50
    with pytest.raises(LimitReached, match="50"):
        await app.changing.change_quantity(event_id, order.id, ANN, 51)


async def test_numbered_seats_and_holds_of_others_have_no_number_to_change(
    app: App, concert: EventId, clock: Clock
) -> None:
    order = await hold(app, concert, ANN, 1)
    with pytest.raises(OrderNotFound):
        await app.changing.change_quantity(concert, order.id, ANN, 2)
    event_id = await app.organizing.create_event(club_night())
    order = await app.seating.hold_quantity(event_id, ANN, SectionId(1), 2)
    with pytest.raises(OrderNotFound):
        await app.changing.change_quantity(event_id, order.id, BOB, 1)
    clock.go(minutes=10)
    with pytest.raises(HoldGone):
        await app.changing.change_quantity(event_id, order.id, ANN, 1)
