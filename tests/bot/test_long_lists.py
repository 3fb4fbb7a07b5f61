"""What grows with an order, a team or an event stays within a message, a caption and a keyboard of Telegram."""

import pytest

from bot.texts import texts
from core.domain.event import EventDetail
from core.domain.event_plan import Block, GatePlan, TierPlan
from core.domain.ids import EventId, PersonId, SeatId
from core.domain.person import LANGUAGES, Person
from core.domain.return_policy import ReturnPolicy
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.plans import CLOCK_START, plan
from tests.teams import hire

LONG = "Балкон, левая сторона, вход через второй подъезд"
SEATS = 100
"""The highest limit for one buyer."""


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    block = Block(LONG, rows=4, seats_in_row=25, tiers=("Front",))
    return await kassa.app.organizing.create_event(
        plan(
            sections=(block, Block("Stalls", rows=1, seats_in_row=10, tiers=("Back",))),
            limit_per_buyer=SEATS,
            returns=ReturnPolicy(free_until=CLOCK_START.replace(day=5)),
        )
    )


async def choose_all(kassa: Kassa, buyer: Somebody, event_id: EventId) -> None:
    for seat in range(1, SEATS + 1):
        await kassa.app.seating.toggle(event_id, PersonId(buyer.id), SeatId(seat))


async def test_a_hundred_chosen_seats_are_named_as_far_as_a_caption_has_room(
    kassa: Kassa, concert: EventId, ann: Somebody
) -> None:
    await choose_all(kassa, ann, concert)
    await ann.tap("🎟 Events", "Океан Ельзи", "Choose seats")
    assert f"Chosen (100): {LONG} A-1, {LONG} A-2" in ann.screen and "…" in ann.screen


async def test_a_hundred_seats_are_held_paid_for_shown_and_taken_back(
    kassa: Kassa, concert: EventId, ann: Somebody, owner: Somebody
) -> None:
    await choose_all(kassa, ann, concert)
    await ann.tap("🎟 Events", "Океан Ельзи", "Choose seats", "Hold")
    assert "Held for you until" in ann.screen and f"{LONG}, row A, seat 1 ·" in ann.screen
    assert "more\n\nTotal" in ann.screen, "how many others there are"
    await ann.tap("Pay")
    await ann.pay()
    assert any("✅ Paid" in screen and "Your 100 tickets are below." in screen for screen in ann.screens)
    await ann.say("/tickets")
    await ann.tap("Океан Ельзи")
    assert f"{LONG}, row A, seat 1 · №" in ann.screen and "… and" in ann.screen
    [group] = await kassa.app.ticketing.mine(PersonId(ann.id))
    await owner.say(f"/refund {group.tickets[0].number}")
    await owner.tap("Whole order")
    assert "Refund" in owner.screen and "… and" in owner.screen
    await owner.tap("Yes, refund")
    assert any("The organizer cancelled your tickets" in screen and "… and" in screen for screen in ann.screens)


async def test_of_many_tickets_those_that_are_not_used_yet_can_be_given(
    kassa: Kassa, pool: Pool, concert: EventId, ann: Somebody
) -> None:
    await choose_all(kassa, ann, concert)
    await ann.tap("🎟 Events", "Океан Ельзи", "Choose seats", "Hold", "Pay")
    await ann.pay()
    await pool.execute("UPDATE tickets SET admitted_at = issued_at WHERE seat_id <= 50")
    await ann.say("/tickets")
    await ann.tap("Океан Ельзи", "🎁 Give to a friend")
    assert f"🎁 {LONG} C-1" in ann.buttons


async def test_a_hall_of_many_sections_gets_more_of_them(kassa: Kassa, owner: Somebody) -> None:
    boxes = tuple(Block(f"Box {number}. {LONG}", rows=1, seats_in_row=1, tiers=("Front",)) for number in range(100))
    await kassa.app.organizing.create_event(plan(sections=(*boxes, *plan().sections)))
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "✏️ Change", "➕ Seats")
    assert f"There now: Box 0. {LONG}, Box 1." in owner.screen and "…" in owner.screen
    await owner.say("\n".join(f"{number}. Ложа у сцены 1x1 — 100" for number in range(130)))
    assert "• 0. Ложа у сцены: +1" in owner.screen and "… and" in owner.screen
    await owner.tap("Yes, add 130")
    assert owner.toast == "130 more places are on sale."


async def test_a_large_team_with_long_names_is_shown(kassa: Kassa, owner: Somebody) -> None:
    for number in range(60):
        door = await kassa.app.people.meet(Person(PersonId(9_000 + number), f"{number} {'Ж' * 126}", None, "en"))
        await hire(kassa.app, door.id)
    await owner.say("/team")
    await owner.tap("Kassa")
    assert "• 0 Ж" in owner.screen and "… and" in owner.screen


async def test_the_rules_of_an_event_with_many_entrances_are_shown(kassa: Kassa, owner: Somebody) -> None:
    tiers = tuple(TierPlan(f"{LONG} {number}", 90_000) for number in range(10))
    names = tuple(tier.name for tier in tiers)
    await kassa.app.organizing.create_event(
        plan(
            tiers=tiers,
            sections=(Block("Stalls", rows=10, seats_in_row=1, tiers=names),),
            gates=tuple(GatePlan(f"Door {number}", names) for number in range(20)),
        )
    )
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "✏️ Change", "⚙️ Rules")
    assert f"Entrances: Door 0 ({LONG} 0" in owner.screen


async def test_a_log_of_long_names_and_titles_is_shown(kassa: Kassa, owner: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(plan(title="Ю" * 120))
    for number in range(15):
        title = f"{number} {'Ж' * 100}"
        await kassa.app.editing.change(PersonId(owner.id), event_id, EventDetail.TITLE, title)
    await owner.say("/audit")
    assert "changed Title → 14 Ж" in owner.screen and "… and" in owner.screen


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_of_any_length_is_filled_in_whole(language: str) -> None:
    text = "ж" * 3_000
    assert texts(language)("broadcast-message", title="T", text=text).endswith(text)
    assert texts(language).plain("report-note", note=text) == f"<i>{text}</i>"
