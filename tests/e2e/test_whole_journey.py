"""A buyer's whole way on the chat page, at phone size, in three languages: found, bought, given, returned, waited for.

`make screens` keeps every screen in `build/screenshots/`.
"""

import re
from datetime import timedelta
from itertools import count

import pytest
from playwright.async_api import Page, expect
from redis.asyncio import Redis

from bot.callbacks import HelpTopic
from bot.texts import Texts, texts
from core.app import App, build_app, utc_now
from core.domain.event_plan import Block, PromoCodePlan, TierPlan
from core.domain.person import LANGUAGES
from core.domain.return_policy import ReturnPolicy
from db.pool import Pool
from tests.e2e.conftest import SHOWN
from tests.e2e.test_chat_page import keep, say, tap
from tests.plans import plan, settings_for_tests

BUYER, FRIEND, WAITING = 1001, 1002, 3001
PEOPLE = {BUYER: "Олена", FRIEND: "Max", WAITING: "Тарас"}


@pytest.fixture
async def app(pool: Pool, redis: Redis) -> App:
    """With a concert for two."""
    app, now = build_app(pool, redis, settings_for_tests()), utc_now()
    concert = plan(
        starts_at=now + timedelta(days=7),
        sale_starts_at=now - timedelta(days=1),
        sale_ends_at=now + timedelta(days=7),
        tiers=(TierPlan("Зала", 90_000),),
        sections=(Block("Зала", 1, 2, ("Зала",)),),
        promo_codes=(PromoCodePlan("TEN", percent=10),),
        returns=ReturnPolicy(free_until=now + timedelta(days=6)),
    )
    await app.organizing.create_event(concert)
    return app


class Walk:
    """One walk over the page; every screen is kept under its number."""

    def __init__(self, page: Page, name: str, t: Texts) -> None:
        self.page = page
        self.name = name
        self.t = t
        self.numbers = count(1)

    async def becomes(self, person: int) -> None:
        await self.page.evaluate(f"location.hash = '#{person}'")
        await expect(self.page.get_by_test_id("switch-person")).to_contain_text(PEOPLE[person])

    async def starts(self, person: int) -> None:
        """As somebody who speaks the language of the walk."""
        await self.becomes(person)
        await self.page.get_by_test_id("start").click()
        await expect(self.page.locator("[data-message-id]").last).to_contain_text(PEOPLE[person])
        await tap(self.page, "🌐", expecting="🌐")
        await tap(self.page, self.t.plain("language-name"), expecting=PEOPLE[person])

    async def tap(self, key: str, expecting: str, **values: object) -> None:
        await self.tap_text(re.escape(self.t.plain(key, **values)), expecting)

    async def tap_text(self, label: str, expecting: str) -> None:
        await tap(self.page, label, expecting=expecting)
        await self.look(label)

    async def say(self, text: str, expecting: str, name: str = "") -> None:
        """`name` is the same in every run, where the text is not."""
        await say(self.page, text, expecting=expecting)
        await self.look(name or text)

    async def sees(self, text: str) -> None:
        await expect(self.page.locator("[data-message-id]").last).to_contain_text(text)
        await self.look(text)

    async def look(self, what: str) -> None:
        slug = "-".join(re.findall(r"\w+", what.lower())[:3])
        await keep(self.page, f"{self.name}-{next(self.numbers):02}-{slug}")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_two_seats_are_found_bought_given_returned_and_waited_for(page: Page, app: App, language: str) -> None:
    t = texts(language)
    walk = Walk(page, f"journey-{language}", t)
    await walk.starts(BUYER)
    await walk.say("океан эльзи", expecting="Океан Ельзи")
    await walk.tap_text("Океан Ельзи", "Великий концерт")
    await walk.tap("event-choose-seats", "Зала")
    await walk.tap_text("⭐", "1")
    await walk.tap("promo-code-button", "🏷")
    await walk.say("ten", expecting="TEN")
    total = t.money(162_000, "UAH")
    await expect(page.locator("[data-message-id]").last).to_contain_text(total)
    await walk.tap("order-pay", "Океан Ельзи", total=total)
    await page.locator("button.inline-button.pay").last.click()
    await page.get_by_test_id("pay").click()
    await expect(page.locator("[data-message-id]", has_text="№")).to_have_count(2)
    await walk.look("tickets")

    await walk.starts(WAITING)
    await walk.say("Океан Ельзи", expecting="Океан Ельзи")
    await walk.tap_text("Океан Ельзи", "Великий концерт")
    await walk.tap("waitlist-button", "Океан Ельзи")
    await walk.tap_text("^1$", "Океан Ельзи")

    await walk.becomes(BUYER)
    await walk.say("/tickets", expecting="Океан Ельзи")
    await walk.tap_text("Океан Ельзи", "№")
    await walk.tap("gift-button", "Океан Ельзи")
    await walk.tap_text("A-1", "start=g")
    link = re.search(r"start=(g\d+_[\w-]{22})", await page.locator("[data-message-id]").last.inner_text())
    assert link
    await walk.starts(FRIEND)
    await walk.say(f"/start {link[1]}", expecting="Океан Ельзи", name="gift-link")
    await page.locator("button.inline-button", has_text=t.plain("gift-take")).last.click()
    await expect(page.locator("[data-message-id]", has_text="№")).to_have_count(1)
    await walk.look("taken")

    await walk.becomes(BUYER)
    await walk.say("/tickets", expecting="Океан Ельзи")
    await walk.tap_text("Океан Ельзи", "№")
    await walk.tap("return-button", "Океан Ельзи")
    await walk.tap_text("A-2", t.money(81_000, "UAH"))
    said = re.search("<b>(.+)</b>", t("return-done", count=1, title="", tickets="", amount="", owed="no"))
    assert said
    await walk.tap("return-confirm", said[1])  # the amount was in the question too

    await walk.becomes(WAITING)
    offered = t.money(90_000, "UAH")
    await expect(page.locator("[data-message-id]").last).to_contain_text("🎉")
    await walk.tap("order-pay", "Океан Ельзи", total=offered)
    await page.locator("button.inline-button.pay").last.click()
    await page.get_by_test_id("pay").click()
    await expect(page.locator("[data-message-id]", has_text="№")).to_have_count(1)
    await walk.look("bought")


