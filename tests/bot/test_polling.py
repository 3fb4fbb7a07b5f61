"""Long polling over HTTP: what Telegram may forget, and when."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiohttp import web

from bot import polling
from bot.polling import Polling
from simulator.faults import Fault
from simulator.telegram import Telegram
from tests.bot.hearing import ANN, BOB, SOON, Handlers, bot_at, bot_in, send_invoice, telegram_of_two, until


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with telegram_of_two() as telegram:
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


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "PATIENCE", 0.02)
    monkeypatch.setattr(polling, "RETRY_FIRST", 0.005)
    monkeypatch.setattr(polling, "RETRY_LONGEST", 0.02)


@asynccontextmanager
async def running(bot: Bot, dispatcher: Dispatcher) -> AsyncIterator["asyncio.Task[None]"]:
    task = asyncio.create_task(Polling(bot, dispatcher).run())
    yield task
    await stop(task)


async def stop(task: "asyncio.Task[None]") -> None:
    task.cancel()
    async with asyncio.timeout(SOON):
        await asyncio.wait([task])


async def test_a_payment_is_confirmed_only_when_its_handler_has_finished(
    telegram: Telegram, bot: Bot, dispatcher: Dispatcher, handlers: Handlers
) -> None:
    async with running(bot, dispatcher):
        await telegram.say(ANN, "hello")
        await handlers.until_finished("hello")
        assert (await telegram.pay(ANN, await send_invoice(bot, telegram))).status == "approved"
        async with asyncio.timeout(SOON):
            await handlers.entered.wait()
        await telegram.say(BOB, "meanwhile")
        await asyncio.sleep(10 * polling.PATIENCE)  # that nothing happens can only be waited for
        assert [next(iter(pending.update.keys() - {"update_id"})) for pending in telegram.updates.pending.values()] == [
            "message",
            "message",
        ]
        assert "successful_payment" in next(iter(telegram.updates.pending.values())).update["message"]

        handlers.go_on.set()
        await handlers.until_finished("payment", "meanwhile")
        await until(lambda: not telegram.updates.pending)


async def test_while_a_payment_is_not_recorded_others_are_answered_once(
    telegram: Telegram, bot: Bot, dispatcher: Dispatcher, handlers: Handlers
) -> None:
    """Such as while the database hangs: a pre-checkout has ten seconds."""
    await telegram.say(ANN, "/start")
    await telegram.say(BOB, "/start")
    async with running(bot, dispatcher):
        await telegram.pay(ANN, await send_invoice(bot, telegram))
        async with asyncio.timeout(SOON):
            await handlers.entered.wait()
        await telegram.say(BOB, "meanwhile")
        await handlers.until_finished("meanwhile")
        invoice = await send_invoice(bot, telegram)
        paying = asyncio.create_task(telegram.pay(ANN, invoice))
        async with asyncio.timeout(SOON):
            assert (await paying).status == "approved"
        assert handlers.finished.count("payment") == 0
        handlers.go_on.set()
        await until(lambda: not telegram.updates.pending)
    assert Counter(handlers.heard) == {"/start": 2, "payment": 2, "meanwhile": 1, "pre-checkout": 2}


async def test_a_payment_cut_off_by_a_crash_comes_again(
    telegram: Telegram, bot: Bot, dispatcher: Dispatcher, handlers: Handlers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "DRAIN_SECONDS", 0.01)  # killed before the handler could finish
    await telegram.say(ANN, "/start")
    async with running(bot, dispatcher):
        await telegram.pay(ANN, await send_invoice(bot, telegram))
        async with asyncio.timeout(SOON):
            await handlers.entered.wait()
    assert len(telegram.updates.pending) == 1

    handlers.go_on.set()
    async with running(bot, dispatcher):
        async with asyncio.timeout(SOON):
            while handlers.heard.count("payment") < 2:
                await asyncio.sleep(0)
        await until(lambda: not telegram.updates.pending)


async def test_a_payment_that_cannot_be_written_down_is_tried_until_it_is(
    telegram: Telegram, bot: Bot, dispatcher: Dispatcher, handlers: Handlers
) -> None:
    handlers.payment_failures = 3
    handlers.go_on.set()
    await telegram.say(ANN, "/start")
    async with running(bot, dispatcher):
        await telegram.pay(ANN, await send_invoice(bot, telegram))
        await handlers.until_finished("payment")
        await until(lambda: not telegram.updates.pending)
    assert (handlers.payment_failures, handlers.heard.count("payment")) == (0, 1)


async def test_a_slow_update_does_not_hold_up_the_next_one(
    telegram: Telegram, bot: Bot, dispatcher: Dispatcher, handlers: Handlers
) -> None:
    async with running(bot, dispatcher):
        await telegram.say(ANN, "block")
        async with asyncio.timeout(SOON):
            await handlers.entered.wait()
        await telegram.say(BOB, "quick")
        await handlers.until_finished("quick")
        assert "block" not in handlers.finished
        handlers.go_on.set()
        await handlers.until_finished("block")


async def test_nothing_is_handled_twice(
    telegram: Telegram, bot: Bot, dispatcher: Dispatcher, handlers: Handlers
) -> None:
    async with running(bot, dispatcher):
        for n in range(250):  # more than one getUpdates gives
            await telegram.say(ANN, f"word {n}")
        await handlers.until_finished("word 249")
        await until(lambda: not telegram.updates.pending)
    assert sorted(handlers.heard) == sorted(f"word {n}" for n in range(250))


async def test_a_stop_finishes_what_was_begun_and_confirms_it(
    telegram: Telegram, bot: Bot, dispatcher: Dispatcher, handlers: Handlers
) -> None:
    task = asyncio.create_task(Polling(bot, dispatcher).run())
    await telegram.say(ANN, "block")
    async with asyncio.timeout(SOON):
        await handlers.entered.wait()
    task.cancel()
    asyncio.get_running_loop().call_soon(handlers.go_on.set)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert handlers.finished == ["block"]
    assert not telegram.updates.pending


async def test_a_stop_during_a_payment_finishes_and_confirms_it(
    telegram: Telegram, bot: Bot, dispatcher: Dispatcher, handlers: Handlers
) -> None:
    await telegram.say(ANN, "/start")
    task = asyncio.create_task(Polling(bot, dispatcher).run())
    await telegram.pay(ANN, await send_invoice(bot, telegram))
    async with asyncio.timeout(SOON):
        await handlers.entered.wait()
    task.cancel()
    asyncio.get_running_loop().call_soon(handlers.go_on.set)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert "payment" in handlers.finished
    assert not telegram.updates.pending


@pytest.mark.parametrize(
    "fault",
    [
        Fault(method="getUpdates", code=502, count=3),
        Fault(method="getUpdates", code=500, count=3),
        Fault(method="getUpdates", code=409, count=3),
        Fault(method="getUpdates", code=400, count=3),
        Fault(kind="drop", method="getUpdates", count=3),
    ],
    ids=lambda fault: f"{fault.kind} {fault.code}",
)
async def test_errors_of_telegram_are_waited_out(
    telegram: Telegram, bot: Bot, dispatcher: Dispatcher, handlers: Handlers, fault: Fault
) -> None:
    telegram.faults.add(fault)
    async with running(bot, dispatcher):
        await telegram.say(ANN, "still there?")
        await handlers.until_finished("still there?")
    assert not telegram.faults.switched_on


async def test_telegram_is_left_alone_for_as_long_as_it_asks(
    telegram: Telegram, bot: Bot, dispatcher: Dispatcher, handlers: Handlers, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    sleep = asyncio.sleep

    async def note(seconds: float) -> None:
        waits.append(seconds)
        await sleep(0)

    monkeypatch.setattr("bot.polling.asyncio.sleep", note)
    telegram.faults.add(Fault(method="getUpdates", code=429, retry_after=17))
    async with running(bot, dispatcher):
        await telegram.say(ANN, "hello")
        await handlers.until_finished("hello")
    assert 17 in waits


async def test_an_answer_that_is_no_json_is_waited_out(dispatcher: Dispatcher, handlers: Handlers) -> None:
    """Such as the page of a proxy whose Bot API server is away."""
    asked = asyncio.Event()
    answers = 0

    async def proxy(request: web.Request) -> web.Response:
        nonlocal answers
        if request.path.endswith("getUpdates"):
            answers += 1
            if answers > 1:
                asked.set()
            return web.Response(status=502, text="<html>502 Bad Gateway</html>", content_type="text/html")
        return web.json_response({"ok": True, "result": True})

    async with (
        served(proxy) as url,
        bot_at(url, "4242:x") as bot,
        running(bot, dispatcher) as task,
    ):
        enough = asyncio.create_task(asked.wait())
        async with asyncio.timeout(SOON):
            await asyncio.wait([task, enough], return_when=asyncio.FIRST_COMPLETED)
        enough.cancel()
        assert not task.done(), "polling has stopped for good"


@asynccontextmanager
async def served(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_a_handler_that_fails_stops_nothing(
    telegram: Telegram, bot: Bot, dispatcher: Dispatcher, handlers: Handlers, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(bot, dispatcher) as task:
        with caplog.at_level(logging.ERROR, "bot.polling"):
            await telegram.say(ANN, "crash")
            await telegram.say(ANN, "after")
            await handlers.until_finished("after")
        await until(lambda: not telegram.updates.pending)
        assert not task.done()
    assert "was not handled" in caplog.text


@pytest.mark.parametrize("unheard_of", [{"text": "look", "forward_origin": {"type": "hologram"}}, {"chat": "Ann"}])
async def test_an_update_of_a_kind_that_nobody_knows_yet_is_passed_over(
    telegram: Telegram,
    bot: Bot,
    dispatcher: Dispatcher,
    handlers: Handlers,
    unheard_of: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Anybody can send one on the day on which Telegram begins with it."""
    async with running(bot, dispatcher):
        with caplog.at_level(logging.ERROR, "bot.polling"):
            await telegram.updates.deliver("message", message_of_ann(telegram) | unheard_of, lane="Ann")
            await telegram.say(BOB, "after")
            await handlers.until_finished("after")
        await until(lambda: not telegram.updates.pending)
    (told,) = caplog.records
    assert told.levelno == logging.ERROR and "cannot be read" in told.getMessage()
    assert "look" not in told.getMessage(), "what people write is nobody's business"


