"""What is old goes, by the settings; the books, the audit and every report say the same before and after."""

import asyncio
from typing import Any

import asyncpg
import pytest
from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.checkin import Verdict
from core.domain.currency import STARS
from core.domain.event_plan import QuestionPlan
from core.domain.finding import Finding
from core.domain.ids import EventId, PersonId, QuestionId, SectionId
from core.domain.message import Channel, Delivery, SaleOpened
from core.domain.person import Person
from core.domain.question import Asked, QuestionKind
from core.domain.queue import QueueMode
from core.domain.report import About, Range
from core.domain.team import HOUSE
from core.services import tidying
from core.services.retries import Blocked
from db import findings, messages
from db.pool import Pool
from tests.books import assert_books_balance, assert_reports_agree
from tests.conftest import OpenPool
from tests.core.services.test_purchase import charge_for, pay
from tests.plans import Clock, club_night, settings_for_tests

ANN, BOB, CAT, DAN, OWNER = (PersonId(number) for number in (1, 2, 3, 4, 2001))
FLOOR = SectionId(1)
BOOKS = ("payments", "refunds", "tickets", "acts", "seats", "broadcasts", "queue_draws", "events", "people", "costs")
OLD = (
    "messages",
    "orders",
    "scans",
    "captchas",
    "phone_claims",
    "queue_entries",
    "waitlist_entries",
    "event_drafts",
    "findings",
)


@pytest.fixture
async def club(app: App, pool: Pool, clock: Clock) -> EventId:
    """A night with a bit of everything."""
    for person_id in (ANN, BOB, CAT, DAN, OWNER):
        await app.people.meet(Person(person_id, f"P{person_id}", None, "en"))
    event_id = await app.organizing.create_event(club_night(20))
    for number, buyer in enumerate((ANN, BOB)):
        order = await app.seating.hold_quantity(event_id, buyer, FLOOR, 2)
        await pay(app, order, f"charge {number}")
    await app.settling.complete_payment(charge_for(order, "charged twice"))
    await app.returning.take_back(OWNER, event_id, order.id, [(await app.ticketing.mine(BOB))[0].tickets[0].id])
    released = await app.seating.hold_quantity(event_id, CAT, FLOOR, 1)
    await app.seating.release(event_id, released.id, CAT)
    await app.seating.hold_quantity(event_id, DAN, FLOOR, 1)
    unheard = await app.seating.hold_quantity(event_id, CAT, FLOOR, 1)
    await app.checkout.begin_payment(event_id, unheard.id, CAT, unheard.total_minor, unheard.currency)
    late = await app.seating.hold_quantity(event_id, OWNER, FLOOR, 1)
    clock.go(minutes=40)
    await app.seating.release_due()
    await app.settling.complete_payment(charge_for(late, "late", amount_minor=1))
    await app.regulating.set_mode(OWNER, event_id, QueueMode.ON)
    await app.queueing.join(event_id, ANN)
    await pool.execute(
        """
        INSERT INTO waitlist_entries (event_id, person_id, party_size, together, joined_at, status)
        VALUES ($1, 1, 2, true, $2, 'closed')
        """,
        event_id,
        clock(),
    )
    await pool.execute("INSERT INTO captchas (event_id, person_id, kind, seed) VALUES ($1, 1, 'odd', 7)", event_id)
    await pool.execute("INSERT INTO phone_claims VALUES ($1, '380671234567', 1)", event_id)
    await app.drafting.start(OWNER, HOUSE)
    await findings.keep(pool, ANN, Finding(typed="jazz"), clock())
    await app.checkin.take_post(OWNER, event_id)
    for ticket in (await app.ticketing.mine(ANN))[0].tickets:
        for _ in range(2):
            await app.checkin.scan(OWNER, ticket.number)
    await pool.execute("UPDATE messages SET sent_at = $1", clock())
    return event_id


async def counts(pool: Pool, tables: tuple[str, ...]) -> dict[str, int]:
    return {table: await pool.fetchval(f"SELECT count(*) FROM {table}") for table in tables}