@pytest.mark.parametrize("language", SHOWN)
async def test_every_other_screen_of_a_buyer_has_a_way_back(page: Page, language: str) -> None:
    t = texts(language)
    walk = Walk(page, f"menu-{language}", t)
    await walk.starts(BUYER)
    await walk.look("menu")
    for command in ("/help", "/terms", "/paysupport", "/language", "/email", "/reminders", "/forget_me", "/tickets"):
        await walk.say(command, expecting="")
        await expect(page.locator("[data-message-id]").last.locator("button", has_text=t.plain("home"))).to_be_visible()
    await walk.tap_text("Осінній джаз", "№")
    await walk.tap("home", "Олена")
    await walk.say("?!", expecting="")
    await walk.say("Дахова ніч", expecting="Дахова ніч")
    await walk.tap_text("Дахова ніч", "Чотири діджеї")
    await walk.tap("event-choose-quantity", "Танцпол")
    await walk.tap_text("Тераса", "Тераса")
    await walk.tap_text("^3$", "Тераса")
    await walk.tap("order-release", "Дахова ніч")


@pytest.mark.parametrize("language", SHOWN)
async def test_every_page_of_the_help_is_one_tap_away_and_leads_back(page: Page, language: str) -> None:
    t = texts(language)
    walk = Walk(page, f"help-{language}", t)
    await walk.starts(BUYER)
    how_it_works = first_line(t("help-text"))
    await walk.tap("menu-help", how_it_works)
    for topic in HelpTopic:
        await walk.tap(f"help-{topic}-button", first_line(t(f"help-{topic}", sends_email="no")))
        await tap(page, re.escape(t.plain("back")), expecting=how_it_works)


def first_line(phrase: str) -> str:
    """As the page shows it."""
    return re.sub(r"<[^>]+>", "", phrase.split("\n")[0])
