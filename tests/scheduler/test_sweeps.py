import asyncio
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.ids import EventId, OrderId, PersonId, SeatId, SectionId
from core.domain.order import OrderStatus
from core.domain.person import Person
from db import orders, selections
from db.pool import Pool
from scheduler import sweeps
from scheduler.sweeps import build_scheduler, run_scheduler
from tests.books import assert_books_balance
from tests.plans import CLOCK_START, Clock, club_night, settings_for_tests

ANN = PersonId(1001)
HOLDS = 40


@pytest.fixture
def clock() -> Clock:
    return Clock(CLOCK_START)


@pytest.fixture
def app(pool: Pool, redis: Redis, clock: Clock) -> App:
    return build_app(pool, redis, settings_for_tests(), clock)


RunQuickly = Callable[[Callable[[], Awaitable[None]]], asyncio.Task[None]]


@pytest.fixture
def run_quickly(app: App, monkeypatch: pytest.MonkeyPatch) -> RunQuickly:
    """The scheduler, whose sweeps come every few milliseconds, with another one in the place of `release_due`."""

    def run(release_due: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
        monkeypatch.setattr(app.seating, "release_due", release_due)
        monkeypatch.setattr(sweeps, "build_scheduler", quickly(sweeps.build_scheduler))
        return asyncio.create_task(run_scheduler(app))

    return run


async def due_hold(app: App, clock: Clock) -> tuple[EventId, OrderId]:
    """A hold whose deadline has passed."""
    event_id = await app.organizing.create_event(club_night())
    await app.people.meet(Person(ANN, "Ann", None, "en"))
    order = await app.seating.hold_quantity(event_id, ANN, SectionId(1), 2)
    clock.go(minutes=10)
    return event_id, order.id


def test_every_sweep_is_one_use_case_of_a_service(app: App) -> None:
    services = [getattr(app, field.name) for field in fields(app)]
    for job in build_scheduler(app).get_jobs():
        assert inspect.ismethod(job.func), f"{job.id} is more than one line"
        assert job.func.__self__ in services
        assert inspect.iscoroutinefunction(job.func)
        assert not job.args and not job.kwargs


def test_every_sweep_has_a_name_of_its_own_and_none_runs_beside_itself(app: App) -> None:
    scheduler = build_scheduler(app)
    jobs = scheduler.get_jobs()
    assert len({job.id for job in jobs}) == len({job.func for job in jobs}) == len(jobs) > 0
    assert scheduler._job_defaults["max_instances"] == 1
    assert scheduler._job_defaults["coalesce"] is True


async def test_every_sweep_may_run_twice_and_with_nothing_to_do(app: App) -> None:
    for job in build_scheduler(app).get_jobs():
        for _ in range(2):
            await job.func()


async def test_the_sweeps_of_many_machines_expire_each_hold_once(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night(capacity=HOLDS))
    for number in range(HOLDS):
        await app.seating.hold_quantity(event_id, PersonId(2000 + number), SectionId(1), 1)
    clock.go(minutes=10)
    jobs = [job for _ in range(5) for job in build_scheduler(app).get_jobs()]
    await asyncio.gather(*(job.func() for job in jobs))

    assert await pool.fetchval("SELECT count(*) FROM orders WHERE status = 'expired'") == HOLDS
    assert (await assert_books_balance(pool, event_id, clock())).free == HOLDS
    assert await pool.fetchval("SELECT count(*) FROM messages WHERE kind = 'hold_expired'") == HOLDS


async def test_ticked_seats_are_forgotten_after_a_day(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night())
    await selections.toggle(pool, event_id, ANN, SeatId(1), 4, clock())
    jobs = build_scheduler(app).get_jobs()
    for days, ticked in ((0.9, 1), (0.2, 0)):
        clock.go(days=days)
        for job in jobs:
            await job.func()
        assert len((await selections.of_buyer(pool, event_id, ANN)).seat_ids) == ticked


async def test_running_really_releases_a_due_hold_and_stops_when_cancelled(
    app: App, pool: Pool, clock: Clock, run_quickly: RunQuickly
) -> None:
    event_id, order_id = await due_hold(app, clock)
    swept, release_due = asyncio.Event(), app.seating.release_due

    async def watched() -> None:
        await release_due()
        swept.set()

    task = run_quickly(watched)
    async with asyncio.timeout(5):
        await swept.wait()
    order = await orders.by_id(pool, event_id, order_id)
    assert order and order.status is OrderStatus.EXPIRED

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0)
    swept.clear()
    await asyncio.sleep(0.05)  # several times the interval: that nothing happens can only be waited for
    assert not swept.is_set()


