"""Takes the pictures of the documents, in English and at phone size: `make pictures`, to `docs/pictures/`."""

import asyncio
import os
from datetime import datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.async_api import Page, ViewportSize, expect

from core.app import App, utc_now
from core.domain.ids import EventId, PersonId
from core.domain.queue import Knob, QueueMode
from db.pool import Pool
from db.queue_turns import count_inside
from tests.e2e.conftest import PHONE
from tests.e2e.test_chat_page import say, show_newest_ticket_to_the_door, tap
from tests.e2e.test_event_page import write
from tests.e2e.test_reports_page import app, two_weeks_of_sales
from tests.plans import KYIV

__all__ = ["app"]

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SIZE = (480, 1039)
MARGIN = 14
"""Of the page, around a message."""
BUYER, ORGANIZER, DOOR = 1001, 2001, 3001
PEOPLE = {DOOR: "Тарас", ORGANIZER: "Ірина", BUYER: "Олена"}
WAITING, INSIDE = 48, 25
EVENT = "Симфонія нічного міста"

pytestmark = pytest.mark.skipif("KASSA_PICTURES" not in os.environ, reason="writes pictures: make pictures")


@pytest.fixture
async def english(page: Page, app: App) -> Page:
    """Everybody has met the bot and speaks English."""
    for person, name in PEOPLE.items():
        await app.people.choose_language(PersonId(person), "en")
        await become(page, person)
        await page.get_by_test_id("start").click()
        await expect(page.locator("[data-message-id]").last).to_contain_text(f"Hello, {name}")
    return page


async def become(page: Page, person: int) -> None:
    await page.evaluate(f"location.hash = '#{person}'")
    await expect(page.get_by_test_id("switch-person")).to_contain_text(PEOPLE[person])


async def keep(page: Page, name: str, *, wholly: bool = False) -> None:
    """The end of the chat, without passing notices; `wholly`: on a phone that shows all of the newest message."""
    if wholly:
        await stand_back(page)
    await page.locator("img").evaluate_all("images => Promise.all(images.map((image) => image.decode()))")
    await page.locator(".toasts").evaluate_all("all => all.forEach((one) => { one.style.visibility = 'hidden'; })")
    await page.locator(".scroller").evaluate("one => { one.scrollTop = one.scrollHeight; }")
    taken = Image.open(BytesIO(await page.screenshot(animations="disabled"))).convert("RGB")
    taken.resize(SIZE, Image.Resampling.LANCZOS).save(PICTURES / f"{name}.jpg", quality=72, optimize=True)
    await page.set_viewport_size(PHONE)


async def stand_back(page: Page) -> None:
    """A larger screen of the same shape."""
    newest, shown = page.locator("[data-message-id]").last, page.locator(".scroller")
    for width in range(PHONE["width"], 2 * PHONE["width"], 2):
        await page.set_viewport_size(ViewportSize(width=width, height=width * PHONE["height"] // PHONE["width"]))
        message, screen = await newest.bounding_box(), await shown.bounding_box()
        if message and screen and message["height"] + MARGIN < screen["height"]:
            return


async def test_a_buyer_and_the_door(english: Page) -> None:
    page = english
    await say(page, "/events", expecting=EVENT)
    await tap(page, EVENT, expecting="Камерний оркестр")
    await tap(page, "Choose seats", expecting="Choose a section")
    await tap(page, "Партер", expecting="choose a row")
    await tap(page, "Row E", expecting="tap seats")
    await tap(page, "^7$", expecting="Chosen: Партер E-7")
    await tap(page, "^8$", expecting="Chosen (2)")
    await keep(page, "hall", wholly=True)
    await tap(page, "Hold 2 seats", expecting="Held for you until")
    await tap(page, "Pay 1.800", expecting=EVENT)
    await page.locator("button.inline-button.pay").last.click()
    await page.get_by_test_id("pay").click()
    await expect(page.get_by_test_id("payment")).to_be_hidden()
    await expect(page.locator("[data-message-id]", has_text="№")).to_have_count(2)
    await keep(page, "ticket")
    await become(page, DOOR)
    await say(page, "/door", expecting="Which event")
    await tap(page, EVENT, expecting="Inside: 0 of")
    await become(page, BUYER)
    await show_newest_ticket_to_the_door(page)
    await expect(page.locator("[data-message-id]").last).to_contain_text("ADMITTED")
    await keep(page, "door")
    await say(page, "/find E-7", expecting="Олена")
    await tap(page, "Олена", expecting="Without a code")
    await keep(page, "door-guests")


async def test_an_organizer_makes_an_event(english: Page) -> None:
    page = english
    await become(page, ORGANIZER)
    await say(page, "/newevent", expecting="1/15")
    await write(page, "Winter jazz", expecting="2/15")
    await write(page, "Three sets, no amplifiers, and hot mulled wine.", expecting="3/15")
    await tap(page, "Concert", expecting="4/15")
    await write(page, "The Roof", expecting="5/15")
    await write(page, "Київ", expecting="6/15")
    await tap(page, "Skip", expecting="7/15")
    await tap(page, "Skip", expecting="8/15")
    await write(page, "24.12.2099 19:30", expecting="9/15")
    await write(page, "Stalls 8×16\nDance floor 200", expecting="10/15")
    await tap(page, "UAH", expecting="11/15")
    await write(page, "Stalls 1-3 1200\nStalls 900\nDance floor 450", expecting="12/15")
    await page.locator("button.inline-button", has_text="Back").last.click()
    await expect(page.locator("[data-message-id]").last).to_contain_text("11/15")
    await keep(page, "organizer-prices")


async def test_an_organizer_sells(english: Page, app: App, pool: Pool) -> None:
    page = english
    await two_weeks_of_sales(app, pool, saturday_evening())
    await become(page, ORGANIZER)
    await tap(page, "My events", expecting="Events that you organize")
    await tap(page, "Симфонія великого", expecting="Sold: 60 of")
    await keep(page, "organizer-desk")
    await let_them_queue(app, pool, EventId(await pool.fetchval("SELECT max(id) FROM events")))
    await tap(page, "Queue", expecting=f"Waiting: {WAITING} · inside: {INSIDE}")
    await keep(page, "organizer-queue")
    await tap(page, "Back", expecting="Sold: 60 of")
    await tap(page, "Reports", expecting="📊")
    await tap(page, "Sales", expecting="Tickets sold")
    await keep(page, "organizer-sales", wholly=True)


def saturday_evening() -> datetime:
    """The next one that is not today, where the event is."""
    zone = ZoneInfo(KYIV.time_zone)
    today = utc_now().astimezone(zone).date()
    return datetime.combine(today + timedelta(days=7 - (today.weekday() + 2) % 7), time(19, 30), zone)


async def let_them_queue(app: App, pool: Pool, event_id: EventId) -> None:
    """The first of them have their turn."""
    await app.regulating.set_mode(PersonId(ORGANIZER), event_id, QueueMode.ON)
    await app.regulating.turn(PersonId(ORGANIZER), event_id, Knob.INSIDE, INSIDE)
    for number in range(WAITING + INSIDE):
        await app.queueing.join(event_id, PersonId(7_000 + number))
    async with asyncio.timeout(60):
        while await count_inside(pool, event_id, utc_now()) < INSIDE:
            await asyncio.sleep(0.1)
