"""A new event by a dialogue: one message, every step kept, back and cancel everywhere, published or left as a draft."""

import json
from io import BytesIO

import pytest
from aiogram.fsm.storage.memory import MemoryStorage
from PIL import Image

from bot.dispatcher import build_dispatcher
from core.domain.ids import PersonId
from core.domain.person import Role
from db.pool import Pool
from simulator.faults import Fault
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, plan, settings_for_tests
from tests.teams import hire

NBSP = "\N{NO-BREAK SPACE}"
STAFF_ONLY = "This is for the organizer’s staff only."
GONE = "This event is not being made any more: it was cancelled, or is there already. /newevent begins another."


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 480), "navy").save(out, "JPEG")
    return out.getvalue()


async def to_hall(somebody: Somebody, title: str = "Winter Jazz") -> None:
    """Answers all steps before the hall."""
    await somebody.say("/newevent")
    await somebody.say(title)
    await somebody.say("Three sets & <b>no</b> amplifiers.")
    await somebody.tap("Concert")
    await somebody.say("The Roof")
    await somebody.say("Київ")
    await somebody.say("Kyrylivska 41")
    await somebody.send_location(50.4778, 30.4905)
    await somebody.say("24.12 19:30")


async def to_preview(somebody: Somebody) -> None:
    await to_hall(somebody)
    await somebody.say("Stalls 3x4\nDance floor 20")
    await somebody.tap("UAH")
    await somebody.say("Stalls 1-1 1200\nStalls 900\nDance floor 450.50")
    await somebody.tap("From now on")
    await somebody.tap("4", "All until a day before", "Skip")


async def test_an_event_is_made_step_by_step_and_sold(kassa: Kassa, pool: Pool, owner: Somebody, ann: Somebody) -> None:
    await to_preview(owner)
    assert "photo" in owner.last
    for said in (
        "Winter Jazz",
        "Thursday, December 24, 19:30",
        "The Roof",
        "Three sets & <b>no</b>",
        "Stalls A",
        "1,200",
    ):
        assert said in owner.screen, said
    await owner.tap("🪑 Hall")
    assert "32 places" in owner.screen and "photo" in owner.last
    await owner.tap("Back", "🚀 Publish")
    assert owner.toast == "Published: buyers can find it now."
    assert "🛠 Winter Jazz" in owner.screen and "🟢 on sale" in owner.screen and "of 32" in owner.screen
    event = await pool.fetchrow("SELECT * FROM events_at_venues")
    assert event and (event["limit_per_buyer"], event["address"], event["time_zone"]) == (
        4,
        "Kyrylivska 41",
        "Europe/Kyiv",
    )
    assert event["starts_at"].isoformat() == "2026-12-24T17:30:00+00:00"
    assert await pool.fetchval(
        "SELECT free_until = $1::timestamptz - interval '1 day' FROM return_policies", event["starts_at"]
    )
    assert [tuple(row) for row in await pool.fetch("SELECT name, price_minor FROM tiers ORDER BY id")] == [
        ("Stalls A", 120_000),
        ("Stalls", 90_000),
        ("Dance floor", 45_050),
    ]
    await ann.tap("🎟 Events", "Winter Jazz", "Choose seats", "Stalls", "Row A", "2", "Hold", "Pay")
    await ann.pay()
    assert f"1,200{NBSP}UAH" in ann.photos[-1]["caption"] or ann.photos
    await owner.say("/audit")
    assert "made the event “Winter Jazz”" in owner.screen


async def test_all_of_it_is_one_message(kassa: Kassa, owner: Somebody) -> None:
    before = len(owner.messages)
    await to_hall(owner)
    assert len(owner.messages) == before + 1, "the command goes, and all that was typed"
    await owner.say("Floor 10")
    await owner.tap("UAH")
    await owner.say("450")
    await owner.tap("From now on", "4", "No")
    assert len(owner.messages) == before + 1
    await owner.send_photo(photo())
    assert len(owner.messages) == before + 1 and "photo" in owner.last
    await owner.tap("📝 Keep as a draft")
    assert len(owner.messages) == before + 1


