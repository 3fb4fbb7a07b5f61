"""Finding in the chat: filters as buttons, words typed at any time, and the way back."""

from datetime import timedelta

import pytest

from core.domain.category import Category
from core.domain.event_plan import VenuePlan
from core.domain.ids import EventId
from tests.bot.telegram import Kassa, Somebody
from tests.plans import CLOCK_START, Clock, club_night, plan

SPACE = "\N{NO-BREAK SPACE}"
LVIV = VenuePlan("Театр Заньковецької", "Львів", "вул. Лесі Українки, 1", "Europe/Kyiv", 49.84, 24.02)


@pytest.fixture
async def season(kassa: Kassa) -> None:
    """Seven concerts in Kyiv, one play in Lviv, one lecture that is free."""
    for n in range(1, 8):
        await kassa.app.organizing.create_event(
            plan(title=f"Concert {n}", category=Category.CONCERT, starts_at=CLOCK_START + timedelta(days=n))
        )
    await kassa.app.organizing.create_event(plan(title="Тіні предків", category=Category.THEATRE, venue=LVIV))
    await kassa.app.organizing.create_event(club_night(price_minor=0, category=Category.LECTURE))


@pytest.mark.usefixtures("season")
async def test_filters_say_what_is_set_and_add_up(ann: Somebody) -> None:
    await ann.tap("🎟 Events", "📍 City", "Львів")
    assert "1 event" in ann.screen
    assert "📍 Львів" in ann.buttons
    await ann.tap("💰 Price", f"up to 700{SPACE}UAH")
    assert {"📍 Львів", f"💰 up to 700{SPACE}UAH"} <= set(ann.buttons)
    await ann.tap("🎭 Kind", "🎵 Concerts")
    assert "Nothing fits all of this" in ann.screen
    await ann.tap("🎵 Concerts", "Anything")
    assert "Тіні предків" in ann.screen
    await ann.tap("✖️ Clear filters")
    assert {"📍 City", "💰 Price"} <= set(ann.buttons)
    assert "✖️ Clear filters" not in ann.buttons


@pytest.mark.usefixtures("season")
async def test_each_filter_has_a_way_back_that_changes_nothing(ann: Somebody) -> None:
    await ann.tap("🎟 Events", "Later ›")
    before = ann.screen, ann.buttons
    for label in ("🗓 When", "📍 City", "🎭 Kind", "💰 Price"):
        await ann.tap(label, "‹ Back")
        assert (ann.screen, ann.buttons) == before


@pytest.mark.usefixtures("season")
async def test_free_and_on_sale_are_filters_too(ann: Somebody) -> None:
    await ann.tap("🎟 Events", "💰 Price", "Free of charge")
    assert "Techno Night" in ann.screen
    assert "1 event" in ann.screen
    await ann.tap("☐ On sale now")
    assert "✅ On sale now" in ann.buttons
    await ann.tap("✅ On sale now")
    assert "☐ On sale now" in ann.buttons


@pytest.mark.usefixtures("season")
async def test_the_card_leads_back_to_the_same_page_and_filters(ann: Somebody) -> None:
    await ann.tap("🎟 Events", "🎭 Kind", "🎵 Concerts", "Later ›")
    before = ann.screen
    assert "page 2 of 2" in before
    await ann.tap("Concert 7", "🪑 Choose seats", "‹ Back", "‹ Back")
    assert ann.screen == before
    assert "🎵 Concerts" in ann.buttons


@pytest.mark.usefixtures("season")
async def test_words_typed_at_any_time_are_looked_for_and_begin_anew(ann: Somebody) -> None:
    await ann.tap("🎟 Events", "💰 Price", "Free of charge")
    await ann.say("  тині   предкив ")
    assert ann.screen.startswith("🔎 тині предкив · 1 event")
    assert "Тіні предків" in ann.screen
    await ann.tap("Тіні предків", "‹ Back")
    assert ann.screen.startswith("🔎 тині предкив · 1 event")
    await ann.tap("All events")
    assert "Upcoming events" in ann.screen


@pytest.mark.usefixtures("season")
async def test_what_is_not_found_says_what_to_do(ann: Somebody) -> None:
    await ann.say("<b>бетмен</b>")
    assert "🔎 <b>бетмен</b>" in ann.screen
    assert "Try another spelling" in ann.screen
    assert "All events" in ann.buttons
    await ann.say("x" * 4000)
    assert "Try another spelling" in ann.screen


