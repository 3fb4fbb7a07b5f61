"""A promo code makes a hold cheaper: once, for whom it is, as often as it may."""

import asyncio
from datetime import timedelta

import pytest

from core.app import App
from core.domain.event_plan import PromoCodePlan
from core.domain.ids import EventId, PersonId, SeatId
from core.domain.order import Order, OrderStatus
from core.domain.payment import Charge
from core.domain.refusal import (
    HoldGone,
    OrderNotFound,
    PaymentMismatch,
    PaymentUnderWay,
    PromoCodeClosed,
    PromoCodeNotForThese,
    PromoCodeNotFound,
    PromoCodeUsedUp,
)
from core.services.discounting import discount
from db import orders, promo_codes, tickets
from db.pool import Pool
from tests.books import assert_books_balance
from tests.core.services.test_races import OWNER, pay, until_it_waits_for_a_lock
from tests.plans import CLOCK_START, Clock, plan

ANN, BOB = PersonId(1), PersonId(2)
CODES = (
    PromoCodePlan("TEN", percent=10),
    PromoCodePlan("GIFT", amount_minor=100_000),
    PromoCodePlan("BACKONLY", amount_minor=5_000, tiers=("Back",)),
    PromoCodePlan("BACKTWICE", amount_minor=5_000, tiers=("Back",), max_uses=2),
    PromoCodePlan("ONCE", percent=50, max_uses=1),
    PromoCodePlan("LATER", percent=10, valid_from=CLOCK_START + timedelta(minutes=5)),
    PromoCodePlan("GONE", percent=10, valid_until=CLOCK_START),
)


@pytest.fixture
async def concert(app: App) -> EventId:
    """Seats 1 to 10 at 900, 11 to 20 at 450."""
    return await app.organizing.create_event(plan(promo_codes=CODES))


async def hold(app: App, event_id: EventId, buyer: PersonId, *seat_ids: int) -> Order:
    for seat_id in seat_ids:
        await app.seating.toggle(event_id, buyer, SeatId(seat_id))
    return await app.seating.hold_selected(event_id, buyer)


