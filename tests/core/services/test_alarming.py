"""What is wrong with the house rings at the owners', once, and its end is told."""

import asyncio
import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.alarm import Trouble, WebhookState
from core.domain.backup import Backup
from core.domain.ids import BroadcastId, EventId, OrderId, PersonId, SectionId
from core.domain.message import BroadcastDone, Delivery, HouseAlarm, HouseAlarmOver, SaleOpened
from core.domain.payment import Charge
from core.domain.person import Person
from core.services.messaging import ATTEMPTS_MAX
from core.services.retries import Blocked, Undeliverable
from db import backups, messages
from db.pool import Pool
from scheduler.sweeps import build_scheduler
from tests.conftest import OpenPool
from tests.plans import Clock, club_night, settings_for_tests

ANN, OWNER = PersonId(1), PersonId(2001)
Disk = namedtuple("Disk", "total used free")


@pytest.fixture
def told(app: App, pool: Pool):
    async def told(look: bool = True) -> list[HouseAlarm | HouseAlarmOver]:
        """What the owner was told since the last look."""
        if look:
            await app.alarming.ring_due()
        query = "DELETE FROM messages WHERE recipient_id = $1 AND kind LIKE 'house_alarm%' RETURNING kind, body"
        rows = await pool.fetch(query, OWNER)
        found = [messages.to_message(row["kind"], row["body"]) for row in rows]
        assert all(isinstance(one, HouseAlarm | HouseAlarmOver) for one in found)
        return found  # type: ignore[return-value]

    return told


async def write(pool: Pool, clock: Clock) -> None:
    await messages.add(pool, ANN, BroadcastDone(EventId(1), BroadcastId(1)), clock())


async def stars_paid_too_late(app: App, clock: Clock, currency: str = "XTR") -> None:
    """Twice for one order."""
    await app.people.meet(Person(ANN, "Ann", None, "en"))
    event_id = await app.organizing.create_event(club_night(currency=currency))
    order = await app.seating.hold_quantity(event_id, ANN, SectionId(1), 1)
    for number in range(2):
        await app.settling.complete_payment(
            Charge(event_id, order.id, ANN, f"c{number}", "", order.total_minor, currency)
        )


async def test_a_house_in_order_is_quiet(told) -> None:
    assert await told() == []


async def test_what_is_not_sent_rings_once_and_ends_aloud(pool: Pool, clock: Clock, told) -> None:
    await write(pool, clock)
    clock.go(minutes=10)
    assert await told() == []
    clock.go(minutes=1)
    assert await told() == [HouseAlarm(Trouble.OUTBOX_OLD, 1, "")]
    assert await told() == []
    await pool.execute("UPDATE messages SET sent_at = $1", clock())
    clock.go(minutes=4)
    assert await told() == [], "somebody saw it four minutes ago"
    clock.go(minutes=1)
    assert await told() == [HouseAlarmOver(Trouble.OUTBOX_OLD, 5)]
    assert await told() == []


async def test_what_goes_to_a_crowd_may_take_an_hour(pool: Pool, clock: Clock, told) -> None:
    await messages.add_to_all(pool, [ANN, OWNER], SaleOpened(EventId(1)), clock())
    clock.go(minutes=60)
    assert await told() == []
    clock.go(minutes=1)
    assert await told() == [HouseAlarm(Trouble.OUTBOX_OLD, 2, "")]


async def test_at_most_one_an_hour_of_a_kind_and_one_a_day_of_what_stays(pool: Pool, clock: Clock, told) -> None:
    await write(pool, clock)
    clock.go(minutes=11)
    alarms = 0
    for minute in range(120):  # it comes and goes
        sent = clock() if minute // 6 % 2 else None
        await pool.execute("UPDATE messages SET sent_at = $1 WHERE recipient_id = $2", sent, ANN)
        alarms += sum(isinstance(one, HouseAlarm) for one in await told())
        clock.go(minutes=1)
    assert alarms == 2
    await pool.execute("UPDATE messages SET sent_at = NULL WHERE recipient_id = $1", ANN)
    clock.go(days=2)
    assert [type(one) for one in await told()] == [HouseAlarm]
    clock.go(minutes=60 * 23)
    assert await told() == []
    clock.go(minutes=60)
    assert [type(one) for one in await told()] == [HouseAlarm]


