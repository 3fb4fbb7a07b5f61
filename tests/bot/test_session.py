"""Calls of the Bot API over HTTP, as a running bot makes them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import GetMe
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiohttp import web
from PIL import Image

from bot.session import LeanSession, without_keyboards
from simulator.faults import Fault
from simulator.server import serve
from simulator.telegram import Telegram

ANN = 1001
BUTTONS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Buy", callback_data="buy")]])


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    telegram = Telegram("4242:simulator")
    await telegram.add_person(ANN, first_name="Ann", username=None)
    await telegram.say(ANN, "/start")
    yield telegram
    await telegram.close()


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    async with serve(telegram) as url, make_bot(telegram.token, url) as bot:
        yield bot


def make_bot(token: str, url: str) -> Bot:
    session = LeanSession(api=TelegramAPIServer.from_base(url))
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))


@asynccontextmanager
async def answering(body: str, status: int = 200) -> AsyncIterator[str]:
    """A server that says the same to everything."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=body, status=status)

    async with serving(answer) as url:
        yield url


@asynccontextmanager
async def serving(answer: Callable[[web.Request], Awaitable[web.Response]]) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _pixel() -> bytes:
    picture = BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PNG")
    return picture.getvalue()


async def test_a_message_is_sent_with_all_that_belongs_to_it_and_comes_back_without_its_buttons(
    telegram: Telegram, bot: Bot
) -> None:
    sent = await bot.send_message(ANN, "<b>Hello</b>", reply_markup=BUTTONS)
    shown = telegram.chat(ANN).messages[sent.message_id]
    assert shown["text"] == "Hello" and shown["entities"][0]["type"] == "bold"
    assert shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "buy"
    assert sent.text == "Hello" and sent.reply_markup is None and sent.bot is bot
    (call,) = telegram.outbox.calls("sendMessage")
    assert call.raw["chat_id"] == ANN, "a number: it was sent as JSON"


async def test_an_edit_says_only_that_it_was_made(telegram: Telegram, bot: Bot) -> None:
    sent = await bot.send_message(ANN, "one")
    assert await bot.edit_message_text("two", chat_id=ANN, message_id=sent.message_id, reply_markup=BUTTONS) is True
    assert telegram.chat(ANN).messages[sent.message_id]["text"] == "two"


async def test_a_photo_goes_as_a_form_and_its_id_comes_back(telegram: Telegram, bot: Bot) -> None:
    sent = await bot.send_photo(ANN, BufferedInputFile(_pixel(), "pixel.png"), caption="A pixel")
    assert sent.photo and telegram.chat(ANN).messages[sent.message_id]["caption"] == "A pixel"


async def test_a_file_disturbs_no_call_on_its_way() -> None:
    asked, sent = asyncio.Event(), asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        if request.path.endswith("getMe"):
            asked.set()
            await sent.wait()
            return web.json_response({"ok": True, "result": {"id": 4242, "is_bot": True, "first_name": "Kassa"}})
        sent.set()
        return web.json_response({"ok": True, "result": True})

    async with serving(answer) as url, make_bot("4242:simulator", url) as bot:
        waiting = asyncio.create_task(bot(GetMe()))
        await asked.wait()
        assert await bot.set_webhook("https://example.com", certificate=BufferedInputFile(b"", "own.pem"))
        assert (await waiting).id == 4242


async def test_updates_come_without_the_buttons_that_were_tapped(telegram: Telegram, bot: Bot) -> None:
    await bot.get_updates(timeout=0)
    sent = await bot.send_message(ANN, "one", reply_markup=BUTTONS)
    await telegram.press(ANN, sent.message_id, "buy")
    query = (await bot.get_updates(timeout=0))[-1].callback_query
    assert query and query.data == "buy" and isinstance(query.message, Message)
    assert query.message.text == "one" and query.message.reply_markup is None


async def test_refusals_are_what_they_were(telegram: Telegram, bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(999, "anybody?")
    sent = await bot.send_message(ANN, "one")
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text("one", chat_id=ANN, message_id=sent.message_id)
    telegram.faults.add(Fault(method="sendMessage", code=429, retry_after=7))
    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.send_message(ANN, "two")
    assert refused.value.retry_after == 7


@pytest.mark.parametrize("body", ["<html>Bad gateway</html>", "[]", "{}", '"ok"', '{"ok":true,"result":7}'])
async def test_what_is_no_answer_is_told_of(body: str) -> None:
    async with answering(body) as url, make_bot("4242:simulator", url) as bot:
        with pytest.raises(ClientDecodeError):
            await bot(GetMe())
        if "true" not in body:
            with pytest.raises(ClientDecodeError):
                await bot.edit_message_text("two", chat_id=ANN, message_id=1)


@pytest.mark.parametrize(("status", "body"), [(502, "<html>Bad gateway</html>"), (504, ""), (500, "{}")])
async def test_a_page_in_place_of_telegram_is_an_error_of_its_server(status: int, body: str) -> None:
    async with answering(body, status) as url, make_bot("4242:simulator", url) as bot:
        with pytest.raises(TelegramServerError, match=str(status)):
            await bot.send_message(ANN, "one")
    async with answering(body, 418) as url, make_bot("4242:simulator", url) as bot:
        with pytest.raises(ClientDecodeError):
            await bot.send_message(ANN, "one")


async def test_a_line_that_breaks_is_a_network_error() -> None:
    async with answering("{}") as url:
        pass
    async with make_bot("4242:simulator", url) as bot:
        with pytest.raises(TelegramNetworkError):
            await bot(GetMe())


def test_what_is_no_message_is_left_alone() -> None:
    for content in ('{"result": [1, {"callback_query": null}, {"callback_query": {"message": 7}}]}', "7", "[]", "{}"):
        without_keyboards(content)
