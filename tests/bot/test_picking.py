"""Picking in large and in odd halls: the best with one tap, pages, accessible seats, single seats left alone."""

import pytest

from core.domain.event_plan import Block, TierPlan
from core.domain.ids import EventId, PersonId, SeatId
from tests.bot.telegram import Kassa, Somebody
from tests.plans import plan

TELEGRAM_TAKES = 100  # buttons


async def open_hall(kassa: Kassa, buyer: Somebody, *sections: Block, **changes: object) -> EventId:
    tiers = (TierPlan("Front", 90_000), TierPlan("Back", 45_000))
    event_id = await kassa.app.organizing.create_event(plan(tiers=tiers, sections=sections, **changes))
    await buyer.tap("🎟 Events", "Океан Ельзи", "Choose seats")
    return event_id


def stalls(rows: int = 2, seats_in_row: int = 10, **changes: object) -> Block:
    return Block("Stalls", rows, seats_in_row, ("Front", "Back"), **changes)  # type: ignore[arg-type]


async def test_the_best_seats_together_are_held_with_one_tap(kassa: Kassa, ann: Somebody) -> None:
    await open_hall(kassa, ann, stalls())
    prices = {2: "1,800", 3: "2,700", 4: "3,600"}
    assert ann.buttons[:3] == [f"⭐ Best {n} together · {prices[n]}\N{NO-BREAK SPACE}UAH" for n in prices]
    await ann.tap("Best 3 together")
    assert "Held for you until 14:10" in ann.screen
    for seat in ("4", "5", "6"):
        assert f"row A, seat {seat}" in ann.screen
    assert "Total: 2,700" in ann.screen


async def test_the_best_seats_of_one_row(kassa: Kassa, ann: Somebody) -> None:
    await open_hall(kassa, ann, stalls())
    await ann.tap("Row B", "Best 2 together")
    assert "row B, seat 5" in ann.screen and "row B, seat 6" in ann.screen
    assert "Total: 900" in ann.screen


async def test_no_more_are_offered_than_a_buyer_may_have(kassa: Kassa, ann: Somebody) -> None:
    await open_hall(kassa, ann, stalls(), limit_per_buyer=2)
    assert [label for label in ann.buttons if "⭐" in label] == ["⭐ Best 2 together · 1,800\N{NO-BREAK SPACE}UAH"]


async def test_who_has_begun_to_choose_is_not_offered_to_lose_it(kassa: Kassa, ann: Somebody) -> None:
    await open_hall(kassa, ann, stalls())
    await ann.tap("Row A", "1")
    assert not [label for label in ann.buttons if "⭐" in label]


async def test_where_so_many_are_not_together_the_best_split_is_offered(kassa: Kassa, ann: Somebody) -> None:
    await open_hall(kassa, ann, stalls(rows=2, seats_in_row=3))
    assert "⭐ 4 near each other: 2 + 2 · 2,700\N{NO-BREAK SPACE}UAH" in ann.buttons
    await ann.tap("4 near each other")
    assert "Held for you" in ann.screen
    assert [line.split(" ·")[0] for line in ann.screen.splitlines() if "row" in line] == [
        "Stalls, row A, seat 1",
        "Stalls, row A, seat 2",
        "Stalls, row B, seat 1",
        "Stalls, row B, seat 2",
    ]


async def test_who_taps_too_late_for_the_best_is_told_and_sees_what_is_left(
    kassa: Kassa, ann: Somebody, bob: Somebody
) -> None:
    await open_hall(kassa, ann, stalls(rows=1, seats_in_row=4))
    await bob.tap("🎟 Events", "Океан Ельзи", "Choose seats")
    await ann.tap("Best 2 together")
    await bob.tap("Best 3 together")
    assert bob.alert == "Only 2 places are left. Please take fewer."
    assert not [label for label in bob.buttons if "Best 3" in label]


async def test_who_wants_more_together_than_there_are_is_told_so(kassa: Kassa, ann: Somebody, bob: Somebody) -> None:
    event_id = await open_hall(kassa, ann, stalls(rows=2, seats_in_row=3))
    await ann.craft(ann.last["message_id"], f"best1:{event_id}:1:4")
    assert ann.alert and ann.alert.startswith("Somebody was faster: 4 seats together cannot be had here any more")
    assert "4 near each other" in " ".join(ann.buttons)


async def test_accessible_seats_are_offered_only_on_request(kassa: Kassa, ann: Somebody) -> None:
    await open_hall(kassa, ann, stalls(rows=1, seats_in_row=6, accessible=("A-3", "A-4")))
    assert "Row A · 4 left" in ann.buttons
    assert ann.buttons[0].startswith("⭐ Best 2")
    await ann.tap("Row A")
    assert ann.buttons[:6] == ["1", "2", "♿", "♿", "5", "6"]
    await ann.tap("♿")
    assert ann.alert and ann.alert.startswith("A-3 is an accessible seat.")

    await ann.tap("‹ Back", "♿ Show accessible seats")
    assert "Row A · 6 left" in ann.buttons
    await ann.tap("Row A", "♿ 3")
    assert "Chosen: A-3" in ann.screen
    await ann.tap("‹ Back", "♿ Hide accessible seats")
    assert "Chosen" not in ann.screen


