"""A served Telegram with one bot, one person who has started it, and one who has not."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from PIL import Image

from simulator.chats import Person
from simulator.server import serve
from simulator.telegram import Telegram

Call = Callable[..., Awaitable[tuple[int, dict[str, Any]]]]


class Clock:
    """Stands still until it is told to move."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += seconds


class QuickSession(AiohttpSession):
    """Does not wait a quarter of a second for TLS that is not there."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def telegram(clock: Clock) -> AsyncIterator[Telegram]:
    telegram = Telegram(clock=clock)
    yield telegram
    await telegram.close()


@pytest.fixture
async def url(telegram: Telegram) -> AsyncIterator[str]:
    async with serve(telegram) as url:
        yield url


@pytest.fixture
async def bot(telegram: Telegram, url: str) -> AsyncIterator[Bot]:
    async with Bot(telegram.token, session=QuickSession(api=TelegramAPIServer.from_base(url))) as bot:
        yield bot


@pytest.fixture
async def stranger(telegram: Telegram) -> Person:
    return await telegram.add_person(1009, "Never", "en")


@pytest.fixture
async def olena(telegram: Telegram) -> Person:
    person = await telegram.add_person(1001, "Олена", "uk")
    await telegram.say(person.id, "/start")
    return person


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(url: str, telegram: Telegram, http: aiohttp.ClientSession) -> Call:
    """Calls a method with exactly these parameters, as aiogram would not."""

    async def call(method: str, **parameters: Any) -> tuple[int, dict[str, Any]]:
        async with http.post(f"{url}/bot{telegram.token}/{method}", json=parameters) as response:
            return response.status, await response.json()

    return call


@pytest.fixture
def picture() -> Callable[..., bytes]:
    def picture(width: int = 600, height: int = 400, kind: str = "PNG", mode: str = "RGB") -> bytes:
        out = io.BytesIO()
        Image.new(mode, (width, height), "teal").save(out, kind)
        return out.getvalue()

    return picture