async def test_a_payment_that_cannot_be_read_is_cried_out_with_what_finds_it_again(
    telegram: Telegram, bot: Bot, dispatcher: Dispatcher, handlers: Handlers, caplog: pytest.LogCaptureFixture
) -> None:
    paid = {"telegram_payment_charge_id": "charge-7", "invoice_payload": "1:1:1", "currency": "UAH"}
    async with running(bot, dispatcher):
        with caplog.at_level(logging.ERROR, "bot.polling"):
            message = message_of_ann(telegram) | {"successful_payment": paid}
            await telegram.updates.deliver("message", message, lane="Ann")
            await telegram.say(BOB, "after")
            await handlers.until_finished("after")
        await until(lambda: not telegram.updates.pending)
    (told,) = caplog.records
    assert told.levelno == logging.CRITICAL and "charge-7" in told.getMessage()


def message_of_ann(telegram: Telegram) -> dict[str, Any]:
    """Without what it says."""
    ann = telegram.chat(ANN).person.user()
    return {"message_id": 7, "date": 1, "chat": {"id": ANN, "type": "private", "first_name": "Ann"}, "from": ann}


async def test_a_webhook_that_was_set_is_removed_and_every_kind_of_update_asked_for(
    telegram: Telegram, bot: Bot, dispatcher: Dispatcher, handlers: Handlers
) -> None:
    """`allowed_updates` left out would keep an older list, and pre-checkouts might never come."""
    await bot.set_webhook("http://127.0.0.1:9/", allowed_updates=["message"])
    async with running(bot, dispatcher):
        await telegram.say(ANN, "hello")
        await handlers.until_finished("hello")
        assert set(telegram.updates.allowed) == {"message", "callback_query", "pre_checkout_query"}
