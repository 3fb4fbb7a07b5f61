"""How many are inside: exact where there are few tickets, counted once a second for everybody where there are many."""

import asyncio

import pytest

from core.app import App
from core.domain.checkin import Direction, Post, Turnout, Verdict
from core.domain.ids import EventId, PersonId
from core.domain.ticket import Ticket
from core.services import turnouts
from core.services.checkin import Checkin
from core.services.turnouts import Turnouts
from db import door
from db.pool import Executor, Pool
from tests.core.services.test_doors import get_tickets
from tests.plans import Clock, Watch, club_night
from tests.teams import hire

TARAS, GUESTS = PersonId(51), 5


class Process:
    """One bot of several at the doors of an event; Taras stands at all of them."""

    def __init__(self, app: App, pool: Pool, clock: Clock, watch: Watch, post: Post) -> None:
        keys, guessing = app.checkin.keys, app.checkin.guessing
        self.checkin = Checkin(pool, clock, keys, app.rights, Turnouts(pool, watch), app.batches, guessing)
        self.post = post

    async def scan(self, ticket: Ticket) -> Verdict:
        return (await self.checkin.decide(self.post, TARAS, ticket)).verdict

    async def inside(self) -> int:
        turnout = await self.checkin.turnout(self.post)
        assert turnout.expected == GUESTS
        return turnout.inside


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def night(app: App) -> EventId:
    """Going out for a while is fine."""
    night = club_night(GUESTS, 0, limit_per_buyer=GUESTS, allows_reentry=True)
    event_id = await app.organizing.create_event(night)
    await hire(app, TARAS)
    return event_id


@pytest.fixture
async def tickets(app: App, night: EventId) -> list[Ticket]:
    return await get_tickets(app, night, PersonId(1), GUESTS)


@pytest.fixture
async def processes(app: App, pool: Pool, clock: Clock, watch: Watch, night: EventId) -> tuple[Process, Process]:
    post = await app.checkin.take_post(TARAS, night)
    return Process(app, pool, clock, watch, post), Process(app, pool, clock, watch, post)


@pytest.fixture
def stadium(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five tickets count as many."""
    monkeypatch.setattr(turnouts, "MANY_TICKETS", GUESTS - 1)


async def test_few_tickets_are_counted_each_time(tickets: list[Ticket], processes: tuple[Process, Process]) -> None:
    one, other = processes
    assert await one.inside() == 0
    await other.scan(tickets[0])
    assert await one.inside() == 1


async def test_whose_ticket_was_taken_back_is_not_expected(
    app: App, pool: Pool, night: EventId, tickets: list[Ticket]
) -> None:
    await app.returning.take_back(PersonId(2001), night, tickets[0].order_id, [tickets[0].id])
    assert await door.turnout(pool, night) == Turnout(0, GUESTS - 1)


@pytest.mark.usefixtures("stadium")
async def test_many_tickets_are_counted_once_a_second_for_everybody(
    tickets: list[Ticket], processes: tuple[Process, Process], watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = processes
    counted, count = 0, door.turnout

    async def counting(conn: Executor, event_id: EventId) -> Turnout:
        nonlocal counted
        counted += 1
        return await count(conn, event_id)

    monkeypatch.setattr(door, "turnout", counting)
    assert await one.inside() == 0
    await other.scan(tickets[0])
    assert await asyncio.gather(*(one.inside() for _ in range(50))) == [0] * 50
    assert counted == 1
    watch.now += 1
    assert await asyncio.gather(*(one.inside() for _ in range(50))) == [1] * 50
    assert counted == 2


@pytest.mark.usefixtures("stadium")
async def test_who_scans_sees_their_own_scan_at_once(
    app: App, tickets: list[Ticket], processes: tuple[Process, Process], night: EventId, watch: Watch
) -> None:
    one, _ = processes
    assert await one.inside() == 0
    assert await one.scan(tickets[0]) is Verdict.ADMITTED and await one.inside() == 1
    assert await one.scan(tickets[0]) is Verdict.ALREADY_ADMITTED and await one.inside() == 1
    assert await one.scan(tickets[1]) is Verdict.ADMITTED and await one.inside() == 2
    gate = one.post
    one.post = await app.checkin.take_post(TARAS, night, direction=Direction.OUT)
    assert await one.scan(tickets[0]) is Verdict.LEFT and await one.inside() == 1
    one.post = gate
    assert await one.scan(tickets[0]) is Verdict.READMITTED and await one.inside() == 2
    scan = await one.checkin.decide(gate, TARAS, tickets[2])
    assert scan.id and await one.inside() == 3
    await one.checkin.undo(TARAS, night, scan.id)
    assert await one.inside() == 2
    watch.now += 1
    assert await one.inside() == 2, "as it is counted"


@pytest.mark.usefixtures("stadium")
async def test_a_scan_that_is_counted_already_is_not_added_once_more(
    tickets: list[Ticket], processes: tuple[Process, Process], watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = processes
    await one.inside()
    count, has_begun, may_go_on = door.turnout, asyncio.Event(), asyncio.Event()

    async def slow(conn: Executor, event_id: EventId) -> Turnout:
        has_begun.set()
        await may_go_on.wait()
        return await count(conn, event_id)

    monkeypatch.setattr(door, "turnout", slow)
    watch.now += 1
    asking = asyncio.create_task(one.inside())
    await has_begun.wait()
    await one.scan(tickets[0])
    may_go_on.set()
    assert await asking == 1 and await one.inside() == 1


def test_no_more_are_inside_than_are_expected() -> None:
    assert Turnout(5, 5).moved(1) == Turnout(5, 5) and Turnout(0, 5).moved(-1) == Turnout(0, 5)
