"""A sale is paused and goes on: nothing new is held meanwhile, and what is held may be paid for."""

import pytest

from core.domain.ids import EventId, PersonId
from core.domain.person import Role
from core.domain.waitlist import Party
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, plan
from tests.teams import hire

STAFF_ONLY = "This is for the organizer’s staff only."
PAUSED = "The sale for this event is paused. Please come back later."


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


async def test_nothing_new_is_held_and_what_is_held_is_paid_for(
    kassa: Kassa, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await ann.open_link(f"e{concert}")
    await ann.tap("Choose seats", "Row A", "7", "Hold")
    await bob.open_link(f"e{concert}")
    await bob.tap("Choose seats", "Row A", "8")
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "⏸ Pause the sale")
    assert "⏸ sale paused: nobody can buy now" in owner.screen
    await bob.tap("Hold")
    assert bob.alert == PAUSED
    await bob.open_link(f"e{concert}")
    assert "The sale is paused" in bob.screen and "🪑 Choose seats" not in bob.buttons
    await ann.tap("Pay")
    await ann.pay()
    assert ann.photos
    await owner.tap("▶️ Go on selling")
    assert "🟢 on sale" in owner.screen
    await bob.open_link(f"e{concert}")
    await bob.tap("Choose seats", "Row A", "9", "Hold", "Pay")
    await bob.pay()
    assert bob.photos
    await owner.say("/audit")
    assert "paused the sale" in owner.screen and "let the sale go on" in owner.screen


async def test_who_waits_is_offered_nothing_before_it_goes_on(
    kassa: Kassa, clock: Clock, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(capacity=1))
    await ann.open_link(f"e{event_id}")
    await ann.tap("Get tickets", "1")
    await kassa.app.waitlist.join(event_id, PersonId(bob.id), Party(1, None, False))
    await kassa.app.organizing.pause(PersonId(owner.id), event_id, on=True)
    await ann.craft(ann.last["message_id"], f"rel1:{event_id}:1")
    await kassa.app.waitlist.offer_due()
    await kassa.deliver()
    assert "Held for you" not in bob.screen and not any("until" in screen for screen in bob.screens)
    await kassa.app.organizing.pause(PersonId(owner.id), event_id, on=False)
    await kassa.app.waitlist.offer_due()
    await kassa.deliver()
    assert "Techno Night" in bob.screen


async def test_a_sale_that_opens_paused_is_told_of_when_it_goes_on(
    kassa: Kassa, clock: Clock, owner: Somebody, ann: Somebody
) -> None:
    opens = clock().replace(hour=18)
    event_id = await kassa.app.organizing.create_event(plan(sale_starts_at=opens))
    await kassa.app.announcing.set_reminder(event_id, PersonId(ann.id), on=True)
    await kassa.app.organizing.pause(PersonId(owner.id), event_id, on=True)
    clock.go(days=1)
    await kassa.app.announcing.tell_of_sales_due()
    await kassa.deliver()
    assert "Океан Ельзи" not in ann.screen
    await kassa.app.organizing.pause(PersonId(owner.id), event_id, on=False)
    await kassa.app.announcing.tell_of_sales_due()
    await kassa.deliver()
    assert "Океан Ельзи" in ann.screen


async def test_nobody_else_pauses_a_sale(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    jazz = await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    await hire(kassa.app, ann.id, Role.ORGANIZER, jazz.id)
    await hire(kassa.app, bob.id)
    buyer = await kassa.meet("Cid")
    for somebody in (ann, bob, buyer):
        await somebody.craft(somebody.last["message_id"], f"pause1:{concert}:1")
        assert somebody.alert == STAFF_ONLY
    assert await pool.fetchval("SELECT is_paused FROM events") is False
