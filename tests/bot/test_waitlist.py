"""Sold out: from the card to a place in the list, to an offer, to tickets or to the next."""

from datetime import timedelta

import pytest

from core.domain.event_plan import Block, TierPlan
from core.domain.ids import EventId, PersonId, SeatId, SectionId
from core.domain.order import Order
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, plan

HOLDER = PersonId(900)


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    """A row of four, two tiers, all of it held by somebody for an hour."""
    tiers = (TierPlan("Front", 90_000), TierPlan("Back", 45_000))
    rows = Block("Stalls", 2, 2, ("Front", "Back"))
    return await kassa.app.organizing.create_event(plan(tiers=tiers, sections=(rows,), hold_ttl=timedelta(hours=1)))


@pytest.fixture
async def held(kassa: Kassa, concert: EventId) -> Order:
    for seat_id in range(1, 5):
        await kassa.app.seating.toggle(concert, HOLDER, SeatId(seat_id))
    return await kassa.app.seating.hold_selected(concert, HOLDER)


async def release(kassa: Kassa, order: Order) -> None:
    await kassa.app.seating.release(order.event_id, order.id, order.buyer_id)
    await kassa.deliver()


async def wait_for_two(somebody: Somebody) -> None:
    await somebody.tap("🎟 Events", "Океан Ельзи", "🕒 Waiting list", "2", "Back", "👥 Only together")


async def test_a_sold_out_event_has_a_list_and_one_message_asks_all_questions(
    ann: Somebody, bob: Somebody, held: Order
) -> None:
    await ann.tap("🎟 Events", "Океан Ельзи")
    assert "Sold out" in ann.screen and "🪑 Choose seats" not in ann.buttons
    await ann.tap("🕒 Waiting list")
    assert ann.buttons == ["1", "2", "3", "4", "‹ Back"]
    number = len(ann.messages)
    await ann.tap("2")
    assert "2 tickets: in which category?" in ann.screen
    assert ann.buttons[0] == "Any category" and "Front · 900" in ann.buttons[1]
    await ann.tap("Back · 450")
    assert "only next to each other?" in ann.screen
    await ann.tap("‹ Back", "Back · 450", "👥 Only together")
    assert "You are first on the waiting list" in ann.screen and "2 tickets · Back · together" in ann.screen
    assert "offered to the first on the list whom they fit" in ann.screen
    assert len(ann.messages) == number

    await wait_for_two(bob)
    assert "You are second on the waiting list" in bob.screen
    await bob.tap("‹ Back")
    assert "You are second on the waiting list" in bob.screen and "🕒 My place in the list" in bob.buttons
    await bob.say("/tickets")
    assert "Waiting list" in bob.screen and "You are second" in bob.screen
    await bob.tap("🕒 Океан Ельзи")
    assert "You are second on the waiting list" in bob.screen

    await ann.tap("✖️ Leave the list")
    assert ann.toast == "You have left the waiting list."
    assert "🕒 Waiting list" in ann.buttons
    await bob.tap("↻ Refresh")
    assert "You are first on the waiting list" in bob.screen


async def test_an_offer_says_the_seats_the_price_and_until_when_and_is_paid_for(
    kassa: Kassa, ann: Somebody, held: Order
) -> None:
    await wait_for_two(ann)
    await release(kassa, held)
    assert "Your turn: held until 14:30" in ann.screen
    for words in ("row B, seat 1", "row B, seat 2", "Total: 900"):
        assert words in ann.screen
    assert ann.buttons[0].startswith("💳 Pay 900")
    assert ann.buttons[1:] == ["✖️ No, thanks", "‹ Menu"], "there is nothing to change the seats for"
    await ann.tap("Pay 900")
    await ann.pay()
    assert len(ann.photos) >= 2
    await ann.say("/tickets")
    assert "Waiting list" not in ann.screen


async def test_who_says_no_thanks_leaves_the_seats_to_the_next(
    kassa: Kassa, ann: Somebody, bob: Somebody, held: Order
) -> None:
    await wait_for_two(ann)
    await wait_for_two(bob)
    await release(kassa, held)
    await ann.tap("✖️ No, thanks")
    assert "The seats go to the next on the list" in ann.screen
    assert "Your turn" in bob.screen


