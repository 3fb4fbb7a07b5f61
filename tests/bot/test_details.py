"""Who comes: asked in one message before the tickets, changed in it after."""

from datetime import timedelta

import pytest

from core.domain.event_plan import QuestionPlan
from core.domain.ids import EventId, OrderId, PersonId, SectionId
from core.domain.question import QuestionKind, Scope
from db.pool import Pool
from tests.books import assert_books_balance
from tests.bot.telegram import Kassa, Somebody, words
from tests.bot.test_my_tickets import link_for, open_tickets
from tests.plans import CLOCK_START, Clock, club_night, plan

NAME, PHONE = QuestionPlan(QuestionKind.NAME), QuestionPlan(QuestionKind.PHONE, Scope.ORDER)
WISH = QuestionPlan(QuestionKind.TEXT, Scope.ORDER, is_required=False, label="Any wish?")


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    until = CLOCK_START + timedelta(days=5)
    return await kassa.app.organizing.create_event(plan(questions=(NAME, PHONE, WISH), details_until=until))


async def hold(buyer: Somebody, event_id: EventId, *seats: str) -> None:
    await buyer.open_link(f"e{event_id}")
    await buyer.tap("Choose seats", "Row A", *seats, "Hold")


async def fill_in(buyer: Somebody) -> None:
    """One ticket, everything answered or passed over."""
    await buyer.tap("📝 Details (0 of 3)", f"👤 {buyer_name(buyer)}")
    await buyer.press("📱 Send my number")
    await buyer.tap("Skip ›")


def buyer_name(buyer: Somebody) -> str:
    return buyer.kassa.telegram.chat(buyer.id).person.first_name


def typed(somebody: Somebody) -> list[str]:
    """What they said and what still stands in the chat."""
    return [words(message) for message in somebody.messages if not message["from"]["is_bot"]]


async def test_a_buyer_answers_by_tapping_typing_and_sending_a_contact_in_one_message(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody
) -> None:
    await hold(ann, concert, "7", "8")
    assert "The organizer asks who comes" in ann.screen
    assert not [label for label in ann.buttons if "Pay" in label], "the details take the place of the payment"
    form, chat = ann.last["message_id"], len(ann.messages)

    await ann.tap("📝 Details (0 of 4)")
    assert ann.screen.startswith("📝 Name · 1/4\nStalls, row A, seat 7")
    assert "The seats are held for you until 14:10" in ann.screen
    await ann.say("Zoë  O’Neill\n")
    assert "2/4\nStalls, row A, seat 8" in ann.screen
    assert ann.buttons == ["👤 Ann", "↻ Zoë O’Neill", "‹ Back"]
    await ann.tap("👤 Ann")
    assert ann.keys == ["📱 Send my number"]
    assert ann.screens[-2].startswith("📝 Phone · 3/4\nFor the whole order")
    await ann.press("📱 Send my number")
    assert ann.keys == []
    assert ann.screen.startswith("📝 Any wish? · 4/4")
    await ann.tap("Skip ›")

    assert "Stalls, row A, seat 7\nName: Zoë O’Neill" in ann.screen
    assert f"Phone: +380 67 000 {ann.id}" in ann.screen
    assert "Any wish: —" in ann.screen
    assert (ann.last["message_id"], len(ann.messages)) == (form, chat), "one message changed in place"
    assert not [said for said in typed(ann) if "Neill" in said], "and what was typed is only there"
    await ann.tap("Pay")
    assert (await ann.pay()).status == "approved"
    await assert_books_balance(pool, concert, clock())
    await open_tickets(ann)
    assert [line for line in ann.screen.splitlines() if "👤" in line] == ["👤 Zoë O’Neill", "👤 Ann"]


async def test_the_hold_tells_how_far_one_is_and_leads_back_to_the_question(concert: EventId, ann: Somebody) -> None:
    await hold(ann, concert, "7")
    await ann.tap("📝 Details (0 of 3)", "👤 Ann", "‹ Back")
    assert "Now: Ann" in ann.screen
    await ann.tap("‹ Back")
    assert "📝 Details (1 of 3)" in ann.buttons
    await ann.tap("📝 Details (1 of 3)")
    await ann.say("067 123 45 67")
    await ann.tap("‹ Back", "‹ Back", "‹ Back")
    assert [label.split(" 9")[0] for label in ann.buttons[:2]] == ["💳 Pay", "📝 Details (2 of 3)"], "a wish is no must"


async def test_each_answer_can_be_changed_from_the_summary(concert: EventId, ann: Somebody) -> None:
    await hold(ann, concert, "7")
    await fill_in(ann)
    await ann.tap("✏️ A-7 · Name")
    await ann.say("Eve")
    assert "Name: Eve" in ann.screen
    await ann.tap("✏️ Any wish?")
    await ann.say("A window, <b>please</b> & thanks")
    assert "Any wish: A window, <b>please</b> & thanks" in ann.screen
    await ann.tap("✏️ Any wish?", "✖️ Remove the answer")
    assert "Any wish: —" in ann.screen
    await ann.tap("✏️ Phone", "‹ Back")
    assert ann.keys == []
    assert "+380" in ann.screen
    await ann.tap("‹ Back")
    assert "Held for you until" in ann.screen