@pytest.mark.usefixtures("season")
async def test_a_question_that_waits_for_text_comes_first(kassa: Kassa, ann: Somebody) -> None:
    await ann.tap("🎟 Events", "💰 Price", "Free of charge", "Techno Night", "🎟 Get tickets")
    await ann.say("concert")
    assert "Please type a number" in ann.screen


@pytest.mark.usefixtures("season")
async def test_staff_type_codes_to_the_door_and_words_to_the_search(owner: Somebody) -> None:
    await owner.say("предки")
    assert owner.screen.startswith("🔎 предки")
    await owner.say("/door")
    await owner.tap("Concert 1")
    for code in ("1234-5678", "1234 567", "https://t.me/kassa_demo_bot?start=t1abc", "festival"):
        await owner.say(code)
        assert "UNKNOWN CODE" in owner.screen, code
    await owner.say("предки")
    assert owner.screen.startswith("🔎 предки")


@pytest.mark.parametrize("data", ["period1:yesterday", "kind1:", "city1:999999", "price1:XXX:5", "filter1:colour"])
@pytest.mark.usefixtures("season")
async def test_a_crafted_filter_does_no_harm(ann: Somebody, data: str) -> None:
    await ann.tap("🎟 Events")
    await ann.craft(ann.last["message_id"], data)
    assert ann.alert is None
    assert ann.buttons


async def test_a_list_says_when_a_sale_opens(kassa: Kassa, ann: Somebody) -> None:
    await kassa.app.organizing.create_event(plan(sale_starts_at=CLOCK_START + timedelta(days=1)))
    await ann.tap("🎟 Events")
    assert "On sale from Dec 2, 14:00" in ann.screen


