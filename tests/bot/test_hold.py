"""A hold on the screen: changing its seats, and the nudge before it ends."""

import pytest

from core.domain.event_plan import Block
from core.domain.ids import EventId
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, plan


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


async def hold(buyer: Somebody, *seats: str) -> None:
    await buyer.tap("🎟 Events", "Океан Ельзи", "Choose seats", "Row A", *seats, "Hold")


async def test_a_buyer_changes_a_seat_of_the_hold(concert: EventId, ann: Somebody) -> None:
    await hold(ann, "1", "2")
    await ann.tap("🔁 Change seats")
    assert "Your seats stay held until 14:10" in ann.screen
    assert "Chosen (2): A-1, A-2\nTotal: 1,800" in ann.screen
    assert not [label for label in ann.buttons if "⭐" in label], "one tap must not lose the hold"
    await ann.tap("Row A", "✅ 2")
    await ann.tap("‹ Back", "Row B", "1")
    await ann.tap("✅ Take these 2 seats · 1,350")
    assert "Held for you until 14:10" in ann.screen
    assert "row A, seat 1" in ann.screen and "row B, seat 1" in ann.screen
    assert "Total: 1,350" in ann.screen


async def test_a_buyer_thinks_better_of_it_and_keeps_the_seats(concert: EventId, ann: Somebody) -> None:
    await hold(ann, "1", "2")
    await ann.tap("🔁 Change seats", "Row A", "✅ 2", "✅ 1")
    assert not [label for label in ann.buttons if "Take" in label]
    await ann.tap("‹ Keep my seats as they are")
    assert "row A, seat 1" in ann.screen and "row A, seat 2" in ann.screen


async def test_an_invoice_for_the_old_seats_goes(concert: EventId, ann: Somebody) -> None:
    await hold(ann, "1")
    await ann.tap("Pay")
    await ann.tap("🔁 Change seats", "Row A", "✅ 1", "2", "Take this seat")
    assert not any("invoice" in message for message in ann.messages)
    await ann.tap("Pay")
    await ann.pay()
    assert "row A, seat 2" in ann.photos[-1]["caption"]


async def test_a_seat_that_was_taken_meanwhile_is_told_and_the_hold_stays(
    concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await hold(ann, "1")
    await ann.tap("🔁 Change seats", "Row A", "✅ 1", "5")
    await hold(bob, "5")
    await ann.tap("Take this seat")
    assert ann.alert == "Already taken: A-5. Please choose others."
    await ann.tap("‹ Keep my seats as they are")
    assert "row A, seat 1" in ann.screen


async def test_crafted_changes_are_harmless(concert: EventId, ann: Somebody, bob: Somebody) -> None:
    await hold(ann, "1")
    for data in ("change1:1:1", "swap1:1:1", "swap1:1:99", "change1:7:1"):
        await bob.craft(bob.last["message_id"], data)
        assert bob.alert and "went wrong" not in bob.alert
    assert "row A, seat 1" in ann.screen


async def test_nobody_has_all_ways_tried_to_split_a_crowd(kassa: Kassa, ann: Somebody) -> None:
    """No button offers that; of fifty there are two hundred thousand, and meanwhile everybody would wait."""
    gala = await kassa.app.organizing.create_event(plan(limit_per_buyer=100))
    await ann.tap("🎟 Events")
    for count in (11, 100):
        await ann.craft(ann.last["message_id"], f"split1:{gala}:1:{count}")
        assert ann.alert == "Please choose a number from 1 to 10."
    await ann.craft(ann.last["message_id"], f"split1:{gala}:1:10")
    assert "Held for you" in ann.screen


async def test_general_admission_has_a_number_to_change(kassa: Kassa, ann: Somebody) -> None:
    await kassa.app.organizing.create_event(club_night(limit_per_buyer=3))
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "2")
    assert not [label for label in ann.buttons if "Change" in label]
    await ann.tap("Pay", "➕ One more")
    assert "3 tickets × 300" in ann.screen and "➕ One more" not in ann.buttons, "three is the limit"
    assert not any("invoice" in message for message in ann.messages), "it named the old price"
    await ann.tap("➖ One fewer", "➖ One fewer")
    assert "1 ticket × 300" in ann.screen and "➖ One fewer" not in ann.buttons


