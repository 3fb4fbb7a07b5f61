"""The sweeps of several machines at one moment, with something due for each of them: nothing is done twice."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.broadcast import Audience
from core.domain.ids import EventId, PersonId, SectionId
from core.domain.order import Order
from core.domain.payment import Charge, Provider
from core.domain.person import Person
from core.domain.waitlist import Party
from db import broadcasts, payments
from db.pool import Pool, transaction
from scheduler.sweeps import build_scheduler
from tests.conftest import OpenPool
from tests.core.services.test_races import pay
from tests.plans import CLOCK_START, Clock, club_night, settings_for_tests

OWNER = PersonId(2001)
MACHINES = 4
EACH = 8
"""People for each sweep."""
FLOOR = SectionId(1)


@pytest.fixture
def clock() -> Clock:
    return Clock(CLOCK_START)


@pytest.fixture
async def machines(open_pool: OpenPool, redis: Redis, clock: Clock) -> list[App]:
    pools = [await open_pool() for _ in range(MACHINES)]
    return [build_app(pool, redis, settings_for_tests(), clock) for pool in pools]


@pytest.fixture
async def app(machines: list[App]) -> App:
    app = machines[0]
    for number in range(100, 200):
        await app.people.meet(Person(PersonId(number), f"Buyer {number}", None, "en"))
    await app.people.meet(Person(OWNER, "Iryna", None, "en"))
    return app


async def hold(app: App, event_id: EventId, first: int) -> list[Order]:
    people = range(first, first + EACH)
    return [await app.seating.hold_quantity(event_id, PersonId(person), FLOOR, 1) for person in people]


async def everything_is_due(app: App, pool: Pool, clock: Clock) -> None:
    """Each of the sweeps has something to do, eight times where it can."""
    events = app.organizing.create_event
    soon = replace(club_night(), starts_at=clock() + timedelta(hours=26), sale_ends_at=clock() + timedelta(hours=25))
    reminded, cancelled = await events(soon), await events(replace(club_night(), title="Off"))
    for event_id, first in ((reminded, 100), (cancelled, 110)):
        for order in await hold(app, event_id, first):
            await pay(app, order, f"charge {order.event_id} {order.id}")
    written = await app.broadcasting.write(OWNER, reminded, Audience(), "Doors open at seven")
    announced = await events(replace(club_night(), sale_starts_at=clock() + timedelta(hours=2)))
    for person in range(120, 120 + EACH):
        await app.announcing.set_reminder(announced, PersonId(person), on=True)
    clock.go(minutes=150)  # a day before; the sale is open
    for event_id, first in ((await events(club_night()), 130), (await events(club_night()), 140)):
        for order in await hold(app, event_id, first):
            if first == 140:
                await app.checkout.begin_payment(event_id, order.id, order.buyer_id, order.total_minor, order.currency)
    clock.go(minutes=20)  # both have ended, one of them while it was being paid for
    full = await events(club_night(EACH, hold_ttl=timedelta(minutes=5)))
    await hold(app, full, 150)
    for person in range(160, 160 + EACH):
        await app.waitlist.join(full, PersonId(person), Party(1))
    await hold(app, await events(club_night()), 170)
    clock.go(minutes=8.5)  # the last ones end in two minutes
    paid = await hold(app, await events(club_night()), 180)
    for order in paid:
        charge = Charge(order.event_id, order.id, order.buyer_id, f"{order.id}", "", order.total_minor, order.currency)
        await payments.record(pool, charge, Provider.CARD, clock() - timedelta(minutes=1))
    await app.cancelling.cancel(OWNER, cancelled, "Off")
    async with transaction(pool) as conn:
        await broadcasts.confirm(conn, written.broadcast, clock())
    lost = (
        "UPDATE seats SET status = 'free', order_id = NULL, held_until = NULL WHERE event_id = $1 AND status = 'sold'"
    )
    await pool.execute(lost, reminded)


async def test_several_schedulers_do_everything_once(machines: list[App], app: App, pool: Pool, clock: Clock) -> None:
    await everything_is_due(app, pool, clock)
    for _ in range(3):
        jobs = [job for machine in machines for job in build_scheduler(machine).get_jobs()]
        await asyncio.gather(*(job.func() for job in jobs))
    twice = await pool.fetch(
        """
        SELECT recipient_id, kind, body, count(*) FROM messages
        GROUP BY recipient_id, channel, kind, body HAVING count(*) > 1
        """
    )
    assert twice == []
    told = await pool.fetch("SELECT kind, count(*) FROM messages GROUP BY kind")
    assert {row["kind"]: row["count"] for row in told} == {
        "hold_expired": 3 * EACH,
        "hold_ending": EACH,
        "seats_offered": EACH,
        "event_reminder": EACH,
        "sale_opened": EACH,
        "broadcast": EACH,
        "event_cancelled": EACH,
        "refund_to_make": 1,
        "order_paid": 3 * EACH,
        "ticket_ready": 3 * EACH,
        "payments_unconfirmed": 1,
        "audit_alarm": 1,
        "house_alarm": 1,
    }