async def test_a_name_like_a_tag_is_shown_as_it_was_typed(kassa: Kassa, owner: Somebody, ann: Somebody) -> None:
    nasty = "A <b>&amp; B"
    asked = QuestionPlan(QuestionKind.TEXT, label="Is 1 < 2 & 3?")
    event_id = await kassa.app.organizing.create_event(plan(questions=(NAME, asked)))
    await hold(ann, event_id, "7")
    await ann.tap("📝 Details (0 of 2)")
    await ann.say(nasty)
    assert ann.last["text"].startswith("📝 Is 1 < 2 & 3? · 2/2")
    await ann.say("<i>")
    assert f"Name: {nasty}\nIs 1 < 2 & 3: <i>" in ann.last["text"]
    await ann.tap("Pay")
    await ann.pay()
    await open_tickets(ann)
    assert f"👤 {nasty}" in ann.last["text"]
    [group] = await kassa.app.ticketing.mine(PersonId(ann.id))
    await owner.say("/door")
    await owner.tap("Океан Ельзи")
    await owner.say(group.tickets[0].number)
    assert f"Front · {nasty}" in owner.last["text"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("call me", "This does not look like a phone number"),
        ("12", "This does not look like a phone number"),
        ("1" * 400, "This is too long: at most 320 characters fit"),
    ],
)
async def test_what_is_no_answer_is_told_above_the_question(
    concert: EventId, ann: Somebody, said: str, why: str
) -> None:
    await hold(ann, concert, "7")
    await ann.tap("📝 Details (0 of 3)", "👤 Ann")
    chat = len(ann.messages)
    await ann.say(said)
    question = next(screen for screen in ann.screens if "📝 Phone" in screen)
    assert question.startswith(f"⚠️ {why}")
    assert (len(ann.messages), ann.keys) == (chat, ["📱 Send my number"]), "the key is still there"
    await ann.say("+380 67 123 45 67")
    assert ann.screen.startswith("📝 Any wish?")


async def test_the_contact_of_somebody_else_is_refused(concert: EventId, ann: Somebody, bob: Somebody) -> None:
    await hold(ann, concert, "7")
    await ann.tap("📝 Details (0 of 3)", "👤 Ann")
    await ann.send_contact(bob)
    assert any("⚠️ This is the contact of somebody else" in screen for screen in ann.screens)
    await ann.send_contact()
    assert ann.screen.startswith("📝 Any wish?")


async def test_a_contact_is_no_answer_to_another_question(kassa: Kassa, concert: EventId, ann: Somebody) -> None:
    await hold(ann, concert, "7")
    await ann.tap("📝 Details (0 of 3)")
    await ann.send_contact()
    assert "This is not asked any more" in ann.screen
    view = await kassa.app.attending.form(concert, (await orders_of(kassa, ann))[0], PersonId(ann.id))
    assert view.form.done == 0


@pytest.mark.parametrize("else_", ["/tickets", "tap"])
async def test_who_does_something_else_gets_their_keyboard_back(concert: EventId, ann: Somebody, else_: str) -> None:
    await hold(ann, concert, "7")
    await ann.tap("📝 Details (0 of 3)", "👤 Ann")
    assert ann.keys
    await (ann.tap("‹ Back") if else_ == "tap" else ann.say(else_))
    assert ann.keys == []
    assert not any("👇" in screen for screen in ann.screens)
    if else_ != "tap":
        await ann.say("Ann")
        assert "Nothing like that" in ann.screen, "nothing waits for words any more"


async def test_a_hold_that_ends_says_so_in_place_of_the_form(
    kassa: Kassa, concert: EventId, clock: Clock, ann: Somebody
) -> None:
    await hold(ann, concert, "7")
    await ann.tap("📝 Details (0 of 3)")
    clock.go(minutes=8)
    await kassa.app.seating.nudge_due()
    await kassa.deliver()
    assert ann.screen.startswith("⏰ Your hold ends at 14:10")
    await ann.say("Zoe")
    assert "📝 Phone · 2/3" in ann.screens[-2], "the form had gone: it comes again, below"
    clock.go(minutes=3)
    await kassa.app.seating.release_due()
    await kassa.deliver()
    assert any("Your hold has ended" in screen for screen in ann.screens)
    assert not any("📝" in screen for screen in ann.screens if "ends at" not in screen)
    await ann.say("+380671234567")
    assert any("Your hold has ended and the seats are on sale again" in screen for screen in ann.screens)
    assert ann.keys == []


async def test_an_old_button_does_not_pay_before_the_details(concert: EventId, ann: Somebody) -> None:
    await hold(ann, concert, "7")
    await ann.craft(ann.last["message_id"], f"pay1:{concert}:1")
    assert ann.alert and ann.alert.startswith("2 details are still missing.")
    assert "📝 Details (0 of 3)" in ann.buttons
    assert not any("invoice" in message for message in ann.messages)


