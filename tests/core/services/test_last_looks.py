"""What a statement must see for itself: whoever calls it has looked a moment before, and things have changed since."""

from datetime import datetime, timedelta

import pytest

from core.app import App
from core.domain.event_plan import Standing, TierPlan
from core.domain.ids import EventId, OrderId, PersonId, SeatId, SectionId
from core.domain.order import Channel, Order, OrderStatus
from core.domain.refusal import NotEnoughFree
from core.domain.waitlist import Party
from db import freed_seats, holds, orders, reminders, seats, waitlist_entries
from db.pool import Pool
from tests.core.services.test_doors import get_tickets
from tests.plans import Clock, club_night, plan

ANN, BOB, CAT, OWNER = PersonId(1), PersonId(2), PersonId(3), PersonId(2001)
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


async def test_a_reminder_that_was_read_before_the_event_is_moved_is_not_sent(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await app.organizing.create_event(plan())
    clock.go(days=6.5)
    [read, *_] = await reminders.due(pool, clock(), 9)
    moved_to = clock() + timedelta(days=9)
    await app.editing.move(OWNER, event_id, moved_to)
    async with pool.acquire() as conn:
        assert not await reminders.mark_sent(conn, read, clock())
        clock.now = moved_to
        for due in await reminders.due(pool, clock(), 9):
            assert [await reminders.mark_sent(conn, due, clock()) for _ in range(2)] == [True, False]
    assert await pool.fetchval("SELECT count(*) FROM reminders WHERE sent_at IS NOT NULL") == 2


async def test_money_that_comes_late_buys_what_is_its_own_or_nobodys(app: App, pool: Pool, clock: Clock) -> None:
    event_id, order = await concert_and_hold(app)
    async with pool.acquire() as conn:
        assert await seats.sell_free(conn, event_id, BOTH, OTHER, clock()) == 1
        assert await seats.sell(conn, event_id, [SeatId(1), SeatId(3)], OrderId(998), clock()) == 1
        assert await seats.sell(conn, event_id, [SeatId(1), SeatId(4)], order.id, clock()) == 2
        assert await seats.sell(conn, event_id, BOTH, order.id, clock()) == 0


async def test_what_is_sold_is_neither_sold_again_nor_held_longer_nor_given_back(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id, order = await concert_and_hold(app)
    await app.seating.toggle(event_id, BOB, SeatId(2))
    other = await app.seating.hold_selected(event_id, BOB)
    async with pool.acquire() as conn:
        assert await holds.lock_orders(conn, event_id, [order.id]) == {order.id: order}
        assert [await holds.sell(conn, event_id, [order]) for _ in range(2)] == [1, 0]
        later = clock() + timedelta(hours=1)
        assert await holds.begin_payments(conn, event_id, [(order, later), (other, later)]) == 1
        assert await seats.extend(conn, event_id, BOTH, order.id, later) == 0
        await holds.release(conn, event_id, [order], clock())
        await seats.free(conn, event_id, BOTH, order.id, clock())
        rows = await conn.fetch(
            "SELECT status, order_id FROM seats WHERE event_id = $1 AND id <= 2 ORDER BY id", event_id
        )
        assert [tuple(row) for row in rows] == [("sold", order.id), ("held", other.id)]


async def test_the_limit_may_be_reached_and_what_was_given_back_does_not_count(
    app: App, pool: Pool, clock: Clock
) -> None:
    there, here = [await app.organizing.create_event(club_night(price_minor=0)) for _ in range(2)]
    await get_tickets(app, here, CAT, 4)
    first, second = await get_tickets(app, here, BOB, 2)
    held = await app.seating.hold_quantity(here, BOB, SectionId(1), 1)
    await app.seating.hold_quantity(there, BOB, SectionId(1), 1)

    async def beyond(limit: int, now: datetime) -> dict[PersonId, int]:
        return await holds.claimed_beyond(pool, here, [ANN, BOB], limit, now)

    for status in (OrderStatus.HELD, OrderStatus.PAYING):
        async with pool.acquire() as conn:
            await orders.set_status(conn, here, held.id, status)
        assert (await beyond(2, clock()), await beyond(3, clock())) == ({BOB: 3}, {})
        assert (await beyond(1, held.expires_at), await beyond(2, held.expires_at)) == ({BOB: 2}, {}), "it has ended"
        assert await orders.seats_claimed(pool, here, BOB, clock()) == 3
        assert await orders.seats_claimed(pool, here, BOB, held.expires_at) == 2
    for channel, claimed in ((Channel.BOX_OFFICE, 1), (Channel.COMPLIMENTARY, 1), (Channel.CHAT, 3)):
        async with pool.acquire() as conn:
            await orders.set_channel(conn, here, first.order_id, channel)
        assert await beyond(0, clock()) == {BOB: claimed}
        assert await orders.seats_claimed(pool, here, BOB, clock()) == claimed
    for ticket, left in ((first, 2), (second, 1)):
        await app.returning.take_back(OWNER, here, ticket.order_id, [ticket.id])
        assert await beyond(0, clock()) == {BOB: left}
        assert await orders.seats_claimed(pool, here, BOB, clock()) == left


async def test_places_are_of_their_section_and_not_sold_before_those_who_wait(
    app: App, pool: Pool, clock: Clock
) -> None:
    tiers = (TierPlan("Floor", 30_000), TierPlan("Balcony", 80_000))
    sections = (Standing("Floor", 2, "Floor"), Standing("Balcony", 2, "Balcony"))
    there, here = [await app.organizing.create_event(plan(tiers=tiers, sections=sections)) for _ in range(2)]
    balcony = SectionId(2)

    async def hold(person: PersonId) -> Order:
        order = await app.seating.hold_quantity(here, person, balcony, 2)
        assert order.prices_minor == (80_000, 80_000)
        return order

    async with pool.acquire() as conn:
        await waitlist_entries.add(conn, there, CAT, Party(9), clock())
        await waitlist_entries.add(conn, here, CAT, Party(9), clock())
        await waitlist_entries.leave(conn, here, CAT)
    await app.seating.release(here, (await hold(ANN)).id, ANN)
    first = await app.seating.hold_quantity(here, ANN, balcony, 1)
    changed = await app.changing.change_quantity(here, first.id, ANN, 2)
    assert changed.prices_minor == (80_000, 80_000)
    await app.seating.release(here, first.id, ANN)
    async with pool.acquire() as conn:
        until, third_seat = clock() + timedelta(minutes=1), [SeatId(3)]
        assert await seats.hold(conn, here, third_seat, OTHER, until, clock())
        await seats.free(conn, here, third_seat, OTHER, clock())
        second = await hold(BOB)
        await waitlist_entries.add(conn, here, CAT, Party(9), clock())
        await app.seating.release(here, second.id, BOB)
        assert await seats.hold(conn, here, third_seat, OTHER, until, clock()) == []
    with pytest.raises(NotEnoughFree):
        await hold(ANN)
    clock.go(minutes=1)
    await hold(ANN)


async def test_an_order_is_found_by_its_event_its_buyer_and_how_far_it_is(app: App, pool: Pool, clock: Clock) -> None:
    there, here = [await app.organizing.create_event(club_night()) for _ in range(2)]
    held, paying = [await app.seating.hold_quantity(event_id, ANN, SectionId(1), 1) for event_id in (there, here)]
    await app.checkout.begin_payment(here, paying.id, ANN, paying.total_minor, paying.currency)
    for event_id, buyer_id, found in ((there, ANN, [held.id]), (here, ANN, [paying.id]), (here, BOB, [])):
        order = await orders.open_of_buyer(pool, event_id, buyer_id)
        assert ([order.id] if order else []) == found
        assert [order.id for order in await holds.open_orders(pool, event_id, [buyer_id])] == found
        assert await orders.paid_by(pool, event_id, buyer_id) == []
    async with pool.acquire() as conn:
        for order, end in ((held, held.expires_at), (paying, paying.paying_until())):
            just_before = end - timedelta(seconds=1)
            assert order.id in {one.id for one in await orders.due(conn, end, limit=9)}
            assert order.id not in {one.id for one in await orders.due(conn, just_before, limit=9)}
            assert await orders.lock_due(conn, order.event_id, order.id, end)
            assert await orders.lock_due(conn, order.event_id, order.id, just_before) is None
        await orders.set_paid(conn, here, [paying], clock())
        assert await orders.due(conn, end, limit=9) == [held]
        assert await orders.lock_due(conn, here, paying.id, end) is None
        assert await orders.open_of_buyer(conn, here, ANN) is None
        for event_id, buyer_id, found in ((there, ANN, []), (here, ANN, [paying.id]), (here, BOB, [])):
            assert [order.id for order in await orders.paid_by(conn, event_id, buyer_id)] == found
