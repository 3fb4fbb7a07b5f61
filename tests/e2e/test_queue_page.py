"""The queue on the chat page, at phone size: the draw, a place, the wish, a turn; and the organizer's desk."""

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect
from redis.asyncio import Redis

from core.app import App, build_app, utc_now
from core.domain.event_plan import Block, TierPlan
from core.domain.ids import EventId, PersonId
from core.domain.queue import Knob, QueueMode
from db.pool import Pool
from tests.e2e.conftest import SHOWN
from tests.e2e.test_chat_page import keep, say, tap
from tests.plans import plan, settings_for_tests

OWNER = PersonId(2001)
STRANGERS = 12
LANGUAGE = {"uk": "Українська", "ru": "Русский", "en": "English"}
WORDS = {
    "uk": (
        "Стати в чергу",
        "Ваш номер у черзі",
        "побажання",
        "Скільки квитків",
        "категорі",
        "до 450",
        "поруч",
        "Ваша черга",
    ),
    "ru": (
        "Встать в очередь",
        "Ваш номер в очереди",
        "пожелание",
        "Сколько билетов",
        "категори",
        "до 450",
        "рядом",
        "Ваша очередь",
    ),
    "en": (
        "Join the queue",
        "You are number",
        "My wish",
        "How many tickets",
        "category",
        "up to 450",
        "together",
        "Your turn",
    ),
}
DRAW = {
    "uk": ("Ви берете участь", "Перевірити жеребкування", "Місце"),
    "ru": ("Вы участвуете", "Проверить жеребьёвку", "Место"),
    "en": ("You take part", "Check the draw", "Place"),
}


@pytest.fixture
def app(pool: Pool, redis: Redis) -> App:
    return build_app(pool, redis, settings_for_tests())


async def concert(app: App, opens_in: timedelta) -> EventId:
    now = utc_now()
    tiers = (TierPlan("Партер", 90_000), TierPlan("Балкон", 45_000))
    event_id = await app.organizing.create_event(
        plan(
            starts_at=now + timedelta(days=7),
            sale_starts_at=now + opens_in,
            sale_ends_at=now + timedelta(days=7),
            tiers=tiers,
            sections=(Block("Зала", 4, 12, ("Партер", "Партер", "Балкон")),),
        )
    )
    await app.regulating.set_mode(OWNER, event_id, QueueMode.ON)
    await app.regulating.turn(OWNER, event_id, Knob.RATE, 60)
    for person in range(STRANGERS):
        await app.queueing.join(event_id, PersonId(7_000 + person))
    return event_id


async def open_card(page: Page, language: str) -> None:
    await page.get_by_test_id("start").click()
    await expect(page.locator("[data-message-id]").last).to_contain_text("Олена")
    await tap(page, "🌐", expecting="Оберіть мову")
    await tap(page, LANGUAGE[language], expecting="Олена")
    await say(page, "Океан Ельзи", expecting="Океан")
    await tap(page, "Океан", expecting="Великий концерт")


@pytest.mark.parametrize("language", SHOWN)
async def test_who_queues_gets_a_turn_and_the_wish(page: Page, app: App, language: str) -> None:
    join, number, wish, how_many, category, up_to, together, turn = WORDS[language]
    event_id = await concert(app, timedelta(days=-1))
    await app.regulating.pause(OWNER, event_id, on=True)
    await open_card(page, language)
    await keep(page, f"queue-{language}-0-card")
    await tap(page, join, expecting=number)
    await keep(page, f"queue-{language}-1-place")
    await tap(page, wish, expecting=how_many)
    await keep(page, f"queue-{language}-2-wish")
    await tap(page, "^2$", expecting=category)
    await keep(page, f"queue-{language}-3-where")
    await tap(page, up_to, expecting=together)
    await tap(page, together, expecting=number)
    await keep(page, f"queue-{language}-4-wished")
    await app.regulating.pause(OWNER, event_id, on=False)
    await expect(page.locator("[data-message-id]").last).to_contain_text(turn, timeout=30_000)
    await keep(page, f"queue-{language}-5-turn")


@pytest.mark.parametrize("language", SHOWN)
async def test_who_joins_before_the_sale_takes_part_in_a_draw(page: Page, app: App, pool: Pool, language: str) -> None:
    in_draw, check, place = DRAW[language]
    event_id = await concert(app, timedelta(days=1))
    await open_card(page, language)
    await tap(page, WORDS[language][0], expecting=in_draw)
    await keep(page, f"queue-{language}-6-draw")
    await app.regulating.turn(OWNER, event_id, Knob.RATE, 10)
    await pool.execute("UPDATE queue_entries SET joined_at = now() - interval '1 hour'")
    await pool.execute("UPDATE events SET sale_starts_at = now() - interval '3 seconds' WHERE id = $1", event_id)
    await page.wait_for_timeout(13_000)  # the draw is ten seconds after the list was frozen
    await say(page, "/proof", expecting=place)
    await keep(page, f"queue-{language}-7-proof")


async def test_the_organizer_watches_and_turns_the_knobs(page: Page, app: App, chat_url: str) -> None:
    event_id = await concert(app, timedelta(days=-1))
    await app.regulating.turn(OWNER, event_id, Knob.RATE, 10)
    await page.goto(f"{chat_url}/#2001")
    await page.reload()
    await page.get_by_test_id("start").click()
    await expect(page.locator("[data-message-id]").last).to_contain_text("Ірина")
    await say(page, "/manage", expecting="Океан|events|події")
    await tap(page, "Океан", expecting="Океан")
    await tap(page, "🚶", expecting="⏩")
    await keep(page, "queue-desk-1")
    await tap(page, "Автоматично|Automatic|Автоматически", expecting="600")
    await keep(page, "queue-desk-2-automatic")
    await tap(page, "Увімкнено|^On$|Включена", expecting="⏩")
    await tap(page, "Назад|Back", expecting="Океан")
    await tap(page, "📡", expecting="🚶")
    await keep(page, "queue-desk-3-live")
