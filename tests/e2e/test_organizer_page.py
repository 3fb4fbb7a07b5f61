"""A new organizer's whole way on the chat page: invited, an event made, sold, scanned and accounted for."""

import re
from datetime import UTC, datetime, timedelta

from playwright.async_api import Page, expect

from tests.e2e.test_chat_page import keep, say, tap
from tests.e2e.test_event_page import FILE

OWNER, ORGANIZER, BUYER, DOOR = 2001, 1002, 1001, 3001
NEXT_WEEK = f"{(datetime.now(UTC) + timedelta(days=7)).date()} 20:00"
EVENT_FILE = FILE.replace("45o", "700").replace("tier: C", "tier: B").replace("2099-06-01 20:00", NEXT_WEEK)


async def test_from_an_invitation_to_an_account(page: Page) -> None:
    last = page.locator("[data-message-id]").last

    async def become(person: int) -> None:
        await page.evaluate(f"location.hash = '#{person}'")

    async def start(person: int, language: str = "Українська") -> None:
        await become(person)
        await page.get_by_test_id("start").click()
        await tap(page, "🌐", expecting="🌐")
        await tap(page, language, expecting="Тут можна обрати місця")

    async def link() -> str:
        found = re.search(r"start=(i[\w-]{22})", await last.inner_text())
        assert found
        return found[1]

    await start(OWNER)
    await say(page, "/team", expecting="Команди")
    await tap(page, "Нова команда", expecting="Напишіть назву")
    await say(page, "Весняні ночі", expecting="На вході")
    await tap(page, "Організатор", expecting="start=i")
    invitation = await link()
    await start(ORGANIZER)
    await say(page, f"/start {invitation}", expecting="Тепер ви проводите")
    await keep(page, "organizer-1-welcome")
    await page.get_by_test_id("file-input").set_input_files(
        {"name": "event.yaml", "mimeType": "application/yaml", "buffer": EVENT_FILE.encode()}
    )
    await expect(last).to_contain_text("📝")
    await tap(page, "🚀", expecting="🟢")
    await keep(page, "organizer-2-published")
    title = (await last.inner_text()).split("\n")[0].lstrip("🛠️ ").strip()
    await say(page, "/team", expecting="Організатори")
    await tap(page, "Контролер", expecting="start=i")
    invitation = await link()
    await start(DOOR)
    await say(page, f"/start {invitation}", expecting="Тепер ви перевіряєте")

    await start(BUYER)
    await say(page, title, expecting=title)
    await tap(page, re.escape(title), expecting="📍")
    await page.locator("button.inline-button", has_text=re.compile("Обрати місця|Взяти квитки")).last.click()
    await page.locator("button.inline-button", has_text=re.compile("вільно")).last.click()
    await page.locator("button.inline-button", has_text=re.compile("⭐|^2$")).first.click()
    await tap(page, "💳", expecting=title[:20])
    await page.locator("button.inline-button.pay").last.click()
    await page.get_by_test_id("pay").click()
    tickets = page.locator("[data-message-id]", has_text="№")
    await expect(tickets).to_have_count(2)
    await page.keyboard.press("Escape")
    number = re.search(r"№ (\w{4}-\w{4})", await tickets.last.inner_text())
    assert number

    await become(DOOR)
    await say(page, "/door", expecting="На якій події ви працюєте?")
    await tap(page, re.escape(title), expecting="Усередині: 0 з 2")
    await say(page, number[1], expecting="ПРОХОДЬТЕ")
    await keep(page, "organizer-3-admitted")

    await become(ORGANIZER)
    await say(page, "/manage", expecting="Події")
    await tap(page, re.escape(title), expecting="Продано: 2 з")
    await keep(page, "organizer-4-desk")
    await tap(page, "📊", expecting=title)
    await page.locator("button.inline-button", has_text="Фінанси").last.click()
    await expect(last.locator("img")).to_be_visible()
    await keep(page, "organizer-5-finance")
