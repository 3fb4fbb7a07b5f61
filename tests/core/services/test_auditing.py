"""Deliberate damage, which the constraints of the schema do not keep out, makes the auditor ring."""

import asyncio
from datetime import timedelta

import pytest

from benchmarks.filling import BOUGHT
from core.app import App
from core.domain.audit import Contradiction
from core.domain.ids import EventId, OrderId, PersonId, SectionId
from core.domain.message import AuditAlarm, AuditClosed, Channel
from core.domain.payment import Charge, Provider
from core.domain.person import Person
from core.services.auditing import Auditing
from db import messages, payments
from db.pool import Pool
from tests.conftest import OpenPool
from tests.plans import Clock, club_night

ANN, BOB, OWNER = PersonId(1), PersonId(2), PersonId(2001)


@pytest.fixture
async def club(app: App) -> EventId:
    """Ann has bought two places, Bob holds one."""
    for person_id, name in ((ANN, "Ann"), (BOB, "Bob"), (OWNER, "Iryna")):
        await app.people.meet(Person(person_id, name, None, "en"))
    event_id = await app.organizing.create_event(club_night(capacity=10))
    order = await app.seating.hold_quantity(event_id, ANN, SectionId(1), 2)
    await app.checkout.begin_payment(event_id, order.id, ANN, 60_000, "UAH")
    await app.settling.complete_payment(Charge(event_id, order.id, ANN, "c1", "p1", 60_000, "UAH"))
    await app.seating.hold_quantity(event_id, BOB, SectionId(1), 1)
    await app.messaging.discard_waiting(ANN)
    return event_id


async def alarms(app: App, pool: Pool, clock: Clock) -> list[str]:
    """What the owner was told since the last look."""
    await app.auditing.audit_due()
    told = []
    while claimed := await messages.claim_due(pool, Channel.CHAT, clock(), clock() + timedelta(minutes=1), 10, 10):
        for delivery in claimed:
            assert isinstance(delivery.message, AuditAlarm | AuditClosed)
            assert delivery.recipient_id == OWNER
            told.append(delivery.message.what if isinstance(delivery.message, AuditAlarm) else "agrees")
            await messages.mark_sent(pool, [delivery.id], clock())
    return told


async def test_the_balance_of_an_event(app: App, club: EventId) -> None:
    balance = await app.auditing.balance(club)
    assert (balance.capacity, balance.free, balance.held, balance.sold) == (10, 7, 1, 2)
    assert (balance.received_minor, balance.tickets_minor, balance.unaccounted_minor) == (60_000, 60_000, 0)
    assert balance.closes
    assert await app.auditing.findings(club) == []


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (
            "UPDATE tickets SET status = 'void' WHERE id = (SELECT min(id) FROM tickets)",
            {
                Contradiction.SOLD_SEAT_WITHOUT_TICKET,
                Contradiction.PAID_ORDER_WITHOUT_TICKETS,
                Contradiction.PAYMENT_WITHOUT_OUTCOME,
                Contradiction.MONEY_UNACCOUNTED,
            },
        ),
        (
            "UPDATE seats SET status = 'free', order_id = NULL WHERE id = 1",
            {Contradiction.TICKET_WITHOUT_SOLD_SEAT},
        ),
        (
            "UPDATE seats SET status = 'held', order_id = 999, held_until = '2099-01-01' WHERE id = 9",
            {Contradiction.HELD_SEAT_WITHOUT_ORDER},
        ),
        (
            "UPDATE seats SET status = 'free', order_id = NULL, held_until = NULL WHERE status = 'held'",
            {Contradiction.ORDER_WITHOUT_ITS_SEATS},
        ),
        (
            "UPDATE tickets SET price_minor = 1",
            {Contradiction.PAYMENT_WITHOUT_OUTCOME, Contradiction.MONEY_UNACCOUNTED},
        ),
        (
            "INSERT INTO payments (event_id, order_id, payer_id, charge_id, provider_charge_id, amount_minor, currency,"
            " received_at, settled_at) VALUES (1, 77, 1, 'x', 'x', 5, 'UAH', now(), now())",
            {Contradiction.PAYMENT_WITHOUT_OUTCOME, Contradiction.MONEY_UNACCOUNTED},
        ),
        (  # the sums agree, and yet somebody's money bought nothing and somebody else's ticket cost nothing
            "INSERT INTO payments (event_id, order_id, payer_id, charge_id, provider_charge_id, amount_minor, currency,"
            " received_at, settled_at) VALUES (1, 77, 1, 'x', 'x', 5, 'UAH', now(), now());"
            "INSERT INTO tickets (event_id, order_id, seat_id, holder_id, price_minor, currency, number, secret,"
            " status, issued_at) VALUES (1, 78, 10, 1, 5, 'UAH', 'N', 's', 'valid', now());"
            "UPDATE seats SET status = 'sold', order_id = 78 WHERE id = 10",
            {Contradiction.PAYMENT_WITHOUT_OUTCOME},
        ),
    ],
)
async def test_damage_rings_once_and_again_when_it_comes_back(
    app: App, pool: Pool, clock: Clock, club: EventId, damage: str, found: set[Contradiction]
) -> None:
    assert await alarms(app, pool, clock) == []
    await pool.execute(damage)
    assert set(await alarms(app, pool, clock)) == found
    assert await alarms(app, pool, clock) == [], "the owner knows already"
    await pool.execute("DELETE FROM alarms")
    assert set(await alarms(app, pool, clock)) == found


