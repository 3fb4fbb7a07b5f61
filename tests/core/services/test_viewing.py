"""What a buyer sees is true now, though the seats of a hall are read only once."""

import pytest

from core.app import App
from core.domain.event_plan import Block, Standing
from core.domain.ids import EventId, PersonId, SeatId, SectionId
from core.domain.layout import Layout
from core.services.layouts import KEPT_UNUSED, Layouts
from db import halls
from db.pool import Executor, Pool
from tests.plans import Clock, plan

ANN, BOB, OWNER = PersonId(1), PersonId(2), PersonId(2001)
STALLS, BALCONY = SectionId(1), SectionId(2)


@pytest.fixture
async def concert(app: App) -> EventId:
    """Seats 1 to 10 in the stalls, 11 to 16 on the balcony."""
    stalls, balcony = Block("Stalls", 2, 5, ("Front", "Back")), Block("Balcony", 2, 3, ("Back",), line=1)
    return await app.organizing.create_event(plan(sections=(stalls, balcony)))


async def hold(app: App, event_id: EventId, buyer: PersonId, *seat_ids: int) -> None:
    for seat_id in seat_ids:
        await app.seating.toggle(event_id, buyer, SeatId(seat_id))
    await app.seating.hold_selected(event_id, buyer)


async def grow(app: App, event_id: EventId, typed: str) -> None:
    view = await app.growing.preview(OWNER, event_id, typed)
    await app.growing.grow(OWNER, event_id, view.id)


async def test_one_section_is_seen_as_in_the_whole_hall(app: App, clock: Clock, concert: EventId) -> None:
    await app.seating.view(concert, ANN)
    await hold(app, concert, BOB, 3, 12)
    whole = (await app.seating.view(concert, ANN)).hall
    assert {seat.id for seat in whole.seats if not seat.is_free} == {3, 12}
    for section_id in (STALLS, BALCONY):
        seen = (await app.seating.view(concert, ANN, section_id)).hall
        assert seen.seats_of(section_id) == whole.seats_of(section_id)

    clock.go(minutes=10)
    assert all(seat.is_free for seat in (await app.seating.view(concert, ANN)).hall.seats)


async def test_a_section_that_is_not_there_has_no_seats(app: App, concert: EventId) -> None:
    assert (await app.seating.view(concert, ANN, SectionId(9))).hall.seats_of(SectionId(9)) == ()


async def test_a_sale_does_not_change_the_version_of_a_hall_and_a_change_of_its_seats_does(
    app: App, pool: Pool, concert: EventId
) -> None:
    versions = [await halls.version(pool, concert)]
    await hold(app, concert, BOB, 3)
    assert await halls.version(pool, concert) == versions[0]
    for change in (
        "UPDATE seats SET x = x + 1 WHERE event_id = $1 AND id = 3",
        "UPDATE seats SET is_accessible = true WHERE event_id = $1 AND id = 4",
        "UPDATE seats SET tier_id = 2 WHERE event_id = $1 AND id = 1",
        "DELETE FROM seats WHERE event_id = $1 AND id = 16",
        "INSERT INTO seats (event_id, id, section_id, tier_id, row, number) VALUES ($1, 17, 2, 2, 'B', '9')",
    ):
        await pool.execute(change, concert)
        versions.append(await halls.version(pool, concert))
        assert versions[-1] > versions[-2], change
        seen = (await app.seating.view(concert, ANN)).hall
        assert [seat.id for seat in seen.seats] == [
            row["id"] for row in await pool.fetch("SELECT id FROM seats WHERE event_id = $1 ORDER BY id", concert)
        ]
    assert seen.seat(SeatId(4)) and seen.seat_by_id[SeatId(4)].is_accessible


async def test_the_seats_of_a_hall_are_read_once(app: App, concert: EventId, monkeypatch: pytest.MonkeyPatch) -> None:
    await app.seating.view(concert, ANN)

    async def never(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(halls, "layout", never)
    for section_id in (None, STALLS):
        await app.seating.view(concert, BOB, section_id)


async def test_a_new_price_is_seen_at_once(app: App, pool: Pool, concert: EventId) -> None:
    await app.seating.view(concert, ANN)
    await pool.execute("UPDATE tiers SET price_minor = 7 WHERE event_id = $1", concert)
    assert (await app.seating.view(concert, ANN, STALLS)).hall.price_minor(SeatId(1)) == 7


async def test_large_halls_that_were_not_used_lately_are_read_again(
    app: App, concert: EventId, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = await app.organizing.create_event(plan())
    monkeypatch.setattr("core.services.layouts.KEPT_SEATS_MAX", 30)
    for event_id in (concert, other, concert):
        assert (await app.seating.view(event_id, ANN)).hall.seats


async def test_halls_that_nobody_looks_at_any_more_are_not_kept(
    app: App, pool: Pool, concert: EventId, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, read = 0.0, list[EventId]()

    async def reading(conn: Executor, event_id: EventId) -> Layout:
        read.append(event_id)
        return await layout(conn, event_id)

    layout = halls.layout
    monkeypatch.setattr(halls, "layout", reading)
    layouts = Layouts(lambda: now)
    forgotten, new = await app.organizing.create_event(plan()), await app.organizing.create_event(plan())
    for event_id in (concert, forgotten):
        await layouts.of_event(pool, event_id)
    now = KEPT_UNUSED.total_seconds() - 1
    await layouts.of_event(pool, concert)
    now += 2
    for event_id in (new, concert, forgotten):
        await layouts.of_event(pool, event_id)
    assert read == [concert, forgotten, new, forgotten]


async def test_places_that_join_a_section_are_seen_in_it_and_in_the_whole_hall(app: App, clock: Clock) -> None:
    """Their ids are after those of all other sections."""
    floor, stalls = Standing("Floor", 3, "Back"), Block("Stalls", 2, 5, ("Front",))
    event_id = await app.organizing.create_event(plan(sections=(floor, stalls)))
    before = await app.seating.view(event_id, ANN)
    await grow(app, event_id, "Floor 2\nBox 1×2 — 900")
    await hold(app, event_id, BOB, 2, 5, 15, 16)

    assert len(before.hall.seats) == 13
    whole = (await app.seating.view(event_id, ANN)).hall
    assert [seat.id for seat in whole.seats] == [1, 2, 3, 14, 15, *range(4, 14), 16, 17]
    assert {seat.id for seat in whole.seats if not seat.is_free} == {2, 5, 15, 16}
    for section_id, ids in ((1, [1, 2, 3, 14, 15]), (2, list(range(4, 14))), (3, [16, 17])):
        seen = (await app.seating.view(event_id, ANN, SectionId(section_id))).hall
        assert [seat.id for seat in seen.seats_of(SectionId(section_id))] == ids
        assert seen.seats_of(SectionId(section_id)) == whole.seats_of(SectionId(section_id))
    assert all(whole.seat(seat.id) == seat for seat in whole.seats)


async def test_who_looked_before_seats_came_still_sees_the_hall(app: App, pool: Pool) -> None:
    floor = Standing("Floor", 3, "Back")
    event_id = await app.organizing.create_event(plan(sections=(floor, Block("Stalls", 2, 5, ("Front",)))))
    layout = await halls.layout(pool, event_id)
    await grow(app, event_id, "Floor 2")
    marks = await halls.free_marks(pool, event_id, SeatId(1), layout.last, app.growing.clock())
    assert len(layout.seats(layout.whole, marks)) == 13
