"""A new event on the chat page, at phone size: by the dialogue and by a file."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from tests.e2e.conftest import SHOWN
from tests.e2e.test_chat_page import keep, tap

FILE = """\
title: Великий концерт
venue: {name: Стадіон, city: Київ}
starts_at: 2099-06-01 20:00
currency: UAH
tiers: [{name: A, price: 1200}, {name: B, price: 45o}]
sections: [{name: Трибуна, rows: 20, seats_in_row: 30, tiers: [A, A, A, B]}, {name: Фан-зона, capacity: 500, tier: C}]
"""
TYPED = {
    "uk": ("Сектор 5", "Танцпол"),
    "ru": ("Сектор 5", "Танцпол"),
    "en": ("Stalls", "Dance floor"),
}
LABELS = {
    "uk": ("Українська", "Концерт", "Пропустити", "Продавати відразу", "за добу — усе", "Зала", "Опублікувати"),
    "ru": ("Русский", "Концерт", "Пропустить", "Продавать сразу", "за сутки — всё", "Зал", "Опубликовать"),
    "en": ("English", "Concert", "Skip", "From now on", "All until a day before", "Hall", "Publish"),
}


async def write(page: Page, text: str, expecting: str) -> None:
    """What is typed goes into the dialogue and out of the chat."""
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("send").click()
    await expect(page.locator("[data-message-id]").last).to_contain_text(expecting)


@pytest.mark.parametrize("language", SHOWN)
async def test_an_owner_makes_an_event(page: Page, chat_url: str, language: str) -> None:
    name, concert, skip, now_on, day, hall, publish = LABELS[language]
    section, floor = TYPED[language]
    await page.goto(f"{chat_url}/#2001")
    await page.reload()
    await page.get_by_test_id("start").click()
    await tap(page, "🌐", expecting="мову")
    await tap(page, f"^{name}", expecting="")
    await tap(page, "🛠", expecting="🛠")
    await keep(page, f"event-{language}-0-desk")
    await tap(page, "➕", expecting="1/15")
    await keep(page, f"event-{language}-1-title")
    await write(page, "Зимовий джаз", expecting="2/15")
    await write(page, "Три відділи, жодного підсилювача й гарячий глінтвейн у перерві.", expecting="3/15")
    await keep(page, f"event-{language}-2-category")
    await tap(page, f"^{concert}$|{concert}", expecting="4/15")
    await keep(page, f"event-{language}-3-venue")
    await write(page, "Дах", expecting="5/15")
    await write(page, "Київ", expecting="6/15")
    await tap(page, skip, expecting="7/15")
    await keep(page, f"event-{language}-4-pin")
    await tap(page, skip, expecting="8/15")
    await write(page, "колись", expecting="⚠️")
    await keep(page, f"event-{language}-5-time")
    await write(page, "24.12.2099 19:30", expecting="9/15")
    await keep(page, f"event-{language}-6-hall")
    await write(page, f"{section} 8×16\n{floor} 200", expecting="10/15")
    await tap(page, "UAH", expecting="11/15")
    await keep(page, f"event-{language}-7-prices")
    await write(page, f"{section} 1-3 1200\n{section} 900\n{floor} 450", expecting="12/15")
    await tap(page, now_on, expecting="13/15")
    await keep(page, f"event-{language}-8-limit")
    await tap(page, "^4$", expecting="14/15")
    await keep(page, f"event-{language}-9-returns")
    await tap(page, day, expecting="15/15")
    await tap(page, skip, expecting="🗓")
    await keep(page, f"event-{language}-a-preview")
    await tap(page, f"🪑 {hall}", expecting="328")
    await expect(page.locator("[data-message-id]").last).not_to_contain_text("450")
    await keep(page, f"event-{language}-b-hall")
    await page.locator("button.inline-button", has_text="‹").last.click()
    await expect(page.locator("button.inline-button", has_text=publish).last).to_be_visible()
    await tap(page, publish, expecting="🟢")
    await keep(page, f"event-{language}-c-desk")


async def test_an_owner_sends_a_file(page: Page, chat_url: str) -> None:
    await page.goto(f"{chat_url}/#2001")
    await page.reload()
    await page.get_by_test_id("start").click()
    send = page.get_by_test_id("file-input")
    for text, said in (
        (FILE, "45o"),
        (FILE.replace("45o", "700"), "tier"),
        (FILE.replace("45o", "700").replace("tier: C", "tier: B"), "📝"),
    ):
        await send.set_input_files({"name": "event.yaml", "mimeType": "application/yaml", "buffer": text.encode()})
        await expect(page.locator("[data-message-id]").last).to_contain_text(said)
        await keep(page, f"event-file-{said.strip('📝') or 'draft'}")
    await page.locator("button.inline-button", has_text="👁").last.click()
    await expect(page.locator("[data-message-id]").last).to_contain_text(re.compile("1.200"))
    await keep(page, "event-file-preview")
    buffer = BytesIO()
    Image.new("RGB", (900, 600), "darkgreen").save(buffer, "JPEG")
    await page.locator("button.inline-button", has_text="🖼").last.click()
    await expect(page.locator("[data-message-id]").last).to_contain_text("фото")
    await keep(page, "event-file-poster")


async def test_an_owner_moves_and_cancels_an_event(page: Page, chat_url: str) -> None:
    await page.goto(f"{chat_url}/#2001")
    await page.reload()
    await page.get_by_test_id("start").click()
    await tap(page, "🛠", expecting="🛠")
    await tap(page, "Симфонія", expecting="Продано")
    await tap(page, "⏸", expecting="призупинено")
    await keep(page, "life-0-paused")
    await tap(page, "▶️", expecting="🟢")
    await tap(page, "✏️", expecting="Що змінити?")
    await keep(page, "life-1-edit")
    await tap(page, "День", expecting="дізна")
    await keep(page, "life-2-ask-time")
    await write(page, "24.12.2099 20:00", expecting="Перенести?")
    await keep(page, "life-3-confirm")
    await tap(page, "Так, перенести", expecting="24 грудня 2099, 20:00")
    await tap(page, "✏️", expecting="Що змінити?")
    await tap(page, "✖️", expecting="Щоб підтвердити")
    await keep(page, "life-4-cancel")
    await write(page, "Симфонія", expecting="Це не її назва")
    await keep(page, "life-5-not-its-title")
    await page.get_by_test_id("composer").fill("Симфонія нічного міста")
    await page.get_by_test_id("send").click()
    await expect(page.locator("[data-message-id]", has_text="Усі квитки скасовано")).to_be_visible()
    await keep(page, "life-6-cancelled")
