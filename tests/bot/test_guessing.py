"""Who tries codes and links until one is right is slowed down; who is right is not."""

from collections.abc import Awaitable, Callable

import pytest

from core.domain.ids import EventId, PersonId
from core.domain.person import Role
from core.domain.team import HOUSE
from core.settings import Settings
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, settings_for_tests
from tests.teams import hire

AT_ONCE = 6
"""A fifth of those of an hour."""
STOPPED = "Those were too many codes or links that do not work."
Guess = Callable[[str], Awaitable[None]]


@pytest.fixture
def settings() -> Settings:
    """As it is by default."""
    return settings_for_tests(guesses_per_hour=Settings.model_fields["guesses_per_hour"].default)


async def guess_until_stopped(person: Somebody, guess: Guess) -> int:
    """How many wrong ones were looked at."""
    for number in range(1000):
        await guess(f"{number:022}")
        if STOPPED in person.screen:
            return number
    return 1000


def links(person: Somebody, payload: str) -> Guess:
    async def guess(secret: str) -> None:
        await person.open_link(payload.format(secret))

    return guess


async def a_hold(kassa: Kassa, buyer: Somebody) -> EventId:
    event_id = await kassa.app.organizing.create_event(club_night())
    await kassa.app.promotion.add(PersonId(2001), event_id, "NIGHT10 10%")
    await buyer.tap("🎟 Events", "Techno Night", "Get tickets", "2", "🏷 Promo code")
    return event_id


@pytest.mark.parametrize("payload", ["g1_{}", "i{}", "t1{:0>32}"], ids=["gifts", "invitations", "tickets"])
async def test_secret_links_cannot_be_tried_out(clock: Clock, ann: Somebody, payload: str) -> None:
    assert await guess_until_stopped(ann, links(ann, payload)) == AT_ONCE
    clock.go(minutes=60)
    tried = 0
    for _ in range(60):
        clock.go(minutes=1)
        tried += await guess_until_stopped(ann, links(ann, payload))
    assert tried == AT_ONCE + 30 - 1, "an hour of it"


async def test_promo_codes_cannot_be_tried_out(kassa: Kassa, clock: Clock, ann: Somebody) -> None:
    await a_hold(kassa, ann)
    assert await guess_until_stopped(ann, ann.say) == AT_ONCE
    await ann.say("NIGHT10")
    assert STOPPED in ann.screen, "the right one, too: otherwise one would go on to guess"
    clock.go(minutes=2)
    await ann.say("NIGHT10")
    assert "540" in ann.screen


async def test_who_is_right_is_not_counted(kassa: Kassa, ann: Somebody, bob: Somebody) -> None:
    await a_hold(kassa, ann)
    await ann.say("NIGHT1O")
    for _ in range(3 * AT_ONCE):
        await ann.say("night10")
        assert "540" in ann.screen
        await ann.tap("🏷 Without NIGHT10", "🏷 Promo code")
    assert await guess_until_stopped(ann, ann.say) == AT_ONCE - 1
    invitation = await kassa.app.teaming.invite(PersonId(2001), HOUSE, Role.DOOR)
    await bob.open_link(f"i{invitation.secret}")
    assert "You check tickets now" in bob.screen, "nobody waits for another's guesses"


async def test_what_is_refused_for_another_reason_was_no_guess(kassa: Kassa, ann: Somebody) -> None:
    event_id = await a_hold(kassa, ann)
    await kassa.app.promotion.end(PersonId(2001), event_id, "NIGHT10")
    for _ in range(3 * AT_ONCE):
        await ann.say("NIGHT10")
        assert STOPPED not in ann.screen


async def test_staff_may_be_wrong_more_often_and_can_always_scan(kassa: Kassa, ann: Somebody) -> None:
    await kassa.app.organizing.create_event(club_night())
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "1", "Pay")
    await ann.pay()
    taras = await kassa.meet("Taras")
    await hire(kassa.app, taras.id)
    await taras.say("/door")
    await taras.tap("Techno Night")
    wrong = 0
    while STOPPED not in taras.screen:
        await taras.say(f"{wrong:08}")
        wrong += 1
    assert wrong == 10 * AT_ONCE + 1
    await taras.send_photo(ann.photo_bytes(ann.photos[-1]))
    assert "ADMITTED" in taras.screen
