"""With a folder, everything is there again after a restart."""

from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BotCommand, BufferedInputFile, LabeledPrice

from simulator.server import serve
from simulator.session import DirectSession
from simulator.telegram import Telegram


async def start(folder: Path) -> tuple[Telegram, Bot]:
    telegram = Telegram(data=folder)
    return telegram, Bot(telegram.token, session=DirectSession(telegram))


async def test_chats_files_and_counters_survive(tmp_path: Path, picture) -> None:
    telegram, bot = await start(tmp_path)
    await telegram.add_person(1001, "Олена", "uk", role="Buyer")
    await telegram.say(1001, "/start")
    photo = (await bot.send_photo(1001, BufferedInputFile(picture(), "a.png"))).photo
    await bot.send_message(1001, "to edit")
    await bot.send_message(1001, "to delete")
    await bot.delete_message(1001, 4)
    await bot.set_my_commands([BotCommand(command="a", description="a")])
    before, people, last = telegram.messages(1001), telegram.people(), (await bot.get_updates())[-1].update_id
    await telegram.close()

    telegram, bot = await start(tmp_path)
    assert (telegram.messages(1001), telegram.people()) == (before, people)
    assert [update.update_id for update in await bot.get_updates()] == [last]
    assert photo
    assert (await bot.send_photo(1001, photo[-1].file_id)).message_id == 5
    file = await bot.download(photo[-1].file_id)
    assert file is not None
    assert len(file.read()) == (await bot.get_file(photo[-1].file_id)).file_size
    await bot.edit_message_text("edited", chat_id=1001, message_id=3)
    assert telegram.profile.menu_for(1001, "uk")
    await telegram.say(1001, "b")
    assert (await bot.get_updates())[-1].update_id == last + 1
    await telegram.close()


async def test_taps_charges_and_invoices_survive(tmp_path: Path) -> None:
    telegram, bot = await start(tmp_path)
    await telegram.add_person(1001, "Олена")
    await telegram.say(1001, "/start")
    invoice = await bot.send_invoice(1001, "a", "a", "a", "XTR", [LabeledPrice(label="a", amount=5)])

    async def allow(update: dict) -> None:
        if query := update.get("pre_checkout_query"):
            await bot.answer_pre_checkout_query(query["id"], ok=True)

    telegram.receiver = allow
    charge_id = (await telegram.pay(1001, invoice.message_id)).charge_id or ""
    query = await telegram.press(1001, invoice.message_id, "x")
    await telegram.close()

    telegram, bot = await start(tmp_path)
    assert await bot.answer_callback_query(query.id)
    assert await bot.refund_star_payment(1001, charge_id)
    telegram.receiver = allow
    assert (await telegram.pay(1001, invoice.message_id)).status == "approved"
    await telegram.close()

    telegram, bot = await start(tmp_path)
    with pytest.raises(TelegramBadRequest, match="CHARGE_ALREADY_REFUNDED"):
        await bot.refund_star_payment(1001, charge_id)
    assert len((await bot.get_star_transactions()).transactions) == 3
    await telegram.close()


async def test_a_webhook_and_allowed_updates_survive(tmp_path: Path) -> None:
    telegram, bot = await start(tmp_path)
    await bot.set_webhook("https://example.org/hook", allowed_updates=["message"])
    await telegram.close()

    telegram, bot = await start(tmp_path)
    async with serve(telegram):
        info = await bot.get_webhook_info()
    assert (info.url, info.allowed_updates) == ("https://example.org/hook", ["message"])
    await telegram.close()


async def test_a_reset_is_kept_too(tmp_path: Path) -> None:
    telegram, _ = await start(tmp_path)
    await telegram.add_person(1001, "Олена")
    await telegram.say(1001, "/start")
    telegram.reset()
    await telegram.close()

    telegram, bot = await start(tmp_path)
    assert (telegram.messages(1001), await bot.get_updates()) == ([], [])
    await telegram.close()
