"""A rehearsal on real servers: it sells what is free, tells what goes wrong, and leaves nothing behind."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from core.app import App, build_app, utc_now
from core.domain.event_plan import EventPlan, Placed, PlacedSeat, QuestionPlan, TierPlan
from core.domain.ids import EventId, PersonId, SeatId
from core.domain.protection import Guard
from core.domain.question import QuestionKind, Scope
from core.domain.queue import QueueMode, QueueRules
from core.settings import Settings
from db.pool import Conn, Pool
from rehearsal.figures import Outcome, Step
from rehearsal.report import Report, report_of
from rehearsal.sale import Sale
from rehearsal.script import CannotRehearse, Script
from rehearsal.stage import Stage, staged
from tests.conftest import APP_ROLE, with_number
from tests.plans import club_night, plan, settings_for_tests

SCRIPT = Script(
    buyers=60, at_once=20, unpaid_percent=0, hold_ttl=timedelta(seconds=10), time_limit=timedelta(minutes=1)
)
SHORT_HOLDS = replace(SCRIPT, hold_ttl=timedelta(seconds=2))
ANN = PersonId(1001)


@pytest.fixture
def settings(database_url: str, redis_url: str) -> Settings:
    return settings_for_tests(database_url=database_url, redis_url=redis_url)


@pytest.fixture
def app(pool: Pool, redis: Redis, settings: Settings) -> App:
    return build_app(pool, redis, settings)


def next_month(event: EventPlan, **changes: Any) -> EventPlan:
    """Not on sale before tomorrow."""
    now = utc_now()
    sale = {"sale_starts_at": now + timedelta(days=1), "sale_ends_at": now + timedelta(days=30)}
    return replace(event, starts_at=now + timedelta(days=30), **(sale | changes))


async def rehearsed(settings: Settings, event_id: EventId, script: Script = SCRIPT) -> Report:
    async with staged(settings, event_id, script) as stage:
        sale = Sale(stage, script)
        await sale.run()
        return await report_of(sale)


@dataclass
class Rows:
    """Everything that a database and a Redis hold, as far as a rehearsal might touch it."""

    pool: Pool
    redis: Redis

    async def all(self) -> list[Any]:
        tables = ("events", "seats", "orders", "tickets", "people", "messages", "queues", "queue_entries", "acts")
        return [await self.pool.fetch(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables] + [
            await self.redis.keys("*")
        ]


async def left_behind(server: Conn, redis_url: str) -> list[str]:
    """Scratch databases, and the first of those in Redis."""
    found = await server.fetch("SELECT datname FROM pg_database WHERE starts_with(datname, 'kassa_rehearsal_')")
    async with Redis.from_url(with_number(redis_url, 1)) as scratch:
        return [row["datname"] for row in found] + await scratch.keys("*")


async def test_a_hall_sells_out_and_the_real_event_is_as_it_was(
    app: App, settings: Settings, pool: Pool, redis: Redis, server: Conn, redis_url: str
) -> None:
    event_id = await app.organizing.create_event(next_month(plan()))
    before = await Rows(pool, redis).all()
    report = await rehearsed(settings, event_id)
    assert (report.seats, report.tickets, report.left) == (20, 20, 0)
    assert report.orders == report.outcomes[Outcome.BOUGHT] == report.steps[Step.PAYMENT].count
    assert report.audit.sold == 20
    assert report.is_clean
    assert await Rows(pool, redis).all() == before
    assert await left_behind(server, redis_url) == []


async def test_seats_that_are_taken_in_reality_are_taken_in_the_copy(app: App, settings: Settings) -> None:
    event_id = await app.organizing.create_event(next_month(plan(), sale_starts_at=utc_now()))
    for seat_id in (3, 4):
        await app.seating.toggle(event_id, ANN, SeatId(seat_id))
    await app.seating.hold_selected(event_id, ANN)
    report = await rehearsed(settings, event_id)
    assert (report.taken, report.seats, report.tickets, report.audit.held) == (2, 18, 18, 2)
    assert report.is_clean


async def test_a_crowd_on_general_admission_is_refused_only_when_everything_is_gone(
    app: App, settings: Settings
) -> None:
    event_id = await app.organizing.create_event(next_month(club_night(100)))
    report = await rehearsed(settings, event_id, replace(SCRIPT, buyers=200, at_once=200))
    assert report.left == 0
    assert report.wrongly_refused == 0
    assert report.is_clean


async def test_free_events_that_ask_who_comes_and_whether_it_is_a_person_are_answered(
    app: App, settings: Settings
) -> None:
    asked = [QuestionPlan(kind) for kind in (QuestionKind.NAME, QuestionKind.EMAIL)]
    asked += [QuestionPlan(QuestionKind.PHONE, Scope.ORDER), QuestionPlan(QuestionKind.TEXT, label="Why?")]
    event_id = await app.organizing.create_event(
        next_month(club_night(30, price_minor=0, questions=tuple(asked), guards=frozenset(Guard)))
    )
    report = await rehearsed(settings, event_id)
    assert report.left == 0
    assert Step.PRE_CHECKOUT not in report.steps
    assert report.steps[Step.DETAILS].count == report.orders
    assert report.is_clean


async def test_people_wait_for_their_turn_where_there_is_a_queue(app: App, settings: Settings) -> None:
    queue = QueueRules(QueueMode.ON, per_minute=10, inside_max=500)
    event_id = await app.organizing.create_event(next_month(plan(queue=queue)))
    report = await rehearsed(settings, event_id, replace(SCRIPT, per_minute=1500))
    assert report.left == 0
    assert report.steps[Step.JOIN].count == 60
    assert report.outcomes[Outcome.BOUGHT] + report.outcomes.get(Outcome.QUEUEING, 0) <= 60
    assert "turn-needed" not in report.refusals
    assert report.messages_sent >= report.orders
    assert report.is_clean


async def test_holds_that_nobody_pays_for_lapse_and_their_seats_are_sold_to_others(
    app: App, settings: Settings
) -> None:
    event_id = await app.organizing.create_event(next_month(club_night(200)))
    report = await rehearsed(settings, event_id, replace(SHORT_HOLDS, buyers=500, unpaid_percent=30))
    assert report.outcomes[Outcome.UNPAID] > 0
    assert report.nothing_free_after is not None
    assert report.left < 20, "without those that lapsed about 60 would be left"
    assert report.seconds > 2
    assert report.is_clean


async def test_where_nobody_pays_everything_is_free_again(app: App, settings: Settings) -> None:
    event_id = await app.organizing.create_event(next_month(club_night(10)))
    report = await rehearsed(settings, event_id, replace(SHORT_HOLDS, buyers=3, unpaid_percent=100))
    assert (report.tickets, report.audit.free, report.unended_holds) == (0, 10, 0)


async def test_it_ends_in_time(app: App, settings: Settings) -> None:
    queue = QueueRules(QueueMode.ON, per_minute=10)
    event_id = await app.organizing.create_event(next_month(club_night(500, queue=queue)))
    report = await rehearsed(settings, event_id, replace(SCRIPT, time_limit=timedelta(seconds=2)))
    assert report.is_out_of_time
    assert report.outcomes[Outcome.QUEUEING] > 0
    assert sum(report.outcomes.values()) == 60
    assert report.is_clean


@pytest.fixture
async def stage(app: App, settings: Settings) -> AsyncIterator[Stage]:
    event_id = await app.organizing.create_event(next_month(club_night(100)))
    async with staged(settings, event_id, SHORT_HOLDS) as stage:
        yield stage


async def ended(stage: Stage, script: Script = SHORT_HOLDS) -> Report:
    sale = Sale(stage, script)
    await sale.run()
    return await report_of(sale)


async def test_who_is_told_that_nothing_is_free_while_there_is_was_wronged(stage: Stage) -> None:
    """Kept for a waiting list that nobody serves: `freed_at` is later than it can be."""
    await stage.pool.execute(
        """
        INSERT INTO waitlist_entries (event_id, person_id, party_size, together, joined_at)
        VALUES ($1, 1, 500, false, now())
        """,
        stage.event.id,
    )
    await stage.pool.execute("UPDATE seats SET freed_at = now() + interval '1 day' WHERE id > 10")
    report = await ended(stage)
    assert report.wrongly_refused > 0
    assert not report.is_clean


async def test_books_of_the_copy_that_contradict_each_other_are_found(stage: Stage) -> None:
    await stage.pool.execute("UPDATE seats SET status = 'sold', order_id = 1 WHERE id = 100")
    report = await ended(stage)
    assert report.findings == ["sold-seat-without-ticket: 100"]
    assert not report.is_clean


async def test_holds_that_are_lost_before_their_deadline_are_found(stage: Stage) -> None:
    await sabotage(stage, "NEW.id % 10 = 0", "order_id := 1000000")
    report = await ended(stage)
    assert report.lost_holds > 0
    assert not report.is_clean


async def test_seats_that_do_not_come_back_are_found(stage: Stage) -> None:
    forgotten = "order_id := 1000000; NEW.held_until := NEW.held_until + interval '1 hour'"
    await sabotage(stage, "NEW.id % 10 = 0", forgotten)
    report = await ended(stage, replace(SHORT_HOLDS, unpaid_percent=100))
    assert report.unended_holds == 10
    assert not report.is_clean


async def sabotage(stage: Stage, which: str, change: str) -> None:
    """Of the seats that somebody is about to hold."""
    await stage.pool.execute(
        f"""
        CREATE FUNCTION sabotage() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.{change}; RETURN NEW; END $$;
        CREATE TRIGGER sabotage BEFORE UPDATE ON seats FOR EACH ROW
        WHEN (OLD.status = 'free' AND NEW.status = 'held' AND {which}) EXECUTE FUNCTION sabotage();
        """
    )


async def test_what_fails_is_counted(stage: Stage) -> None:
    await stage.pool.execute("ALTER TABLE payments ADD CHECK (order_id % 10 <> 3)")
    report = await ended(stage)
    assert report.errors == {"CheckViolationError": report.outcomes[Outcome.FAILED]}
    assert not report.is_clean


async def test_nothing_is_left_behind_by_a_rehearsal_that_fails_or_is_stopped(
    app: App, settings: Settings, server: Conn, redis_url: str
) -> None:
    event_id = await app.organizing.create_event(next_month(club_night(100)))
    with pytest.raises(ZeroDivisionError):
        async with staged(settings, event_id, SCRIPT):
            assert len(await left_behind(server, redis_url)) == 2, "the database, and the mark in Redis"
            raise ZeroDivisionError
    assert await left_behind(server, redis_url) == []
    rehearsing = asyncio.create_task(rehearsed(settings, event_id, replace(SCRIPT, buyers=2_000)))
    while not await left_behind(server, redis_url):
        await asyncio.sleep(0)
    rehearsing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await rehearsing
    assert await left_behind(server, redis_url) == []


async def test_what_a_killed_rehearsal_has_left_the_next_one_removes(
    app: App, settings: Settings, server: Conn, redis_url: str
) -> None:
    event_id = await app.organizing.create_event(next_month(club_night(5)))
    await server.execute("CREATE DATABASE kassa_rehearsal_1_old")
    async with Redis.from_url(with_number(redis_url, 1)) as scratch:
        await scratch.mset({"kassa:scratch": "kassa_rehearsal_1_old", "kassa:queue:1": 1})
        async with staged(settings, event_id, SCRIPT):
            assert not await scratch.exists("kassa:queue:1")
            assert await scratch.get("kassa:scratch") != b"kassa_rehearsal_1_old"
    assert await left_behind(server, redis_url) == []


async def test_the_first_empty_database_of_redis_is_used(app: App, settings: Settings, redis_url: str) -> None:
    event_id = await app.organizing.create_event(next_month(club_night(5)))
    async with Redis.from_url(with_number(redis_url, 1)) as others:
        await others.set("theirs", 1)
        try:
            async with staged(settings, event_id, SCRIPT) as stage:
                assert stage.settings.redis_url == with_number(redis_url, 2)
            assert await others.keys("*") == [b"theirs"]
        finally:
            await others.flushdb()


async def test_a_role_that_may_not_create_databases_needs_the_owner(
    app: App, settings: Settings, owner_url: str, app_url: str
) -> None:
    event_id = await app.organizing.create_event(next_month(club_night(5)))
    modest = settings.model_copy(update={"database_url": app_url})
    with pytest.raises(CannotRehearse, match=f"ALTER ROLE {APP_ROLE} CREATEDB"):
        await rehearsed(modest, event_id)
    async with staged(modest.model_copy(update={"database_owner_url": owner_url}), event_id, SCRIPT) as stage:
        assert stage.for_sale == 5


async def test_what_cannot_be_sold_cannot_be_rehearsed(app: App, settings: Settings, pool: Pool) -> None:
    accessible = Placed("Box", (PlacedSeat("A", "1", "Entry", 0, 0, is_accessible=True),))
    event_id = await app.organizing.create_event(
        next_month(plan(tiers=(TierPlan("Entry", 100),), sections=(accessible,)))
    )
    for sentence, change in (
        ("No seat of event", "title = title"),
        ("has begun or is over", "starts_at = now()"),
        ("is cancelled", "status = 'cancelled'"),
    ):
        await pool.execute(f"UPDATE events SET {change}")
        with pytest.raises(CannotRehearse, match=sentence):
            await rehearsed(settings, event_id)
    with pytest.raises(CannotRehearse, match="There is no event 99"):
        await rehearsed(settings, EventId(99))
    with pytest.raises(CannotRehearse, match="leads to a pooler"):
        await rehearsed(settings.model_copy(update={"database_pooled": True}), event_id)
