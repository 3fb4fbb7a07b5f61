"""Payments that come in one moment: approved, written down and settled together, each with an outcome of its own."""

import asyncio
import random
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest
from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.event_plan import QuestionPlan
from core.domain.ids import EventId, OrderId, PersonId, QuestionId, SectionId
from core.domain.message import Channel, OrderPaid, TicketReady
from core.domain.order import Order
from core.domain.payment import Provider
from core.domain.person import Person
from core.domain.question import Asked, QuestionKind
from core.domain.refusal import AlreadyPaid, DetailsMissing, HoldGone, OrderNotFound, PaymentMismatch, SaleClosed
from db import messages, orders, payments
from db.pool import Pool
from tests.books import assert_books_balance
from tests.conftest import OpenPool
from tests.core.services.test_purchase import charge_for
from tests.core.services.test_races import OWNER, outcome, start_again
from tests.plans import Clock, club_night, settings_for_tests

FLOOR = SectionId(1)


async def hold(app: App, event_id: EventId, number: int, quantity: int = 1) -> list[Order]:
    """Of buyers 1, 2, …"""
    holding = (app.seating.hold_quantity(event_id, PersonId(n), FLOOR, quantity) for n in range(1, number + 1))
    return list(await asyncio.gather(*holding))


async def begin(app: App, order: Order, *, payer: int | None = None, amount_minor: int | None = None) -> bool:
    amount = order.total_minor if amount_minor is None else amount_minor
    payer_id = order.buyer_id if payer is None else PersonId(payer)
    return await app.checkout.begin_payment(order.event_id, order.id, payer_id, amount, order.currency)


async def refunds(pool: Pool) -> dict[str, str]:
    """Why each charge goes back that does."""
    rows = await pool.fetch("SELECT charge_id, reason FROM refunds JOIN payments ON payments.id = payment_id")
    return {row["charge_id"]: row["reason"] for row in rows}


async def test_of_invoices_sent_together_each_order_keeps_its_last_and_the_others_go(app: App, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night())
    ann, bob = await hold(app, event_id, 2)

    async def older(*sent: tuple[Order, int]) -> list[int | None]:
        return await asyncio.gather(*(app.checkout.remember_invoice(order, message) for order, message in sent))

    assert await older((ann, 1), (ann, 2), (bob, 3), (ann, 4), (replace(bob, id=OrderId(999)), 5)) == [
        *(None, 1, None, 2, None),
    ]
    assert await older((bob, 6), (ann, 7)) == [3, 4]
    kept = [(await app.checkout.order(event_id, one.id, one.buyer_id)).order.invoice_message_id for one in (ann, bob)]
    assert kept == [7, 6]


async def test_payments_begin_together_and_each_refusal_is_its_own(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night())
    held = await hold(app, event_id, 7)
    await app.settling.complete_payment(charge_for(held[4], "early"))
    await app.seating.release(event_id, held[5].id, held[5].buyer_id)
    attempts = [
        begin(app, held[0]),
        begin(app, held[1], payer=99),
        begin(app, held[2], amount_minor=1),
        begin(app, replace(held[3], id=999)),  # type: ignore[arg-type]
        begin(app, held[4]),
        begin(app, held[5]),
        begin(app, held[6]),
        begin(app, held[0]),
    ]

    got = await asyncio.gather(*(outcome(attempt) for attempt in attempts))

    assert [got[0], got[6], got[7]] == [True, True, False], "only the first attempt may take its beginning back"
    kinds = [OrderNotFound, PaymentMismatch, OrderNotFound, AlreadyPaid, HoldGone]
    assert [type(one) for one in got[1:6]] == kinds
    rows = await pool.fetch("SELECT id, status, xmin::text FROM orders WHERE status = 'paying' ORDER BY id")
    assert [row["id"] for row in rows] == [held[0].id, held[6].id]
    assert len({row["xmin"] for row in rows}) == 1, "one transaction"
    paying = await orders.by_id(pool, event_id, held[0].id)
    assert paying and paying.expires_at == held[0].paying_until()
    kept = await pool.fetchval("SELECT held_until FROM seats WHERE order_id = $1", held[0].id)
    assert kept == paying.expires_at
    await assert_books_balance(pool, event_id, clock())


async def test_a_hold_that_has_lost_a_seat_begins_no_payment_and_its_neighbour_does(app: App, pool: Pool) -> None:
    """As when the clock of another process runs ahead of ours."""
    event_id = await app.organizing.create_event(club_night())
    ann, bob, cat = await hold(app, event_id, 3, quantity=2)
    await pool.execute("UPDATE seats SET order_id = 999 WHERE event_id = $1 AND id = $2", event_id, bob.seat_ids[0])
    got = await asyncio.gather(*(outcome(begin(app, order)) for order in (ann, bob, cat)))
    assert got[0] is got[2] is True
    assert isinstance(got[1], HoldGone)
    unchanged = await orders.by_id(pool, event_id, bob.id)
    assert unchanged == bob


