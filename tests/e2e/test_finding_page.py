"""Finding on the chat page, at phone size and in three languages."""

import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import SHOWN
from tests.e2e.test_chat_page import keep, say, tap

WORDS = {
    "uk": ("Події", "Місто", "Найближчі події", "У якому місті", "Ціна", "Скільки може", "Пошук"),
    "ru": ("События", "Город", "Ближайшие события", "В каком городе", "Цена", "Сколько может", "Поиск"),
    "en": ("Events", "City", "Upcoming events", "In which city", "Price", "How much", "Search"),
}


@pytest.mark.parametrize("language", SHOWN)
async def test_a_list_is_narrowed_down_and_searched(page: Page, language: str) -> None:
    events, city, upcoming, which_city, price, how_much, search = WORDS[language]
    await page.get_by_test_id("start").click()
    await expect(page.locator("[data-message-id]").last).to_contain_text("Олена")
    names = {"uk": "Українська", "ru": "Русский", "en": "English"}
    await tap(page, "🌐", expecting="Оберіть мову")
    await tap(page, names[language], expecting="Олена")
    await tap(page, search, expecting=search)
    await keep(page, f"finding-{language}-0-search")
    await tap(page, "‹", expecting="Олена")
    await tap(page, f"🎟 {events}", expecting=upcoming)
    await keep(page, f"finding-{language}-1-list")
    await tap(page, city, expecting=which_city)
    await keep(page, f"finding-{language}-2-cities")
    await tap(page, "Львів", expecting="Тіні забутих предків")
    await tap(page, f"💰 {price}", expecting=how_much)
    await keep(page, f"finding-{language}-3-prices")
    await tap(page, "700", expecting="Тіні")
    await keep(page, f"finding-{language}-4-filtered")
    await say(page, "сімфонія нічново города", expecting="Симфонія нічного міста")
    await keep(page, f"finding-{language}-5-typed")
    await tap(page, "Симфонія", expecting="Камерний оркестр")
    await keep(page, f"finding-{language}-6-card")
    await tap(page, "🗺", expecting="Палац мистецтв")
    await keep(page, f"finding-{language}-7-map")
    await tap(page, "✖️", expecting="Камерний оркестр")
    await say(page, "земля прем'єра", expecting="Земля")
    await tap(page, "Земля", expecting="Кінопоема")
    await tap(page, "🔔", expecting="Кінопоема")
    await keep(page, f"finding-{language}-8-reminder")
    await say(page, "бетмен", expecting="бетмен")
    await keep(page, f"finding-{language}-9-nothing")