async def test_a_sweep_under_way_is_finished_before_the_process_stops(
    run_quickly: RunQuickly, caplog: pytest.LogCaptureFixture
) -> None:
    begun, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def long() -> None:
        begun.set()
        await may_end.wait()
        ended.set()

    task = run_quickly(long)
    async with asyncio.timeout(5):
        await begun.wait()
        task.cancel()
        await asyncio.wait([task], timeout=0.05)  # that it does not end can only be waited for
        assert not task.done()
        may_end.set()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert ended.is_set()
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_sweep_that_hangs_stops_with_the_process(
    run_quickly: RunQuickly, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def endless() -> None:
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(sweeps, "STOP_WITHIN", 0.01)
    task = run_quickly(endless)
    async with asyncio.timeout(5):
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_sweep_that_fails_runs_again(run_quickly: RunQuickly) -> None:
    attempts, again = 0, asyncio.Event()

    async def failing() -> None:
        nonlocal attempts
        attempts += 1
        if attempts > 1:
            again.set()
        raise OSError("the database is away")

    task = run_quickly(failing)
    async with asyncio.timeout(5):
        await again.wait()
    task.cancel()
    await asyncio.wait([task])


async def test_a_sweep_that_comes_late_is_done_once_all_the_same(app: App) -> None:
    """As behind a loop that was busy: by nearly two of its intervals."""
    scheduler = build_scheduler(app)
    heard, all_heard = list[JobExecutionEvent](), asyncio.Event()

    def hear(event: JobExecutionEvent) -> None:
        heard.append(event)
        if {one.job_id for one in heard} >= {job.id for job in scheduler.get_jobs()}:
            all_heard.set()

    scheduler.add_listener(hear, EVENT_JOB_EXECUTED | EVENT_JOB_MISSED)
    scheduler.start(paused=True)
    for job in scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(UTC) - 1.9 * job.trigger.interval)
    scheduler.resume()
    async with asyncio.timeout(30):
        await all_heard.wait()
    scheduler.shutdown()
    assert [one.job_id for one in heard if one.code == EVENT_JOB_MISSED] == []
    rare = {job.id for job in build_scheduler(app).get_jobs() if job.trigger.interval > timedelta(minutes=30)}
    assert sorted(one.job_id for one in heard if one.job_id in rare) == sorted(rare)


async def test_only_a_sweep_that_succeeds_is_noted_as_done(
    app: App, pool: Pool, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing() -> None:
        raise OSError("the database is away")

    monkeypatch.setattr(app.seating, "release_due", failing)
    scheduler = quickly(build_scheduler)(app)
    clock.go(minutes=20)
    scheduler.start()
    async with asyncio.timeout(10):
        while await done_lately(pool, clock) != {job.id for job in scheduler.get_jobs()} - {"release-due-holds"}:
            await asyncio.sleep(0.01)  # the sweeps tell nobody but the table
    scheduler.shutdown()


async def done_lately(pool: Pool, clock: Clock) -> set[str]:
    rows = await pool.fetch("SELECT name FROM sweeps WHERE done_at = $1", clock())
    return {row["name"] for row in rows}


def quickly(build: Callable[[App], AsyncIOScheduler]) -> Callable[[App], AsyncIOScheduler]:
    """The same table, every few milliseconds."""

    def build_quick(app: App) -> AsyncIOScheduler:
        scheduler = build(app)
        for job in scheduler.get_jobs():
            job.reschedule("interval", seconds=0.01)
        return scheduler

    return build_quick