async def test_what_is_forgotten_meanwhile_is_asked_before_the_money(
    kassa: Kassa, concert: EventId, ann: Somebody
) -> None:
    await hold(ann, concert, "7")
    await fill_in(ann)
    await ann.tap("Pay")
    await kassa.app.people.forget(PersonId(ann.id))
    result = await ann.pay()
    assert result.status == "refused"
    assert result.error and "2 details are still missing" in result.error


async def test_places_without_names_are_told_apart(kassa: Kassa, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(price_minor=0, questions=(NAME, PHONE)))
    await ann.open_link(f"e{event_id}")
    await ann.tap("Get tickets", "2", "📝 Details (0 of 3)")
    assert "Dance floor, ticket 1" in ann.screen
    await ann.tap("👤 Ann")
    assert "Dance floor, ticket 2" in ann.screen
    await ann.tap("↻" if "↻ Ann" in ann.buttons else "👤 Ann")
    await ann.press("📱 Send my number")
    await ann.tap("✅ Get tickets for free")
    assert len(ann.photos) == 2


async def test_after_the_purchase_they_are_changed_until_the_time_of_the_event(
    concert: EventId, clock: Clock, ann: Somebody, owner: Somebody
) -> None:
    await hold(ann, concert, "7")
    await fill_in(ann)
    await ann.tap("Pay")
    await ann.pay()
    before = ann.photo_bytes(ann.photos[-1])
    await open_tickets(ann, "📝 Details")
    assert "You can change this until Dec 6, 14:00" in ann.screen
    await ann.tap("✏️ A-7 · Name")
    await ann.say("Eve")
    await ann.tap("‹ Back", "Show the codes")
    assert ann.photo_bytes(ann.photos[-1]) != before, "the name is on the ticket"
    number = words(ann.photos[-1]).rpartition("№ ")[2]
    await owner.say("/door")
    await owner.tap("Океан Ельзи")
    await owner.say(number)
    assert "Front · Eve" in owner.screen

    await open_tickets(ann, "📝 Details")
    clock.go(days=6)
    await ann.tap("✏️ A-7 · Name")
    assert ann.alert == (
        "This could be changed until Sunday, December 6, 14:00. If something is wrong, write to the organizer: /support"
    )
    await open_tickets(ann, "📝 Details")
    assert "This cannot be changed any more" in ann.screen
    assert ann.buttons == ["‹ Back"]


async def test_who_takes_a_gift_is_asked_and_does_not_see_the_giver(
    concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await hold(ann, concert, "7")
    await fill_in(ann)
    await ann.tap("Pay")
    await ann.pay()
    await bob.open_link(await link_for(ann, "A-7"))
    await bob.tap("Take the ticket", "📝 Details")
    form = next(screen for screen in bob.screens if screen.startswith("📝"))
    assert form.startswith("📝 Name · 1/1")
    await bob.tap("👤 Bob")
    assert any("Name: Bob" in screen for screen in bob.screens)
    assert not any("+380" in screen or "Ann" in screen for screen in bob.screens if screen.startswith("📝"))


@pytest.mark.parametrize(
    "act",
    ["fill1:{e}:1", "details1:{e}:1:0", "ask1:{e}:1:1:7", "skip1:{e}:1:3:0", "use1:{e}:1:1:7:0", "ask1:{e}:1:9:9"],
)
@pytest.mark.parametrize("is_paid", [False, True])
async def test_nobody_else_gets_at_the_answers(
    kassa: Kassa, concert: EventId, ann: Somebody, bob: Somebody, act: str, is_paid: bool
) -> None:
    await hold(ann, concert, "7")
    await fill_in(ann)
    if is_paid:
        await ann.tap("Pay")
        await ann.pay()
    await bob.craft(bob.last["message_id"], act.format(e=concert))
    assert bob.alert == "This order is not yours or is not there any more. Your tickets: /tickets"
    assert bob.keys == []


async def test_a_form_of_many_tickets_has_pages(kassa: Kassa, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(price_minor=0, limit_per_buyer=12, questions=(NAME,)))
    await kassa.app.seating.hold_quantity(event_id, PersonId(ann.id), SectionId(1), 12)
    await ann.open_link(f"e{event_id}")
    await ann.tap("My hold", "📝 Details (0 of 12)", "👤 Ann")
    for _ in range(11):
        await ann.tap(next(label for label in ann.buttons if "Ann" in label))
    assert "ticket 6" in ann.screen and "ticket 7" not in ann.screen
    await ann.tap("Later ›")
    assert "ticket 12" in ann.screen and "ticket 6" not in ann.screen
    await ann.tap("✏️ 12 · Name")
    await ann.say("Zoe")
    await ann.tap("Later ›")
    assert "ticket 12\nName: Zoe" in ann.screen


async def orders_of(kassa: Kassa, somebody: Somebody) -> list[OrderId]:
    rows = await kassa.app.attending.pool.fetch("SELECT id FROM orders WHERE buyer_id = $1", somebody.id)
    return [OrderId(row["id"]) for row in rows]