async def test_an_offer_that_runs_out_is_nudged_told_and_may_be_waited_for_again(
    kassa: Kassa, ann: Somebody, bob: Somebody, held: Order, clock: Clock
) -> None:
    await wait_for_two(ann)
    await wait_for_two(bob)
    await release(kassa, held)
    clock.go(minutes=28)
    await kassa.app.seating.nudge_due()
    await kassa.deliver()
    assert "Your hold ends at 14:30" in ann.screen and "✖️ No, thanks" in ann.buttons
    clock.go(minutes=2)
    for sweep in (kassa.app.seating.release_due, kassa.app.waitlist.offer_due):
        await sweep()
    await kassa.deliver()
    assert "Your offer has ended" in ann.screen
    assert "Your turn: held until 15:00" in bob.screen
    await ann.tap("🕒 Join the list again", "2", "Back · 450", "Apart is fine too")
    assert "You are first" in ann.screen and "together or apart" in ann.screen


async def test_who_has_an_offer_is_led_to_it(kassa: Kassa, ann: Somebody, held: Order, concert: EventId) -> None:
    await wait_for_two(ann)
    await release(kassa, held)
    await ann.craft(ann.last["message_id"], f"unwait1:{concert}")
    assert ann.alert and ann.alert.startswith("You hold tickets for this event already.")
    assert "✖️ No, thanks" in ann.buttons


async def test_what_is_free_is_not_waited_for(kassa: Kassa, ann: Somebody, held: Order, concert: EventId) -> None:
    await ann.tap("🎟 Events", "Океан Ельзи", "🕒 Waiting list", "1")
    await release(kassa, held)
    await ann.tap("Any category")
    assert ann.alert and ann.alert.startswith("Such seats are free right now")
    assert "🪑 Choose seats" in ann.buttons


async def test_a_party_that_the_hall_can_never_seat_is_told_so(ann: Somebody, held: Order) -> None:
    await ann.tap("🎟 Events", "Океан Ельзи", "🕒 Waiting list", "3", "Any category", "👥 Only together")
    assert ann.alert and ann.alert.startswith("This hall never has so many such seats next to each other")
    await ann.tap("Apart is fine too")
    assert "3 tickets · together or apart" in ann.screen


async def test_where_so_many_are_not_left_one_may_wait_for_more(kassa: Kassa, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(capacity=5))
    await kassa.app.seating.hold_quantity(event_id, HOLDER, SectionId(1), 2)
    await ann.tap("🎟 Events", "Techno Night", "Get tickets")
    assert "🕒 Waiting list" in ann.buttons
    await ann.tap("🕒 Waiting list", "4")
    assert "You are first" in ann.screen and "4 tickets\n" in ann.screen, "no questions that have one answer"
    await ann.tap("‹ Back")
    assert "3 tickets left" in ann.screen and "You are first" in ann.screen


async def test_in_a_hall_with_rows_too(kassa: Kassa, ann: Somebody, concert: EventId) -> None:
    await kassa.app.seating.toggle(concert, HOLDER, SeatId(1))
    await kassa.app.seating.hold_selected(concert, HOLDER)
    await ann.tap("🎟 Events", "Океан Ельзи", "Choose seats", "🕒 Waiting list", "2", "Front")
    await ann.tap("👥 Only together")
    assert "2 tickets · Front · together" in ann.screen


async def test_the_end_of_the_sale_ends_the_list(kassa: Kassa, ann: Somebody, held: Order, clock: Clock) -> None:
    await wait_for_two(ann)
    clock.go(days=7)
    await kassa.app.waitlist.offer_due()
    await kassa.deliver()
    assert "You are not waiting any more" in ann.screen and "The sale has ended" in ann.screen


async def test_who_is_forgotten_waits_no_more(kassa: Kassa, ann: Somebody, held: Order) -> None:
    await wait_for_two(ann)
    await ann.say("/forget_me")
    await ann.tap("Yes, erase")
    assert await kassa.app.waitlist.of_person(PersonId(ann.id)) == []
