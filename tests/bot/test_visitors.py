"""One visitor's history: found by what the organizer knows of them, among the own visitors only."""

import pytest

from core.domain.event_plan import QuestionPlan
from core.domain.ids import EventId, PersonId, QuestionId
from core.domain.person import Role
from core.domain.question import WHOLE_ORDER, Asked, QuestionKind, Scope
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.bot.test_reports import NOT_ALLOWED, buy, file, printed, table
from tests.plans import club_night, plan
from tests.teams import hire

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
async def concert(kassa: Kassa, pool: Pool, owner: Somebody, ann: Somebody, bob: Somebody) -> EventId:
    """Ann has bought three seats and left her number; one is given to Bob, one was taken back, with one she came."""
    questions = (QuestionPlan(QuestionKind.PHONE, Scope.ORDER, is_required=False),)
    event_id = await kassa.app.organizing.create_event(plan(questions=questions))
    await buy(kassa, event_id, ann, 1, 11, 12)
    order_id = await pool.fetchval("SELECT min(id) FROM orders")
    asked = Asked(event_id, order_id, QuestionId(1), WHOLE_ORDER)
    await kassa.app.attending.answer(asked, PersonId(ann.id), "067 123 45 67")
    first, second, third = (await kassa.app.ticketing.mine(PersonId(ann.id)))[0].tickets
    _, secret = await kassa.app.giving.offer(event_id, second.id, PersonId(ann.id))
    await kassa.app.giving.take(event_id, secret, PersonId(bob.id))
    await kassa.app.returning.take_back(PersonId(owner.id), event_id, order_id, [third.id])
    await kassa.app.checkin.take_post(PersonId(owner.id), event_id)
    await kassa.app.checkin.scan(PersonId(owner.id), first.number)
    await kassa.deliver()
    return event_id


async def look_for(owner: Somebody, typed: str) -> None:
    await owner.say("/reports")
    await owner.tap("🔎 A visitor’s history")
    await owner.say(typed)


@pytest.mark.parametrize("typed", ["@ann", "ANN", "2002", "+38 067 123-45-67", "0671234567", "380671234567"])
async def test_a_visitor_is_found_by_whatever_is_known(
    kassa: Kassa, concert: EventId, owner: Somebody, ann: Somebody, typed: str
) -> None:
    assert ann.id == 2002
    await look_for(owner, typed)
    assert owner.screen.startswith("📊 Visitor · Ann\n@ann")
    assert "Tickets bought: 3\nAttended: 1\nReturned: 1" in owner.screen
    assert f"Spent: 1,350{NBSP}UAH" in owner.screen


async def test_the_history_as_files(kassa: Kassa, concert: EventId, owner: Somebody) -> None:
    await look_for(owner, "@ann")
    await owner.tap("📎 CSV")
    rows = table(file(kassa, owner))
    assert [(row["How"], row["Status"], bool(row["Came in"])) for row in rows] == [
        ("bought", "valid", True),
        ("given to a friend", "valid", False),
        ("bought", "returned", False),
    ]
    await owner.tap("📎 XLSX")
    assert file(kassa, owner).startswith(b"PK")
    await owner.tap("📎 PDF")
    assert "given to a friend" in printed(file(kassa, owner))
    await look_for(owner, "@bob")
    assert "Tickets bought: 0" in owner.screen and "Spent: 0" in owner.screen


@pytest.mark.parametrize("typed", ["Nobody", "@iryna", "%", "_", "99999", "2001", "' OR 1=1 --"])
async def test_whoever_had_no_ticket_is_not_found_and_may_be_typed_again(
    kassa: Kassa, concert: EventId, owner: Somebody, typed: str
) -> None:
    await look_for(owner, typed)
    assert owner.screen.startswith("Nobody like that has had a ticket for your events.")
    await owner.say("@ann")
    assert "Visitor · Ann" in owner.screen


async def test_of_too_many_visitors_the_first_are_shown_and_more_may_be_typed(kassa: Kassa, owner: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(price_minor=0))
    for number in range(11):
        guest = await kassa.meet(f"Guest {number:02}")
        await guest.open_link(f"e{event_id}")
        await guest.tap("Get tickets", "1", "free")
    await look_for(owner, "Guest")
    assert owner.screen.startswith("There are many such people, these are the first 10.")
    assert sum("Guest" in label for label in owner.buttons) == 10
    await owner.say("Guest 10")
    assert "Guest 10" in owner.screen and "photo" in owner.last


async def test_only_visitors_of_the_own_events_are_known(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    olha = await kassa.meet("Olha")
    await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    club = await kassa.app.organizing.create_event(club_night())
    await pool.execute("UPDATE events SET team_id = 2 WHERE id = $1", concert)
    await hire(kassa.app, olha.id, Role.ORGANIZER)
    await look_for(olha, "@ann")
    assert olha.screen.startswith("Nobody like that")
    for data in (f"visits1:{ann.id}", f"visfile1:{ann.id}:csv"):
        await olha.craft(olha.last["message_id"], data)
        assert olha.alert and olha.alert.startswith("Nobody like that")
    await buy(kassa, club, ann, 1, 2)
    await look_for(olha, "@ann")
    assert "Tickets bought: 2" in olha.screen and f"Spent: 600{NBSP}UAH" in olha.screen
    await bob.craft(bob.last["message_id"], f"visits1:{ann.id}")
    assert bob.alert == NOT_ALLOWED
