"""The rules of the sale and of the door of an event that is there are changed by buttons and words."""

from datetime import timedelta

import pytest

from bot.callbacks import AskRule, ChooseRule, ShowRules
from core.domain.checkin import Direction
from core.domain.event_plan import GatePlan
from core.domain.event_rule import EventRule
from core.domain.ids import EventId, GateId, PersonId
from core.domain.refusal import NotAllowed, NotUnderstood
from core.domain.return_policy import ReturnPolicy
from db import events
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.plans import CLOCK_START, plan

OWNER = PersonId(2001)


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


async def open_rules(owner: Somebody) -> None:
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "✏️ Change", "⚙️ Rules of the sale and the door")


async def test_every_rule_is_shown_as_it_is_and_can_be_changed(
    kassa: Kassa, owner: Somebody, concert: EventId, pool: Pool
) -> None:
    await open_rules(owner)
    for line in ("Tickets a buyer: 4", "Time to pay: 10 min", "Entrances: one door for all", "Re-entry: not allowed"):
        assert line in owner.screen
    for label, said, line in (
        ("Sale opens", "2.12.2026 10:00", "Sale opens: Dec 2, 10:00"),
        ("Sale ends", "8.12.2026 9:00", "Sale ends: Dec 8, 09:00"),
        ("Tickets a buyer", "7", "Tickets a buyer: 7"),
        ("Time to pay", "20", "Time to pay: 20 min"),
        ("Time to take an offer", "45", "Time to take an offer: 45 min"),
        ("Returns", "6.12.2026 14:00 50%", "Returns: "),
        ("Entrances", "Main\nBoxes: front", "Entrances: Main; Boxes (Front)"),
        ("Artists", "Ann, Bob", "Artists: Ann, Bob"),
        ("Asked of buyers", "name*\nphone\nT-shirt size*", "Asked of buyers: name*; phone; T-shirt size*"),
        ("Edit answers until", "7.12.2026 9:00", "Edit answers until: Dec 7, 09:00"),
    ):
        await owner.tap(label)
        await owner.say(said)
        assert line in owner.screen, owner.screen
    for label, choice, line in (
        ("Returns", "All until a day before", "Returns: "),
        ("Single seats", "may not be left alone", "Single seats: may not be left alone"),
        ("Reminders", "a day before", "Reminders: a day before"),
        ("Re-entry", "allowed", "Re-entry: allowed"),
        ("Kind of event", "🎤 Stand-up", "Kind of event: 🎤 Stand-up"),
        ("Entrances", "one door for all", "Entrances: one door for all"),
        ("Reminders", "a day and two hours before", "Reminders: a day and two hours before"),
    ):
        await owner.tap(label, choice)
        assert owner.toast == "Changed." and line in owner.screen, owner.screen
    event = await events.by_id(pool, concert)
    assert event and (event.limit_per_buyer, event.hold_ttl) == (7, timedelta(minutes=20))
    assert event.sale_starts_at.isoformat() == "2026-12-02T10:00:00+02:00"
    assert await pool.fetchval("SELECT count(*) FROM reminders") == 2
    await owner.say("/audit")
    assert "changed Tickets a buyer → 7" in owner.screen
    await open_rules(owner)
    await owner.tap("Entrances")
    await owner.say("Main entrance\nBoxes: Front")
    await owner.say("/audit")
    assert "changed Entrances → Main entrance; Boxes: Front" in owner.screen


async def test_what_cannot_be_is_refused_and_may_be_typed_again(
    kassa: Kassa, owner: Somebody, concert: EventId
) -> None:
    await open_rules(owner)
    await owner.tap("Sale ends")
    await owner.say("someday")
    assert "cannot read a day and a time" in owner.screen
    await owner.say("28.03.2027 3:30")
    assert "28.03.2027 03:30 does not exist: the clocks go forward that night." in owner.screen
    await owner.say("1.11.2026 9:00")
    assert "opens before it ends" in owner.screen
    await owner.say("7.12.2026 9:00")
    assert "Sale ends: Dec 7, 09:00" in owner.screen


