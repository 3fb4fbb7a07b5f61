"""A hall of many seats is read twice a second for all who look at it; what is ticked and held is exact all the same."""

import asyncio
from typing import Any

import pytest
from redis.asyncio import Redis

from core.app import App
from core.domain.event_plan import Block
from core.domain.ids import EventId, PersonId, SeatId, SectionId
from core.domain.refusal import SeatsTaken
from core.services import viewing
from core.services.viewing import Viewing
from db import halls
from db.cache import Cache
from db.pool import Pool
from tests.plans import Clock, Watch, plan

ANN, BOB = PersonId(1), PersonId(2)
STALLS = SectionId(1)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def process(app: App, pool: Pool, redis: Redis, clock: Clock, watch: Watch) -> Viewing:
    return Viewing(pool, clock, app.rights, Cache(redis, "hall"), watch)


@pytest.fixture
async def stadium(app: App, monkeypatch: pytest.MonkeyPatch) -> EventId:
    """Ten seats in the stalls, which are few, and six on the balcony, which makes many."""
    monkeypatch.setattr(viewing, "MANY_SEATS", 10)
    stalls, balcony = Block("Stalls", 2, 5, ("Front", "Back")), Block("Balcony", 2, 3, ("Back",), line=1)
    return await app.organizing.create_event(plan(sections=(stalls, balcony)))


async def taken(process: Viewing, event_id: EventId, section_id: SectionId | None = None) -> set[int]:
    view = await process.view(await process.event_on_sale(event_id), ANN, section_id)
    return {seat.id for seat in view.hall.seats if not seat.is_free}


async def hold(app: App, event_id: EventId, buyer: PersonId, seat_id: int) -> None:
    await app.seating.toggle(event_id, buyer, SeatId(seat_id), (STALLS, (seat_id - 1) // 5))
    await app.seating.hold_selected(event_id, buyer)


async def test_it_is_read_again_after_a_moment_and_one_section_each_time(
    app: App, process: Viewing, stadium: EventId, watch: Watch, redis: Redis
) -> None:
    assert await taken(process, stadium) == set()
    await hold(app, stadium, BOB, 3)
    assert await taken(process, stadium) == set()
    assert await taken(process, stadium, STALLS) == {3}
    watch.now += 1
    await redis.flushall()
    assert await taken(process, stadium) == {3}
    [key] = [key async for key in redis.scan_iter("kassa:hall:*")]
    assert 0 < await redis.pttl(key) <= 500, "so another process shows nothing older than a second"


async def test_a_crowd_has_it_read_once(process: Viewing, stadium: EventId, monkeypatch: pytest.MonkeyPatch) -> None:
    read, reads = halls.free_marks, 0

    async def counting(*arguments: Any) -> str:
        nonlocal reads
        reads += 1
        return await read(*arguments)

    monkeypatch.setattr(halls, "free_marks", counting)
    assert await asyncio.gather(*(taken(process, stadium) for _ in range(50))) == [set()] * 50
    assert reads == 1


async def test_another_process_has_read_it(
    app: App, process: Viewing, stadium: EventId, watch: Watch, pool: Pool, redis: Redis, clock: Clock
) -> None:
    other = Viewing(pool, clock, app.rights, Cache(redis, "hall"), watch)
    await taken(process, stadium)
    await hold(app, stadium, BOB, 3)
    assert await taken(other, stadium) == set(), "of the one process, by Redis"
    await redis.flushall()
    watch.now += 1
    assert await taken(other, stadium) == {3}, "Redis has lost everything"


async def test_seats_that_came_since_are_not_mixed_up_with_what_another_process_has_read(
    app: App, process: Viewing, stadium: EventId, pool: Pool, redis: Redis, clock: Clock
) -> None:
    await hold(app, stadium, BOB, 3)
    await taken(process, stadium)
    await pool.execute("DELETE FROM seats WHERE event_id = $1 AND id = 1", stadium)
    await pool.execute(
        "INSERT INTO seats (event_id, id, section_id, tier_id, row, number) VALUES ($1, 17, 2, 2, 'B', '9')", stadium
    )
    assert await taken(Viewing(pool, clock, app.rights, Cache(redis, "hall")), stadium) == {3}


async def test_what_is_ticked_is_as_it_is_now(app: App, process: Viewing, stadium: EventId) -> None:
    event = await process.event_on_sale(stadium)
    await hold(app, stadium, BOB, 3)
    assert await taken(process, stadium) == {3}
    order = (await app.browsing.card(stadium, BOB)).order
    assert order
    await app.seating.release(stadium, order.id, BOB)
    await app.seating.toggle(stadium, ANN, SeatId(3), (STALLS, 0))
    await app.seating.toggle(stadium, ANN, SeatId(4), (STALLS, 0))
    await hold(app, stadium, BOB, 4)

    assert (await process.view(event, ANN, None)).selected == {3}, "3 is shown as taken still, and 4 as free"
    with pytest.raises(SeatsTaken):
        await app.seating.toggle(stadium, ANN, SeatId(4), (STALLS, 0))


async def test_a_seat_that_has_just_come_back_can_be_ticked_though_it_is_shown_as_taken(
    app: App, stadium: EventId
) -> None:
    await hold(app, stadium, BOB, 3)
    assert 3 in await taken(app.seating.viewing, stadium)
    order = (await app.browsing.card(stadium, BOB)).order
    assert order
    await app.seating.release(stadium, order.id, BOB)
    assert (await app.seating.toggle(stadium, ANN, SeatId(3))).selected == {3}