async def test_two_minutes_before_the_end_the_hold_comes_again_and_only_once(
    kassa: Kassa, concert: EventId, clock: Clock, ann: Somebody
) -> None:
    await hold(ann, "1")
    old = ann.last["message_id"]
    clock.go(minutes=8)
    await kassa.app.seating.nudge_due()
    await kassa.deliver()
    assert ann.screen.startswith("⏰ Your hold ends at 14:10")
    assert [label.split(" 9")[0] for label in ann.buttons[:3]] == ["💳 Pay", "🔁 Change seats", "Release the seats"]
    assert old not in [message["message_id"] for message in ann.messages]

    clock.go(minutes=2)
    await kassa.app.seating.release_due()
    await kassa.deliver()
    assert "Your hold has ended" in ann.screen
    assert not any("Your hold ends at" in screen for screen in ann.screens), "the nudge became the end"


@pytest.mark.parametrize(("tap", "shown"), [("🔁 Change seats", "Choose your seats"), ("Menu", "Hello")])
async def test_what_has_taken_the_place_of_the_hold_is_left_alone(
    kassa: Kassa, concert: EventId, clock: Clock, ann: Somebody, tap: str, shown: str
) -> None:
    await hold(ann, "1")
    await ann.tap(tap)
    instead, said = ann.last["message_id"], ann.screen
    clock.go(minutes=8)
    await kassa.app.seating.nudge_due()
    await kassa.deliver()
    assert ann.screen.startswith("⏰ Your hold ends at 14:10")
    clock.go(minutes=2)
    await kassa.app.seating.release_due()
    await kassa.deliver()
    assert "Your hold has ended" in ann.screen
    stands = {message["message_id"]: screen for message, screen in zip(ann.messages, ann.screens, strict=True)}
    assert stands.get(instead) == said


async def test_leaving_an_older_copy_of_the_hold_forgets_nothing(
    kassa: Kassa, concert: EventId, clock: Clock, ann: Somebody
) -> None:
    await hold(ann, "1")
    older = ann.last["message_id"]
    await ann.say("/events")
    await ann.tap("Океан Ельзи", "⏳ My hold")
    newer = ann.last["message_id"]
    assert newer != older
    await ann.craft(older, f"away1:{concert}:1")
    clock.go(minutes=8)
    await kassa.app.seating.nudge_due()
    await kassa.deliver()
    left = [message["message_id"] for message in ann.messages]
    assert older in left and newer not in left, "where the hold was seen last it goes"


async def test_a_nudge_that_comes_too_late_is_not_sent(
    kassa: Kassa, concert: EventId, clock: Clock, ann: Somebody
) -> None:
    await hold(ann, "1")
    clock.go(minutes=9)
    await kassa.app.seating.nudge_due()
    await ann.tap("Release the seats")
    assert "The seats are free again" in ann.screen
    assert not any("ends at" in screen for screen in ann.screens)


async def test_a_hall_with_several_sections_is_changed_across_them(kassa: Kassa, ann: Somebody) -> None:
    stalls, balcony = Block("Stalls", 1, 4, ("Front",)), Block("Balcony", 1, 4, ("Back",), line=1)
    await kassa.app.organizing.create_event(plan(sections=(stalls, balcony)))
    await ann.tap("🎟 Events", "Океан Ельзи", "Choose seats", "Stalls", "Row A", "1", "Hold")
    await ann.tap("🔁 Change seats", "Balcony", "Row A", "3")
    await ann.tap("‹ Back", "‹ Back", "Stalls", "Row A", "✅ 1", "Take this seat")
    assert "Balcony, row A, seat 3" in ann.screen and "Stalls" not in ann.screen
