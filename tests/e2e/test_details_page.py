"""Who comes, on the chat page, at phone size and in three languages."""

import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import SHOWN
from tests.e2e.test_chat_page import keep, say, tap

WORDS = {
    "uk": (
        "Українська",
        "Взяти квитки",
        "Дані відвідувачів",
        "Телефон",
        "Надіслати мій номер",
        "Пропустити",
        "Отримати",
    ),
    "ru": ("Русский", "Взять билеты", "Данные посетителей", "Телефон", "Отправить мой номер", "Пропустить", "Получить"),
    "en": ("English", "Get tickets", "Details", "Phone", "Send my number", "Skip", "Get tickets for free"),
}


@pytest.mark.parametrize("language", SHOWN)
async def test_a_visitor_of_a_lecture_says_who_comes(page: Page, language: str) -> None:
    name, get, details, phone, send, skip, confirm = WORDS[language]
    form = page.locator("[data-message-id]", has_text="📝").last
    await page.get_by_test_id("start").click()
    await tap(page, "🌐", expecting="Оберіть мову")
    await tap(page, name, expecting="Олена")
    await say(page, "як слухати сучасну музику", expecting="Як слухати")
    await tap(page, "Як слухати", expecting="Відкрита лекція")
    await tap(page, get, expecting="Читальна зала")
    await tap(page, "^2$", expecting="📝")
    await keep(page, f"details-{language}-0-hold")
    await tap(page, details, expecting="1/4")
    await keep(page, f"details-{language}-1-name")
    await page.get_by_test_id("composer").fill("Марія Коваленко")
    await page.get_by_test_id("send").click()
    await expect(form.locator("button", has_text="Марія Коваленко")).to_be_visible()
    await keep(page, f"details-{language}-2-next-name")
    await form.locator("button", has_text="Олена").click()
    await expect(form).to_contain_text(phone)
    await expect(page.locator(".reply-button", has_text=send)).to_be_visible()
    await keep(page, f"details-{language}-3-phone")
    await page.get_by_test_id("composer").fill("123")
    await page.get_by_test_id("send").click()
    await expect(form).to_contain_text("⚠️")
    await keep(page, f"details-{language}-4-no-phone")
    await page.locator(".reply-button", has_text=send).click()
    await page.get_by_test_id("confirm").click()
    await expect(form).to_contain_text("Про що запитати лекторку?")
    await expect(page.locator(".reply-button")).to_have_count(0)
    await keep(page, f"details-{language}-5-question")
    await form.locator("button", has_text=skip).click()
    await expect(form).to_contain_text("+380")
    await keep(page, f"details-{language}-6-summary")
    await page.locator("button.inline-button", has_text=confirm).last.click()
    await expect(page.locator("[data-message-id]", has_text="№")).to_have_count(2)
    await keep(page, f"details-{language}-7-tickets")
    await say(page, "/tickets", expecting="Як слухати")
    await tap(page, "Як слухати", expecting="Марія Коваленко")
    await keep(page, f"details-{language}-8-my-tickets")
    await tap(page, details, expecting="+380")
    await keep(page, f"details-{language}-9-change")
