"""Seats that an organizer keeps from the sale, until the event begins or they let them go."""

from datetime import timedelta

import pytest

from core.domain.ids import EventId, PersonId
from core.domain.person import Role
from db.pool import Pool
from tests.books import assert_books_balance
from tests.bot.telegram import Kassa, Somebody
from tests.bot.test_hold import hold
from tests.plans import Clock, plan
from tests.teams import hire


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


@pytest.fixture
async def organizer(kassa: Kassa, concert: EventId) -> Somebody:
    olha = await kassa.meet("Olha")
    await hire(kassa.app, olha.id, Role.ORGANIZER)
    return olha


async def test_blocked_seats_are_off_sale_until_they_are_let_go(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, organizer: Somebody, ann: Somebody
) -> None:
    await hold(organizer, "1", "2")
    await organizer.tap("🚫 Keep from the sale")
    assert "№ 1: Stalls A-1, A-2" in organizer.screen
    await organizer.say("/start")
    await hold(organizer, "3")
    await organizer.tap("🚫 Keep from the sale")
    assert "№ 2: Stalls A-3" in organizer.screen, "as many as one likes"
    clock.go(days=2)
    await kassa.app.seating.release_due()
    await kassa.app.seating.nudge_due()
    await ann.say("/events")
    await ann.tap("Океан Ельзи", "Choose seats", "Row A")
    assert ann.buttons[:4] == ["✕", "✕", "✕", "4"]
    assert (await assert_books_balance(pool, concert, clock())).held == 3

    await organizer.say("/manage")
    await organizer.tap("Океан Ельзи", "🚫 Kept seats", "✅ № 1 · 2")
    assert organizer.toast == "They are on sale again."
    await hold(ann, "1")
    assert "row A, seat 1" in ann.screen


@pytest.mark.parametrize("days", [-2, 10])
async def test_they_are_kept_until_the_event_begins_when_it_is_moved(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, organizer: Somebody, days: int
) -> None:
    await hold(organizer, "1", "2")
    await organizer.tap("🚫 Keep from the sale")
    starts_at = await pool.fetchval("SELECT starts_at FROM events") + timedelta(days=days)
    await kassa.app.editing.move(PersonId(organizer.id), concert, starts_at)

    clock.now = starts_at - timedelta(hours=1)
    await kassa.app.seating.release_due()
    assert (await assert_books_balance(pool, concert, clock())).held == 2
    clock.now = starts_at
    await kassa.app.seating.release_due()
    assert (await assert_books_balance(pool, concert, clock())).held == 0


async def test_once_the_event_has_begun_nothing_is_kept_from_its_sale(
    kassa: Kassa, pool: Pool, clock: Clock, organizer: Somebody
) -> None:
    begins = clock() + timedelta(days=1)
    event_id = await kassa.app.organizing.create_event(plan(starts_at=begins, sale_ends_at=begins + timedelta(hours=3)))
    clock.now = begins - timedelta(minutes=1)
    await organizer.open_link(f"e{event_id}")
    await organizer.tap("Choose seats", "Row A", "1", "Hold")
    clock.now = begins
    await organizer.tap("🚫 Keep from the sale")
    assert organizer.alert and organizer.alert.startswith("It has begun or is cancelled")
    assert await pool.fetchval("SELECT channel FROM orders") == "chat"


async def test_when_the_event_begins_nobody_is_told_of_them(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, organizer: Somebody
) -> None:
    await hold(organizer, "1")
    await organizer.tap("🚫 Keep from the sale")
    clock.go(days=7.1)
    before = await pool.fetchval("SELECT count(*) FROM messages")
    await kassa.app.seating.release_due()
    assert await pool.fetchval("SELECT status FROM orders") == "expired"
    assert await pool.fetchval("SELECT count(*) FROM messages") == before


async def test_let_go_seats_go_to_who_waits_first(
    kassa: Kassa, clock: Clock, concert: EventId, organizer: Somebody, ann: Somebody
) -> None:
    for row in ("A", "B"):
        for first in (1, 6):
            await organizer.tap("🎟 Events", "Океан Ельзи", "Choose seats", f"Row {row}")
            await organizer.tap(*map(str, range(first, first + 5)), "Hold", "🚫 Keep from the sale")
            await organizer.say("/start")
    await ann.say("/events")
    await ann.tap("Океан Ельзи", "Waiting list", "2", "Any category", "Only together")
    assert "You are first" in ann.screen
    await organizer.say("/manage")
    await organizer.tap("Океан Ельзи", "🚫 Kept seats", "№ 3")
    await kassa.deliver()
    assert "Your turn" in ann.screen


@pytest.mark.parametrize("data", ["block1:1:1", "blocked1:1", "unblock1:1:1"])
async def test_nobody_else_blocks_seats(
    kassa: Kassa, concert: EventId, ann: Somebody, bob: Somebody, data: str
) -> None:
    await hire(kassa.app, bob.id)
    for somebody in (ann, bob):
        await somebody.craft(somebody.last["message_id"], data)
        assert somebody.alert == "This is for the organizer’s staff only."


async def test_a_hold_of_a_buyer_is_not_the_organizers_to_block_or_let_go(
    kassa: Kassa, concert: EventId, organizer: Somebody, ann: Somebody
) -> None:
    await hold(ann, "1")
    for data in ("block1:1:1", "unblock1:1:1"):
        await organizer.craft(organizer.last["message_id"], data)
        assert organizer.alert and organizer.alert.startswith("This order is not yours")
    assert "row A, seat 1" in ann.screen