async def test_a_charge_for_a_hold_that_has_lost_a_seat_takes_it_from_nobody(app: App, pool: Pool) -> None:
    """As above; the money buys another place."""
    event_id = await app.organizing.create_event(club_night())
    ann, bob = await hold(app, event_id, 2)
    lost = bob.seat_ids[0]
    await pool.execute("UPDATE seats SET order_id = 999 WHERE event_id = $1 AND id = $2", event_id, lost)
    await asyncio.gather(*(app.settling.complete_payment(charge_for(order, f"c{order.id}")) for order in (ann, bob)))
    seat = await pool.fetchrow("SELECT status, order_id FROM seats WHERE event_id = $1 AND id = $2", event_id, lost)
    assert seat is not None and tuple(seat) == ("held", 999)
    [group] = await app.ticketing.mine(bob.buyer_id)
    assert [ticket.seat_id for ticket in group.tickets] not in ([], [lost])


async def test_details_are_asked_for_each_order_of_a_batch(app: App) -> None:
    event_id = await app.organizing.create_event(club_night(questions=(QuestionPlan(QuestionKind.NAME),)))
    ann, bob = await hold(app, event_id, 2)
    name = Asked(event_id, ann.id, QuestionId(1), ann.seat_ids[0])
    await app.attending.answer(name, ann.buyer_id, "Ann Ash")
    got = await asyncio.gather(*(outcome(begin(app, order)) for order in (ann, bob)))
    assert got[0] is True
    assert isinstance(got[1], DetailsMissing) and got[1].order_id == bob.id


async def test_nobody_begins_to_pay_for_a_cancelled_event(app: App, pool: Pool) -> None:
    event_id = await app.organizing.create_event(club_night())
    held = await hold(app, event_id, 3)
    await pool.execute("UPDATE events SET status = 'cancelled' WHERE id = $1", event_id)
    got = await asyncio.gather(*(outcome(begin(app, order)) for order in held))
    assert {type(one) for one in got} == {SaleClosed}


async def test_a_payment_that_waits_for_a_lock_keeps_no_other_from_beginning(app: App, pool: Pool) -> None:
    event_id = await app.organizing.create_event(club_night())
    held = await hold(app, event_id, 3)
    async with pool.acquire() as other, other.transaction():
        await orders.lock(other, event_id, held[1].id)
        beginning = [asyncio.create_task(begin(app, order)) for order in held]
        assert await beginning[0] and await beginning[2]
        assert not beginning[1].done()
    assert await beginning[1]


async def test_charges_are_settled_together_and_a_second_one_goes_back(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night())
    held = await hold(app, event_id, 7, quantity=2)
    await asyncio.gather(*(begin(app, order) for order in held))
    charges = [charge_for(order, f"charge-{order.id}") for order in held[:6]]
    charges.insert(2, charge_for(held[1], "again"))
    charges.insert(3, charges[0])  # Telegram tells of it twice
    charges.append(charge_for(held[6], "wrong", amount_minor=1))
    charges.append(replace(charge_for(held[5], "unknown"), order_id=999))  # type: ignore[arg-type]

    await asyncio.gather(*(app.settling.complete_payment(charge) for charge in charges))

    assert await refunds(pool) == {"again": "second_charge", "wrong": "wrong_amount", "unknown": "unknown_order"}
    assert (await assert_books_balance(pool, event_id, clock())).sold == 12
    written = "SELECT count(DISTINCT xmin::text) FROM tickets"
    assert await pool.fetchval(written) == 1, "one transaction"