async def test_what_waits_for_somebody_who_stopped_the_bot_does_not_ring(
    app: App, pool: Pool, clock: Clock, told
) -> None:
    """Also what came after the message of which we learned it."""

    async def stopped(delivery: Delivery) -> None:
        raise Blocked

    await app.people.meet(Person(ANN, "Ann", None, "en"))
    for _ in range(2):
        await write(pool, clock)
    assert await app.messaging.deliver_due(stopped) == 0
    clock.go(minutes=11)
    assert await told() == []
    await app.messaging.resume(ANN)
    clock.go(minutes=11)
    assert await told() == [HouseAlarm(Trouble.OUTBOX_OLD, 2, "")]


async def test_what_was_given_up_by_a_mistake_of_ours_rings_and_what_nobody_can_send_does_not(
    app: App, pool: Pool, clock: Clock, told
) -> None:
    async def is_no_news(delivery: Delivery) -> None:
        raise Undeliverable("the hold was paid for meanwhile")

    async def fails(delivery: Delivery) -> None:
        raise ValueError("of ours")

    await write(pool, clock)
    await app.messaging.deliver_due(is_no_news)
    assert await told() == []
    await write(pool, clock)
    for _ in range(ATTEMPTS_MAX):
        clock.go(minutes=10)
        await app.messaging.deliver_due(fails)
    assert await told() == [HouseAlarm(Trouble.OUTBOX_OLD, 1, "")]
    clock.go(minutes=10)
    assert [type(one) for one in await told()] == [HouseAlarmOver]


async def test_several_machines_ring_once(
    app: App, open_pool: OpenPool, redis: Redis, pool: Pool, clock: Clock, told
) -> None:
    machines = [build_app(await open_pool(), redis, settings_for_tests(), clock) for _ in range(4)]
    await write(pool, clock)
    clock.go(minutes=11)
    await asyncio.gather(*(machine.alarming.ring_due() for machine in machines for _ in range(3)))
    assert len(await told(look=False)) == 1
    await pool.execute("UPDATE messages SET sent_at = $1", clock())
    clock.go(minutes=5)
    await asyncio.gather(*(machine.alarming.ring_due() for machine in machines for _ in range(3)))
    assert len(await told(look=False)) == 1


async def test_updates_that_wait_for_workers_ring(redis: Redis, told) -> None:
    await redis.xadd("kassa:4242:updates:7", {"body": "{}"}, id="1-0")  # in 1970
    assert await told() == [HouseAlarm(Trouble.WORKERS_LAG, 1, "")]


