"""What a statement must see for itself: whoever calls it has looked a moment before, and things have changed since."""

from datetime import timedelta

from core.app import App
from core.domain.ids import EventId, OrderId, PersonId, SeatId
from core.domain.order import Order
from core.domain.payment import Provider, RefundReason
from db import freed_seats, payments, refunds, seats
from db.pool import Pool
from tests.core.services.test_purchase import charge_for
from tests.plans import Clock, plan

ANN, BOB, OWNER = PersonId(1), PersonId(2), PersonId(2001)
OTHER = OrderId(999)
BOTH = [SeatId(1), SeatId(2)]


async def concert_and_hold(app: App) -> tuple[EventId, Order]:
    """Seat 1 is held, seat 2 is free."""
    event_id = await app.organizing.create_event(plan())
    await app.seating.toggle(event_id, ANN, SeatId(1))
    return event_id, await app.seating.hold_selected(event_id, ANN)


async def test_an_offer_takes_only_what_is_still_free(app: App, pool: Pool, clock: Clock) -> None:
    event_id, order = await concert_and_hold(app)
    async with pool.acquire() as conn:
        until = clock() + timedelta(hours=1)
        assert [seat.id for seat in await freed_seats.hold(conn, event_id, BOTH, OTHER, until, clock())] == [2]
        kept = await pool.fetchval("SELECT order_id FROM seats WHERE event_id = $1 AND id = 1", event_id)
    assert kept == order.id


async def test_money_that_comes_late_buys_what_is_its_own_or_nobodys(app: App, pool: Pool, clock: Clock) -> None:
    event_id, order = await concert_and_hold(app)
    async with pool.acquire() as conn:
        assert await seats.sell_free(conn, event_id, BOTH, OTHER, clock()) == 1
        assert await seats.sell(conn, event_id, [SeatId(1), SeatId(3)], OrderId(998), clock()) == 1
        assert await seats.sell(conn, event_id, [SeatId(1), SeatId(4)], order.id, clock()) == 2
        assert await seats.sell(conn, event_id, BOTH, order.id, clock()) == 0


async def test_nobody_confirms_by_hand_what_telegram_gives_back(app: App, pool: Pool, clock: Clock) -> None:
    event_id, order = await concert_and_hold(app)
    async with pool.acquire() as conn:
        [payment] = await payments.record_all(conn, event_id, [(charge_for(order), Provider.STARS)], clock())
        await refunds.owe(conn, payment, RefundReason.SEATS_GONE, clock(), order.total_minor)
        [due] = await refunds.claim_due(conn, clock(), clock() + timedelta(minutes=1), limit=9)
        assert not await refunds.mark_done(conn, event_id, [due.id], OWNER, clock())
        assert await refunds.claim_due(conn, clock(), clock(), limit=9) == [], "somebody is at it"
        later = clock() + timedelta(minutes=1)
        assert [one.id for one in await refunds.claim_due(conn, later, later, limit=9)] == [due.id], (
            "who took it may be dead"
        )
        await refunds.mark_failed(conn, due, "CHARGE_NOT_FOUND")
        assert await refunds.mark_done(conn, event_id, [due.id], OWNER, clock())
        await refunds.postpone(conn, due, clock())
        await refunds.mark_failed(conn, due, "too late")
        assert await pool.fetchval("SELECT status FROM refunds") == "done"


async def test_the_limit_may_be_reached(app: App) -> None:
    event_id = await app.organizing.create_event(plan(limit_per_buyer=2))
    for seat_id in BOTH:
        await app.seating.toggle(event_id, BOB, seat_id)
    assert (await app.seating.hold_selected(event_id, BOB)).seat_ids == (1, 2)