async def test_a_night_when_clocks_go_forward(kassa: Kassa, pool: Pool, owner: Somebody) -> None:
    await to_hall(owner)
    await owner.tap("Back")
    await owner.say("28.03.2027 3:30")
    assert "28.03.2027 03:30 does not exist: the clocks go forward that night." in owner.screen
    await owner.say("29.03.2027 3:30")
    await owner.say("Floor 10")
    await owner.tap("UAH")
    await owner.say("450")
    await owner.say("28.03.2027 3:30")
    assert "28.03.2027 03:30 does not exist: the clocks go forward that night." in owner.screen
    await owner.tap("From now on", "4", "All until a day before", "Skip", "🚀 Publish")
    until = await pool.fetchval("SELECT free_until FROM return_policies")
    assert until.isoformat() == "2027-03-28T01:30:00+00:00", "half past four: there is no half past three"


async def test_a_draft_may_be_kept_and_published_later(
    kassa: Kassa, pool: Pool, owner: Somebody, ann: Somebody
) -> None:
    await to_preview(owner)
    await owner.tap("📝 Keep as a draft")
    assert "📝 a draft" in owner.screen
    await ann.tap("🎟 Events")
    assert "Winter Jazz" not in ann.screen
    await owner.tap("🚀 Publish")
    await ann.say("/events")
    assert "Winter Jazz" in ann.screen


async def test_what_is_no_answer_is_explained_and_asked_again(kassa: Kassa, owner: Somebody) -> None:
    await owner.say("/newevent")
    await owner.say("x" * 121)
    assert "⚠️ That is too long: 120 characters at most." in owner.screen and "What is the event called?" in owner.screen
    await owner.say("Jazz")
    await owner.tap("Skip")
    await owner.say("noise")
    assert "⚠️ Choose one of the buttons." in owner.screen
    await owner.tap("Concert")
    await owner.say("The Roof")
    await owner.say("Nowhere")
    await owner.tap("Skip")
    await owner.say("Mars")
    assert "“Mars” is no time zone that I know" in owner.screen
    await owner.tap("Europe/Warsaw", "Skip")
    for typed, why in (("soon", "I cannot read a day and a time in “soon”"), ("1.11.2026 19:30", "is in the past")):
        await owner.say(typed)
        assert why in owner.screen
    assert "Europe/Warsaw" in owner.screen
    await owner.say("tomorrow 19:30")
    await owner.say("lots of seats")
    assert "I cannot read “lots of seats”" in owner.screen
    await owner.say("Floor 30\nBar 10")
    await owner.say("doubloons")
    assert "“doubloons” is no currency" in owner.screen
    await owner.say("eur")
    await owner.say("Floor 30")
    assert "“Bar” has no price yet" in owner.screen
    await owner.say("30")
    await owner.say("in a week")
    assert "I cannot read a day" in owner.screen
    await owner.say("24.12.2026 10:00")
    assert "is not before the event begins" in owner.screen
    await owner.tap("From now on")
    await owner.say("101")
    assert "Type a number from 1 to 100" in owner.screen
    await owner.say("7")
    await owner.tap("half")
    await owner.say("here you are")
    assert "Send a photo, or skip this" in owner.screen


async def test_back_shows_what_was_said_and_keeps_or_changes_it(kassa: Kassa, pool: Pool, owner: Somebody) -> None:
    await to_preview(owner)
    for _ in range(14):
        await owner.tap("Back")
    assert "What is it about?" in owner.screen and "Now: Three sets" in owner.screen
    await owner.tap("Back")
    await owner.say("Summer Jazz")
    for label in ("Leave it as it is",) * 7:
        await owner.tap(label)
    assert "Summer Jazz" in owner.screen and "Which places are there?" in owner.screen
    await owner.tap("Leave it as it is", "Leave it as it is")
    assert "Now: Stalls A 1200, Stalls 900, Dance floor 450.50" in owner.screen
    await owner.tap("Leave it as it is", "From now on", "Leave it as it is", "Leave it as it is", "Skip", "🚀 Publish")
    assert await pool.fetchval("SELECT title FROM events") == "Summer Jazz"
    assert await pool.fetchval("SELECT count(*) FROM events") == 1


