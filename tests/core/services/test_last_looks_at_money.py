"""What a statement must see of money for itself, as in test_last_looks.py: it comes twice, late, or from two sides."""

from dataclasses import replace
from datetime import timedelta

from core.app import App
from core.domain.ids import OrderId, PersonId, SectionId, TicketId
from core.domain.order import OrderStatus
from core.domain.payment import Charge, Provider, RefundReason
from db import orders, payments, refunds, unconfirmed_payments
from db.pool import Pool
from tests.core.services.test_last_looks import OTHER, OWNER, concert_and_hold
from tests.core.services.test_purchase import charge_for
from tests.plans import Clock, club_night


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


async def test_a_charge_is_matched_only_with_the_same_money_confirmed_by_hand_and_once(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id, order = await concert_and_hold(app)
    other = replace(order, id=OTHER)
    confirmed, unconfirmed = charge_for(order, "by-hand"), charge_for(other, "other")

    async def is_new(charge: Charge) -> bool:
        return bool(await payments.record_all(pool, event_id, [(charge, Provider.CARD)], clock()))

    async with pool.acquire() as conn:
        by_hand = await payments.confirm_by_hand(conn, confirmed, Provider.CARD, OWNER, clock())
        assert by_hand and await is_new(unconfirmed)
        again = charge_for(order, "by-hand-again")
        assert await payments.confirm_by_hand(conn, again, Provider.CARD, OWNER, clock()) is None
    assert await is_new(charge_for(order, "more", amount_minor=order.total_minor + 1))
    assert await is_new(charge_for(order, "elsewhere", currency="PLN"))
    assert await is_new(charge_for(other, "other-2")), "the money before it came from Telegram itself"
    for _ in range(2):
        assert not await is_new(charge_for(order, "told-late"))
    assert await is_new(charge_for(order, "told-later")), "other money"
    found = await payments.by_charges(pool, event_id, ["by-hand", "told-late", "nobody's"])
    assert {name: payment.id for name, payment in found.items()} == {"by-hand": by_hand.id, "told-late": by_hand.id}


async def test_tickets_are_given_back_from_the_money_that_bought_them(app: App, pool: Pool, clock: Clock) -> None:
    event_id, order = await concert_and_hold(app)
    charges = [charge_for(order, name) for name in ("second", "bought", "unsettled")]
    charges.append(charge_for(replace(order, id=OTHER), "another"))
    async with pool.acquire() as conn:
        for_cards = [(charge, Provider.CARD) for charge in charges]
        recorded = {one.charge.charge_id: one for one in await payments.record_all(conn, event_id, for_cards, clock())}
        second, bought, another = (recorded[name] for name in ("second", "bought", "another"))
        assert await payments.that_bought(conn, event_id, order.id) is None
        for payment in (another, second, bought):
            assert await payments.mark_settled(conn, payment, clock())
            assert not await payments.mark_settled(conn, payment, clock())
        unsettled = await payments.unsettled(conn, clock(), limit=9)
        assert [payment.charge.charge_id for payment in unsettled] == ["unsettled"]
        assert await payments.unsettled(conn, clock() - timedelta(seconds=1), limit=9) == []
        await refunds.owe(conn, second, RefundReason.SECOND_CHARGE, clock(), order.total_minor)
        await refunds.owe(conn, bought, RefundReason.BY_ORGANIZER, clock(), 1, TicketId(1))
        assert await payments.that_bought(conn, event_id, order.id) == bought


async def test_an_order_is_closed_once_all_its_money_is_back(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night())
    ann, bob, cat = [await app.seating.hold_quantity(event_id, PersonId(n), SectionId(1), 2) for n in (1, 2, 3)]

    async def closed() -> set[OrderId]:
        await orders.mark_refunded(conn, event_id, [ann.id, bob.id])
        return {row["id"] for row in await conn.fetch("SELECT id FROM orders WHERE status = 'refunded'")}

    async with pool.acquire() as conn:
        for order in (ann, cat):
            await orders.set_status(conn, event_id, order.id, OrderStatus.REFUND_DUE)
        charges = [(charge_for(order, f"c{order.id}"), Provider.STARS) for order in (ann, bob)]
        of_ann, of_bob = await payments.record_all(conn, event_id, charges, clock())
        for ticket_id in (1, 2):
            await refunds.owe(conn, of_ann, RefundReason.RETURNED, clock(), 1, TicketId(ticket_id))
        await refunds.owe(conn, of_bob, RefundReason.SEATS_GONE, clock(), 1)
        assert await closed() == set()
        first, second, _ = await refunds.claim_due(conn, clock(), clock(), limit=9)
        assert await closed() == set(), "it is asked for"
        await refunds.mark_done(conn, event_id, [first.id], None, clock())
        await refunds.mark_failed(conn, second, "CHARGE_NOT_FOUND")
        assert await closed() == set(), "somebody must return it by hand"
        await refunds.mark_done(conn, event_id, [second.id], OWNER, clock())
        assert await closed() == {ann.id}


async def test_a_payment_that_nobody_told_of_is_looked_up_and_closed_by_itself(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id, order = await concert_and_hold(app)
    hour = timedelta(hours=1)
    first, second, third = OrderId(901), OrderId(902), OrderId(903)
    async with pool.acquire() as conn:
        for order_id in (first, second, third):
            await unconfirmed_payments.notice(conn, event_id, order_id, clock())
        seen = clock()
        assert await unconfirmed_payments.close(conn, event_id, first, OWNER, seen)
        clock.go(minutes=1)
        await orders.set_paid(conn, event_id, [replace(order, id=one) for one in (first, third)], clock())
        assert not await unconfirmed_payments.close(conn, event_id, third, OWNER, clock())
        rows = await conn.fetch("SELECT closed_by, closed_at FROM unconfirmed_payments ORDER BY order_id")
        assert [tuple(row) for row in rows] == [(OWNER, seen), (None, None), (None, clock())]
        told = [await unconfirmed_payments.mark_told(conn, clock() + wait * hour, hour) for wait in (0, 1)]
        assert told == [[event_id], []], "of the second, once"
        assert await unconfirmed_payments.close(conn, event_id, second, OWNER, clock())


async def test_what_lies_between_the_payments_of_a_batch_is_none_of_it(app: App, pool: Pool, clock: Clock) -> None:
    event_id, order = await concert_and_hold(app)
    first, between, last = [replace(order, id=OrderId(901 + n)) for n in range(3)]
    async with pool.acquire() as conn:
        for one in (first, between, last):
            await payments.confirm_by_hand(conn, charge_for(one, f"{one.id}"), Provider.CARD, OWNER, clock())
        told_late = [(charge_for(one, f"late-{one.id}"), Provider.CARD) for one in (first, last)]
        assert await payments.record_all(conn, event_id, told_late, clock()) == []
        matched = await conn.fetch("SELECT matched_charge_id FROM payments ORDER BY order_id")
        assert [row["matched_charge_id"] for row in matched] == ["late-901", None, "late-903"]
        found = await payments.by_charges(conn, event_id, ["901", "902", "903"])
        batch = [found["903"].id, found["901"].id]
        assert await payments.mark_all_settled(conn, event_id, batch, clock()) == set(batch)
        assert [one.id for one in await payments.unsettled(conn, clock(), limit=9)] == [found["902"].id]
