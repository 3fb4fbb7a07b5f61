"""Organizers change prices, at once or in steps; what is held keeps its own."""

import asyncio

import pytest

from core.domain.event_plan import Standing, TierPlan
from core.domain.ids import EventId, TierId
from core.domain.person import Role
from core.domain.pricing import Prices
from db import price_steps
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.core.services.test_races import until_it_waits_for_a_lock
from tests.plans import Clock, plan
from tests.teams import hire

ENTRY = TierId(1)
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
async def night(kassa: Kassa) -> EventId:
    wanted = plan(title="Techno Night", tiers=(TierPlan("Entry", 30_000),), sections=(Standing("Floor", 4, "Entry"),))
    return await kassa.app.organizing.create_event(wanted)


@pytest.fixture
async def organizer(kassa: Kassa, night: EventId) -> Somebody:
    olha = await kassa.meet("Olha")
    await hire(kassa.app, olha.id, Role.ORGANIZER)
    await olha.say("/manage")
    await olha.tap("Techno Night", "💹 Prices", "Entry · 300")
    return olha


async def test_a_new_price_is_for_what_is_not_held_yet(
    kassa: Kassa, organizer: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await ann.say("/events")
    await ann.tap("Techno Night", "Get tickets", "1")
    await organizer.say("450")
    assert f"Now: 450{NBSP}UAH" in organizer.screen
    assert f"Total: 300{NBSP}UAH" in ann.screen
    await bob.say("/events")
    await bob.tap("Techno Night", "Get tickets", "1")
    assert f"Total: 450{NBSP}UAH" in bob.screen


async def test_a_price_just_changed_may_be_typed_again(organizer: Somebody) -> None:
    await organizer.say("4500")
    await organizer.say("450")
    assert f"Now: 450{NBSP}UAH" in organizer.screen


async def test_a_price_moves_as_the_tier_fills_and_the_event_comes_near(
    kassa: Kassa, pool: Pool, organizer: Somebody, ann: Somebody, clock: Clock
) -> None:
    await organizer.say("300, 50% 400, 1d 200")
    assert f"• once 50 % are sold: 400{NBSP}UAH\n• 1 day before: 200{NBSP}UAH" in organizer.screen
    assert organizer.photos, "with the curve as a picture"
    await ann.say("/events")
    await ann.tap("Techno Night", "Get tickets", "2", "Pay")
    await ann.pay()
    await kassa.app.pricing.reprice_due()
    assert await pool.fetchval("SELECT price_minor FROM tiers") == 40_000
    clock.go(days=6.5)
    await kassa.app.pricing.reprice_due()
    assert await pool.fetchval("SELECT price_minor FROM tiers") == 20_000
    await organizer.say("/audit")
    assert "set prices: Entry: 300, 50% 400, 1d 200" in organizer.screen


async def test_the_price_of_steps_that_are_just_taken_away_does_not_come_back(
    kassa: Kassa, pool: Pool, organizer: Somebody, night: EventId, ann: Somebody
) -> None:
    await organizer.say("300, 50% 400")
    await ann.say("/events")
    await ann.tap("Techno Night", "Get tickets", "2", "Pay")
    await ann.pay()
    async with pool.acquire() as conn, conn.transaction():
        await price_steps.set_prices(conn, night, ENTRY, Prices(35_000))
        sweep = asyncio.create_task(kassa.app.pricing.reprice_due())
        await until_it_waits_for_a_lock(sweep, pool)
        await price_steps.set_price(conn, night, ENTRY, 35_000)
    await sweep
    assert await pool.fetchval("SELECT price_minor FROM tiers") == 35_000


async def test_what_is_no_price_is_refused_and_may_be_typed_again(organizer: Somebody) -> None:
    await organizer.say("cheap")
    assert organizer.screen.startswith("I cannot read this price.")
    await organizer.say("500")
    assert f"Now: 500{NBSP}UAH" in organizer.screen


@pytest.mark.parametrize("data", ["prices1:1", "tierprice1:1:1"])
async def test_nobody_else_sees_or_changes_prices(
    kassa: Kassa, organizer: Somebody, ann: Somebody, bob: Somebody, data: str
) -> None:
    await hire(kassa.app, bob.id)
    for somebody in (ann, bob):
        await somebody.craft(somebody.last["message_id"], data)
        assert somebody.alert == "This is for the organizer’s staff only."
