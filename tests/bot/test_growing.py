"""An event that is there gets more places."""

import pytest

from bot.callbacks import AddSeats, AskSeats
from core.domain.ids import EventId, PersonId
from core.domain.refusal import NotAllowed
from core.domain.waitlist import Party
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.plans import club_night, plan

OWNER = PersonId(2001)


async def grow(kassa: Kassa, event_id: EventId, typed: str) -> None:
    view = await kassa.app.growing.preview(OWNER, event_id, typed)
    await kassa.app.growing.grow(OWNER, event_id, view.id)


async def test_an_organizer_adds_seats_to_what_is_on_sale(
    kassa: Kassa, owner: Somebody, ann: Somebody, pool: Pool
) -> None:
    await kassa.app.organizing.create_event(plan())
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "✏️ Change", "➕ Seats")
    assert "There now: Stalls" in owner.screen and "no price" not in owner.screen
    await owner.say("Stalls 2×2 — 100")
    assert "already" in owner.screen
    await owner.say("Balcony 2×4 — 450.50\nBar 30 — 200")
    assert "• Balcony: +8 · 450.50" in owner.screen and "20 → 58 places" in owner.screen
    await owner.tap("Yes, add 38")
    assert owner.toast == "38 more places are on sale." and "of 58" in owner.screen
    await owner.say("/audit")
    assert "added places: Balcony +8, Bar +30" in owner.screen

    await ann.open_link("e1")
    await ann.tap("Choose seats", "Balcony", "Row A", "2", "Hold", "Pay")
    await ann.pay()
    assert ann.photos
    assert await pool.fetchval("SELECT price_minor FROM tickets") == 45_050


async def test_what_was_typed_is_added_once(kassa: Kassa, owner: Somebody, pool: Pool) -> None:
    event_id = await kassa.app.organizing.create_event(club_night())
    await owner.say("/manage")
    await owner.tap("Techno Night", "✏️ Change", "➕ Seats")
    assert "Dance floor 50" in owner.screen
    await owner.say("dance floor 25")
    await owner.tap("Yes, add 25")
    await owner.craft(owner.last["message_id"], AddSeats(event_id=event_id, growth_id=1).pack())
    assert owner.toast == "These were added already."
    assert await pool.fetchval("SELECT count(*) FROM seats WHERE event_id = $1", event_id) == 75


async def test_seats_that_come_belong_first_to_who_waits(
    kassa: Kassa, ann: Somebody, bob: Somebody, pool: Pool
) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(capacity=2))
    await bob.open_link(f"e{event_id}")
    await bob.tap("🎟 Get tickets", "2")
    await kassa.app.waitlist.join(event_id, PersonId(ann.id), Party(2, None, False))
    await grow(kassa, event_id, "Dance floor 3")
    await kassa.deliver()
    assert "Your turn" in ann.screen
    assert await pool.fetchval("SELECT count(*) FROM seats WHERE status = 'held'") == 4


async def test_only_the_team_adds_seats(kassa: Kassa, ann: Somebody, pool: Pool) -> None:
    event_id = await kassa.app.organizing.create_event(club_night())
    typed = await kassa.app.growing.preview(OWNER, event_id, "Dance floor 3")
    await ann.say("/start")
    for data in (AskSeats(event_id=event_id), AddSeats(event_id=event_id, growth_id=typed.id)):
        await ann.craft(ann.last["message_id"], data.pack())
        assert ann.alert == "This is for the organizer’s staff only."
    for act in (
        kassa.app.growing.event(PersonId(ann.id), event_id),
        kassa.app.growing.preview(PersonId(ann.id), event_id, "Dance floor 3"),
        kassa.app.growing.grow(PersonId(ann.id), event_id, typed.id),
    ):
        with pytest.raises(NotAllowed):
            await act
    assert await pool.fetchval("SELECT count(*) FROM seats") == 50
