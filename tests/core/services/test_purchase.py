from datetime import timedelta

import pytest

from core.app import App
from core.domain.checkin import Verdict
from core.domain.ids import EventId, PersonId, SeatId, SectionId
from core.domain.message import Channel
from core.domain.order import Order, OrderStatus
from core.domain.payment import Charge, Provider
from core.domain.person import Person
from core.domain.refusal import (
    AlreadyPaid,
    HoldGone,
    LimitReached,
    NotEnoughFree,
    NothingSelected,
    OpenOrderExists,
    OrderNotFound,
    PaymentMismatch,
    PaymentUnderWay,
    SaleClosed,
    SeatsTaken,
)
from db import messages, orders
from db.pool import Pool
from tests.books import Stock, assert_books_balance, stock
from tests.plans import Clock, club_night, plan
from tests.teams import hire

ANN, BOB, DOOR, OWNER = PersonId(1), PersonId(2), PersonId(3001), PersonId(2001)


@pytest.fixture(autouse=True)
async def people(app: App) -> None:
    for person_id, name in ((ANN, "Ann"), (BOB, "Bob"), (DOOR, "Taras"), (OWNER, "Iryna")):
        await app.people.meet(Person(person_id, name, name.lower(), "en"))


@pytest.fixture
async def concert(app: App) -> EventId:
    return await app.organizing.create_event(plan())


async def hold(app: App, event: EventId, buyer: PersonId, *seat_ids: int) -> Order:
    for seat_id in seat_ids:
        await app.seating.toggle(event, buyer, SeatId(seat_id))
    return await app.seating.hold_selected(event, buyer)


def charge_for(order: Order, charge_id: str = "charge-1", **changes: object) -> Charge:
    known: dict[str, object] = {
        "event_id": order.event_id,
        "order_id": order.id,
        "payer_id": order.buyer_id,
        "charge_id": charge_id,
        "provider_charge_id": f"provider-{charge_id}",
        "amount_minor": order.total_minor,
        "currency": order.currency,
    }
    return Charge(**known | changes)  # type: ignore[arg-type]


async def pay(app: App, order: Order, charge_id: str = "charge-1") -> None:
    await app.checkout.begin_payment(order.event_id, order.id, order.buyer_id, order.total_minor, order.currency)
    await app.settling.complete_payment(charge_for(order, charge_id))


async def test_a_purchase_from_seat_to_door(app: App, pool: Pool, clock: Clock, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1, 11)
    assert order.total_minor == 90_000 + 45_000
    assert order.expires_at == clock() + timedelta(minutes=10)

    await pay(app, order)

    [group] = await app.ticketing.mine(ANN)
    assert [(ticket.row, ticket.seat, ticket.price_minor) for ticket in group.tickets] == [
        ("A", "1", 90_000),
        ("B", "1", 45_000),
    ]
    assert await stock(pool, concert, clock()) == Stock(free=18, held=0, sold=2)
    await hire(app, DOOR)
    await app.checkin.take_post(DOOR, concert)
    token = app.ticketing.token(group.tickets[0])
    assert (await app.checkin.scan(DOOR, token)).verdict is Verdict.ADMITTED
    assert (await app.checkin.scan(DOOR, token)).verdict is Verdict.ALREADY_ADMITTED