async def test_who_asked_gets_an_accessible_seat_and_company_with_one_tap(kassa: Kassa, ann: Somebody) -> None:
    await open_hall(kassa, ann, stalls(rows=2, seats_in_row=6, accessible=("B-1",)))
    await ann.tap("♿ Show accessible seats", "Best 2 together")
    assert "row B, seat ♿ 1" in ann.screen and "row B, seat 2" in ann.screen


async def test_a_pick_that_leaves_a_single_seat_alone_is_warned_about(kassa: Kassa, ann: Somebody) -> None:
    await open_hall(kassa, ann, stalls())
    await ann.tap("Row A", "2")
    assert "⚠️ This would leave one empty seat alone beside yours: A-1." in ann.screen
    await ann.tap("1")
    assert "⚠️" not in ann.screen


async def test_an_event_may_refuse_to_leave_a_single_seat_alone(kassa: Kassa, ann: Somebody) -> None:
    await open_hall(kassa, ann, stalls(), refuses_stranding=True)
    await ann.tap("Row A", "2", "Hold")
    assert ann.alert and ann.alert.startswith("This would leave A-1 alone between taken seats")
    assert "Chosen: A-2" in ann.screen, "nothing is lost by the refusal"
    await ann.tap("✅ 2", "1", "Hold")
    assert "Held for you" in ann.screen


async def test_a_wide_row_has_pages_and_a_tap_stays_on_its_page(kassa: Kassa, ann: Somebody) -> None:
    await open_hall(kassa, ann, stalls(rows=1, seats_in_row=100))
    await ann.tap("Row A")
    assert [label for label in ann.buttons if label.isdecimal()] == [str(n) for n in range(1, 35)]
    await ann.tap("35–68 ›", "50")
    assert "✅ 50" in ann.buttons and "1–34" in " ".join(ann.buttons) and "69–100 ›" in ann.buttons
    await ann.tap("69–100 ›")
    assert "100" in ann.buttons
    await ann.tap("‹ Back", "Row A")
    assert "✅ 50" in ann.buttons, "a row opens where something is chosen"


async def test_many_rows_have_pages_and_the_way_back_leads_to_the_same(kassa: Kassa, ann: Somebody) -> None:
    await open_hall(kassa, ann, stalls(rows=200, seats_in_row=2))
    await ann.tap("AO–CB ›")
    assert "Row CB · 2 left" in ann.buttons and "Row A · 2 left" not in ann.buttons
    await ann.tap("Row BA", "‹ Back")
    assert "Row BA · 2 left" in ann.buttons


async def test_many_sections_have_pages(kassa: Kassa, ann: Somebody) -> None:
    sections = [Block(f"Sector {n}", 1, 2, ("Front",), line=n) for n in range(1, 61)]
    await open_hall(kassa, ann, *sections)
    assert len(ann.buttons) < 30
    await ann.tap("21–40 ›")
    await ann.tap("Sector 40", "Row A", "1")
    assert "Chosen: Sector 40 A-1" in ann.screen


@pytest.mark.parametrize(("rows", "seats_in_row"), [(3, 91), (191, 4), (400, 2), (2, 400)])
async def test_no_keyboard_is_larger_than_telegram_takes(
    kassa: Kassa, ann: Somebody, rows: int, seats_in_row: int
) -> None:
    event_id = await open_hall(kassa, ann, stalls(rows=rows, seats_in_row=seats_in_row))
    for data in (f"hall1:{event_id}", f"sec1:{event_id}:1", f"row1:{event_id}:1:0", f"rowp1:{event_id}:1:0:999"):
        await ann.craft(ann.last["message_id"], data)
        assert 0 < len(ann.buttons) <= TELEGRAM_TAKES
        assert ann.alert is None


async def test_a_seat_that_is_not_in_the_row_of_the_button_is_not_ticked(kassa: Kassa, ann: Somebody) -> None:
    event_id = await open_hall(kassa, ann, stalls())
    for place in ("1:1:1", "1:7:1", "2:0:1"):
        await ann.craft(ann.last["message_id"], f"seat1:{event_id}:{place}")
        assert ann.alert == "This event is not there any more. Here is what is on: /events"
    assert (await kassa.app.seating.view(event_id, PersonId(ann.id))).selected == frozenset()


async def test_a_seat_taken_meanwhile_in_another_section_is_unticked(
    kassa: Kassa, ann: Somebody, bob: Somebody
) -> None:
    event_id = await open_hall(kassa, ann, stalls(), Block("Balcony", 1, 4, ("Back",), line=1))
    await ann.tap("Balcony", "Row A", "1")
    await kassa.app.seating.toggle(event_id, PersonId(bob.id), SeatId(21))
    await kassa.app.seating.hold_selected(event_id, PersonId(bob.id))
    await ann.tap("‹ Back", "‹ Back", "Stalls")
    assert "Chosen" not in ann.screen
