"""A file sent to the bot makes an event, as a draft that nobody else sees, and a button publishes it."""

import json
from typing import Any

import pytest

from core.domain.ids import EventId, PersonId, TeamId
from core.domain.person import Role
from core.domain.refusal import Refusal
from core.domain.waitlist import Party
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, plan
from tests.teams import hire

FILE = """\
title: Зимовий джаз
venue: {name: Дах, city: Київ, address: Кирилівська 41}
starts_at: 2026-12-24 19:30
currency: UAH
tiers: [{name: Зала, price: 450.50}]
sections: [{name: Зала, rows: 2, seats_in_row: 3, tiers: Зала}]
"""
STAFF_ONLY = "This is for the organizer’s staff only."


async def send(somebody: Somebody, text: str, name: str = "event.yaml") -> None:
    await somebody.send_document(text.encode(), name)


@pytest.fixture
async def draft(kassa: Kassa, owner: Somebody) -> EventId:
    await send(owner, FILE)
    return EventId(1)


async def test_a_file_becomes_a_draft_and_a_tap_publishes_it(kassa: Kassa, owner: Somebody, ann: Somebody) -> None:
    await send(owner, FILE)
    assert "🛠 Зимовий джаз" in owner.screen and "📝 a draft" in owner.screen
    assert "Thursday, December 24, 19:30" in owner.screen and "of 6" in owner.screen
    await owner.tap("👁 As buyers see it")
    assert "450.50 UAH".replace(" ", "\N{NO-BREAK SPACE}") in owner.screen
    await owner.tap("🪑 Hall")
    assert "6 places" in owner.screen and "photo" in owner.last
    await owner.tap("Back", "🚀 Publish")
    assert owner.toast == "Published: buyers can find it now." and "🟢 on sale" in owner.screen
    await ann.tap("🎟 Events", "Зимовий джаз", "Choose seats", "Row A", "2", "Hold", "Pay")
    await ann.pay()
    assert ann.photos
    await owner.say("/audit")
    assert "made the event “Зимовий джаз”" in owner.screen and "published it" in owner.screen


async def test_a_draft_is_nowhere_for_buyers(kassa: Kassa, draft: EventId, pool: Pool, ann: Somebody) -> None:
    await ann.tap("🎟 Events")
    assert "Зимовий джаз" not in ann.screen and not any("Зимовий" in label for label in ann.buttons)
    await ann.say("Зимовий джаз")
    assert not any("Зимовий" in label for label in ann.buttons)
    await ann.open_link(f"e{draft}")
    assert "Зимовий" not in ann.screen
    menu = ann.last["message_id"]
    buttons = ("event1:1", "pin1:1", "remind1:1:1", "hall1:1", "sec1:1:1", "row1:1:1:0", "seat1:1:1:0:1", "hold1:1")
    for data in (*buttons, "wait1:1", "preview1:1", "prehall1:1", "desk1:1", "publish1:1", "poster1:1"):
        await ann.craft(menu, data)
        assert "Зимовий" not in ann.screen and "Зимовий" not in (ann.alert or ""), data
    assert await pool.fetchval("SELECT count(*) FROM orders") == 0
    assert await pool.fetchval("SELECT count(*) FROM sale_reminders") == 0, "nobody waits for what they do not know of"
    assert await pool.fetchval("SELECT status FROM events") == "draft"


async def test_a_draft_is_sold_to_nobody_whoever_asks_core(kassa: Kassa, draft: EventId, ann: Somebody) -> None:
    buyer = PersonId(ann.id)
    for act in (
        kassa.app.seating.hold_quantity(draft, buyer, 1, 1),  # type: ignore[arg-type]
        kassa.app.seating.toggle(draft, buyer, 1),  # type: ignore[arg-type]
        kassa.app.waitlist.join(draft, buyer, Party(1, None, False)),
        kassa.app.browsing.card(draft, buyer),
        kassa.app.announcing.set_reminder(draft, buyer, on=True),
    ):
        with pytest.raises(Refusal):
            await act


async def test_mistakes_are_named_in_the_language_of_the_organizer(kassa: Kassa) -> None:
    olha = await kassa.meet("Olha", "uk", 2001)
    await send(olha, FILE.replace("450.50", "45о").replace("rows: 2", "rows: 0"))
    assert "• рядок 5, tiers.1.price: «45о» — не ціна: пишіть 450 або 450.50" in olha.screen
    assert "• рядок 6, sections.1.rows: має бути щонайменше 1" in olha.screen


async def test_nothing_is_made_of_a_file_with_a_mistake(kassa: Kassa, pool: Pool, owner: Somebody) -> None:
    for wrong in ("title: [", FILE.replace("tiers: Зала", "tiers: Ложа"), FILE + "hall_of: 9\n", "\x00", "&a [*a]"):
        await send(owner, wrong)
        assert owner.screen.startswith("📄 No event was made of this file"), wrong
    for table in ("events", "seats", "venues", "tiers"):
        assert await pool.fetchval(f"SELECT count(*) FROM {table}") == 0


async def test_buyers_and_door_staff_make_no_events(kassa: Kassa, pool: Pool, ann: Somebody, bob: Somebody) -> None:
    await hire(kassa.app, bob.id)
    for somebody in (ann, bob):
        await send(somebody, FILE)
    assert await pool.fetchval("SELECT count(*) FROM events") == 0


