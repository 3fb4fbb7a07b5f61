"""Two doors at their busiest: every ticket comes in once, and the counts are exact."""

import asyncio
import os
import random
from collections import Counter
from dataclasses import replace

from core.app import App
from core.domain.checkin import Direction, Verdict
from core.domain.event_plan import GatePlan, TierPlan
from core.domain.ids import EventId, GateId, PersonId, SectionId
from core.domain.ticket import Ticket
from db.pool import Pool
from tests.core.services.test_races import buyers
from tests.plans import Clock, club_night
from tests.teams import hire

TICKETS = int(os.environ.get("KASSA_DOOR_TICKETS", 500))
"""With `make chance` as many as a hall has."""
IN_ORDER, DUPLICATES = 100, 0.1


async def test_two_doors_scan_all_tickets_with_duplicates(app: App, pool: Pool, clock: Clock) -> None:
    gates = (GatePlan("East"), GatePlan("West"))
    event_id = await app.organizing.create_event(club_night(TICKETS, 0, gates=gates, limit_per_buyer=IN_ORDER))
    people = await buyers(app, TICKETS // IN_ORDER)
    sold = [ticket for person in people for ticket in await get_tickets(app, event_id, person)]
    assert len(sold) == TICKETS
    chance = random.Random(2026)
    shown = sold + chance.sample(sold, int(TICKETS * DUPLICATES))
    chance.shuffle(shown)
    queues = [shown[::2], shown[1::2]]

    verdicts: Counter[Verdict] = Counter()
    for of_door in await asyncio.gather(*(work(app, event_id, gate, queue) for gate, queue in enumerate(queues, 1))):
        verdicts += of_door

    assert verdicts == {Verdict.ADMITTED: TICKETS, Verdict.ALREADY_ADMITTED: int(TICKETS * DUPLICATES)}
    counts = await app.checkin.counts(PersonId(2001), event_id)
    assert (counts.inside, counts.expected) == (TICKETS, TICKETS)
    assert sum(counts.by_gate.values()) == sum(counts.by_quarter.values()) == TICKETS


async def test_tickets_shown_in_one_moment_get_verdicts_of_their_own(app: App, pool: Pool, clock: Clock) -> None:
    gates = (GatePlan("East", ("Entry",)), GatePlan("West", ("Backstage",)))
    night = club_night(TICKETS, 0, gates=gates, limit_per_buyer=IN_ORDER, allows_reentry=True)
    night = replace(night, tiers=(*night.tiers, TierPlan("Backstage", 0)))
    event_id, other_event_id = (
        await app.organizing.create_event(night),
        await app.organizing.create_event(club_night(price_minor=0)),
    )
    ann, bob = await buyers(app, 2)
    sold = await get_tickets(app, event_id, ann)
    elsewhere = (await get_tickets(app, other_event_id, bob, 1))[-1]
    east, west, exit_ = PersonId(51), PersonId(52), PersonId(53)
    for staff, gate, direction in ((east, 1, Direction.IN), (west, 2, Direction.IN), (exit_, 1, Direction.OUT)):
        await hire(app, staff)
        await app.checkin.take_post(staff, event_id, GateId(gate), direction)
    posts = {staff: await app.checkin.post(staff) for staff in (east, west, exit_)}
    for inside in sold[:3]:
        await app.checkin.decide(posts[east], east, inside)
    await app.checkin.decide(posts[exit_], exit_, sold[0])
    await app.returning.take_back(PersonId(2001), event_id, sold[4].order_id, [sold[4].id])
    shown = [
        (east, sold[0], Verdict.READMITTED),
        (east, sold[1], Verdict.ALREADY_ADMITTED),
        (exit_, sold[2], Verdict.LEFT),
        (exit_, sold[3], Verdict.NOT_INSIDE),
        (east, sold[4], Verdict.VOID),
        (east, sold[5], Verdict.ADMITTED),
        (west, sold[6], Verdict.WRONG_GATE),
        (east, elsewhere, Verdict.WRONG_EVENT),
        (east, None, Verdict.UNKNOWN),
        (east, sold[7], Verdict.ADMITTED),
        (east, sold[7], Verdict.ALREADY_ADMITTED),
    ]
    before = await pool.fetchval("SELECT max(id) FROM scans")

    scans = await asyncio.gather(*(app.checkin.decide(posts[staff], staff, ticket) for staff, ticket, _ in shown))

    assert [scan.verdict for scan in scans] == [verdict for _, _, verdict in shown]
    log = await pool.fetch("SELECT *, xmin::text FROM scans WHERE id > $1 ORDER BY id", before)
    assert [row["verdict"] for row in log] == [verdict for _, _, verdict in shown]
    assert len({row["xmin"] for row in log}) == 2, (
        "all in one transaction, and the second look at one ticket in another"
    )
    assert [scan.id for scan in scans if scan.id] == [row["id"] for row in log if Verdict(row["verdict"]).can_be_undone]
    told = await pool.fetch(
        "SELECT body FROM messages WHERE kind = 'ticket_scanned' AND id > 3 ORDER BY id DESC LIMIT 3"
    )
    assert [row["body"]["ticket_id"] for row in reversed(told)] == [sold[0].id, sold[5].id, sold[7].id]


async def test_an_alarm_is_heard_by_who_stands_at_the_doors_of_that_event(app: App, pool: Pool, clock: Clock) -> None:
    there, here = [await app.organizing.create_event(club_night(price_minor=0)) for _ in range(2)]
    [ann] = await buyers(app, 1)
    [ticket] = await get_tickets(app, here, ann, 1)
    long_ago, elsewhere, present = (PersonId(number) for number in (51, 52, 53))
    for staff, event_id in ((long_ago, here), (elsewhere, there), (present, here)):
        await hire(app, staff)
        if staff == elsewhere:
            clock.go(days=1)
        await app.checkin.take_post(staff, event_id)
    await app.checkin.scan(present, ticket.number)
    await app.checkin.was_not_me(ann, here, ticket.id)
    told = await pool.fetch("SELECT recipient_id FROM messages WHERE kind = 'door_alarm'")
    assert [row["recipient_id"] for row in told] == [present]


async def get_tickets(app: App, event_id: EventId, person: PersonId, number: int = IN_ORDER) -> list[Ticket]:
    order = await app.seating.hold_quantity(event_id, person, SectionId(1), number)
    await app.checkout.confirm_free(event_id, order.id, person)
    [group] = await app.ticketing.mine(person)
    return list(group.tickets)


async def work(app: App, event_id: EventId, gate: int, queue: list[Ticket]) -> Counter[Verdict]:
    """One after the other, as a door does."""
    staff = PersonId(50 + gate)
    await hire(app, staff)
    await app.checkin.take_post(staff, event_id, GateId(gate))
    return Counter([(await app.checkin.scan(staff, app.ticketing.token(ticket))).verdict for ticket in queue])