async def reports(app: App, pool: Pool, clock: Clock, event_id: EventId) -> list[Any]:
    about = About(Range.EVENT, event_id)
    await assert_books_balance(pool, event_id, clock())
    async with app.reporting.attendee_list(OWNER, about) as listed:
        attendees = [attendee async for attendee in listed]
    return [
        await app.reporting.sales(OWNER, about),
        await app.reporting.finance(OWNER, about),
        await app.reporting.checkins(OWNER, about),
        await app.reporting.attendees(OWNER, about),
        attendees,
        await app.reporting.history(OWNER, ANN),
        await app.auditing.balance(event_id),
        await assert_reports_agree(pool, event_id, clock()),
        await app.reconciling.unconfirmed(OWNER),
    ]


async def test_what_is_old_goes_and_books_and_reports_stay(app: App, pool: Pool, clock: Clock, club: EventId) -> None:
    clock.go(days=20)
    told, books, old = await reports(app, pool, clock, club), await counts(pool, BOOKS), await counts(pool, OLD)
    assert all(old.values()), old
    await app.tidying.tidy_due()
    assert await counts(pool, OLD) == old, "nothing is old enough"

    clock.go(days=400)
    await app.tidying.tidy_due()

    left = await counts(pool, OLD)
    assert left == dict.fromkeys(OLD, 0) | {"orders": old["orders"] - 2}
    statuses = await pool.fetch("SELECT DISTINCT status FROM orders ORDER BY status")
    assert [row["status"] for row in statuses] == ["expired", "paid", "refund_due"], "one may have been paid"
    assert await counts(pool, BOOKS) == books
    assert (await reports(app, pool, clock, club))[:-1] == told[:-1]
    checkins = await app.reporting.checkins(OWNER, About(Range.EVENT, club))
    assert checkins.scans == {Verdict.ADMITTED: 2, Verdict.ALREADY_ADMITTED: 2}


async def test_with_an_old_hold_goes_what_was_said_of_who_would_come(app: App, pool: Pool, clock: Clock) -> None:
    """Of a payment under way there might have been tickets: it is kept when the hold ends."""
    asked = (QuestionPlan(QuestionKind.NAME),)
    event_id = await app.organizing.create_event(club_night(5, currency=STARS, questions=asked))
    order = await app.seating.hold_quantity(event_id, ANN, FLOOR, 1)
    await app.attending.answer(Asked(event_id, order.id, QuestionId(1), order.seat_ids[0]), ANN, "Ann Smith")
    await app.checkout.begin_payment(event_id, order.id, ANN, order.total_minor, STARS)
    clock.go(minutes=40)
    await app.seating.release_due()
    assert await counts(pool, ("orders", "answers")) == {"orders": 1, "answers": 1}
    clock.go(days=400)
    await app.tidying.tidy_due()
    assert await counts(pool, ("orders", "answers")) == {"orders": 0, "answers": 0}


async def test_what_is_kept_for_ever_stays(app: App, pool: Pool, redis: Redis, clock: Clock, club: EventId) -> None:
    kinds = ("messages", "unpaid_orders", "scans", "guards", "queues", "drafts", "findings")
    keeping = build_app(pool, redis, settings_for_tests(**{f"keep_{kind}_days": 0 for kind in kinds}), clock)
    old = await counts(pool, OLD)
    clock.go(days=4_000)
    await keeping.tidying.tidy_due()
    assert await counts(pool, OLD) == old


async def test_news_that_were_not_sent_and_those_of_broadcasts_stay(
    app: App, pool: Pool, clock: Clock, club: EventId
) -> None:
    await pool.execute("UPDATE messages SET sent_at = NULL WHERE id = (SELECT min(id) FROM messages)")
    await pool.execute("UPDATE messages SET kind = 'broadcast' WHERE id = (SELECT max(id) FROM messages)")
    clock.go(days=400)
    await app.tidying.tidy_due()
    assert await pool.fetchval("SELECT count(*) FROM messages") == 2


