"""Two teams, the buyers of one of them, and what each of them has: the stage for who may do what."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from core.app import App
from core.domain.broadcast import Audience
from core.domain.checkin import Direction, Reason
from core.domain.cost import CostKind
from core.domain.event_plan import Block, QuestionPlan
from core.domain.event_rule import EventRule
from core.domain.finding import Finding
from core.domain.ids import EventId, PersonId, QuestionId, RefundId, SeatId, SectionId, TierId
from core.domain.order import Order
from core.domain.payment import Charge
from core.domain.person import Person, Role
from core.domain.question import Asked, QuestionKind
from core.domain.queue import Knob, QueueMode
from core.domain.rate import Action
from core.domain.report import About, FileFormat, Range
from core.domain.team import HOUSE
from core.domain.waitlist import Party
from core.event_file.reading import EventFile
from core.services.attending import Source
from db.pool import Pool
from tests.plans import CLOCK_START, club_night, plan
from tests.teams import hire

OWNER = PersonId(2001)
LEAD, DOOR = PersonId(3001), PersonId(3002)
RIVAL, RIVAL_DOOR = PersonId(4001), PersonId(4002)
VERA, STRANGER = PersonId(1001), PersonId(1002)
MARK = "Zorya-7781"
"""Is in everything that is not for other teams, and not for other buyers."""


@dataclass(frozen=True)
class Everyone:
    """`concert` has tickets of Vera's, `party` a hold of hers; both are of the house, where Iryna and Taras work."""

    app: App
    concert: EventId
    party: EventId
    values: dict[str, Any]
    of_hold: dict[str, Any]


async def everyone(app: App, pool: Pool) -> Everyone:
    for person_id, name in ((LEAD, "Iryna"), (DOOR, "Taras"), (RIVAL, "Roman"), (RIVAL_DOOR, "Petro"), (OWNER, "Olha")):
        await app.people.meet(Person(person_id, name, None, "en"))
    await app.people.meet(Person(VERA, f"Vera {MARK}", MARK.lower(), "en"))
    await app.people.meet(Person(STRANGER, "Max", "max", "en"))
    rivals = await app.teaming.found(OWNER, "Rivals")
    await hire(app, LEAD, Role.ORGANIZER)
    await hire(app, DOOR)
    await hire(app, RIVAL, Role.ORGANIZER, rivals.id)
    await hire(app, RIVAL_DOOR, Role.DOOR, rivals.id)
    asks = (QuestionPlan(QuestionKind.NAME),)
    stalls = Block("Stalls", rows=2, seats_in_row=10, tiers=("Front", "Back"))
    concert = await app.organizing.create_event(plan(title=MARK, sections=(stalls,), questions=asks))
    party = await app.organizing.create_event(club_night())
    known = await _what_there_is(app, pool, concert)
    hold = await app.seating.hold_quantity(party, VERA, SectionId(1), 1)
    return Everyone(
        app, concert, party, known, known | {"event_id": party, "order_id": hold.id, "amount_minor": 30_000}
    )


async def _what_there_is(app: App, pool: Pool, concert: EventId) -> dict[str, Any]:
    """A value for each name that a use case gives to what it is asked with."""
    order = await _bought(app, concert)
    tickets = (await app.ticketing.mine_of_event(concert, VERA)).tickets
    ticket, other = tickets
    gift = (await app.giving.offer(concert, other.id, VERA))[1]
    invitation = await app.teaming.invite(LEAD, HOUSE, Role.DOOR)
    await app.checkin.take_post(DOOR, concert)
    scan = await app.checkin.scan(DOOR, other.number)
    cost = (await app.costing.note(LEAD, concert, CostKind.COST, f"100 rent {MARK}")).costs[0]
    broadcast = await app.broadcasting.write(LEAD, concert, Audience(), f"Hello, {MARK}")
    growth = await app.growing.preview(LEAD, concert, "Balcony 2×5 — 450")
    await app.promotion.add(LEAD, concert, f"{MARK} 10%")
    refund_id = RefundId(await pool.fetchval("SELECT coalesce(max(id), 0) + 1 FROM refunds"))
    return {
        "event_id": concert, "order_id": order.id, "ticket_id": ticket.id, "ticket_ids": [ticket.id], "team_id": HOUSE,
        "tier_id": TierId(1), "section_id": SectionId(1), "seat_id": SeatId(7), "gate_id": None, "cost_id": cost.id,
        "scan_id": scan.id, "broadcast_id": broadcast.broadcast.id, "growth_id": growth.id, "refund_id": refund_id,
        "up_to": refund_id, "check": 0, "invitation_id": invitation.id, "member_id": DOOR, "visitor_id": VERA,
        "owner_id": VERA, "secret": gift, "token": app.ticketing.token(ticket), "number": ticket.number,
        "code": MARK.upper(), "typed": ticket.number, "text": "1000", "words": "Vera", "name": "Another team",
        "amount_minor": order.total_minor, "currency": "UAH", "expected_minor": 0, "quantity": 1, "limit": 10,
        "asked": Asked(concert, order.id, QuestionId(1), order.seat_ids[0]), "source": Source.PROFILE,
        "person": Person(STRANGER, "Max", "max", "en"), "rule": EventRule.LIMIT, "direction": Direction.IN,
        "reason": Reason.OTHER, "kind": CostKind.COST, "role": Role.ORGANIZER, "mode": QueueMode.ON,
        "knob": Knob.INSIDE,
        "about": About(Range.EVENT, concert), "audience": Audience(), "party": Party(1), "finding": Finding(),
        "starts_at": CLOCK_START + timedelta(days=8), "file": EventFile.read(FILE), "plan": plan(), "on": True,
        "value": 5, "wish": None, "most": 10, "line": lambda attendee: [attendee.name], "written": lambda lines: None,
        "file_format": FileFormat.CSV, "language": "en", "head": ["name"], "file_id": "AgAC", "mark": "mark",
        "listed": [], "signature": "", "ticks": [], "step": "title", "choice": "x", "unnamed": "?", "is_table": True,
        "latitude": 50.4, "longitude": 30.5, "keeps_answer": False, "publishes": True, "message_id": 1, "at": None,
        "default_what": "", "wants": True, "wants_reminders": True, "next_tap": "", "looks_like": Action.BUYING,
    }  # fmt: skip


async def _bought(app: App, concert: EventId) -> Order:
    for seat_id in (SeatId(7), SeatId(8)):
        await app.seating.toggle(concert, VERA, seat_id)
    order = await app.seating.hold_selected(concert, VERA)
    for seat_id in order.seat_ids:
        await app.attending.answer(Asked(concert, order.id, QuestionId(1), seat_id), VERA, f"Vera {MARK}")
    charge = Charge(concert, order.id, VERA, "charge", "provider-charge", order.total_minor, order.currency)
    await app.checkout.begin_payment(concert, order.id, VERA, order.total_minor, order.currency)
    await app.settling.complete_payment(charge)
    return order


FILE = """
title: A night
venue: {name: Club, city: Kyiv, time_zone: Europe/Kyiv}
starts_at: 2026-12-20 19:00
currency: UAH
tiers: [{name: Entry, price: 100}]
sections: [{name: Floor, capacity: 5, tier: Entry}]
"""
