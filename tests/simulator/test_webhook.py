"""Webhooks: delivery, order, retries."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from simulator.chats import Person
from simulator.telegram import Telegram


@dataclass
class Receiver:
    """A bot's web server. `answers` are given in turn, then 200."""

    url: str = ""
    secrets: list[str | None] = field(default_factory=list)
    updates: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    answers: list[Callable[[], Awaitable[web.Response]]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.updates.put_nowait(await request.json())
        return await self.answers.pop(0)() if self.answers else web.Response()

    async def text(self) -> str:
        return (await asyncio.wait_for(self.updates.get(), 5))["message"]["text"]


def answer(*args: Any, **kwargs: Any) -> Callable[[], Awaitable[web.Response]]:
    async def give() -> web.Response:
        return web.Response(*args, **kwargs)

    return give


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver, app = Receiver(), web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


@pytest.fixture
def pauses(telegram: Telegram) -> list[float]:
    """How long the webhook would have waited; it does not."""
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    telegram.webhook_pause = pause
    return pauses


async def nothing_is_pending(telegram: Telegram) -> None:
    async with asyncio.timeout(5):
        while telegram.updates.pending:
            await asyncio.sleep(0)


async def test_updates_are_posted_with_the_secret(
    bot: Bot, telegram: Telegram, olena: Person, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url, secret_token="s-3_cret")
    await telegram.say(olena.id, "a")

    assert [await receiver.text(), await receiver.text()] == ["/start", "a"]
    assert receiver.secrets == ["s-3_cret"] * 2
    await nothing_is_pending(telegram)


async def test_a_failure_is_tried_again_with_growing_pauses(
    bot: Bot, telegram: Telegram, olena: Person, receiver: Receiver, pauses: list[float], clock
) -> None:
    receiver.answers = [answer(status=500)] * 8 + [answer(status=503, headers={"Retry-After": "7"})]
    await bot.set_webhook(receiver.url)

    assert [await receiver.text() for _ in range(10)] == ["/start"] * 10
    assert pauses == [0, 2, 4, 8, 16, 32, 64, 120, 7]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    assert info.last_error_date is not None
    assert info.last_error_date.timestamp() == clock()
    await nothing_is_pending(telegram)


async def test_a_closed_port_is_told_in_the_info(
    bot: Bot, telegram: Telegram, olena: Person, unused_tcp_port: int
) -> None:
    tried = asyncio.Event()

    async def pause(seconds: float) -> None:
        tried.set()
        await asyncio.Event().wait()

    telegram.webhook_pause = pause
    await bot.set_webhook(f"http://127.0.0.1:{unused_tcp_port}/", max_connections=3)
    await tried.wait()

    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.max_connections) == (1, 3)
    assert info.last_error_message == "Connection refused"


async def test_one_chat_waits_for_its_turn_and_the_others_do_not(
    bot: Bot, telegram: Telegram, olena: Person, receiver: Receiver
) -> None:
    max_ = await telegram.add_person(1002, "Max")
    gate = asyncio.Event()

    async def slow() -> web.Response:
        await gate.wait()
        return web.Response()

    receiver.answers = [slow]
    await bot.set_webhook(receiver.url)
    await telegram.say(olena.id, "after")
    assert await receiver.text() == "/start"
    await telegram.say(max_.id, "meanwhile")

    assert await receiver.text() == "meanwhile"
    assert receiver.updates.empty()
    gate.set()
    assert await receiver.text() == "after"


async def test_the_bot_may_call_a_method_in_its_answer(
    bot: Bot, telegram: Telegram, olena: Person, receiver: Receiver
) -> None:
    json_reply = '{"method": "sendMessage", "chat_id": 1001, "text": "json"}'
    form_reply = "method=sendMessage&chat_id=1001&text=form"
    receiver.answers = [
        answer(text=json_reply, content_type="application/json"),
        answer(text=form_reply, content_type="application/x-www-form-urlencoded"),
        answer(text="{", content_type="application/json"),
    ]
    for text in "ab":
        await telegram.say(olena.id, text)
    await bot.set_webhook(receiver.url)
    await nothing_is_pending(telegram)

    assert [message["text"] for message in telegram.messages(olena.id)[3:]] == ["json", "form"]


async def test_a_bot_of_aiogram_answers_in_the_response(
    bot: Bot, telegram: Telegram, olena: Person, unused_tcp_port: int
) -> None:
    dispatcher, app = Dispatcher(), web.Application()

    @dispatcher.message()
    async def echo(message: Message) -> TelegramMethod[Any]:
        return message.answer_document(BufferedInputFile(b"1", "a.txt"), caption=message.text)

    SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token="s").register(app, "/hook")
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    await bot.set_webhook(f"http://127.0.0.1:{unused_tcp_port}/hook", secret_token="s")
    await nothing_is_pending(telegram)
    await bot.delete_webhook()
    await runner.cleanup()

    sent = telegram.messages(olena.id)[-1]
    assert (sent["caption"], sent["document"]["file_name"]) == ("/start", "a.txt")


async def test_a_deleted_webhook_leaves_updates_to_polling(
    bot: Bot, telegram: Telegram, olena: Person, receiver: Receiver, pauses: list[float]
) -> None:
    receiver.answers = [answer(status=500)] * 1000
    await bot.set_webhook(receiver.url)
    await receiver.text()

    await bot.delete_webhook()

    assert len(await bot.get_updates()) == 1
    assert (await bot.get_webhook_info()).url == ""


async def test_pending_updates_can_be_dropped(bot: Bot, telegram: Telegram, olena: Person) -> None:
    await bot.delete_webhook(drop_pending_updates=True)

    assert await bot.get_updates() == []


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"url": "http://example.org/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org/", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "https://example.org/", "max_connections": 101}, "max_connections must be between 1 and 100"),
    ],
)
async def test_a_bad_webhook_is_refused(bot: Bot, settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(TelegramBadRequest, match=f"Bad Request: {sentence}"):
        await bot.set_webhook(**settings)
