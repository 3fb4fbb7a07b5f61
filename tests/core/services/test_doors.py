"""Two doors at their busiest: every ticket comes in once, and the counts are exact."""

import asyncio
import random
from collections import Counter

from core.app import App
from core.domain.checkin import Verdict
from core.domain.event_plan import GatePlan
from core.domain.ids import EventId, GateId, PersonId, SectionId
from core.domain.ticket import Ticket
from db.pool import Pool
from tests.core.services.test_races import buyers
from tests.plans import Clock, club_night
from tests.teams import hire

TICKETS, IN_ORDER, DUPLICATES = 2000, 100, 0.1


async def test_two_doors_scan_two_thousand_tickets_with_duplicates(app: App, pool: Pool, clock: Clock) -> None:
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


async def get_tickets(app: App, event_id: EventId, person: PersonId) -> list[Ticket]:
    order = await app.seating.hold_quantity(event_id, person, SectionId(1), IN_ORDER)
    await app.checkout.confirm_free(event_id, order.id, person)
    [group] = await app.ticketing.mine(person)
    return list(group.tickets)


async def work(app: App, event_id: EventId, gate: int, queue: list[Ticket]) -> Counter[Verdict]:
    """One after the other, as a door does."""
    staff = PersonId(50 + gate)
    await hire(app, staff)
    await app.checkin.take_post(staff, event_id, GateId(gate))
    return Counter([(await app.checkin.scan(staff, app.ticketing.token(ticket))).verdict for ticket in queue])
