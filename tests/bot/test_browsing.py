from datetime import timedelta

import pytest

from tests.bot.telegram import Kassa, Somebody
from tests.plans import CLOCK_START, Clock, club_night, plan


async def test_events_come_in_pages_by_date(kassa: Kassa, ann: Somebody) -> None:
    for n in range(12, 0, -1):
        await kassa.app.organizing.create_event(
            plan(title=f"Concert {n:02}", starts_at=CLOCK_START + timedelta(days=n))
        )
    await ann.say("/events")
    assert "page 1 of 3" in ann.screen
    assert [label[:10] for label in ann.buttons[:6]] == [f"Concert {n:02}" for n in range(1, 6)] + ["Later ›"]
    await ann.tap("Later ›", "Later ›")
    assert [label[:10] for label in ann.buttons[:3]] == ["Concert 11", "Concert 12", "‹ Earlier"]


async def test_without_events_the_list_says_so(ann: Somebody) -> None:
    await ann.tap("🎟 Events")
    assert "Nothing is announced yet" in ann.screen


async def test_past_events_are_not_listed(kassa: Kassa, clock: Clock, ann: Somebody) -> None:
    await kassa.app.organizing.create_event(plan())
    clock.go(days=8)
    await ann.tap("🎟 Events")
    assert "Океан Ельзи" not in ann.screen


async def test_few_left_and_sold_out_are_said(kassa: Kassa, ann: Somebody, bob: Somebody) -> None:
    await kassa.app.organizing.create_event(club_night(capacity=10, limit_per_buyer=10))
    await ann.say("/events")
    assert "left" not in ann.screen
    for buyer, number, stock in ((ann, "9", "1 seat left"), (bob, "1", "Sold out")):
        await buyer.say("/events")
        await buyer.tap("Techno Night", "Get tickets", number)
        await buyer.say("/events")
        assert stock in buyer.screen
    await ann.tap("Techno Night")
    assert "Get tickets" not in " ".join(ann.buttons)
    assert "My hold" in ann.buttons[0]


async def test_a_link_opens_the_event(kassa: Kassa, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(plan())
    await ann.open_link(f"e{event_id}")
    assert "Великий концерт" in ann.screen
    await ann.open_link("e999")
    assert "not there any more" in ann.screen
    await ann.open_link("whatever")
    assert "Hello, Ann" in ann.screen


async def test_an_event_not_on_sale_yet_says_when_it_will_be(kassa: Kassa, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(plan(sale_starts_at=CLOCK_START + timedelta(days=1)))
    await ann.open_link(f"e{event_id}")
    assert "On sale from Wednesday, December 2, 14:00" in ann.screen
    await ann.craft(ann.last["message_id"], f"hall1:{event_id}")
    assert ann.alert == "The sale opens Wednesday, December 2, 14:00. Come back then."


@pytest.mark.parametrize(
    ("client", "greeting"),
    [("uk", "Вітаємо"), ("ru", "Здравствуйте"), ("en-GB", "Hello"), ("de", "Hello"), (None, "Hello")],
)
async def test_the_client_language_is_spoken_where_known(kassa: Kassa, client: str | None, greeting: str) -> None:
    somebody = await kassa.meet("Sam", client)
    assert greeting in somebody.screen


async def test_the_language_can_be_chosen_and_stays(ann: Somebody) -> None:
    await ann.tap("🌐 Language", "Українська")
    assert "Вітаємо, Ann!" in ann.screen
    assert ann.toast == "Готово, розмовляємо українською."
    await ann.say("/start")
    assert "Вітаємо, Ann!" in ann.screen


async def test_what_makes_no_sense_gets_a_way_on(ann: Somebody) -> None:
    await ann.say("/hello")
    assert "did not understand" in ann.screen
    assert "🎟 Events" in ann.buttons
    await ann.send_sticker()
    assert "🎟 Events" in ann.buttons
    await ann.send_document(b"%PDF", "thesis.pdf")
    assert "read only at the door" in ann.screen


@pytest.mark.parametrize("command", ["/terms", "/support", "/paysupport"])
async def test_what_telegram_requires_is_there(ann: Somebody, command: str) -> None:
    await ann.say(command)
    assert len(ann.screen) > 80
    assert ann.buttons == ["‹ Menu"]


@pytest.mark.parametrize(
    ("contact", "named"), [("@kassa_help", "Write to @kassa_help"), ("", "Write to the organizer")]
)
async def test_support_names_whom_to_write_to(kassa: Kassa, ann: Somebody, contact: str, named: str) -> None:
    kassa.dispatcher["support_contact"] = contact
    await ann.say("/support")
    assert named in ann.screen
