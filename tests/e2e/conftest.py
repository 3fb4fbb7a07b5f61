"""The whole system: engines, simulated Telegram over HTTP, polling bot with its sweeps, and headless Chromium."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect
from pydantic import SecretStr

from cli.demo import invite_people, prepare
from cli.run import run_all
from core.app import open_app
from core.domain.person import LANGUAGES
from core.settings import Settings
from simulator.server import serve
from simulator.telegram import Telegram

SCREENS = bool(os.environ.get("KASSA_SCREENS"))
"""Whether pages are kept as pictures: by `make screens`, since drawing them costs as much as all else that they do."""
PICTURES = bool(os.environ.get("KASSA_PICTURES"))
"""Whether those of the documents are taken: by `make pictures`."""
SHOWN = LANGUAGES if SCREENS else ("uk",)
"""In which languages most pages are walked through."""
PHONE: ViewportSize = {"width": 390, "height": 844}
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
PATIENCE = 15_000
"""Milliseconds: a busy machine draws a chart for longer than the five seconds of Playwright."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture
async def chat_url(database_url: str, redis_url: str) -> AsyncIterator[str]:
    """The demo as `kassa demo` runs it, on engines of the tests."""
    telegram = Telegram("4242:demo")
    await invite_people(telegram)
    async with serve(telegram) as url:
        settings = Settings(
            _env_file=None,
            bot_token=SecretStr("4242:demo"),
            bot_api_url=url,
            database_url=database_url,
            redis_url=redis_url,
            owner_ids=frozenset({2001}),
            payment_provider_token=SecretStr("4242:TEST:demo"),
            ticket_keys=SecretStr("1:" + "k" * 32),
            actions_per_minute=60_000,  # nobody taps as fast as a test
            organizer_actions_per_minute=60_000,
        )
        async with open_app(settings) as app:
            await prepare(settings, app)
            running = asyncio.create_task(run_all(settings, app))
            yield url
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
    await telegram.close()


@pytest.fixture(scope="package")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("KASSA_REQUIRE_BROWSER"):
            pytest.fail("KASSA_REQUIRE_BROWSER is set and there is no Chromium")
        pytest.skip("no Chromium on this machine")
    async with async_playwright() as playwright:
        playwright.selectors.set_test_id_attribute("data-test")
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser, chat_url: str) -> AsyncIterator[Page]:
    """A phone, with every error of the page failing the test."""
    sharpness = 2 if SCREENS or PICTURES else 1
    zone = evening_zone() if PICTURES else "Europe/Kyiv"
    page = await browser.new_page(viewport=PHONE, device_scale_factor=sharpness, locale="uk", timezone_id=zone)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    await page.goto(f"{chat_url}/#1001")
    yield page
    await page.close()
    assert errors == []


def evening_zone() -> str:
    """Where it is seven in the evening: what is taken at night looks like what was taken by day."""
    east = (19 - datetime.now(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-east:+d}"
