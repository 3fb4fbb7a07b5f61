"""The waiting list on the chat page, at phone size and in three languages."""

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect
from redis.asyncio import Redis

from core.app import App, build_app, utc_now
from core.domain.event_plan import Block, TierPlan
from core.domain.ids import PersonId, SeatId
from core.domain.order import Order
from db.pool import Pool
from tests.e2e.conftest import SHOWN
from tests.e2e.test_chat_page import keep, say, tap
from tests.plans import plan, settings_for_tests

HOLDER = PersonId(900)
LANGUAGE = {"uk": "Українська", "ru": "Русский", "en": "English"}
WORDS = {
    "uk": (
        "Скільки місць",
        "якій категорії",
        "лише поруч",
        "Лише поруч",
        "Ви на першому місці",
        "Ваша черга",
        "Ні, дякую",
        "Якщо передумаєте",
    ),
    "ru": (
        "Сколько мест",
        "какой категории",
        "только рядом",
        "Только рядом",
        "Вы на первом месте",
        "Ваша очередь",
        "Нет, спасибо",
        "Если передумаете",
    ),
    "en": (
        "How many seats",
        "which category",
        "only next to",
        "Only together",
        "You are first",
        "Your turn",
        "No, thanks",
        "change your mind",
    ),
}


@pytest.fixture
def app(pool: Pool, redis: Redis) -> App:
    return build_app(pool, redis, settings_for_tests())


async def sold_out(app: App) -> Order:
    now = utc_now()
    tiers = (TierPlan("Партер", 90_000), TierPlan("Балкон", 45_000))
    event_id = await app.organizing.create_event(
        plan(
            starts_at=now + timedelta(days=7),
            sale_starts_at=now - timedelta(days=1),
            sale_ends_at=now + timedelta(days=7),
            tiers=tiers,
            sections=(Block("Зала", 2, 2, ("Партер", "Балкон")),),
        )
    )
    for seat_id in range(1, 5):
        await app.seating.toggle(event_id, HOLDER, SeatId(seat_id))
    return await app.seating.hold_selected(event_id, HOLDER)


@pytest.mark.parametrize("language", SHOWN)
async def test_who_waits_gets_an_offer(page: Page, app: App, language: str) -> None:
    how_many, category, only, together, first, turn, no_thanks, if_not = WORDS[language]
    held = await sold_out(app)
    await page.get_by_test_id("start").click()
    await expect(page.locator("[data-message-id]").last).to_contain_text("Олена")
    await tap(page, "🌐", expecting="Оберіть мову")
    await tap(page, LANGUAGE[language], expecting="Олена")
    await say(page, "Океан Ельзи", expecting="Океан")
    await tap(page, "Океан", expecting="Великий концерт")
    await keep(page, f"waitlist-{language}-0-card")
    await tap(page, "🕒", expecting=how_many)
    await keep(page, f"waitlist-{language}-1-how-many")
    await tap(page, "^2$", expecting=category)
    await keep(page, f"waitlist-{language}-2-tier")
    await tap(page, "Партер", expecting=only)
    await keep(page, f"waitlist-{language}-3-together")
    await tap(page, together, expecting=first)
    await keep(page, f"waitlist-{language}-4-place")
    await tap(page, "Назад|Back", expecting="Великий концерт")
    await keep(page, f"waitlist-{language}-5-card")
    await say(page, "/tickets", expecting="Океан Ельзи")
    await keep(page, f"waitlist-{language}-6-my-tickets")
    await app.seating.release(held.event_id, held.id, held.buyer_id)
    await expect(page.locator("[data-message-id]").last).to_contain_text(turn)
    await keep(page, f"waitlist-{language}-7-offer")
    await tap(page, no_thanks, expecting=if_not)
    await keep(page, f"waitlist-{language}-8-declined")