async def test_what_a_seat_costs_is_frozen_with_the_hold(app: App, pool: Pool, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    await pool.execute("UPDATE tiers SET price_minor = 1")
    await pay(app, order)

    [group] = await app.ticketing.mine(ANN)
    assert group.tickets[0].price_minor == 90_000


async def test_a_seat_held_by_somebody_else_is_refused_by_name(app: App, concert: EventId) -> None:
    await app.seating.toggle(concert, BOB, SeatId(1))
    await hold(app, concert, ANN, 1)

    with pytest.raises(SeatsTaken) as refusal:
        await app.seating.hold_selected(concert, BOB)
    assert refusal.value.seats == "A-1"
    with pytest.raises(SeatsTaken):
        await app.seating.toggle(concert, BOB, SeatId(1))


async def test_a_hold_takes_all_seats_or_none(app: App, pool: Pool, clock: Clock, concert: EventId) -> None:
    await app.seating.toggle(concert, BOB, SeatId(1))
    await app.seating.toggle(concert, BOB, SeatId(2))
    await hold(app, concert, ANN, 2)

    with pytest.raises(SeatsTaken):
        await app.seating.hold_selected(concert, BOB)
    assert (await stock(pool, concert, clock())).held == 1
    view = await app.seating.view(concert, BOB)
    assert view.selected == {1}, "the seat that is still free stays ticked"


async def test_an_expired_hold_is_free_before_any_sweep(app: App, clock: Clock, concert: EventId) -> None:
    await hold(app, concert, ANN, 1)
    clock.go(minutes=10)

    order = await hold(app, concert, BOB, 1)
    assert order.buyer_id == BOB


async def test_the_sweep_takes_nothing_from_the_next_buyer(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    old = await hold(app, concert, ANN, 1, 2)
    clock.go(minutes=10)
    new = await hold(app, concert, BOB, 1)
    await app.seating.release_due()

    assert await stock(pool, concert, clock()) == Stock(free=19, held=1, sold=0)
    swept = await orders.by_id(pool, concert, old.id)
    kept = await orders.by_id(pool, concert, new.id)
    assert swept and swept.status is OrderStatus.EXPIRED
    assert kept and kept.status is OrderStatus.HELD
    [delivery] = await messages.claim_due(pool, Channel.CHAT, clock(), clock() + timedelta(minutes=1), 10, 10)
    assert delivery.recipient_id == ANN


async def test_what_the_sweep_has_seen_is_looked_at_again_once_it_is_locked(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    """Its payment may have begun, or come, in between."""
    order = await hold(app, concert, ANN, 1)
    async with pool.acquire() as conn:
        assert await orders.lock_due(conn, concert, order.id, order.expires_at - timedelta(microseconds=1)) is None
        assert await orders.lock_due(conn, concert, order.id, order.expires_at) == order
        assert await orders.due(conn, order.expires_at - timedelta(microseconds=1), limit=9) == []
        assert await orders.due(conn, order.expires_at, limit=9) == [order]
        await pay(app, order)
        clock.go(days=1)
        assert await orders.lock_due(conn, concert, order.id, clock()) is None
        assert await orders.due(conn, clock(), limit=9) == []


async def test_a_buyer_may_hold_again_as_soon_as_the_hold_has_ended(app: App, clock: Clock, concert: EventId) -> None:
    await hold(app, concert, ANN, 1)
    clock.go(minutes=10)
    assert (await hold(app, concert, ANN, 1)).seat_ids == (1,)


async def test_a_second_hold_for_the_same_event_points_to_the_first(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    with pytest.raises(OpenOrderExists) as refusal:
        await hold(app, concert, ANN, 2)
    assert refusal.value.order_id == order.id


async def test_a_released_seat_can_be_held_at_once(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    await app.seating.release(concert, order.id, ANN)
    await hold(app, concert, BOB, 1)
    with pytest.raises(HoldGone):
        await app.seating.release(concert, order.id, ANN)


async def test_who_gives_back_a_hold_that_has_ended_takes_nothing_from_the_next_buyer(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    order = await hold(app, concert, ANN, 1)
    clock.go(minutes=10)
    next_order = await hold(app, concert, BOB, 1)
    await app.seating.release(concert, order.id, ANN)
    assert await stock(pool, concert, clock()) == Stock(free=19, held=1, sold=0)
    await pay(app, next_order)
    assert len(await app.ticketing.mine(BOB)) == 1


async def test_nobody_releases_or_sees_a_foreign_order(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    with pytest.raises(OrderNotFound):
        await app.seating.release(concert, order.id, BOB)
    with pytest.raises(OrderNotFound):
        await app.checkout.order(concert, order.id, BOB)


async def test_the_limit_counts_what_was_bought_before(app: App, concert: EventId) -> None:
    await pay(app, await hold(app, concert, ANN, 1, 2, 3))
    with pytest.raises(LimitReached):
        await hold(app, concert, ANN, 4, 5)
    with pytest.raises(LimitReached):
        await app.seating.hold_quantity(concert, ANN, SectionId(1), 2)


async def test_ticking_stops_at_the_limit(app: App, concert: EventId) -> None:
    for seat_id in range(1, 5):
        await app.seating.toggle(concert, ANN, SeatId(seat_id))
    with pytest.raises(LimitReached):
        await app.seating.toggle(concert, ANN, SeatId(5))
    await app.seating.toggle(concert, ANN, SeatId(1))
    await app.seating.toggle(concert, ANN, SeatId(5))
    assert (await app.seating.view(concert, ANN)).selected == {2, 3, 4, 5}


async def test_nothing_ticked_is_nothing_held(app: App, concert: EventId) -> None:
    with pytest.raises(NothingSelected):
        await app.seating.hold_selected(concert, ANN)


@pytest.mark.parametrize("seat_id", [0, 21, -1])
async def test_a_seat_that_does_not_exist_is_refused(app: App, concert: EventId, seat_id: int) -> None:
    with pytest.raises(SeatsTaken):
        await app.seating.toggle(concert, ANN, SeatId(seat_id))


async def test_nothing_is_held_before_or_after_the_sale(app: App, clock: Clock) -> None:
    soon = await app.organizing.create_event(plan(sale_starts_at=clock() + timedelta(hours=1)))
    with pytest.raises(SaleClosed):
        await app.seating.toggle(soon, ANN, SeatId(1))
    clock.go(days=8)
    with pytest.raises(SaleClosed):
        await app.seating.toggle(soon, ANN, SeatId(1))


async def test_general_admission_is_held_by_number(app: App, pool: Pool, clock: Clock) -> None:
    club = await app.organizing.create_event(club_night(capacity=5))
    order = await app.seating.hold_quantity(club, ANN, SectionId(1), 3)
    assert order.total_minor == 90_000

    with pytest.raises(NotEnoughFree) as refusal:
        await app.seating.hold_quantity(club, BOB, SectionId(1), 3)
    assert refusal.value.free == 2
    await app.seating.hold_quantity(club, BOB, SectionId(1), 2)
    assert (await stock(pool, club, clock())).free == 0


async def test_a_free_event_is_confirmed_without_payment(app: App, clock: Clock) -> None:
    lecture = await app.organizing.create_event(club_night(price_minor=0))
    order = await app.seating.hold_quantity(lecture, ANN, SectionId(1), 2)
    await app.checkout.confirm_free(lecture, order.id, ANN)

    [group] = await app.ticketing.mine(ANN)
    assert len(group.tickets) == 2
    with pytest.raises(AlreadyPaid):
        await app.checkout.confirm_free(lecture, order.id, ANN)


async def test_what_costs_money_is_not_confirmed_for_free(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    with pytest.raises(PaymentMismatch):
        await app.checkout.confirm_free(concert, order.id, ANN)


async def test_pre_checkout_refuses_what_is_not_the_order(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    for payer, amount, currency, refusal in (
        (BOB, 90_000, "UAH", OrderNotFound),
        (ANN, 89_999, "UAH", PaymentMismatch),
        (ANN, 90_000, "USD", PaymentMismatch),
    ):
        with pytest.raises(refusal):
            await app.checkout.begin_payment(concert, order.id, payer, amount, currency)


async def test_pre_checkout_extends_the_hold_once(app: App, pool: Pool, clock: Clock, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    first_deadline = order.expires_at
    clock.go(minutes=9)
    for _ in range(3):
        await app.checkout.begin_payment(concert, order.id, ANN, 90_000, "UAH")

    paying = await orders.by_id(pool, concert, order.id)
    assert paying and paying.expires_at == first_deadline + timedelta(minutes=10)
    with pytest.raises(PaymentUnderWay):
        await app.seating.release(concert, order.id, ANN)
    clock.go(minutes=5)
    with pytest.raises(SeatsTaken):
        await app.seating.toggle(concert, BOB, SeatId(1))


async def test_pre_checkout_refuses_a_hold_that_has_ended(app: App, clock: Clock, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    clock.go(minutes=10)
    with pytest.raises(HoldGone):
        await app.checkout.begin_payment(concert, order.id, ANN, 90_000, "UAH")


async def test_a_payment_reported_twice_makes_tickets_once(app: App, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    await pay(app, order)
    await app.settling.complete_payment(charge_for(order))

    [group] = await app.ticketing.mine(ANN)
    assert len(group.tickets) == 1


async def test_a_second_charge_for_an_order_is_owed_back(app: App, pool: Pool, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    await pay(app, order)
    await app.settling.complete_payment(charge_for(order, "charge-2"))

    refunds = await pool.fetch("SELECT amount_minor, reason FROM refunds")
    assert [tuple(refund) for refund in refunds] == [(90_000, "second_charge")]
    assert len((await app.ticketing.mine(ANN))[0].tickets) == 1


async def test_a_late_payment_still_gets_its_seats_if_nobody_has_them(app: App, clock: Clock, concert: EventId) -> None:
    order = await hold(app, concert, ANN, 1)
    await app.checkout.begin_payment(concert, order.id, ANN, 90_000, "UAH")
    clock.go(minutes=30)
    await app.seating.release_due()
    await app.settling.complete_payment(charge_for(order))

    assert len((await app.ticketing.mine(ANN))[0].tickets) == 1


async def pay_late(app: App, clock: Clock, order: Order, *taken: int) -> None:
    """The charge is told of after the hold has ended and Bob has taken some seats."""
    await app.checkout.begin_payment(order.event_id, order.id, order.buyer_id, order.total_minor, "UAH")
    clock.go(minutes=30)
    await hold(app, order.event_id, BOB, *taken)
    await app.settling.complete_payment(charge_for(order))


async def seats_of(app: App, holder: PersonId) -> list[str]:
    return [f"{ticket.row}-{ticket.seat}" for group in await app.ticketing.mine(holder) for ticket in group.tickets]


async def test_a_late_payment_for_a_seat_sold_on_gets_neighbours_of_the_same_tier(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    order = await hold(app, concert, ANN, 1, 2)
    await pay_late(app, clock, order, 1)

    assert await seats_of(app, ANN) == ["A-2", "A-3"]
    assert [ticket.price_minor for group in await app.ticketing.mine(ANN) for ticket in group.tickets] == [90_000] * 2
    bodies = await pool.fetch("SELECT body FROM messages WHERE kind = 'order_paid'")
    assert [row["body"]["instead_of"] for row in bodies] == ["A-1, A-2"]
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=17, held=1, sold=2)


async def test_a_late_payment_is_owed_back_where_no_neighbours_of_the_tier_are_left(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    """Free are A-2, A-4, A-6, A-8, A-10 and the cheaper row B: nothing as good as two together in row A."""
    await pool.execute("UPDATE events SET limit_per_buyer = 9")
    order = await hold(app, concert, ANN, 1, 2)
    await pay_late(app, clock, order, 1, 3, 5, 7, 9)

    assert await seats_of(app, ANN) == []
    assert await pool.fetchval("SELECT amount_minor FROM refunds WHERE reason = 'seats_gone'") == 180_000
    late = await orders.by_id(pool, concert, order.id)
    assert late and late.status is OrderStatus.REFUND_DUE
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=15, held=5, sold=0)


async def test_a_late_payment_for_an_event_that_has_begun_is_owed_back(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    order = await hold(app, concert, ANN, 1)
    await app.checkout.begin_payment(concert, order.id, ANN, order.total_minor, "UAH")
    clock.go(minutes=30)
    await hold(app, concert, BOB, 1)
    clock.go(days=7)
    await app.settling.complete_payment(charge_for(order))
    assert await pool.fetchval("SELECT reason FROM refunds") == "event_over"


async def test_money_for_an_event_that_was_cancelled_meanwhile_is_owed_back(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    order = await hold(app, concert, ANN, 1)
    await app.checkout.begin_payment(concert, order.id, ANN, order.total_minor, "UAH")
    await pool.execute("UPDATE events SET status = 'cancelled'")
    await app.settling.complete_payment(charge_for(order))
    assert await seats_of(app, ANN) == []
    assert await pool.fetchval("SELECT reason FROM refunds") == "event_cancelled"
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=20, held=0, sold=0)


async def test_a_payment_written_down_before_a_crash_is_settled_by_the_sweep(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    from db import payments

    order = await hold(app, concert, ANN, 1)
    await app.checkout.begin_payment(concert, order.id, ANN, 90_000, "UAH")
    await payments.record(pool, charge_for(order), Provider.CARD, clock())
    clock.go(minutes=1)
    await app.settling.settle_due()
    await app.settling.settle_due()

    [group] = await app.ticketing.mine(ANN)
    assert len(group.tickets) == 1