async def test_while_redis_is_away_nothing_is_said_of_workers(
    app: App, redis: Redis, told, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    await redis.xadd("kassa:4242:updates:7", {"body": "{}"}, id="1-0")
    await told()
    monkeypatch.setattr(app.working.streams, "redis", None)
    monkeypatch.setattr(app.working.streams, "_lag", _away)
    clock.go(minutes=20)
    assert await told() == [], "it may be there still"


async def _away(keys: list[str]) -> None:
    raise OSError("gone")


async def test_stars_that_telegram_does_not_give_back_ring_after_an_hour(app: App, clock: Clock, told) -> None:
    await stars_paid_too_late(app, clock)
    clock.go(minutes=60)
    assert Trouble.REFUNDS_STUCK not in {one.what for one in await told()}
    clock.go(minutes=1)
    assert HouseAlarm(Trouble.REFUNDS_STUCK, 1, "") in await told()


async def test_refunds_by_hand_may_take_three_days(app: App, clock: Clock, told) -> None:
    await stars_paid_too_late(app, clock, "UAH")
    clock.go(days=3)
    assert Trouble.REFUNDS_WAITING not in {one.what for one in await told()}
    clock.go(minutes=1)
    assert HouseAlarm(Trouble.REFUNDS_WAITING, 1, "") in await told()


async def test_payments_that_nobody_looks_up_ring_after_a_day(app: App, pool: Pool, clock: Clock, told) -> None:
    await pool.execute("INSERT INTO unconfirmed_payments VALUES (1, $1, $2)", OrderId(1), clock())
    clock.go(days=1)
    assert await told() == []
    clock.go(minutes=1)
    assert await told() == [HouseAlarm(Trouble.PAYMENTS_UNCONFIRMED, 1, "")]


async def test_a_sweep_that_fails_or_a_scheduler_that_stands_still_rings(app: App, clock: Clock, told) -> None:
    scheduler = build_scheduler(app)
    names = [job.id for job in scheduler.get_jobs()]
    await app.pulse.keep_due()
    clock.go(minutes=6)
    for name in names:
        if name != "move-prices":
            app.pulse.beat(name)
    await app.pulse.keep_due()
    assert await told() == [HouseAlarm(Trouble.SWEEPS_FAIL, 1, "move-prices")]
    app.pulse.beat("move-prices")
    await app.pulse.keep_due()
    clock.go(minutes=5)
    assert await told() == [HouseAlarmOver(Trouble.SWEEPS_FAIL, 5)]
    clock.go(minutes=60)
    [alarm] = await told()
    assert isinstance(alarm, HouseAlarm) and alarm.count > 10 and "release-due-holds" in alarm.detail
    assert "delete-what-is-old" not in alarm.detail, "it runs once an hour"


async def test_a_disk_that_fills_rings_and_a_limit_of_nothing_never(
    app: App, pool: Pool, redis: Redis, clock: Clock, told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: {"/": Disk(1_000, 901, 99)}[path])
    assert await told() == []
    careful = build_app(pool, redis, settings_for_tests(disk_free_percent_min=10), clock)
    await careful.alarming.ring_due()
    [alarm] = await told(look=False)
    assert (alarm.what, alarm.count) == (Trouble.DISK_FULL, 9)


async def test_an_old_backup_rings_where_somebody_wants_to_know(
    app: App, pool: Pool, redis: Redis, clock: Clock, told
) -> None:
    careful = build_app(pool, redis, settings_for_tests(backup_hours_max=2), clock)
    await careful.alarming.ring_due()
    assert await told(look=False) == [HouseAlarm(Trouble.BACKUP_OLD, 0, "")]
    await backups.note(pool, Backup(clock(), 1, "0026"))
    clock.go(minutes=120)
    await careful.alarming.ring_due()
    assert [type(one) for one in await told(look=False)] == [HouseAlarmOver]
    clock.go(minutes=61)
    await careful.alarming.ring_due()
    assert await told(look=False) == [HouseAlarm(Trouble.BACKUP_OLD, 3, "")]


@pytest.mark.parametrize(
    ("state", "rings"),
    [
        (WebhookState(True, 3, None, None), None),
        (WebhookState(True, 3, "Connection refused", timedelta(hours=1)), None),
        (WebhookState(True, 3, "Connection refused", timedelta(minutes=1)), "Connection refused"),
        (WebhookState(True, 1_001, None, None), ""),
        (WebhookState(False, 0, None, None), ""),
    ],
)
async def test_a_webhook_that_telegram_does_not_reach_rings(
    app: App, told, state: WebhookState, rings: str | None
) -> None:
    await app.alarming.note_webhook(state)
    wanted = [] if rings is None else [HouseAlarm(Trouble.WEBHOOK_FAILS, state.waiting, rings)]
    assert await told(look=False) == wanted
