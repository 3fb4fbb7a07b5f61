"""The desk of an organizer: own events only, with what is sold and what it brought."""

import pytest

from core.domain.ids import EventId, PersonId
from core.domain.person import Role
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, plan
from tests.teams import hire

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


async def test_an_organizer_sees_how_the_own_events_stand(
    kassa: Kassa, concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await hire(kassa.app, bob.id, Role.ORGANIZER)
    await ann.open_link(f"e{concert}")
    await ann.tap("Choose seats", "Row A", "7", "8", "Hold", "Pay")
    await ann.pay()
    await bob.say("/start")
    await bob.tap("🛠 My events", "Океан Ельзи")
    assert "Sold: 2 of 20 · held: 0 · free: 18" in bob.screen
    assert f"Income: 1,800{NBSP}UAH · returned: 0{NBSP}UAH" in bob.screen
    assert "🟢 on sale until Dec 8, 14:00" in bob.screen


async def test_events_of_other_teams_are_not_there(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, bob: Somebody
) -> None:
    await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    await pool.execute("UPDATE events SET team_id = 2")
    await hire(kassa.app, bob.id, Role.ORGANIZER)
    await bob.say("/manage")
    assert "There are none yet" in bob.screen
    await bob.craft(bob.last["message_id"], f"desk1:{concert}")
    assert bob.alert == "This is for the organizer’s staff only."


async def test_buyers_and_door_staff_have_no_desk(kassa: Kassa, concert: EventId, ann: Somebody, bob: Somebody) -> None:
    await hire(kassa.app, bob.id)
    for somebody in (ann, bob):
        await somebody.say("/manage")
        assert somebody.screen == "This is for the organizer’s staff only."
        await somebody.craft(somebody.last["message_id"], f"desk1:{concert}")
        assert somebody.alert == "This is for the organizer’s staff only."


async def test_many_events_come_on_pages_and_past_ones_last(kassa: Kassa, clock: Clock, owner: Somebody) -> None:
    for _ in range(11):
        await kassa.app.organizing.create_event(club_night())
    clock.go(days=8)
    await kassa.app.organizing.create_event(plan(title="Next", starts_at=clock().replace(year=2027)))
    await owner.say("/manage")
    assert owner.buttons[0].startswith("Next")
    await owner.tap("›")
    assert "‹" in owner.buttons and not any(label.startswith("Next") for label in owner.buttons)