async def test_other_teams_and_door_staff_reach_no_draft(
    kassa: Kassa, pool: Pool, draft: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    jazz = await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    await hire(kassa.app, ann.id, Role.ORGANIZER, jazz.id)
    await hire(kassa.app, bob.id, Role.DOOR)
    for somebody in (ann, bob):
        for data in ("preview1:1", "prehall1:1", "desk1:1", "publish1:1", "poster1:1"):
            await somebody.craft(somebody.last["message_id"], data)
            assert somebody.alert == STAFF_ONLY, data
    await send(ann, FILE.partition("tiers:")[0] + f"hall_of: {draft}\n")
    assert "there is no event whose hall could be taken" in ann.screen, "a hall of another team is not there"
    await send(ann, FILE + "team: Kassa\n")
    assert "say which team: Jazz" in ann.screen
    assert await pool.fetchval("SELECT count(*) FROM events") == 1


async def test_an_event_is_of_the_team_of_its_organizer(
    kassa: Kassa, pool: Pool, owner: Somebody, ann: Somebody
) -> None:
    jazz = await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    await hire(kassa.app, ann.id, Role.ORGANIZER, jazz.id)
    await send(ann, FILE)
    assert await pool.fetchval("SELECT team_id FROM events") == jazz.id
    await send(owner, FILE + "team: jazz\n")
    assert await pool.fetchval("SELECT team_id FROM events WHERE id = 2") == jazz.id
    await send(owner, FILE)
    assert await pool.fetchval("SELECT team_id FROM events WHERE id = 3") == TeamId(1)


async def test_the_file_may_publish_at_once(kassa: Kassa, owner: Somebody, ann: Somebody) -> None:
    await send(owner, FILE + "status: published\n")
    assert "🟢 on sale" in owner.screen
    await owner.craft(owner.last["message_id"], "publish1:1")
    assert owner.alert == "This event is published already."
    await ann.tap("🎟 Events")
    assert "Зимовий джаз" in ann.screen


async def test_a_draft_that_has_missed_its_time_is_not_published(
    kassa: Kassa, draft: EventId, clock: Clock, owner: Somebody
) -> None:
    clock.go(days=30)
    await owner.tap("🚀 Publish")
    assert owner.alert and owner.alert.startswith("The time when tickets could be sold is over")


async def test_a_venue_is_kept_and_had_again_until_something_changes(
    kassa: Kassa, pool: Pool, draft: EventId, owner: Somebody
) -> None:
    await send(owner, FILE.replace(", address: Кирилівська 41", "").replace("Дах", "ДАХ"))
    await send(owner, FILE)
    assert await pool.fetchval(
        "SELECT address FROM venues JOIN events ON venue_id = venues.id WHERE events.id = 2"
    ) == ("Кирилівська 41")
    before = await pool.fetchval("SELECT count(*) FROM venues")
    await send(owner, FILE.replace("Кирилівська 41", "Кирилівська 43"))
    assert await pool.fetchval("SELECT count(*) FROM venues") == before + 1
    rows = await pool.fetch("SELECT address FROM events JOIN venues ON venues.id = venue_id ORDER BY events.id")
    assert [row["address"] for row in rows] == ["Кирилівська 41"] * 3 + ["Кирилівська 43"], "what was, stays"


@pytest.mark.parametrize("how", ["last", "1"])
async def test_a_hall_is_had_again_seat_by_seat(kassa: Kassa, pool: Pool, owner: Somebody, how: str) -> None:
    await send(
        owner, FILE.replace("tiers: Зала}]", "tiers: Зала, accessible: A-1}, {name: Фан, capacity: 4, tier: Зала}]")
    )
    again: dict[str, Any] = {
        "title": "Ще раз",
        "venue": {"name": "Дах", "city": "Київ"},
        "starts_at": "2026-12-25 19:30",
        "hall_of": how,
        "tiers": [{"name": "Зала", "price": "500"}],
    }
    await send(owner, json.dumps(again), "again.json")
    assert "🛠 Ще раз" in owner.screen
    halls = [
        await pool.fetch(
            "SELECT id, section_id, tier_id, row, number, x, y, is_accessible FROM seats WHERE event_id = $1", n
        )
        for n in (1, 2)
    ]
    assert len(halls[0]) == 10 and halls[0] == halls[1]
    assert await pool.fetchval("SELECT price_minor FROM tiers WHERE event_id = 2") == 50_000


async def test_a_photo_becomes_the_poster(kassa: Kassa, draft: EventId, pool: Pool, owner: Somebody) -> None:
    await owner.tap("🖼 Poster")
    await owner.say("later")
    assert "Send a photo" in owner.screen
    picture = await kassa.app.pictures.poster(draft, "t", "w", "p").draw()
    await owner.send_photo(picture)
    assert "Зимовий джаз" in owner.screen and "photo" in owner.last
    sent = next(message for message in reversed(owner.messages) if "photo" in message and not message["from"]["is_bot"])
    assert await pool.fetchval("SELECT poster_file_id FROM events") == sent["photo"][-1]["file_id"]


async def test_examples_are_published_as_before(kassa: Kassa, ann: Somebody) -> None:
    await kassa.app.organizing.create_event(plan())
    await ann.tap("🎟 Events")
    assert "Океан Ельзи" in ann.screen


async def test_an_event_is_sent_as_the_file_that_makes_it_again(kassa: Kassa, owner: Somebody, draft: EventId) -> None:
    await owner.say("/manage")
    await owner.tap("Зимовий джаз", "✏️ Change", "📄 Get as a file")
    text = kassa.telegram.files.read(owner.last["document"]["file_id"])[1].decode()
    assert "seats_in_row: 3" in text and "price: 450.50" in text
    await send(owner, text.replace("Зимовий", "Весняний"))
    assert "🛠 Весняний джаз" in owner.screen and "of 6" in owner.screen
