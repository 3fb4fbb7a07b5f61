"""The sale as it goes, in one message that changes by itself."""

import asyncio
from dataclasses import replace

import pytest

from bot.live import LiveViews
from core.domain.ids import EventId
from core.domain.person import Role
from simulator.faults import Fault
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night
from tests.teams import hire


@pytest.fixture
async def night(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(club_night(10, 0))


@pytest.fixture
async def organizer(kassa: Kassa) -> Somebody:
    """Whose views change without a pause."""
    kassa.dispatcher["live_views"] = LiveViews(kassa.bot, kassa.app.watching, every=0.0)
    olha = await kassa.meet("Olha")
    await hire(kassa.app, olha.id, Role.ORGANIZER)
    return olha


async def get_tickets(buyer: Somebody, places: str) -> None:
    await buyer.say("/events")
    await buyer.tap("Techno Night", "Get tickets", places, "Get tickets for free")


async def shows(kassa: Kassa, somebody: Somebody, words: str) -> None:
    """Once the message says so."""
    with kassa.telegram.listen(somebody.id) as happenings:
        async with asyncio.timeout(5):
            while words not in somebody.screen:
                await happenings.get()


async def test_the_figures_change_by_themselves(
    kassa: Kassa, night: EventId, organizer: Somebody, ann: Somebody, bob: Somebody, clock: Clock
) -> None:
    await get_tickets(bob, "2")
    clock.go(minutes=5)
    await organizer.say("/manage")
    await organizer.tap("Techno Night", "📡 Live")
    assert "2 of 10" in organizer.screen and "min: now 0, at most 2" in organizer.screen
    await get_tickets(ann, "4")
    await shows(kassa, organizer, "6 of 10")
    assert "Tickets a minute, last 20 min: now 4, at most 4" in organizer.screen
    assert "▁▁▁▁▁▁▁▁▁▁▁▁▁▁▅▁▁▁▁█" in organizer.screen, "a column for each minute, the last one is now"
    await kassa.dispatcher["live_views"].stop()


@pytest.mark.parametrize("fault", [Fault(code=502), Fault(code=429), Fault("drop", when="after")])
async def test_it_goes_on_after_a_change_that_telegram_did_not_take(
    kassa: Kassa, night: EventId, organizer: Somebody, ann: Somebody, fault: Fault
) -> None:
    await organizer.say("/manage")
    await organizer.tap("Techno Night", "📡 Live")
    kassa.telegram.faults.add(replace(fault, method="editMessageText", chat_id=organizer.id))
    await get_tickets(ann, "2")
    await shows(kassa, organizer, "2 of 10")
    await get_tickets(ann, "2")
    await shows(kassa, organizer, "4 of 10")


async def test_who_leaves_it_finds_the_desk_and_keeps_it(
    kassa: Kassa, night: EventId, organizer: Somebody, ann: Somebody
) -> None:
    await organizer.say("/manage")
    await organizer.tap("Techno Night", "📡 Live", "‹ Back")
    desk = organizer.screen
    await get_tickets(ann, "4")
    for _ in range(100):  # a view that goes on would have changed the message by now
        await asyncio.sleep(0)
    assert organizer.screen == desk


async def test_who_leaves_it_by_another_process_keeps_the_desk_too(
    kassa: Kassa, night: EventId, organizer: Somebody, ann: Somebody
) -> None:
    views = kassa.dispatcher["live_views"]
    await organizer.say("/manage")
    await organizer.tap("Techno Night", "📡 Live")
    (task,) = views._tasks.values()
    kassa.dispatcher["live_views"] = LiveViews(kassa.bot, kassa.app.watching, every=0.0)
    await organizer.tap("‹ Back")
    desk = organizer.screen
    await get_tickets(ann, "4")
    async with asyncio.timeout(5):
        await task
    assert organizer.screen == desk


async def test_a_sale_is_paused_from_there(kassa: Kassa, night: EventId, organizer: Somebody, ann: Somebody) -> None:
    await organizer.say("/manage")
    await organizer.tap("Techno Night", "📡 Live", "⏸")
    await ann.say("/events")
    await ann.tap("Techno Night")
    assert "Get tickets" not in "".join(ann.buttons)


async def test_nobody_else_watches_a_sale(kassa: Kassa, night: EventId, ann: Somebody, bob: Somebody) -> None:
    await hire(kassa.app, bob.id)
    for somebody in (ann, bob):
        await somebody.craft(somebody.last["message_id"], f"live1:{night}")
        assert somebody.alert == "This is for the organizer’s staff only."
