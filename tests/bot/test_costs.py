"""An organizer notes what an event costs, and takes out what was wrong."""

import pytest

from core.domain.ids import EventId, PersonId
from core.domain.person import Role
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.plans import plan
from tests.teams import hire

NBSP = "\N{NO-BREAK SPACE}"
NOT_ALLOWED = "This is for the organizer’s staff only."


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


async def test_costs_are_noted_as_they_are_typed_and_taken_out_again(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody
) -> None:
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "🧾 Costs")
    assert "Nothing is noted yet." in owner.screen
    await owner.tap("➕ Cost")
    await owner.say("a lot")
    assert owner.screen.startswith("Type an amount and what it was for")
    await owner.say("12 000,50 оренда <залу>")
    assert f"12,000.50{NBSP}UAH · оренда <залу> · Iryna" in owner.screen
    await owner.tap("➕ Provider’s fee")
    await owner.say("1 250")
    assert f"1,250{NBSP}UAH · Provider’s fee (fee) · Iryna" in owner.screen
    assert f"Total: 13,250.50{NBSP}UAH" in owner.screen
    await owner.tap("✖️ 12,000.50")
    assert owner.toast == "Taken out of the sums" and f"Total: 1,250{NBSP}UAH" in owner.screen
    await owner.craft(owner.last["message_id"], f"uncost1:{concert}:1")
    assert owner.alert == "It was taken out already."
    await owner.say("/audit")
    assert "took a cost out: 1200050 UAH: оренда <залу>" in owner.screen
    assert "noted a cost: 125000 UAH: Provider’s fee" in owner.screen


async def test_many_costs_come_on_pages(kassa: Kassa, concert: EventId, owner: Somebody) -> None:
    await owner.say("/costs")
    await owner.tap("Океан Ельзи")
    for number in range(1, 12):
        await owner.tap("➕ Cost")
        await owner.say(f"{number} thing")
    assert f"Total: 66{NBSP}UAH" in owner.screen
    await owner.tap("›")
    assert f"1{NBSP}UAH · thing" in owner.screen and "‹" in owner.buttons


@pytest.mark.parametrize("data", ["costs1:{}:0", "addcost1:{}:cost", "uncost1:{}:1"])
async def test_costs_are_the_teams_own_business(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody, data: str
) -> None:
    await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    await pool.execute("UPDATE events SET team_id = 2")
    await hire(kassa.app, ann.id)
    await hire(kassa.app, bob.id, Role.ORGANIZER)
    stranger = await kassa.meet("Stranger")
    for somebody in (ann, bob, stranger):
        await somebody.craft(somebody.last["message_id"], data.format(concert))
        assert somebody.alert == NOT_ALLOWED
    assert await pool.fetchval("SELECT count(*) FROM costs") == 0


async def test_who_lost_the_right_while_typing_notes_nothing(
    kassa: Kassa, pool: Pool, concert: EventId, bob: Somebody
) -> None:
    await hire(kassa.app, bob.id, Role.ORGANIZER)
    await bob.say("/costs")
    await bob.tap("Океан Ельзи", "➕ Cost")
    await pool.execute("DELETE FROM members")
    await bob.say("5 rent")
    assert bob.screen == NOT_ALLOWED
    assert await pool.fetchval("SELECT count(*) FROM costs") == 0
