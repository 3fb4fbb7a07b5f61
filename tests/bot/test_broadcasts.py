"""An organizer writes to the holders: previewed, counted, sent in portions, stopped, and accounted for."""

import pytest

from core.domain.event_plan import Standing, TierPlan
from core.domain.ids import EventId, PersonId
from core.domain.person import Role
from core.services import broadcasting
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.plans import plan
from tests.teams import hire


@pytest.fixture
async def night(kassa: Kassa) -> EventId:
    tiers = (TierPlan("Floor", 0), TierPlan("Terrace", 0))
    sections = (Standing("Floor", 30, "Floor"), Standing("Terrace", 30, "Terrace"))
    return await kassa.app.organizing.create_event(plan(title="Techno Night", tiers=tiers, sections=sections))


@pytest.fixture
async def organizer(kassa: Kassa) -> Somebody:
    olha = await kassa.meet("Olha")
    await hire(kassa.app, olha.id, Role.ORGANIZER)
    return olha


async def get_ticket(buyer: Somebody, section: str = "Floor", places: str = "1") -> None:
    await buyer.say("/events")
    await buyer.tap("Techno Night", "Get tickets", section, places, "Get tickets for free")


async def write(organizer: Somebody, audience: str, text: str) -> None:
    await organizer.say("/manage")
    await organizer.tap("Techno Night", "📣 Write to the holders", audience)
    await organizer.say(text)


async def test_everybody_with_a_ticket_gets_the_message_once(
    kassa: Kassa, night: EventId, organizer: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await get_ticket(ann, places="3")
    await write(organizer, "Everybody", "Doors open at <8>")
    assert "Doors open at <8>" in organizer.screen and "To 1 person, in about 1 min." in organizer.screen
    assert not any("Doors open" in screen for screen in ann.screens), "a preview is sent to nobody"
    await get_ticket(bob)
    await organizer.tap("📨 Send to 1 person")
    for holder in (ann, bob):
        assert sum("Doors open at <8>" in screen for screen in holder.screens) == 1, "who has a ticket by now"
    await kassa.app.broadcasting.feed_due()
    await kassa.deliver()
    assert "Sent." in organizer.screen and "▓▓▓▓▓▓▓▓▓▓ 2/2" in organizer.screen


async def test_a_tier_or_who_is_not_inside_can_be_written_to(
    kassa: Kassa, night: EventId, organizer: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await get_ticket(ann, "Floor")
    await get_ticket(bob, "Terrace")
    await write(organizer, "Terrace", "The terrace is heated")
    await organizer.tap("📨 Send")
    assert not any("heated" in screen for screen in ann.screens) and any("heated" in screen for screen in bob.screens)

    await hire(kassa.app, organizer.id)
    await organizer.say("/door")
    await organizer.tap("Techno Night")
    [group] = await kassa.app.ticketing.mine(PersonId(bob.id))
    await organizer.say(group.tickets[0].number)
    await write(organizer, "not inside yet", "We are about to begin")
    await organizer.tap("📨 Send to 1 person")
    assert any("about to begin" in screen for screen in ann.screens)
    assert not any("about to begin" in screen for screen in bob.screens)


async def test_a_message_goes_out_in_portions_and_can_be_stopped(
    kassa: Kassa, pool: Pool, night: EventId, organizer: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcasting, "IN_OUTBOX_MAX", 2)
    holders = [await kassa.meet(f"Holder{number}") for number in range(5)]
    for holder in holders:
        await get_ticket(holder)
    await write(organizer, "Everybody", "Hello")
    await organizer.tap("📨 Send to 5 people")
    told = [holder for holder in holders if any("Hello" in screen.split("\n")[-1] for screen in holder.screens)]
    assert len(told) == 2, "the rest waits for its turn"
    await organizer.tap("✋ Stop")
    assert "Stopped." in organizer.screen and "2/5" in organizer.screen
    await kassa.app.broadcasting.feed_due()
    await kassa.deliver()
    assert await pool.fetchval("SELECT count(*) FROM broadcast_recipients WHERE message_id IS NULL") == 3


async def test_who_has_stopped_the_bot_holds_nothing_up(
    kassa: Kassa, night: EventId, organizer: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await get_ticket(ann)
    await get_ticket(bob)
    await kassa.telegram.block(ann.id)
    await write(organizer, "Everybody", "Hello there")
    await organizer.tap("📨 Send to 2 people")
    await kassa.app.broadcasting.feed_due()
    await kassa.deliver()
    assert "Sent." in organizer.screen and "1/2" in organizer.screen and "Not reachable: 1" in organizer.screen


async def test_a_message_is_sent_once_and_has_words(
    kassa: Kassa, night: EventId, organizer: Somebody, ann: Somebody
) -> None:
    await get_ticket(ann)
    await write(organizer, "Everybody", "x" * 3001)
    assert organizer.screen == "Please write 1 to 3,000 characters."
    await organizer.say("Hello")
    preview = organizer.last
    await organizer.tap("📨 Send")
    await organizer.craft(preview["message_id"], f"sendcast1:{night}:1")
    assert organizer.alert == "This message was sent or stopped already."


@pytest.mark.parametrize("data", ["write1:1", "audience1:1:0:0", "cast1:1:1", "sendcast1:1:1", "stopcast1:1:1"])
async def test_nobody_else_writes_to_holders(
    kassa: Kassa, night: EventId, ann: Somebody, bob: Somebody, data: str
) -> None:
    await hire(kassa.app, bob.id)
    for somebody in (ann, bob):
        await somebody.craft(somebody.last["message_id"], data)
        assert somebody.alert == "This is for the organizer’s staff only."