async def test_cancelling_is_confirmed_and_leaves_nothing(kassa: Kassa, pool: Pool, owner: Somebody) -> None:
    await to_preview(owner)
    await owner.tap("✖️ Cancel")
    assert "What you have said so far will be gone" in owner.screen
    await owner.tap("Go on")
    assert "🚀 Publish" in owner.buttons
    await owner.tap("✖️ Cancel", "Yes, cancel")
    assert "Events that you organize" in owner.screen
    assert await pool.fetchval("SELECT count(*) FROM events") == 0
    for data in ("draftdone1:1", "draftgo1", "draftback1", "draft1:limit:4", "draftskip1:poster:0", "drafthall1"):
        await owner.craft(owner.last["message_id"], data)
        assert owner.alert == GONE
    await owner.say("Winter Jazz")
    assert "What is it about?" not in owner.screen, "what is typed now is looked for"


async def test_two_taps_make_one_event(kassa: Kassa, pool: Pool, owner: Somebody) -> None:
    await to_preview(owner)
    for _ in range(2):
        await owner.craft(owner.last["message_id"], "draftdone1:1")
    assert owner.alert == GONE
    assert await pool.fetchval("SELECT count(*) FROM events") == 1


async def test_nothing_is_lost_with_the_bot_and_redis(kassa: Kassa, owner: Somebody) -> None:
    await to_hall(owner)
    kassa.dispatcher = build_dispatcher(kassa.app, kassa.notifier, MemoryStorage(), settings_for_tests())
    await owner.say("Floor 10")
    assert "In which currency" in owner.screen and "Winter Jazz" in owner.screen
    kassa.dispatcher = build_dispatcher(kassa.app, kassa.notifier, MemoryStorage(), settings_for_tests())
    await owner.tap("EUR")
    assert "What do the tickets cost (EUR)?" in owner.screen


async def test_what_need_not_be_said_may_be_skipped(kassa: Kassa, pool: Pool, owner: Somebody) -> None:
    await owner.say("/newevent")
    await owner.say("Jazz")
    await owner.tap("Skip", "Concert")
    await owner.say("The Roof")
    await owner.say("Kyiv")
    await owner.tap("Skip", "Skip")
    await owner.say("24.12 19:30")
    await owner.say("10")
    await owner.tap("UAH")
    await owner.say("free")
    await owner.tap("From now on", "4", "No", "Skip")
    assert "📍 The Roof, Kyiv\n\nHall · free" in owner.screen, "no empty lines for what was not said"
    await owner.tap("🚀 Publish")
    event = await pool.fetchrow("SELECT * FROM events_at_venues")
    assert event and (event["title"], event["description"], event["address"]) == ("Jazz", "", "")
    assert await pool.fetchval("SELECT name FROM sections") == "Hall"


async def test_who_does_something_else_is_not_taken_at_their_word(kassa: Kassa, owner: Somebody) -> None:
    await kassa.app.organizing.create_event(plan())
    await owner.say("/newevent")
    await owner.say("/manage")
    await owner.say("Океан Ельзи")
    assert any("Океан Ельзи" in label for label in owner.buttons), "looked for, not taken as the title"
    await owner.say("/newevent")
    assert "You have begun to make an event" in owner.screen
    await owner.tap("Go on")
    await owner.say("Океан Ельзи, again")
    assert "Океан Ельзи, again" in owner.screen and "What is it about?" in owner.screen


async def test_words_for_another_question_answer_no_draft_whose_own_was_never_shown(
    kassa: Kassa, owner: Somebody
) -> None:
    await kassa.app.organizing.create_event(club_night())
    kassa.telegram.faults.add(Fault(method="sendMessage", chat_id=owner.id, code=429))
    await owner.say("/newevent")
    await owner.say("/manage")
    await owner.tap("Techno Night", "💹 Prices", "Entry · 300")
    await owner.say("450")
    assert f"Now: 450{NBSP}UAH" in owner.screen
    await owner.say("/newevent")
    await owner.tap("Go on")
    assert "What is the event called?" in owner.screen


async def test_the_question_before_it_is_cancelled_is_not_answered_by_words(kassa: Kassa, owner: Somebody) -> None:
    await kassa.app.organizing.create_event(plan())
    await owner.say("/newevent")
    await owner.tap("✖️ Cancel")
    await owner.say("/manage")
    await owner.say("Океан Ельзи")
    assert any("Океан Ельзи" in label for label in owner.buttons), "looked for, not taken as the title"