async def test_a_code_is_in_the_price_of_every_ticket_and_in_the_books(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    order = await hold(app, concert, ANN, 1, 11)
    cheaper = await app.discounting.apply(concert, order.id, ANN, "ten")
    assert (cheaper.prices_minor, cheaper.discounts_minor) == ((81_000, 40_500), (9_000, 4_500))
    assert cheaper.expires_at == order.expires_at, "a code is no way to more time"
    with pytest.raises(PaymentMismatch):  # an invoice that was sent before
        await app.checkout.begin_payment(concert, order.id, ANN, order.total_minor, "UAH")

    await pay(app, cheaper, "charge")

    prices = await pool.fetch("SELECT price_minor FROM tickets ORDER BY seat_id")
    assert [row["price_minor"] for row in prices] == [81_000, 40_500]
    await assert_books_balance(pool, concert, clock())


async def test_a_second_code_replaces_the_first_and_none_brings_the_full_price_back(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1, 11)
    await app.discounting.apply(concert, order.id, ANN, "TEN")
    assert (await app.discounting.apply(concert, order.id, ANN, "BACKONLY")).prices_minor == (90_000, 40_000)
    full = await app.discounting.remove(concert, order.id, ANN)
    assert (full.prices_minor, full.promo_code, full.discounts_minor) == (order.prices_minor, None, ())


async def test_what_costs_nothing_by_a_code_is_confirmed_without_money(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    order = await hold(app, concert, ANN, 1, 11)
    assert (await app.discounting.apply(concert, order.id, ANN, "GIFT")).total_minor == 0
    await app.checkout.confirm_free(concert, order.id, ANN)
    assert (await assert_books_balance(pool, concert, clock())).sold == 2


@pytest.mark.parametrize(
    ("seat_id", "code", "refusal"),
    [
        (1, "NOSUCH", PromoCodeNotFound),
        (1, "BACKONLY", PromoCodeNotForThese),
        (1, "LATER", PromoCodeClosed),
        (1, "GONE", PromoCodeClosed),
    ],
)
async def test_a_code_that_is_refused_leaves_the_hold_as_it_was(
    app: App, pool: Pool, concert: EventId, seat_id: int, code: str, refusal: type[Exception]
) -> None:
    order = await hold(app, concert, ANN, seat_id)
    with pytest.raises(refusal):
        await app.discounting.apply(concert, order.id, ANN, code)
    assert await orders.by_id(pool, concert, order.id) == order


async def test_the_time_of_a_code_is_told_in_the_zone_of_the_venue(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    with pytest.raises(PromoCodeClosed) as refused:
        await app.discounting.apply(concert, order.id, ANN, "LATER")
    assert refused.value.moment.isoformat() == "2026-12-01T14:05:00+02:00"


async def test_only_a_hold_takes_a_code_and_only_its_buyer_gives_one(app: App, clock: Clock, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    with pytest.raises(OrderNotFound):
        await app.discounting.apply(concert, order.id, BOB, "TEN")
    with pytest.raises(OrderNotFound):
        await app.discounting.remove(concert, order.id, BOB)
    await app.checkout.begin_payment(concert, order.id, ANN, order.total_minor, "UAH")
    with pytest.raises(PaymentUnderWay):
        await app.discounting.apply(concert, order.id, ANN, "TEN")
    other = await hold(app, concert, BOB, 2)
    clock.go(minutes=10)
    with pytest.raises(HoldGone):
        await app.discounting.apply(concert, other.id, BOB, "TEN")


async def test_a_use_comes_back_when_its_hold_ends_and_stays_when_it_is_paid(
    app: App, clock: Clock, concert: EventId
) -> None:
    order = await hold(app, concert, ANN, 1, 2)
    assert (await app.discounting.apply(concert, order.id, ANN, "ONCE")).prices_minor == (45_000, 90_000)
    others = await hold(app, concert, BOB, 3)
    with pytest.raises(PromoCodeUsedUp):
        await app.discounting.apply(concert, others.id, BOB, "ONCE")
    await app.seating.release(concert, order.id, ANN)

    used = await app.discounting.apply(concert, others.id, BOB, "ONCE")
    await pay(app, used, "charge")
    clock.go(minutes=20)

    order = await hold(app, concert, ANN, 1)
    with pytest.raises(PromoCodeUsedUp):
        await app.discounting.apply(concert, order.id, ANN, "ONCE")


async def test_a_use_comes_back_with_its_ticket_though_others_of_the_order_stay(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    bought = await hold(app, concert, ANN, 11, 12)
    await pay(app, await app.discounting.apply(concert, bought.id, ANN, "BACKTWICE"), "charge")
    order = await hold(app, concert, BOB, 13, 14)
    with pytest.raises(PromoCodeUsedUp):
        await app.discounting.apply(concert, order.id, BOB, "BACKTWICE")

    [ticket, _] = await tickets.of_order(pool, concert, bought.id)
    await app.returning.take_back(OWNER, concert, bought.id, [ticket.id])
    assert (await app.discounting.apply(concert, order.id, BOB, "BACKTWICE")).discounts_minor == (5_000, 0)
    [use] = [use for use in await promo_codes.with_uses(pool, concert, clock()) if use.code.code == "BACKTWICE"]
    assert (use.tickets, use.off_minor, use.paid_minor) == (1, 5_000, 40_000)


async def test_a_use_is_free_at_the_deadline_of_its_hold_before_any_sweep(
    app: App, clock: Clock, concert: EventId
) -> None:
    await app.discounting.apply(concert, (await hold(app, concert, ANN, 1)).id, ANN, "ONCE")
    clock.go(minutes=10)
    order = await hold(app, concert, BOB, 2)
    for _ in range(2):  # a double tap
        assert (await app.discounting.apply(concert, order.id, BOB, "ONCE")).promo_code == "ONCE"


async def test_only_tickets_that_a_code_makes_cheaper_use_it_and_none_of_them_twice(app: App, concert: EventId) -> None:
    order = await hold(app, concert, PersonId(3), 13)
    await app.discounting.apply(concert, order.id, PersonId(3), "TEN")  # another code is no use of this one
    order = await hold(app, concert, ANN, 1, 11)
    for _ in range(2):
        assert (await app.discounting.apply(concert, order.id, ANN, "BACKTWICE")).discounts_minor == (0, 5_000)
    order = await hold(app, concert, BOB, 12)
    assert (await app.discounting.apply(concert, order.id, BOB, "BACKTWICE")).discounts_minor == (5_000,)


async def test_a_changed_hold_keeps_its_code_for_the_seats_that_it_is_for(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 11)
    await app.discounting.apply(concert, order.id, ANN, "BACKONLY")
    assert (await change(app, order, 12)).prices_minor == (40_000, 40_000)
    changed = await change(app, order, 11, 12, 1)
    assert (changed.prices_minor, changed.promo_code) == ((90_000,), None)


async def change(app: App, order: Order, *seat_ids: int) -> Order:
    """Ticks or unticks these seats of a hold."""
    await app.changing.begin(order.event_id, order.id, ANN)
    for seat_id in seat_ids:
        await app.seating.toggle(order.event_id, ANN, SeatId(seat_id))
    return await app.changing.change(order.event_id, order.id, ANN)


async def test_seats_got_instead_of_lost_ones_cost_what_was_paid(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    order = await hold(app, concert, ANN, 11)
    cheaper = await app.discounting.apply(concert, order.id, ANN, "TEN")
    await app.checkout.begin_payment(concert, order.id, ANN, cheaper.total_minor, "UAH")
    clock.go(minutes=21)
    await hold(app, concert, BOB, 11)
    await pay_late(app, cheaper)

    late = await orders.by_id(pool, concert, order.id)
    assert late is not None and late.status is OrderStatus.PAID
    assert (late.prices_minor, late.discounts_minor) == ((40_500,), (4_500,)) and late.seat_ids != (SeatId(11),)
    await assert_books_balance(pool, concert, clock())


async def pay_late(app: App, order: Order) -> None:
    await app.settling.complete_payment(
        Charge(order.event_id, order.id, order.buyer_id, "late", "late", order.total_minor, order.currency)
    )


async def test_the_last_use_of_a_code_goes_to_one_of_two(app: App, pool: Pool, clock: Clock, concert: EventId) -> None:
    first, second = await hold(app, concert, ANN, 1), await hold(app, concert, BOB, 2)
    async with pool.acquire() as conn, conn.transaction():
        await discount(conn, first, "ONCE", clock())
        applying = asyncio.create_task(app.discounting.apply(concert, second.id, BOB, "ONCE"))
        await until_it_waits_for_a_lock(applying, pool)
    with pytest.raises(PromoCodeUsedUp):
        await applying


async def test_a_price_does_not_change_under_a_payment_that_begins(app: App, pool: Pool, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    async with pool.acquire() as conn, conn.transaction():
        await orders.lock(conn, concert, order.id)
        applying = asyncio.create_task(app.discounting.apply(concert, order.id, ANN, "TEN"))
        await until_it_waits_for_a_lock(applying, pool)
        await orders.set_status(conn, concert, order.id, OrderStatus.PAYING)
    with pytest.raises(PaymentUnderWay):
        await applying