async def test_a_charge_that_somebody_is_long_writing_down_keeps_no_other_out_of_the_books(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await app.organizing.create_event(club_night())
    charges = [charge_for(order, f"c{order.id}") for order in await hold(app, event_id, 3)]
    async with pool.acquire() as other, other.transaction():
        await payments.record(other, charges[1], Provider.CARD, clock())
        completing = [asyncio.create_task(app.settling.complete_payment(charge)) for charge in charges]
        await completing[0]
        await completing[2]
        assert not completing[1].done()
    await completing[1]
    assert (await assert_books_balance(pool, event_id, clock())).sold == 3


async def test_a_payment_too_late_is_settled_by_itself(app: App, pool: Pool, clock: Clock) -> None:
    """It gets other places, and those in time beside it get theirs."""
    event_id = await app.organizing.create_event(club_night(4))
    [late] = await hold(app, event_id, 1)
    clock.go(minutes=11)
    taken = await app.seating.hold_quantity(event_id, PersonId(2), FLOOR, 1)
    in_time = await app.seating.hold_quantity(event_id, PersonId(3), FLOOR, 1)
    assert taken.seat_ids == late.seat_ids
    charges = [charge_for(order, f"charge-{order.id}") for order in (taken, late, in_time)]

    await asyncio.gather(*(app.settling.complete_payment(charge) for charge in charges))

    moved = await orders.by_id(pool, event_id, late.id)
    assert moved and moved.seat_ids not in (late.seat_ids, in_time.seat_ids)
    assert not await refunds(pool)
    assert (await assert_books_balance(pool, event_id, clock())).sold == 3


async def test_the_money_stays_written_down_when_the_settling_fails(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night())
    held = await hold(app, event_id, 3)
    await pool.execute("ALTER TABLE tickets ADD CONSTRAINT poisoned CHECK (holder_id <> 2)")

    await asyncio.gather(*(app.settling.complete_payment(charge_for(order, f"c{order.id}")) for order in held))

    settled = {row["payer_id"]: row["settled_at"] for row in await pool.fetch("SELECT * FROM payments")}
    assert settled == {1: clock(), 2: None, 3: clock()}, "one bad neighbour spoils nobody's purchase"
    await pool.execute("ALTER TABLE tickets DROP CONSTRAINT poisoned")
    clock.go(minutes=1)
    await app.settling.settle_due()
    assert (await assert_books_balance(pool, event_id, clock())).sold == 3


async def test_each_buyer_is_told_of_the_order_and_then_of_its_tickets(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night())
    held = await hold(app, event_id, 3, quantity=2)
    await app.people.meet(Person(PersonId(2), "Bob", None, "en"))
    await pool.execute("UPDATE people SET email = 'bob@example.org' WHERE id = 2")
    await asyncio.gather(*(app.settling.complete_payment(charge_for(order, f"c{order.id}")) for order in held))
    told = [
        messages.to_message(row["kind"], row["body"])
        for row in await pool.fetch("SELECT * FROM messages WHERE recipient_id = 2 AND channel = 'chat' ORDER BY id")
    ]
    [group] = await app.ticketing.mine(PersonId(2))
    assert told == [OrderPaid(event_id, held[1].id), *(TicketReady(event_id, one.id) for one in group.tickets)]
    by_email = await messages.claim_due(pool, Channel.EMAIL, clock(), clock(), 10, 10)
    assert [(one.recipient_id, one.message) for one in by_email] == [(2, OrderPaid(event_id, held[1].id))]


async def test_the_last_charge_of_a_payment_confirmed_by_hand_is_matched_in_a_batch(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await app.organizing.create_event(club_night())
    held = await hold(app, event_id, 3)
    await asyncio.gather(*(begin(app, order) for order in held))
    clock.go(minutes=21)
    await app.seating.release_due()
    await app.reconciling.confirm(OWNER, event_id, held[1].id)
    charges = [charge_for(order, f"c{order.id}") for order in held]
    await asyncio.gather(*(app.settling.complete_payment(charge) for charge in charges))
    assert await pool.fetchval("SELECT count(*) FROM payments") == 3
    assert not await refunds(pool)
    assert (await assert_books_balance(pool, event_id, clock())).sold == 3


async def test_processes_settle_every_charge_once_while_holds_come_and_go(
    open_pool: OpenPool, redis: Redis, pool: Pool, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Every charge is told to two processes; sweeps, releases and new holds run beside them."""
    pools = [await open_pool(min_size=3, max_size=6) for _ in range(4)]
    processes = [build_app(one, redis, settings_for_tests(), clock) for one in pools]
    chance = random.Random(11)
    event_id = await processes[0].organizing.create_event(club_night(60))
    for round_ in range(12):
        held = await hold(processes[0], event_id, 30)
        charges = [charge_for(order, f"{round_}-{order.id}") for order in held]
        acts: list[Coroutine[Any, Any, object]]
        acts = [chance.choice(processes).settling.complete_payment(charge) for charge in charges * 2]
        acts += [outcome(begin(chance.choice(processes), order)) for order in held]
        acts += [
            outcome(one.seating.hold_quantity(event_id, PersonId(n), FLOOR, 1)) for n in (40, 41) for one in processes
        ]
        acts += [one.seating.release_due() for one in processes]
        chance.shuffle(acts)
        await asyncio.gather(*acts)
        assert (await assert_books_balance(pool, event_id, clock())).sold == 30
        assert not await refunds(pool)
        await start_again(pool)
    assert not caplog.records, "a batch was done one by one"
