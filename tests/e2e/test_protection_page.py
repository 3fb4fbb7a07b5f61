"""What a protected event asks, on the chat page, in three languages."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect
from redis.asyncio import Redis

from core.app import build_app, utc_now
from core.domain.ids import EventId, PersonId
from core.domain.protection import Guard
from db import captchas
from db.pool import Pool, transaction
from tests.e2e.conftest import SHOWN
from tests.e2e.test_chat_page import keep, say, tap
from tests.plans import plan, settings_for_tests

OLENA = PersonId(1001)
WORDS = {
    "uk": (
        "Українська",
        "Обрати місця",
        "Ряд",
        "Спершу ваш номер",
        "Продовжити",
        "Спершу одне запитання",
        "Скільки буде",
        "Заброньовано",
    ),
    "ru": (
        "Русский",
        "Выбрать места",
        "Ряд",
        "Сначала ваш номер",
        "Продолжить",
        "Сначала один вопрос",
        "Сколько будет",
        "Забронировано",
    ),
    "en": (
        "English",
        "Choose seats",
        "Row",
        "Your number first",
        "Go on",
        "One question first",
        "How much is",
        "Held for you",
    ),
}


@pytest.fixture
async def concert(pool: Pool, redis: Redis) -> EventId:
    now = utc_now()
    return await build_app(pool, redis, settings_for_tests()).organizing.create_event(
        plan(
            starts_at=now + timedelta(days=7),
            sale_starts_at=now - timedelta(days=1),
            sale_ends_at=now + timedelta(days=7),
            guards=frozenset(Guard),
        )
    )


async def right_answer(pool: Pool, event_id: EventId) -> str:
    """What is on the button of the right answer."""
    async with transaction(pool) as conn:
        row = await captchas.lock(conn, event_id, OLENA)
    assert row is not None, "nothing was asked"
    return row.captcha.choices[row.captcha.answer]


@pytest.mark.parametrize("language", SHOWN)
async def test_a_buyer_shows_to_be_a_person_with_a_number(
    page: Page, pool: Pool, concert: EventId, language: str
) -> None:
    name, choose, row, number, go_on, question, how_much, held = WORDS[language]
    await page.get_by_test_id("start").click()
    await expect(page.locator("[data-message-id]").last).to_contain_text("Олена")
    await tap(page, "🌐", expecting="Оберіть мову")
    await tap(page, name, expecting="Олена")
    await say(page, "Океан Ельзи", expecting="Океан")
    await tap(page, "Океан", expecting="Великий концерт")
    await tap(page, choose, expecting=row)
    await tap(page, f"{row} A", expecting="A")
    await tap(page, "^3$", expecting="A-3")
    await tap(page, "⏳", expecting=question)
    await keep(page, f"protection-{language}-0-picture")
    await tap(page, "картин|picture", expecting=how_much)
    await keep(page, f"protection-{language}-1-words")
    answer = re.compile(f"^{await right_answer(pool, concert)}$")
    await page.locator("button.inline-button", has_text=answer).last.click()
    await expect(page.locator("[data-message-id]", has_text=number)).to_be_visible()
    await keep(page, f"protection-{language}-2-number")
    await page.locator(".reply-button").click()
    await page.get_by_test_id("confirm").click()
    await expect(page.locator("[data-message-id]").last.locator("button", has_text=go_on)).to_be_visible()
    await keep(page, f"protection-{language}-3-thanks")
    await tap(page, go_on, expecting=held)
    await keep(page, f"protection-{language}-4-held")
