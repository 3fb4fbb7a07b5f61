"""The queue on the chat page, at phone size: a place, the wish, a turn, the draw; and the organizer's knobs."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect
from redis.asyncio import Redis

from bot.texts import texts
from core.app import App, build_app, utc_now
from core.domain.event_plan import Block, TierPlan
from core.domain.ids import EventId, PersonId
from core.domain.protection import Guard
from core.domain.queue import QueueMode
from db.pool import Pool
from tests.e2e.conftest import SHOWN
from tests.e2e.test_chat_page import keep, say, tap
from tests.e2e.test_protection_page import right_answer
from tests.plans import plan, settings_for_tests

OWNER = PersonId(2001)
EVENT, STRANGERS = "Океан Ельзи", 12


@pytest.fixture
def app(pool: Pool, redis: Redis) -> App:
    return build_app(pool, redis, settings_for_tests())


async def concert(app: App, opens_in: timedelta, guards: frozenset[Guard] = frozenset()) -> EventId:
    """With a slow queue in which some wait already."""
    now = utc_now()
    tiers = (TierPlan("Партер", 90_000), TierPlan("Балкон", 45_000))
    event_id = await app.organizing.create_event(
        plan(
            starts_at=now + timedelta(days=7),
            sale_starts_at=now + opens_in,
            sale_ends_at=now + timedelta(days=7),
            tiers=tiers,
            sections=(Block("Зала", 4, 12, ("Партер", "Партер", "Балкон")),),
            guards=guards,
        )
    )
    await app.regulating.set_mode(OWNER, event_id, QueueMode.ON)
    await app.regulating.pause(OWNER, event_id, on=True)
    for person in range(STRANGERS):
        await app.queueing.join(event_id, PersonId(7_000 + person))
    return event_id


async def begin(page: Page, language: str, name: str) -> None:
    await page.get_by_test_id("start").click()
    await expect(page.locator("[data-message-id]").last).to_contain_text(name)
    await tap(page, "🌐", expecting="🌐")
    await tap(page, texts(language).plain("language-name"), expecting=name)


async def join(page: Page, language: str, *, expecting: str = "📍") -> None:
    await begin(page, language, "Олена")
    await say(page, EVENT, expecting="Океан")
    await tap(page, "Океан", expecting="Великий концерт")
    await keep(page, f"queue-{language}-card")
    await tap(page, re.escape(texts(language).plain("queue-join")), expecting=expecting)


@pytest.mark.parametrize("language", SHOWN)
async def test_who_queues_gets_a_turn_and_the_wish(page: Page, app: App, language: str) -> None:
    t = texts(language)
    event_id = await concert(app, timedelta(days=-1))
    await join(page, language)
    await keep(page, f"queue-{language}-place")
    await tap(page, re.escape(t.plain("queue-wish-button")), expecting=t.plain("queue-wish-none"))
    await keep(page, f"queue-{language}-wish")
    await tap(page, "^2$", expecting=t.plain("queue-wish-any"))
    await keep(page, f"queue-{language}-wish-where")
    await tap(page, "450.*", expecting=t.plain("waitlist-together"))
    await tap(page, re.escape(t.plain("waitlist-together")), expecting=t.plain("waitlist-wish", count=2))
    await keep(page, f"queue-{language}-wished")
    await app.regulating.pause(OWNER, event_id, on=False)
    head = t.plain("queue-wish-head", until="").split("\n")[0].removeprefix("🎉 <b>").removesuffix(" </b>")
    await expect(page.locator("[data-message-id]").last).to_contain_text(head)
    await keep(page, f"queue-{language}-turn")


@pytest.mark.parametrize("language", SHOWN)
async def test_who_joins_the_queue_of_a_protected_event_is_asked_while_they_wait(
    page: Page, app: App, pool: Pool, language: str
) -> None:
    t = texts(language)
    event_id = await concert(app, timedelta(days=-1), frozenset(Guard))
    await join(page, language, expecting="🙂")
    await keep(page, f"queue-{language}-asked")
    answer = re.compile(f"^{await right_answer(pool, event_id)}$")
    await page.locator("button.inline-button", has_text=answer).last.click()
    await expect(page.locator("[data-message-id]", has_text="📱").last).to_be_visible()
    await keep(page, f"queue-{language}-number")
    await page.locator(".reply-button").click()
    await page.get_by_test_id("confirm").click()
    await tap(page, re.escape(t.plain("contact-go-on")), expecting="📍")
    await keep(page, f"queue-{language}-ready")


@pytest.mark.parametrize("language", SHOWN)
async def test_who_joins_before_the_sale_takes_part_in_a_draw(page: Page, app: App, pool: Pool, language: str) -> None:
    t = texts(language)
    event_id = await concert(app, timedelta(days=1))
    await join(page, language)
    await keep(page, f"queue-{language}-draw")
    await pool.execute("UPDATE queue_entries SET joined_at = now() - interval '1 hour'")
    await pool.execute("UPDATE events SET sale_starts_at = now() - interval '1 minute' WHERE id = $1", event_id)
    await until_drawn(page, pool)
    await say(page, "/proof", expecting=t.plain("queue-list-button"))
    await keep(page, f"queue-{language}-proof")
    await app.regulating.pause(OWNER, event_id, on=False)
    await expect(page.locator("[data-message-id]").last).to_contain_text(t.plain("queue-give-back"))
    await keep(page, f"queue-{language}-drawn-turn")


async def until_drawn(page: Page, pool: Pool) -> None:
    while not await pool.fetchval("SELECT count(*) FROM queue_draws WHERE drawn_at IS NOT NULL"):
        await page.wait_for_timeout(200)


@pytest.mark.parametrize("language", SHOWN)
async def test_the_organizer_watches_and_turns_the_knobs(page: Page, app: App, language: str) -> None:
    t = texts(language)
    await concert(app, timedelta(days=-1))
    await page.evaluate("location.hash = '#2001'")
    await begin(page, language, "Ірина")
    await say(page, "/manage", expecting="Океан")
    await tap(page, "Океан", expecting="Палац")
    await keep(page, f"queue-{language}-desk")
    await tap(page, re.escape(t.plain("queue-button")), expecting="⏩")
    await keep(page, f"queue-{language}-knobs")
    await tap(page, re.escape(t.plain("queue-mode-automatic")), expecting="600")
    await keep(page, f"queue-{language}-automatic")
    await tap(page, f"^{re.escape(t.plain('queue-mode-on'))}$", expecting="🟢")
    await tap(page, re.escape(t.plain("back")), expecting="Палац")
    await tap(page, "📡", expecting="░")
    await keep(page, f"queue-{language}-live")
