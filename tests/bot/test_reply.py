"""The answer to a tap goes in our answer to Telegram, where nothing is lost with it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.screen import answer
from bot.webhook import Webhook
from core.domain.update import RawUpdate
from simulator.telegram import Telegram
from tests.bot.hearing import ANN, SOON, bot_in, telegram_of_two, until
from tests.plans import settings_for_tests

SECRET = "a-secret-of-ours"
Client = TestClient[web.Request, web.Application]
Act = Callable[[CallbackQuery], Awaitable[None]]


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with telegram_of_two() as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    async with bot_in(telegram) as bot:
        yield bot


class Tap:
    """One that Ann has made, as Telegram brings it; the bot acts on it."""

    def __init__(self, telegram: Telegram, bot: Bot, update: dict[str, Any]) -> None:
        self.telegram = telegram
        self.bot = bot
        self.update = update

    async def bring(self, act: Act, *, taken: bool = True) -> tuple[int, Any]:
        """The status and the body of our answer."""

        async def take(raw: RawUpdate) -> bool:
            query = Update.model_validate_json(raw.body, context={"bot": self.bot}).callback_query
            assert query
            await act(query)
            return taken

        settings = settings_for_tests(webhook_url="http://127.0.0.1:1/", webhook_secret=SecretStr(SECRET))
        async with TestClient(TestServer(Webhook(settings, take).build())) as client:
            return await self._post(client)

    async def _post(self, client: Client) -> tuple[int, Any]:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with client.post("/", json=self.update, headers=headers) as response:
            return response.status, await response.json() if response.content_type == "application/json" else None

    @property
    def answers(self) -> list[dict[str, Any]]:
        """By calls of their own."""
        return [call.parameters for call in self.telegram.calls("answerCallbackQuery")]


@pytest.fixture
async def tap(telegram: Telegram, bot: Bot) -> Tap:
    await telegram.say(ANN, "/start")
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Tap", callback_data="tap")]])
    sent = await bot.send_message(ANN, "Tap", reply_markup=keyboard)
    await telegram.press(ANN, sent.message_id, "tap")
    update = next(one for one in await bot.get_updates() if one.callback_query)
    return Tap(telegram, bot, update.model_dump(mode="json", exclude_none=True, by_alias=True))


async def test_a_tap_is_answered_with_the_update(tap: Tap) -> None:
    status, body = await tap.bring(lambda query: answer(query, toast="Done"))
    query_id = tap.update["callback_query"]["id"]
    assert (status, body) == (200, {"method": "answerCallbackQuery", "callback_query_id": query_id, "text": "Done"})
    assert not tap.answers


async def test_an_alert_is_shown_at_once_and_not_followed_by_another_answer(tap: Tap) -> None:
    async def change_ones_mind(query: CallbackQuery) -> None:
        await answer(query)
        await answer(query, alert="Sold out")

    assert await tap.bring(change_ones_mind) == (200, None)
    [call] = tap.answers
    assert (call["text"], call["show_alert"]) == ("Sold out", "true")


async def test_a_tap_that_is_not_handled_yet_is_answered_all_the_same(tap: Tap) -> None:
    assert await tap.bring(answer, taken=False) == (503, None)
    await until(lambda: len(tap.answers) == 1)


async def test_a_button_does_not_spin_until_a_long_work_is_done(tap: Tap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.reply.SOON", 0.01)

    async def draw(query: CallbackQuery) -> None:
        await answer(query)
        await until(lambda: len(tap.answers) == 1)

    assert await tap.bring(draw) == (200, None)
    assert len(tap.answers) == 1


async def test_what_goes_on_after_our_answer_calls_by_itself(tap: Tap) -> None:
    may_go_on, going_on = asyncio.Event(), list[asyncio.Task[None]]()

    async def later(query: CallbackQuery) -> None:
        await may_go_on.wait()
        await answer(query)

    async def begin(query: CallbackQuery) -> None:
        going_on.append(asyncio.create_task(later(query)))

    assert await tap.bring(begin) == (200, None)
    may_go_on.set()
    async with asyncio.timeout(SOON):
        await asyncio.gather(*going_on)
    assert len(tap.answers) == 1
