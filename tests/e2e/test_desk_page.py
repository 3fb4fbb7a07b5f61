"""The organizer's desk on the chat page, at phone size."""

import re

import pytest
from playwright.async_api import Page, expect

from bot.texts import texts
from tests.e2e.conftest import SHOWN
from tests.e2e.test_chat_page import keep, say, tap

EVENT, DESK = "Дахова ніч", "Клуб «Дах», Київ"


@pytest.mark.parametrize("language", SHOWN)
async def test_an_organizer_runs_an_event(page: Page, language: str) -> None:
    t = texts(language)
    last = page.locator("[data-message-id]").last

    async def press(key: str, expecting: str = EVENT, **values: object) -> None:
        await tap(page, re.escape(t.plain(key, **values)), expecting=expecting)
        await keep(page, f"desk-{language}-{key}")

    await page.evaluate("location.hash = '#2001'")
    await page.get_by_test_id("start").click()
    await expect(last).to_contain_text("Ірина")
    await tap(page, "🌐", expecting="🌐")
    await tap(page, t.plain("language-name"), expecting="Ірина")
    await press("menu-manage", expecting="🛠")
    await tap(page, EVENT, expecting="Клуб")
    await keep(page, f"desk-{language}-desk")
    await press("live-button", expecting="░")
    await press("back", expecting=DESK)
    await press("prices-button")
    await tap(page, "Танцпол", expecting="350")
    await say(page, "350, 50% 450, 80% 600, 3d 700", expecting=t.money(70_000, "UAH"))
    await keep(page, f"desk-{language}-prices")
    await press("back", expecting=t.plain("prices", title="").split("\n")[-1])
    await press("back", expecting=DESK)
    await press("codes-button")
    await say(page, "friends 100 x20", expecting="FRIENDS")
    await keep(page, f"desk-{language}-codes")
    await press("back", expecting=DESK)
    await press("broadcast-button")
    await press("broadcast-everybody")
    await press("back", expecting=t.plain("broadcast-audience", title="").split("\n")[-1])
    await press("back", expecting=DESK)
    await press("manage-edit")
    await press("rules-button", expecting="⚙️")
    await tap(page, t.plain("rule", rule="gates"), expecting="Танцпол")
    await keep(page, f"desk-{language}-rule-gates")
    await say(page, "Головний вхід\nЛіфт: Тераса\nБар", expecting="⚙️")
    await keep(page, f"desk-{language}-rules-changed")
    await press("back", expecting=EVENT)
    await press("grow-button", expecting="6×8")
    await say(page, "Танцпол 50\nБалкон 6×8 — 450.50", expecting="+48")
    await keep(page, f"desk-{language}-grow-confirm")
    await tap(page, re.escape(t.plain("grow-sure", count=98)), expecting=DESK)
    await press("manage-edit")
    await press("edit-as-file", expecting=".yaml")
    await say(page, "/team", expecting="👥")
    await tap(page, "Kassa", expecting="Тарас")
    await keep(page, f"desk-{language}-team")
    await tap(page, re.escape(t.plain("team-dismiss", name="Тарас")), expecting=t.plain("team-dismiss-sure"))
    await keep(page, f"desk-{language}-dismissal")
    await press("back", expecting="👥")
    await tap(page, re.escape(t.plain("team-invite-door")), expecting="start=i")
    await keep(page, f"desk-{language}-invitation")
    await say(page, "/audit", expecting="FRIENDS")
    await keep(page, f"desk-{language}-audit")
    await say(page, "/door", expecting=EVENT)
    await tap(page, EVENT, expecting=EVENT)
    await keep(page, f"desk-{language}-gates")
    await tap(page, re.escape(t.plain("door-any-gate")), expecting=EVENT)
    await keep(page, f"desk-{language}-door")
    await press("door-counts-button", expecting="📈")
    await press("back", expecting="QR")
    await press("guests-button", expecting="A-12")
