"""A photo of the chat page, opened over the whole window."""

from io import BytesIO

from aiogram import Bot
from aiogram.types import BufferedInputFile
from PIL import Image
from playwright.async_api import Browser, expect

from simulator.server import serve
from simulator.session import DirectSession
from simulator.telegram import Telegram
from tests.e2e.conftest import PHONE


async def test_an_opened_photo_says_what_its_message_says_by_now(browser: Browser) -> None:
    telegram = Telegram()
    bot = Bot(telegram.token, session=DirectSession(telegram))
    ann = await telegram.add_person(first_name="Ann")
    await telegram.say(ann.id, "/start")
    picture = BytesIO()
    Image.new("RGB", (400, 300)).save(picture, "PNG")
    sent = await bot.send_photo(ann.id, BufferedInputFile(picture.getvalue(), "hall.png"), caption="Choose a section")

    async with serve(telegram) as url:
        page = await browser.new_page(viewport=PHONE)
        await page.goto(f"{url}/#{ann.id}")
        photo = page.locator("[data-message-id]").last
        await expect(photo).to_contain_text("Choose a section")
        await bot.edit_message_caption(chat_id=ann.id, message_id=sent.message_id, caption="Chosen: Stalls A-1")
        await expect(photo).to_contain_text("Chosen: Stalls A-1")
        await photo.locator("img").click()
        await expect(page.get_by_test_id("viewer")).to_contain_text("Chosen: Stalls A-1")
        await page.close()
    await telegram.close()