async def test_an_hour_later_words_and_pictures_are_meant_for_something_else(
    kassa: Kassa, clock: Clock, owner: Somebody
) -> None:
    await kassa.app.organizing.create_event(plan())
    await to_hall(owner)
    clock.go(minutes=59)
    await owner.say("Floor 10")
    assert "In which currency" in owner.screen
    clock.go(minutes=61)
    kassa.dispatcher = build_dispatcher(kassa.app, kassa.notifier, MemoryStorage(), settings_for_tests())
    await owner.say("Океан Ельзи")
    assert any("Океан Ельзи" in label for label in owner.buttons), "looked for, not taken as a currency"
    await owner.say("/newevent")
    await owner.tap("Go on")
    assert "In which currency" in owner.screen
    await owner.say("eur")
    assert "What do the tickets cost (EUR)?" in owner.screen


async def test_a_poster_or_a_hall_in_another_kind_of_file_is_asked_for_again(kassa: Kassa, owner: Somebody) -> None:
    await to_hall(owner)
    await owner.send_document(b"PK", "hall.xlsx")
    assert "I cannot read “hall.xlsx”. Type it like this" in owner.screen
    await owner.say("10")
    await owner.tap("UAH")
    await owner.say("free")
    await owner.tap("From now on", "4", "No")
    await owner.send_document(photo(), "poster.jpg")
    assert "Send a photo, or skip this" in owner.screen
    await owner.send_photo(photo())
    assert "photo" in owner.last and "🚀 Publish" in owner.buttons


async def test_what_was_begun_may_be_begun_anew(kassa: Kassa, owner: Somebody) -> None:
    await to_hall(owner)
    await owner.say("/newevent")
    await owner.tap("➕ Begin anew")
    assert "What is the event called?" in owner.screen and "Winter" not in owner.screen


async def test_a_venue_and_its_hall_are_had_again(kassa: Kassa, pool: Pool, owner: Somebody) -> None:
    await to_preview(owner)
    await owner.tap("🚀 Publish")
    await owner.say("/newevent")
    await owner.say("Again")
    await owner.tap("Skip", "Concert", "The Roof, Київ")
    assert "When does it begin?" in owner.screen and "Europe/Kyiv" in owner.screen, "nothing more about the venue"
    await owner.say("завтра 19:30")
    await owner.tap("↻ The hall as last time here", "UAH")
    await owner.say("500")
    await owner.tap("From now on", "2", "No", "Skip", "🚀 Publish")
    assert await pool.fetchval("SELECT count(DISTINCT venue_id) FROM events") == 1
    halls = [
        await pool.fetch("SELECT id, section_id, tier_id, row, number, x, y FROM seats WHERE event_id = $1", n)
        for n in (1, 2)
    ]
    assert halls[0] == halls[1] and len(halls[0]) == 32
    assert {row["price_minor"] for row in await pool.fetch("SELECT price_minor FROM tiers WHERE event_id = 2")} == {
        50_000
    }


async def test_a_hall_comes_as_a_file(kassa: Kassa, pool: Pool, owner: Somebody) -> None:
    await to_hall(owner)
    await owner.send_document(b"section,row,seat,tier\nBox,1,,VIP\n", "hall.csv")
    assert "• line 2, seat: is missing" in owner.screen and "Which places are there?" in owner.screen
    await owner.send_document("section;row;seat;tier;x;y\nЛожа;1;1;VIP;0;0\nЛожа;1;2;Прості;5;0\n".encode(), "hall.csv")
    await owner.tap("UAH")
    assert "• VIP" in owner.screen and "• Прості" in owner.screen
    await owner.say("VIP 900\n300")
    await owner.tap("From now on", "2", "No", "Skip", "🚀 Publish")
    assert [tuple(row) for row in await pool.fetch("SELECT name, price_minor FROM tiers ORDER BY id")] == [
        ("VIP", 90_000),
        ("Прості", 30_000),
    ]
    assert await pool.fetchval("SELECT x FROM seats WHERE number = '2'") == 0.5


async def test_a_hall_with_its_prices_comes_as_json(kassa: Kassa, pool: Pool, owner: Somebody) -> None:
    await to_hall(owner)
    section = {"name": "S", "rows": 2, "seats_in_row": 2, "tiers": "A"}
    hall = {"tiers": [{"name": "A", "price": 100}], "sections": [section]}
    await owner.send_document(json.dumps(hall).encode(), "hall.json")
    await owner.tap("UAH", "Leave it as it is", "From now on", "2", "No", "Skip", "🚀 Publish")
    assert await pool.fetchval("SELECT count(*) FROM seats") == 4
    assert await pool.fetchval("SELECT price_minor FROM tiers") == 10_000