async def test_what_waits_for_who_does_not_come_back_goes_and_for_who_does_comes_in_order(
    app: App, pool: Pool, clock: Clock
) -> None:
    for person_id in (ANN, BOB):
        await app.people.meet(Person(person_id, f"P{person_id}", None, "en"))
    heard: list[Delivery] = []

    async def hear(delivery: Delivery) -> None:
        if delivery.recipient_id in away:
            raise Blocked
        heard.append(delivery)

    async def write(number: int) -> None:
        for person_id in (ANN, BOB):
            await messages.add(pool, person_id, SaleOpened(EventId(number)), clock())
        await app.messaging.deliver_due(hear)

    away = {ANN, BOB}
    await write(1)
    await write(2)
    clock.go(days=89)
    await app.tidying.tidy_due()
    assert await pool.fetchval("SELECT count(*) FROM messages") == 4, "nothing is old enough"
    await write(3)
    away = {ANN}
    await app.messaging.resume(BOB)
    await app.messaging.deliver_due(hear)
    assert [delivery.message for delivery in heard] == [SaleOpened(EventId(number)) for number in (1, 2, 3)]
    clock.go(days=2)
    await app.tidying.tidy_due()
    for _ in range(2):
        await app.messaging.deliver_due(hear)
        await app.tidying.tidy_due()
    waiting = await pool.fetch("SELECT recipient_id, body, attempts FROM messages WHERE sent_at IS NULL")
    assert [tuple(row) for row in waiting] == [(ANN, {"event_id": 3}, 1)], (
        "it is not old, though she has long been away"
    )
    clock.go(days=91)
    await app.tidying.tidy_due()
    assert await pool.fetchval("SELECT count(*) FROM messages WHERE recipient_id = $1", ANN) == 0


async def test_what_was_parked_for_who_never_talked_to_us_holds_up_nothing_for_ever(
    app: App, pool: Pool, clock: Clock
) -> None:
    """As it was by earlier releases."""
    for number in range(2):
        await messages.add(pool, OWNER, SaleOpened(EventId(number)), clock())
    await pool.execute("UPDATE messages SET due_at = 'infinity' WHERE id = (SELECT min(id) FROM messages)")
    await app.tidying.tidy_due()
    [left] = await messages.claim_due(pool, Channel.CHAT, clock(), clock(), 9, 9)
    assert left.message == SaleOpened(EventId(1))


async def test_batches_and_several_machines_delete_and_count_each_scan_once(
    app: App,
    open_pool: OpenPool,
    redis: Redis,
    pool: Pool,
    clock: Clock,
    club: EventId,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tidying, "AT_ONCE", 7)
    await pool.execute(
        """
        INSERT INTO scans (event_id, verdict, scanned_by, scanned_at)
        SELECT $1, 'unknown', 2001, now() FROM generate_series(1, 200)
        """,
        club,
    )
    clock.go(days=400)
    machines = [build_app(await open_pool(), redis, settings_for_tests(), clock) for _ in range(4)]
    await asyncio.gather(*(machine.tidying.tidy_due() for machine in machines))
    await app.tidying.tidy_due()
    assert await pool.fetchval("SELECT count(*) FROM scans") == 0
    checkins = await app.reporting.checkins(OWNER, About(Range.EVENT, club))
    assert checkins.scans == {"unknown": 200, "admitted": 2, "already_admitted": 2}


async def test_a_kind_that_fails_keeps_nothing_from_the_others(
    app: App, pool: Pool, clock: Clock, club: EventId
) -> None:
    await pool.execute("ALTER TABLE scans RENAME TO scans_of_another_time")
    clock.go(days=400)
    await app.tidying.tidy_due()
    assert await pool.fetchval("SELECT count(*) FROM captchas") == 0


async def test_an_order_that_came_to_something_cannot_be_deleted_by_whoever_tries(club: EventId, pool: Pool) -> None:
    with pytest.raises(asyncpg.RaiseError, match="only a hold that came to nothing may go"):
        await pool.execute("DELETE FROM orders WHERE event_id = $1 AND status = 'paid'", club)