@pytest.mark.usefixtures("season")
async def test_more_than_can_be_paged_through_asks_to_be_narrowed_down(
    ann: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.services.browsing.FOUND_MAX", 6)
    await ann.tap("🎟 Events")
    assert "page 1 of 2" in ann.screen
    assert "More than 6 events fit" in ann.screen


# --- The card


async def test_a_card_names_the_kind_and_the_artists(kassa: Kassa, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(plan(category=Category.CONCERT, artists=("R&B", "Крихітка")))
    await ann.open_link(f"e{event_id}")
    assert "🎵 Concerts · 🎙 R&B, Крихітка" in ann.screen


async def test_the_map_is_a_pin_that_can_be_closed(kassa: Kassa, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(plan())
    await ann.open_link(f"e{event_id}")
    await ann.tap("🗺 On the map")
    assert ann.last["venue"]["title"] == "Палац «Україна»"
    assert ann.last["location"] == {"latitude": 50.4216, "longitude": 30.5211}
    await ann.tap("✖️ Close the map")
    assert "venue" not in ann.last
    assert "Великий концерт" in ann.screen


async def test_without_a_pin_no_map_is_offered(kassa: Kassa, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(plan(venue=VenuePlan("Клуб", "Київ", "Нижня, 1", "Europe/Kyiv")))
    await ann.open_link(f"e{event_id}")
    assert not any("map" in label for label in ann.buttons)


async def test_a_poster_of_the_organizer_is_shown_and_a_lost_one_is_drawn(kassa: Kassa, ann: Somebody) -> None:
    drawn = await kassa.app.organizing.create_event(plan())
    await ann.open_link(f"e{drawn}")
    given = ann.last["photo"][-1]["file_id"]
    for file_id, is_given in ((given, True), ("no-such-file", False)):
        event_id = await kassa.app.organizing.create_event(plan(title="Інша", poster_file_id=file_id))
        await ann.open_link(f"e{event_id}")
        assert (ann.last["photo"][-1]["file_id"] == given) == is_given


@pytest.mark.parametrize(("days", "state"), [(7, "It has begun"), (8, "It is over")])
async def test_a_card_of_an_old_link_says_that_it_has_begun_or_is_over(
    kassa: Kassa, ann: Somebody, clock: Clock, days: int, state: str
) -> None:
    event_id = await kassa.app.organizing.create_event(plan(sale_ends_at=CLOCK_START + timedelta(days=30)))
    clock.go(days=days)
    await ann.open_link(f"e{event_id}")
    assert state in ann.screen
    assert "🪑 Choose seats" not in ann.buttons


async def test_a_cancelled_event_says_so(kassa: Kassa, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(plan())
    await kassa.app.browsing.pool.execute("UPDATE events SET status = 'cancelled'")
    await ann.open_link(f"e{event_id}")
    assert "Cancelled" in ann.screen
    assert not any("seats" in label or "Remind" in label for label in ann.buttons)


# --- The reminder


@pytest.fixture
async def opens_tomorrow(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan(sale_starts_at=CLOCK_START + timedelta(days=1)))


async def remind(kassa: Kassa) -> None:
    await kassa.app.announcing.tell_of_sales_due()
    await kassa.deliver()


async def test_who_asked_is_told_once_when_the_sale_opens(
    kassa: Kassa, ann: Somebody, clock: Clock, opens_tomorrow: EventId
) -> None:
    await ann.open_link(f"e{opens_tomorrow}")
    await ann.tap("🔔 Remind me when the sale opens")
    assert ann.toast == "We will write to you when the sale opens."
    assert "🔕 Do not remind me" in ann.buttons
    seen = len(ann.messages)
    await remind(kassa)
    assert len(ann.messages) == seen, "not before it opens"
    clock.go(days=1)
    await remind(kassa)
    await remind(kassa)
    assert len(ann.messages) == seen + 1
    assert "The sale is open: Океан Ельзи" in ann.screen
    await ann.tap("To the event")
    assert "🪑 Choose seats" in ann.buttons


@pytest.mark.parametrize("ended", ["cancelled", "over"])
async def test_who_comes_back_is_not_told_of_a_sale_that_has_ended(
    kassa: Kassa, ann: Somebody, clock: Clock, opens_tomorrow: EventId, ended: str
) -> None:
    await ann.open_link(f"e{opens_tomorrow}")
    await ann.tap("🔔 Remind me when the sale opens")
    await kassa.telegram.block(ann.id)
    clock.go(days=1)
    await remind(kassa)
    if ended == "cancelled":
        await kassa.app.browsing.pool.execute("UPDATE events SET status = 'cancelled'")
    else:
        clock.go(days=9)
    await kassa.telegram.unblock(ann.id)
    assert not any("The sale is open" in screen for screen in ann.screens)


async def test_a_second_tap_takes_the_reminder_back(
    kassa: Kassa, ann: Somebody, clock: Clock, opens_tomorrow: EventId
) -> None:
    await ann.open_link(f"e{opens_tomorrow}")
    await ann.tap("🔔 Remind me when the sale opens", "🔕 Do not remind me")
    assert ann.toast == "No reminder is set."
    seen = len(ann.messages)
    clock.go(days=1)
    await remind(kassa)
    assert len(ann.messages) == seen


async def test_a_sale_that_was_moved_is_told_of_at_its_new_time(
    kassa: Kassa, ann: Somebody, clock: Clock, opens_tomorrow: EventId
) -> None:
    await ann.open_link(f"e{opens_tomorrow}")
    await ann.tap("🔔 Remind me when the sale opens")
    pool = kassa.app.browsing.pool
    await pool.execute("UPDATE events SET sale_starts_at = $1", CLOCK_START + timedelta(days=2))
    clock.go(days=1)
    await remind(kassa)
    assert "The sale is open" not in ann.screen
    clock.go(days=1)
    await remind(kassa)
    assert "The sale is open" in ann.screen


async def test_a_late_tap_on_a_reminder_shows_that_the_sale_is_open(
    kassa: Kassa, ann: Somebody, clock: Clock, opens_tomorrow: EventId
) -> None:
    await ann.open_link(f"e{opens_tomorrow}")
    clock.go(days=1)
    await ann.tap("🔔 Remind me when the sale opens")
    assert "🪑 Choose seats" in ann.buttons
    assert await kassa.app.browsing.pool.fetchval("SELECT count(*) FROM sale_reminders") == 0


async def test_a_reminder_of_a_cancelled_event_is_let_go(
    kassa: Kassa, ann: Somebody, clock: Clock, opens_tomorrow: EventId
) -> None:
    await ann.open_link(f"e{opens_tomorrow}")
    await ann.tap("🔔 Remind me when the sale opens")
    await kassa.app.browsing.pool.execute("UPDATE events SET status = 'cancelled'")
    clock.go(days=1)
    await remind(kassa)
    assert "The sale is open" not in ann.screen
    assert await kassa.app.browsing.pool.fetchval("SELECT count(*) FROM sale_reminders") == 0
