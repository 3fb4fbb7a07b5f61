import asyncio
from datetime import timedelta

import pytest

from core.app import App
from core.domain.ids import EventId, PersonId, SectionId
from core.domain.order import NUDGE_BEFORE, Order
from db import orders
from db.pool import Pool
from tests.core.services.test_races import buyers
from tests.plans import Clock, club_night

FLOOR = SectionId(1)


@pytest.fixture
async def club(app: App) -> EventId:
    return await app.organizing.create_event(club_night())


async def hold(app: App, event_id: EventId) -> Order:
    [person] = await buyers(app, 1)
    return await app.seating.hold_quantity(event_id, person, FLOOR, 1)


async def nudges(app: App, pool: Pool) -> list[PersonId]:
    await app.seating.nudge_due()
    rows = await pool.fetch("SELECT recipient_id FROM messages WHERE kind = 'hold_ending'")
    return [row["recipient_id"] for row in rows]


async def test_a_buyer_is_told_once_two_minutes_before_the_end(
    app: App, pool: Pool, clock: Clock, club: EventId
) -> None:
    order = await hold(app, club)
    clock.go(minutes=7.9)
    assert await nudges(app, pool) == []
    clock.go(minutes=0.1)
    for _ in range(3):
        assert await nudges(app, pool) == [order.buyer_id]


async def test_who_is_paying_or_has_given_back_is_left_alone(app: App, pool: Pool, clock: Clock, club: EventId) -> None:
    order = await hold(app, club)
    await app.checkout.begin_payment(club, order.id, order.buyer_id, order.total_minor, "UAH")
    clock.go(minutes=19)
    assert await nudges(app, pool) == []

    other = await app.organizing.create_event(club_night())
    released = await hold(app, other)
    await app.seating.release(other, released.id, released.buyer_id)
    clock.go(minutes=9)
    assert await nudges(app, pool) == []


async def test_a_hold_that_has_ended_is_too_late_to_tell(app: App, pool: Pool, clock: Clock, club: EventId) -> None:
    await hold(app, club)
    clock.go(minutes=10)
    assert await nudges(app, pool) == []


@pytest.mark.parametrize(("minutes", "is_told"), [(3.9, False), (4, True)])
async def test_of_a_short_hold_nobody_is_told_when_it_has_just_begun(
    app: App, pool: Pool, clock: Clock, minutes: float, is_told: bool
) -> None:
    short = await app.organizing.create_event(club_night(hold_ttl=timedelta(minutes=minutes)))
    order = await hold(app, short)
    clock.go(minutes=2)
    assert await nudges(app, pool) == [order.buyer_id] * is_told


async def test_who_held_later_is_told_later(app: App, pool: Pool, clock: Clock, club: EventId) -> None:
    first, second = await buyers(app, 2)
    for person, minutes in ((first, 5), (second, 3)):
        await app.seating.hold_quantity(club, person, FLOOR, 1)
        clock.go(minutes=minutes)
    assert await nudges(app, pool) == [first]


async def test_one_sweep_tells_all_whose_holds_end_soon(
    app: App, pool: Pool, clock: Clock, club: EventId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.services.seating.SWEEP_MAX", 2)
    people = await buyers(app, 5)
    for person in people:
        await app.seating.hold_quantity(club, person, FLOOR, 1)
    clock.go(minutes=8)
    assert sorted(await nudges(app, pool)) == people


async def test_no_more_are_told_than_are_soon_sent(
    app: App, pool: Pool, clock: Clock, club: EventId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose hold ends next is told by the next sweep: tickets wait behind what is told."""
    monkeypatch.setattr("core.services.seating.NUDGES_WAITING_MAX", 3)
    for person in await buyers(app, 5):
        await app.seating.hold_quantity(club, person, FLOOR, 1)
    clock.go(minutes=8)
    assert len(await nudges(app, pool)) == 3
    assert len(await nudges(app, pool)) == 3
    await pool.execute("UPDATE messages SET sent_at = $1", clock())
    assert len(await nudges(app, pool)) == 5


async def test_whom_another_sweep_is_just_telling_is_not_told_twice(
    app: App, pool: Pool, clock: Clock, club: EventId
) -> None:
    await hold(app, club)
    clock.go(minutes=8)
    async with pool.acquire() as other, other.transaction():
        assert await orders.claim_nudges(other, clock(), clock() + NUDGE_BEFORE, limit=9)
        async with asyncio.timeout(10):
            assert await nudges(app, pool) == []