async def test_an_alarm_ends_aloud_and_rings_again_after_an_hour_at_the_earliest(
    app: App, pool: Pool, clock: Clock, club: EventId
) -> None:
    wrong = [Contradiction.PAYMENT_WITHOUT_OUTCOME, Contradiction.MONEY_UNACCOUNTED]
    await pool.execute("UPDATE tickets SET price_minor = price_minor + 1")
    assert await alarms(app, pool, clock) == wrong
    clock.go(minutes=2)
    await pool.execute("UPDATE tickets SET price_minor = price_minor - 1")
    assert await alarms(app, pool, clock) == ["agrees"]
    assert await alarms(app, pool, clock) == []
    await pool.execute("UPDATE tickets SET price_minor = price_minor + 1")
    clock.go(minutes=57)
    assert await alarms(app, pool, clock) == [], "too soon"
    clock.go(minutes=1)
    assert await alarms(app, pool, clock) == wrong
    clock.go(minutes=60 * 23)
    assert await alarms(app, pool, clock) == []
    clock.go(minutes=60)
    assert await alarms(app, pool, clock) == wrong, "the next day it is still there"


async def test_money_without_a_ticket_rings_after_some_minutes(
    app: App, pool: Pool, clock: Clock, club: EventId
) -> None:
    charge = Charge(club, OrderId(5), BOB, "c2", "p2", 30_000, "UAH")
    await payments.record(pool, charge, Provider.CARD, clock())
    assert await alarms(app, pool, clock) == []
    clock.go(minutes=3)
    assert await alarms(app, pool, clock) == [Contradiction.PAYMENT_NOT_SETTLED]


async def test_a_hold_that_ends_while_the_audit_waits_for_a_connection_is_no_contradiction(
    app: App, club: EventId, clock: Clock, open_pool: OpenPool
) -> None:
    busy = await open_pool(min_size=1, max_size=1)
    async with busy.acquire():
        auditing = asyncio.create_task(Auditing(busy, clock, frozenset()).findings(club))
        await asyncio.sleep(0)
        clock.go(minutes=11)
        for buyer in (3, 4):  # Bob's place is among the eight
            await app.seating.hold_quantity(club, PersonId(buyer), SectionId(1), 4)
    assert await auditing == []


async def test_a_rush_is_audited_while_statistics_know_nothing_of_it(app: App, pool: Pool, clock: Clock) -> None:
    """With a nested loop over all tickets, or all orders, it would take half a minute."""
    event_id = await app.organizing.create_event(club_night(capacity=20_000))
    await pool.execute("ANALYZE")
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute("CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS SELECT event_id, id AS seat_id FROM seats")
        await conn.execute(BOUGHT, 0, 30_000, clock())
    await pool.execute(
        """
        WITH reopened AS (UPDATE orders SET status = 'held', expires_at = $1 WHERE id % 2 = 0 RETURNING id),
             taken AS (DELETE FROM tickets USING reopened WHERE order_id = reopened.id)
        UPDATE seats SET status = 'held', held_until = $1 FROM reopened WHERE order_id = reopened.id
        """,
        clock() + timedelta(minutes=10),
    )
    async with asyncio.timeout(4):
        found = await app.auditing.findings(event_id)
    assert {finding.what for finding in found} == {
        Contradiction.PAYMENT_WITHOUT_OUTCOME,
        Contradiction.MONEY_UNACCOUNTED,
    }, "of the holds that were paid for a moment ago"
