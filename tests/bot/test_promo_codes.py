"""A promo code is typed under a hold, and the total says what it does."""

import pytest

from core.domain.event_plan import PromoCodePlan
from core.domain.ids import EventId
from tests.bot.telegram import Kassa, Somebody
from tests.bot.test_hold import hold
from tests.plans import Clock, club_night, plan

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    codes = (
        PromoCodePlan("TEN", percent=10),
        PromoCodePlan("ALLFREE", percent=100),
        PromoCodePlan("ONCE", percent=50, max_uses=1),
        PromoCodePlan("BACK", percent=50, tiers=("Back",)),
    )
    return await kassa.app.organizing.create_event(plan(promo_codes=codes))


async def test_a_buyer_pays_less_with_a_code(kassa: Kassa, concert: EventId, ann: Somebody) -> None:
    await hold(ann, "1", "2")
    await ann.tap("🏷 Promo code")
    assert "Type your code here" in ann.screen and "until 14:10" in ann.screen
    await ann.say(" ten ")

    assert ann.screen.endswith(f"\n\n🏷 TEN: 180{NBSP}UAH off, already included\nTotal: 1,620{NBSP}UAH")
    assert not any("Type your code here" in screen for screen in ann.screens), "the question is answered"
    await ann.tap("💳 Pay 1,620")
    assert (await ann.pay()).status == "approved"
    assert len(ann.photos) == 2


async def test_an_invoice_with_the_old_price_goes(concert: EventId, ann: Somebody) -> None:
    await hold(ann, "1")
    await ann.tap("Pay", "🏷 Promo code")
    await ann.say("TEN")
    assert not any("invoice" in message for message in ann.messages)
    await ann.tap("🏷 Without TEN")
    assert ann.screen.endswith(f"\n\nTotal: 900{NBSP}UAH") and "🏷 Promo code" in ann.buttons


async def test_a_wrong_code_may_be_typed_again(concert: EventId, ann: Somebody) -> None:
    await hold(ann, "1")
    await ann.tap("🏷 Promo code")
    await ann.say("nine")
    assert ann.screen.startswith("This event has no such promo code.")
    await ann.say("BACK")
    assert ann.screen.startswith("BACK is not for these tickets.")
    await ann.say("TEN")
    assert f"Total: 810{NBSP}UAH" in ann.screen


async def test_a_code_that_is_not_enough_for_all_says_for_how_many(concert: EventId, ann: Somebody) -> None:
    await hold(ann, "1", "2")
    await ann.tap("🏷 Promo code")
    await ann.say("ONCE")
    assert f"🏷 ONCE for 1 ticket: 450{NBSP}UAH off, already included" in ann.screen


async def test_tickets_that_cost_nothing_by_a_code_are_confirmed(concert: EventId, ann: Somebody) -> None:
    await hold(ann, "1")
    await ann.tap("🏷 Promo code")
    await ann.say("allfree")
    await ann.tap("✅ Get tickets for free")
    assert len(ann.photos) == 1


async def test_a_code_that_comes_after_the_hold_says_so(concert: EventId, clock: Clock, ann: Somebody) -> None:
    await hold(ann, "1")
    await ann.tap("🏷 Promo code")
    clock.go(minutes=10)
    await ann.say("no code at all")
    assert any("Your hold has ended" in screen for screen in ann.screens)
    await ann.say("Океан Ельзи")
    assert any("Океан Ельзи" in label for label in ann.buttons), "looked for: there is nothing to take a code off"


async def test_an_event_without_codes_asks_for_none(kassa: Kassa, ann: Somebody) -> None:
    await kassa.app.organizing.create_event(club_night())
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "2")
    assert not [label for label in ann.buttons if "🏷" in label]


async def test_crafted_codes_are_harmless(concert: EventId, ann: Somebody, bob: Somebody) -> None:
    await hold(ann, "1")
    for data in ("code1:1:1", "nocode1:1:1", "code1:9:9"):
        await bob.craft(bob.last["message_id"], data)
        assert bob.alert and "went wrong" not in bob.alert
    assert f"Total: 900{NBSP}UAH" in ann.screen