async def test_a_team_with_a_currency_is_not_asked_for_it(kassa: Kassa, pool: Pool, owner: Somebody) -> None:
    await pool.execute("UPDATE teams SET currency = 'EUR'")
    await to_hall(owner)
    await owner.say("Floor 10")
    assert "What do the tickets cost (EUR)?" in owner.screen
    await owner.say("0")
    await owner.tap("From now on", "2", "No")
    await owner.send_photo(photo())
    await owner.tap("🚀 Publish")
    assert await pool.fetchval("SELECT poster_file_id IS NOT NULL FROM events")


async def test_what_has_become_wrong_meanwhile_is_said(kassa: Kassa, pool: Pool, clock: Clock, owner: Somebody) -> None:
    await to_preview(owner)
    clock.go(days=40)
    await owner.tap("🚀 Publish")
    assert "starts_at: the event would begin in the past" in owner.screen
    assert await pool.fetchval("SELECT count(*) FROM events") == 0


DATA = (
    *("newevent1", "draftnew1:1", "draftgo1", "draft1:title:x", "draftskip1:description:0", "draftback1"),
    *("draftcancel1:0", "draftcancel1:1", "drafthall1", "draftdone1:1"),
)


@pytest.mark.parametrize("data", DATA)
async def test_buyers_door_staff_and_other_teams_make_no_events_here(
    kassa: Kassa, pool: Pool, ann: Somebody, bob: Somebody, owner: Somebody, data: str
) -> None:
    await hire(kassa.app, bob.id, Role.DOOR)
    for somebody in (ann, bob):
        await somebody.craft(somebody.last["message_id"], data)
        assert somebody.alert == STAFF_ONLY
    jazz = await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    await hire(kassa.app, ann.id, Role.ORGANIZER, jazz.id)
    await ann.craft(ann.last["message_id"], "draftnew1:1")
    assert ann.alert == STAFF_ONLY, "the house is not hers"
    assert await pool.fetchval("SELECT count(*) FROM event_drafts") == 0


async def test_who_leaves_the_team_makes_no_event_of_it(
    kassa: Kassa, pool: Pool, owner: Somebody, ann: Somebody
) -> None:
    jazz = await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    await hire(kassa.app, ann.id, Role.ORGANIZER, jazz.id)
    await to_preview(ann)
    await kassa.app.teaming.dismiss(PersonId(owner.id), jazz.id, PersonId(ann.id))
    await ann.tap("🚀 Publish")
    assert ann.alert == STAFF_ONLY
    assert await pool.fetchval("SELECT count(*) FROM events") == 0
    await ann.say("jazz")
    assert ann.screen != STAFF_ONLY, "they look for events again, as buyers do"


async def test_who_is_forgotten_leaves_no_dialogue(kassa: Kassa, pool: Pool, owner: Somebody) -> None:
    await to_hall(owner)
    await kassa.app.people.forget(PersonId(owner.id))
    assert await pool.fetchval("SELECT count(*) FROM event_drafts") == 0


async def test_another_teams_venue_is_not_to_be_had(kassa: Kassa, pool: Pool, owner: Somebody, ann: Somebody) -> None:
    await to_preview(owner)
    await owner.tap("🚀 Publish")
    jazz = await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    await hire(kassa.app, ann.id, Role.ORGANIZER, jazz.id)
    await ann.say("/newevent")
    await ann.say("Mine")
    await ann.tap("Skip", "Concert")
    assert "The Roof, Київ" not in ann.buttons
    await ann.craft(ann.last["message_id"], "draft1:venue:1")
    assert ann.alert == "Choose one of the buttons."
    await ann.craft(ann.last["message_id"], "draft1:nonsense:" + "9" * 30)
    assert "Where will it be?" in ann.screen


async def test_an_owner_of_several_teams_says_for_which(kassa: Kassa, pool: Pool, owner: Somebody) -> None:
    await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    await owner.say("/newevent")
    await owner.tap("➕ Jazz")
    assert "What is the event called?" in owner.screen
    assert await pool.fetchval("SELECT team_id FROM event_drafts") == 2
