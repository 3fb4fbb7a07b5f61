"""Who taps faster than people do is told to wait, once; money, the door and organizers are not held up."""

import pytest

from core.domain.ids import PersonId
from core.domain.rate import Action
from core.settings import Settings
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, settings_for_tests
from tests.teams import hire

BURST = 20
PAUSE = 3 / 60  # of a minute


@pytest.fixture
def settings() -> Settings:
    """As they are by default."""
    names = ("actions_per_minute", "scans_per_minute", "organizer_actions_per_minute")
    return settings_for_tests(**{name: Settings.model_fields[name].default for name in names})


async def knock(buyer: Somebody) -> str | None:
    first = next(message for message in buyer.messages if message["from"]["is_bot"])
    await buyer.craft(first["message_id"], "menu1")
    return buyer.alert


async def knock_until_told(buyer: Somebody) -> int:
    """How many taps were done before."""
    done = 0
    while await knock(buyer) is None:
        done += 1
    return done


async def test_the_first_tap_too_many_is_told_and_then_there_is_silence(
    kassa: Kassa, clock: Clock, ann: Somebody
) -> None:
    assert await knock_until_told(ann) == BURST - 1, "Start was the first"
    assert ann.alert == "Not so fast, please. You can go on in 3 seconds."
    unanswered = kassa.telegram.queries.waiting
    for _ in range(5):
        assert await knock(ann) is None
    assert kassa.telegram.queries.waiting - unanswered == 5
    clock.go(minutes=PAUSE)
    assert await knock_until_told(ann) == 5


async def test_who_writes_too_fast_is_told_in_the_language_of_their_choice(kassa: Kassa) -> None:
    oksana = await kassa.meet("Oksana", language="en")
    await kassa.app.people.choose_language(PersonId(oksana.id), "uk")
    for _ in range(BURST + 5):
        await oksana.say("/language")
    [told] = [screen for screen in oksana.screens if "повільніше" in screen]
    assert told == "Трохи повільніше, будь ласка. Продовжити можна за 3 секунди."


async def test_one_who_hurries_holds_nobody_else_up(ann: Somebody, bob: Somebody) -> None:
    await knock_until_told(ann)
    assert await knock(bob) is None


async def test_who_was_told_to_wait_can_still_pay(kassa: Kassa, ann: Somebody) -> None:
    await kassa.app.organizing.create_event(club_night())
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "2", "Pay")
    await knock_until_told(ann)
    assert (await ann.pay()).status == "approved"
    assert len([photo for photo in ann.photos if "№" in photo["caption"]]) == 2


async def test_two_thousand_tickets_are_scanned_without_a_pause(kassa: Kassa, clock: Clock) -> None:
    """Four a second; a buyer has a hundred a minute."""
    taras = await kassa.meet("Taras")
    await hire(kassa.app, taras.id)
    for number in range(2000):
        clock.go(minutes=1 / 240)
        assert await kassa.app.limiting.too_fast(PersonId(taras.id), Action.SCANNING) is None, number


async def test_staff_at_the_door_scan_faster_than_buyers_tap(kassa: Kassa, clock: Clock) -> None:
    taras = await kassa.meet("Taras")
    await hire(kassa.app, taras.id)
    for _ in range(2 * BURST):
        await taras.say("7K3F-9QXM")
    assert not any("Not so fast" in screen for screen in taras.screens)


async def test_codes_that_a_buyer_sends_are_no_scans(clock: Clock, ann: Somebody) -> None:
    for _ in range(2 * BURST):
        clock.go(minutes=1 / 240)
        await ann.say("7K3F-9QXM")
    assert any("Not so fast" in screen for screen in ann.screens)


async def test_an_organizer_has_an_allowance_of_their_own(owner: Somebody) -> None:
    assert await knock_until_told(owner) == 20 - 1 + 60, "as a buyer first, until it was asked who they are"
