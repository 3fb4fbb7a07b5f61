"""The same event once more: all that was planned, nothing of what has happened."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.event_plan import GatePlan, QuestionPlan
from core.domain.ids import EventId, PersonId
from core.domain.protection import Guard
from core.domain.question import QuestionKind
from core.domain.queue import QueueRules
from core.domain.return_policy import ReturnPolicy
from db.pool import Pool
from tests.books import Stock, assert_books_balance
from tests.bot.telegram import Kassa, Somebody
from tests.plans import CLOCK_START, Clock, plan
from tests.teams import hire

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(
        plan(
            starts_at=datetime(2027, 3, 23, 18, 0, tzinfo=UTC),
            gates=(GatePlan("Golden", ("Front",)),),
            returns=ReturnPolicy(CLOCK_START + timedelta(days=3), 50),
            queue=QueueRules(per_minute=120),
        )
    )


async def test_a_clone_is_a_draft_with_an_empty_hall_at_the_same_hour(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, owner: Somebody, ann: Somebody
) -> None:
    await ann.open_link(f"e{concert}")
    await ann.tap("Choose seats", "Row A", "1", "2", "Hold", "Pay")
    await ann.pay()
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "💹 Prices", "Front")
    await owner.say("900, 5% 1000")
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "🧬 Clone")
    assert "Tuesday, March 30, 2027, 20:00" in owner.screen, "the clocks of Kyiv change on March 28"
    assert "Sold: 0 of 20" in owner.screen and "🚀 Publish" in "".join(owner.buttons)
    copy = EventId(concert + 1)
    assert await assert_books_balance(pool, copy, clock()) == Stock(free=20, held=0, sold=0)
    assert await pool.fetchval("SELECT price_minor FROM tiers WHERE event_id = $1 AND id = 1", copy) == 90_000
    for table in ("sections", "gates", "return_policies", "price_steps", "reminders", "queues"):
        counts = await pool.fetch(f"SELECT count(*) FROM {table} GROUP BY event_id")
        assert len({row[0] for row in counts}) == 1 and len(counts) == 2, table
    await owner.tap("🚀 Publish")
    clock.go(days=7)  # its sale opens as much later as it begins
    await ann.open_link(f"e{copy}")
    await ann.tap("Choose seats", "Row A", "1", "Hold")
    assert "row A, seat 1 · 900" in ann.screen


async def test_a_clone_of_what_is_past_is_to_come(kassa: Kassa, clock: Clock, owner: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(
        plan(questions=(QuestionPlan(QuestionKind.NAME),), guards=frozenset(Guard))
    )
    clock.go(days=30)
    copy = await kassa.app.cloning.clone(PersonId(owner.id), event_id)
    assert (await kassa.app.arranging.rules(PersonId(owner.id), copy)).plan.guards == set(Guard)
    event = await kassa.app.checkout.event(copy)
    assert clock() < event.starts_at <= clock() + timedelta(weeks=1)
    assert event.starts_at.strftime("%A %H:%M") == "Tuesday 14:00"


async def test_all_times_of_a_clone_are_as_much_later_on_the_clocks_of_the_venue(kassa: Kassa, owner: Somebody) -> None:
    """They change on March 28."""
    starts_at = datetime(2027, 3, 23, 20, 0, tzinfo=KYIV)
    event_id = await kassa.app.organizing.create_event(
        plan(
            starts_at=starts_at,
            sale_starts_at=datetime(2026, 12, 1, 10, 0, tzinfo=KYIV),
            sale_ends_at=starts_at,
            details_until=starts_at - timedelta(days=1),
            returns=ReturnPolicy(starts_at - timedelta(days=2)),
        )
    )
    copy = await kassa.app.cloning.clone(PersonId(owner.id), event_id)
    rules = await kassa.app.arranging.rules(PersonId(owner.id), copy)
    event, made = rules.event, rules.plan
    assert made.returns.free_until and made.details_until
    assert event.starts_at == event.sale_ends_at == datetime(2027, 3, 30, 20, 0, tzinfo=KYIV)
    assert event.sale_starts_at == datetime(2026, 12, 8, 10, 0, tzinfo=KYIV)
    assert made.details_until == datetime(2027, 3, 29, 20, 0, tzinfo=KYIV)
    assert made.returns.free_until == datetime(2027, 3, 28, 20, 0, tzinfo=KYIV)


async def test_nobody_else_clones_an_event(
    kassa: Kassa, pool: Pool, concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await hire(kassa.app, bob.id)
    for somebody in (ann, bob):
        await somebody.craft(somebody.last["message_id"], f"clone1:{concert}")
        assert somebody.alert == "This is for the organizer’s staff only."
    assert await pool.fetchval("SELECT count(*) FROM events") == 1
