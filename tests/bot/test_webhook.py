"""Updates that Telegram brings, handled before they are acknowledged."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiogram import Bot, Dispatcher
from pydantic import SecretStr
from redis.asyncio import Redis

from bot import handling, webhook
from bot.handling import Handling
from bot.raw_updates import read_update
from bot.webhook import BODY_BYTES_MAX, Webhook
from core.services import receiving
from core.services.group_commit import Batches
from core.services.receiving import Receiving
from core.settings import Settings, SettingsError
from db.cache import open_redis
from db.update_marks import UpdateMarks
from db.update_streams import UpdateStreams
from simulator.telegram import Telegram
from tests.bot.hearing import ANN, BOB, SOON, Handlers, bot_in, send_invoice, telegram_of_two, until
from tests.plans import BOT_ID, settings_for_tests

SECRET = "a-secret-of-ours"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with telegram_of_two() as telegram:
        telegram.webhook_pause = lambda seconds: asyncio.sleep(min(seconds, 0.01))
        yield telegram


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    async with bot_in(telegram) as bot:
        yield bot


@pytest.fixture
def handlers() -> Handlers:
    return Handlers()


@pytest.fixture
def dispatcher(handlers: Handlers) -> Dispatcher:
    return handlers.dispatcher()


@pytest.fixture
def settings(unused_tcp_port: int) -> Settings:
    return settings_for_tests(
        webhook_url=f"http://127.0.0.1:{unused_tcp_port}/hook",
        webhook_secret=SecretStr(SECRET),
        webhook_port=unused_tcp_port,
    )


@pytest.fixture
def process(bot: Bot, dispatcher: Dispatcher, redis: Redis) -> Handling:
    return Handling(bot, dispatcher, receiving_in(redis))


def receiving_in(redis: Redis) -> Receiving:
    return Receiving(UpdateMarks(redis, BOT_ID), UpdateStreams(redis, BOT_ID), Batches(4))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handling, "ANSWER_WITHIN", 0.2)
    monkeypatch.setattr(handling, "DRAIN_SECONDS", 2.0)


@asynccontextmanager
async def running(settings: Settings, process: Handling) -> AsyncIterator["asyncio.Task[None]"]:
    """As `run_bot` does it; until Telegram knows of it."""

    async def run() -> None:
        try:
            kinds = process.dispatcher.resolve_used_update_types()
            await Webhook(settings, process.handle).run(process.bot, kinds)
        finally:
            await process.finish()

    task = asyncio.create_task(run())
    async with asyncio.timeout(SOON):
        while (await process.bot.get_webhook_info()).url != settings.webhook_url and not task.done():
            await asyncio.sleep(0)
    try:
        yield task
    finally:
        task.cancel()
        async with asyncio.timeout(SOON):
            await asyncio.wait([task])


async def post(settings: Settings, update: dict[str, Any], secret: str = SECRET) -> int:
    """As Telegram does; the status."""
    assert settings.webhook_url
    async with (
        aiohttp.ClientSession() as http,
        http.post(settings.webhook_url, json=update, headers={HEADER: secret}) as response,
    ):
        return response.status


def told(update_id: int, text: str = "hello", person_id: int = ANN) -> dict[str, Any]:
    person = {"id": person_id, "is_bot": False, "first_name": "Ann"}
    chat = {"id": person_id, "type": "private"}
    return {"update_id": update_id, "message": {"message_id": 1, "date": 0, "from": person, "chat": chat, "text": text}}


async def test_an_update_is_acknowledged_when_it_has_been_handled(
    telegram: Telegram, settings: Settings, process: Handling, handlers: Handlers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handling, "ANSWER_WITHIN", SOON)
    async with running(settings, process):
        await telegram.say(ANN, "hello")
        await telegram.say(ANN, "block")
        await handlers.entered.wait()
        assert len(telegram.updates.pending) == 1
        handlers.go_on.set()
        await until(lambda: not telegram.updates.pending)
    assert handlers.finished == ["hello", "block"]


async def test_telegram_is_told_of_every_kind_of_update_and_of_the_secret(
    telegram: Telegram, settings: Settings, process: Handling
) -> None:
    await telegram.call("setWebhook", {"url": "http://127.0.0.1:9/", "allowed_updates": ["message"]})
    async with running(settings, process):
        webhook = telegram.updates.webhook
        assert webhook and (webhook.url, webhook.secret, webhook.max_connections) == (settings.webhook_url, SECRET, 100)
        await until(lambda: set(telegram.updates.allowed) == {"message", "callback_query", "pre_checkout_query"})


@pytest.mark.parametrize("secret", ["", "another-secret-of-ours", SECRET[:-1]])
async def test_who_does_not_know_the_secret_is_not_heard(
    settings: Settings, process: Handling, handlers: Handlers, secret: str
) -> None:
    async with running(settings, process):
        assert await post(settings, told(7), secret) == 401
        assert await post(settings, told(8)) == 200
    assert len(handlers.heard) == 1


@pytest.mark.parametrize("update", [{}, {"update_id": "7"}, {"update_id": 7}, {"update_id": 7, "message": "hello"}])
async def test_what_is_no_update_is_not_taken(settings: Settings, process: Handling, update: dict[str, Any]) -> None:
    async with running(settings, process):
        assert await post(settings, update) == 400


@pytest.mark.parametrize(
    "body", [b"", b"hello", b"\xff\xfe", b"[]", b"1", b"NaN", b"[" * 100_000, b'{"update_id":1e999}']
)
async def test_what_is_no_json_is_not_taken(settings: Settings, process: Handling, body: bytes) -> None:
    async with running(settings, process):
        assert await send(settings, body) == 400
        assert await post(settings, told(8)) == 200


async def test_too_much_is_not_read(settings: Settings, process: Handling, handlers: Handlers) -> None:
    async with running(settings, process):
        assert await send(settings, b" " * (BODY_BYTES_MAX + 1)) == 413
    assert handlers.heard == []


async def test_who_lets_it_drip_loses_the_connection(
    settings: Settings, process: Handling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "BODY_WITHIN", 0.05)
    async with running(settings, process), asyncio.timeout(SOON):
        reader, writer = await asyncio.open_connection("127.0.0.1", settings.webhook_port)
        head = f"POST /hook HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 100\r\n\r\n{{"
        writer.write(head.encode())
        assert b" 408 " in await reader.readline()
        writer.close()


async def test_nothing_else_is_answered(settings: Settings, process: Handling) -> None:
    assert settings.webhook_url
    async with running(settings, process), aiohttp.ClientSession() as http:
        for method in ("GET", "PUT", "DELETE", "PATCH"):
            async with http.request(method, settings.webhook_url, headers={HEADER: SECRET}) as response:
                assert response.status == 405, method
        async with http.post(settings.webhook_url, json=told(7)) as response:
            assert response.status == 401, "without the header"
        async with http.post(settings.webhook_url + "er", json=told(7), headers={HEADER: SECRET}) as response:
            assert response.status == 404


async def send(settings: Settings, body: bytes) -> int:
    """The status."""
    assert settings.webhook_url
    async with (
        aiohttp.ClientSession() as http,
        http.post(settings.webhook_url, data=BytesIO(body), headers={HEADER: SECRET}) as response,
    ):
        return response.status


async def test_what_takes_too_long_comes_again_and_is_handled_once(
    telegram: Telegram, settings: Settings, process: Handling, handlers: Handlers
) -> None:
    async with running(settings, process):
        await telegram.say(ANN, "block")
        await handlers.entered.wait()
        await until(lambda: bool(telegram.updates.webhook and telegram.updates.webhook.last_error))
        await telegram.say(BOB, "meanwhile")
        await until(lambda: len(telegram.updates.pending) == 1)
        handlers.go_on.set()
        await until(lambda: not telegram.updates.pending)
    assert handlers.heard.count("block") == 1


async def test_a_duplicate_is_acknowledged_and_not_handled(
    settings: Settings, process: Handling, handlers: Handlers
) -> None:
    async with running(settings, process):
        assert [await post(settings, told(7)) for _ in range(3)] == [200] * 3
    assert handlers.heard == ["hello"]


async def test_an_update_that_another_process_has_in_hand_waits_for_it(
    settings: Settings, process: Handling, handlers: Handlers, redis: Redis
) -> None:
    other = Handling(process.bot, process.dispatcher, receiving_in(redis))
    begun = asyncio.create_task(other.handle(read_update(json.dumps(told(7, "block")).encode())))
    await handlers.entered.wait()
    async with running(settings, process):
        assert await post(settings, told(7, "block")) == 503
        handlers.go_on.set()
        await handlers.until_finished("block")
        assert await begun
        assert await post(settings, told(7, "block")) == 200
    assert handlers.heard == ["block"]


async def test_what_a_killed_process_had_in_hand_is_begun_anew(
    settings: Settings, process: Handling, handlers: Handlers, redis: Redis
) -> None:
    await UpdateMarks(redis, BOT_ID).begin([7], receiving.IN_HAND_TTL)
    async with running(settings, process):
        assert await post(settings, told(7)) == 503
        await redis.delete(f"kassa:{BOT_ID}:in-hand:7")  # as it runs out
        assert await post(settings, told(7)) == 200
    assert handlers.heard == ["hello"]


async def test_without_redis_updates_are_handled_all_the_same(
    settings: Settings, bot: Bot, dispatcher: Dispatcher, handlers: Handlers, tmp_path: Path
) -> None:
    async with (
        open_redis(f"unix://{tmp_path}/gone") as nobody,
        running(settings, Handling(bot, dispatcher, receiving_in(nobody))),
    ):
        assert await post(settings, told(7)) == 200
    assert handlers.heard == ["hello"]


async def test_a_payment_comes_again_until_it_is_recorded(
    telegram: Telegram, bot: Bot, settings: Settings, process: Handling, handlers: Handlers
) -> None:
    handlers.payment_failures = 3
    handlers.go_on.set()
    async with running(settings, process):
        await telegram.say(ANN, "/start")
        await handlers.until_finished("/start")
        assert (await telegram.pay(ANN, await send_invoice(bot, telegram))).status == "approved"
        await handlers.until_finished("payment")
        await until(lambda: not telegram.updates.pending)
    assert handlers.payment_failures == 0


async def test_a_payment_that_takes_too_long_is_begun_once(process: Handling, handlers: Handlers) -> None:
    paid = {"currency": "UAH", "total_amount": 1, "invoice_payload": "1:1:1"}
    paid |= {"telegram_payment_charge_id": "a", "provider_payment_charge_id": "b"}
    update = told(7)
    update["message"] |= {"successful_payment": paid}
    raw = read_update(json.dumps(update).encode())
    assert not await process.handle(raw)
    again = asyncio.create_task(process.handle(raw))
    await asyncio.sleep(0)
    handlers.go_on.set()
    assert await again
    assert handlers.heard == ["payment"]


async def test_what_fails_is_logged_and_keeps_nothing_from_the_person(
    telegram: Telegram, settings: Settings, process: Handling, handlers: Handlers, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "core.services.receiving"):
        async with running(settings, process):
            await telegram.say(ANN, "crash")
            await telegram.say(ANN, "after")
            await handlers.until_finished("after")
    assert '"text":"crash"' in caplog.text.replace(" ", "")


async def test_a_stop_finishes_what_was_begun_and_loses_nothing(
    telegram: Telegram, settings: Settings, process: Handling, handlers: Handlers
) -> None:
    async with running(settings, process) as task:
        await telegram.say(ANN, "block")
        await handlers.entered.wait()
        task.cancel()
        await telegram.say(BOB, "too late")
        asyncio.get_running_loop().call_later(0.3, handlers.go_on.set)  # longer than an answer may take
        async with asyncio.timeout(SOON):
            await asyncio.wait([task])
    assert "block" in handlers.finished
    assert "too late" not in handlers.heard
    async with running(settings, process):
        await handlers.until_finished("too late")
        await until(lambda: not telegram.updates.pending)
    assert handlers.heard.count("block") == 1


async def test_an_address_that_telegram_does_not_take_is_a_wrong_setting(
    telegram: Telegram, settings: Settings, process: Handling
) -> None:
    settings.webhook_url = "http://example.org/hook"
    with pytest.raises(SettingsError, match=r"WEBHOOK_URL is not taken by Telegram: .*HTTPS"):
        await Webhook(settings, process.handle).run(process.bot, ["message"])