async def test_returns_never_get_worse_for_those_who_have_tickets(kassa: Kassa, owner: Somebody, ann: Somebody) -> None:
    until = CLOCK_START + timedelta(days=5)
    concert = await kassa.app.organizing.create_event(plan(returns=ReturnPolicy(until, 50)))
    change = kassa.app.arranging.change
    await change(OWNER, concert, EventRule.RETURNS, "never")
    await change(OWNER, concert, EventRule.RETURNS, "6.12.2026 14:00 50%")
    await ann.open_link(f"e{concert}")
    await ann.tap("Choose seats", "Row B", "2", "Hold", "Pay")
    await ann.pay()
    for worse in ("never", "5.12.2026 14:00 50%", "6.12.2026 14:00 40%"):
        with pytest.raises(NotUnderstood):
            await change(OWNER, concert, EventRule.RETURNS, worse)
    await change(OWNER, concert, EventRule.RETURNS, "7.12.2026 14:00 50%")


async def test_an_entrance_that_was_used_stays_and_others_may_go(
    kassa: Kassa, owner: Somebody, concert: EventId
) -> None:
    arranging, checkin = kassa.app.arranging, kassa.app.checkin
    await arranging.change(OWNER, concert, EventRule.GATES, "Main\nBack")
    await checkin.take_post(OWNER, concert, GateId(2), Direction.IN)
    await checkin.scan(OWNER, "nothing")
    with pytest.raises(NotUnderstood):
        await arranging.change(OWNER, concert, EventRule.GATES, "Main")
    await arranging.change(OWNER, concert, EventRule.GATES, "back: Front\nSide")
    post = await checkin.post(OWNER)
    assert [(gate.id, gate.name, gate.tier_ids) for gate in post.gates] == [(2, "back", {1}), (3, "Side", None)]
    assert post.gate == post.gates[0]


async def test_entrances_named_alike_by_an_older_file_become_one(owner: Somebody, kassa: Kassa) -> None:
    alike = (GatePlan("Main  й"), GatePlan("main и\u0306"))
    concert = await kassa.app.organizing.create_event(plan(gates=alike))
    await kassa.app.checkin.take_post(OWNER, concert, GateId(1), Direction.IN)
    await kassa.app.checkin.scan(OWNER, "nothing")
    await kassa.app.arranging.change(OWNER, concert, EventRule.GATES, "Main й\nSide")
    post = await kassa.app.checkin.post(OWNER)
    assert [(gate.id, gate.name) for gate in post.gates] == [(1, "Main й"), (3, "Side")]


async def test_a_question_that_stays_keeps_its_answers_and_a_new_one_gets_none(
    kassa: Kassa, owner: Somebody, ann: Somebody, concert: EventId, pool: Pool
) -> None:
    change = kassa.app.arranging.change
    await change(OWNER, concert, EventRule.QUESTIONS, "name*\nT-shirt size*")
    await ann.open_link(f"e{concert}")
    await ann.tap("Choose seats", "Row B", "1", "Hold", "📝 Details")
    await ann.say("Ann Lee")
    await ann.say("XL")
    await change(OWNER, concert, EventRule.QUESTIONS, "Shoe size\nname*")
    assert [tuple(row) for row in await pool.fetch("SELECT id, kind, label FROM questions ORDER BY id")] == [
        (1, "name", None),
        (3, "text", "Shoe size"),
    ]
    await change(OWNER, concert, EventRule.QUESTIONS, "-")
    await change(OWNER, concert, EventRule.QUESTIONS, "Hat size")
    assert await pool.fetchval("SELECT id FROM questions") == 3, "1 and 2 have answers of other questions"
    assert await pool.fetchval("SELECT count(*) FROM answers WHERE question_id IN (1, 2)") == 2


async def test_only_the_team_changes_rules(kassa: Kassa, ann: Somebody, concert: EventId) -> None:
    await ann.say("/start")
    for payload in (
        ShowRules(event_id=concert),
        AskRule(event_id=concert, rule=EventRule.LIMIT),
        ChooseRule(event_id=concert, rule=EventRule.LIMIT, choice="99"),
    ):
        await ann.craft(ann.last["message_id"], payload.pack())
        assert ann.alert == "This is for the organizer’s staff only."
    with pytest.raises(NotAllowed):
        await kassa.app.arranging.change(PersonId(ann.id), concert, EventRule.LIMIT, "99")
