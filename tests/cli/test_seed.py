import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cli import seed as command
from cli.demo import REGULAR
from cli.seed import KYIV, seed
from core.app import open_app, utc_now
from core.domain.event import EventSummary, Stock
from core.domain.event_plan import EventPlan
from core.domain.hall import SectionKind
from core.domain.ids import EventId
from core.domain.refusal import ClosedBecause
from core.settings import Settings
from db import halls
from db.pool import Pool
from tests.books import assert_books_balance
from tests.plans import settings_for_tests


@pytest.fixture
def settings(database_url: str, redis_url: str) -> Settings:
    return settings_for_tests(database_url=database_url, redis_url=redis_url)


async def seeded(settings: Settings) -> None:
    async with open_app(settings) as app:
        await app.people.meet(REGULAR)
        assert await seed(settings, app, regular=REGULAR)


async def all_events(settings: Settings, pool: Pool) -> list[EventSummary]:
    ids = [EventId(row["id"]) for row in await pool.fetch("SELECT id FROM events ORDER BY id")]
    async with open_app(settings) as app:
        return await app.browsing.stocks.summaries(ids)


async def test_there_are_seven_events_in_two_cities_one_sold_out_one_past_and_one_not_on_sale_yet(
    settings: Settings, pool: Pool
) -> None:
    await seeded(settings)
    summaries = await all_events(settings, pool)
    now = utc_now()
    assert len({summary.event.title for summary in summaries}) == 7
    assert {summary.event.venue.city for summary in summaries} == {"Київ", "Львів"}
    assert [summary.event.starts_at < now for summary in summaries].count(True) == 1
    assert [summary.stock for summary in summaries].count(Stock.SOLD_OUT) == 1
    on_sale = [summary for summary in summaries if summary.event.closed_because(now) is None]
    assert len(on_sale) == 5
    waiting = [summary for summary in summaries if summary.event.closed_because(now) is ClosedBecause.NOT_YET]
    assert len(waiting) == 1
    assert all(summary.free > 0 for summary in on_sale if summary.stock is not Stock.SOLD_OUT)


async def test_there_are_halls_of_every_kind(settings: Settings, pool: Pool) -> None:
    """Three sections at two prices, a theatre of fifty, general admission, and one free of charge."""
    await seeded(settings)
    summaries = await all_events(settings, pool)
    shapes = set()
    for summary in summaries:
        hall = await halls.outline(pool, summary.event.id)
        seated = sum(section.kind is SectionKind.SEATED for section in hall.sections)
        shapes.add((seated, len(hall.sections) - seated, len(hall.tiers)))
    assert (3, 0, 2) in shapes
    assert (1, 0, 2) in shapes
    assert (0, 2, 2) in shapes
    assert 50 in {summary.capacity for summary in summaries}
    assert 0 in {summary.lowest_price_minor for summary in summaries}


async def test_some_seats_are_sold_and_the_books_balance(settings: Settings, pool: Pool) -> None:
    await seeded(settings)
    sold = {}
    for summary in await all_events(settings, pool):
        stock = await assert_books_balance(pool, summary.event.id, utc_now())
        assert stock.held == 0
        sold[summary.event.title] = stock.sold
    assert sum(count > 0 for count in sold.values()) == 4
    assert await pool.fetchval("SELECT count(*) FROM refunds") == 0
    assert await pool.fetchval("SELECT count(*) FROM selections") == 0


async def test_nobody_waits_for_a_message(settings: Settings, pool: Pool) -> None:
    """The buyers of the example data are nobody: Telegram would refuse them one by one."""
    await seeded(settings)
    assert await pool.fetchval("SELECT count(*) FROM messages") == 0


async def test_the_regular_was_at_the_past_event(settings: Settings) -> None:
    await seeded(settings)
    async with open_app(settings) as app:
        [group] = await app.ticketing.mine(REGULAR.id)
    assert group.is_past
    assert len(group.tickets) == 2


async def test_seeding_again_adds_nothing(settings: Settings, pool: Pool) -> None:
    await seeded(settings)
    tables = ("events", "venues", "seats", "orders", "payments", "tickets", "people", "messages")
    before = [await pool.fetchval(f"SELECT count(*) FROM {table}") for table in tables]
    async with open_app(settings) as app:
        assert not await seed(settings, app, regular=REGULAR)
    assert [await pool.fetchval(f"SELECT count(*) FROM {table}") for table in tables] == before


async def test_the_command_says_what_it_did(
    settings: Settings,
    pool: Pool,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("bot_token", "ticket_keys"):
        monkeypatch.setenv(name.upper(), getattr(settings, name).get_secret_value())
    for name in ("database_url", "redis_url"):
        monkeypatch.setenv(name.upper(), getattr(settings, name))
    for said in ("added the example events", "nothing was added"):
        with caplog.at_level(logging.INFO, "kassa"):
            await command._seed()
        assert said in caplog.messages[-1]
    assert len(await all_events(settings, pool)) == 7


@pytest.mark.parametrize("day", [f"2026-{month:02}-{day:02}" for month, day in ((1, 31), (3, 20), (10, 16), (12, 31))])
@pytest.mark.parametrize("hour", [0, 12, 23])
def test_the_plans_make_sense_on_any_day(day: str, hour: int) -> None:
    """Also across the days on which clocks change."""
    today = datetime.fromisoformat(f"{day}T{hour:02}:59:00").replace(tzinfo=KYIV)
    plans: list[EventPlan] = [make(today) for make in PLANS]
    for plan in plans:
        is_past = plan.starts_at < today
        bought_at = today - timedelta(days=20) if is_past else today
        assert plan.sale_starts_at < bought_at < plan.sale_ends_at == plan.starts_at
        assert list(plan.seat_rows())


PLANS = (
    command._concert,
    command._club_night,
    command._theatre,
    command._lecture,
    command._kitchen_concert,
    command._past_concert,
)
