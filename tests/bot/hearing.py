"""A bot that notes what it hears, for tests of how updates come to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, LabeledPrice, Message, PreCheckoutQuery

from simulator.server import serve
from simulator.telegram import Telegram

SOON = 5.0  # seconds: nobody waits as long as this unless a test fails
ANN, BOB = 1001, 1002


@asynccontextmanager
async def telegram_of_two() -> AsyncIterator[Telegram]:
    """Ann and Bob are there."""
    telegram = Telegram()
    for number, name in ((ANN, "Ann"), (BOB, "Bob")):
        await telegram.add_person(number, name)
    yield telegram
    await telegram.close()


@asynccontextmanager
async def bot_in(telegram: Telegram) -> AsyncIterator[Bot]:
    """It calls by HTTP."""
    async with serve(telegram) as url, bot_at(url, telegram.token) as bot:
        yield bot


def bot_at(url: str, token: str) -> Bot:
    return Bot(token, QuickSession(api=TelegramAPIServer.from_base(url)))


class QuickSession(AiohttpSession):
    """Does not wait a quarter of a second for TLS that is not there."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


class Handlers:
    """What the bot under test has heard; `block` makes a handler of such an update wait."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.finished: list[str] = []
        self.entered = asyncio.Event()
        self.go_on = asyncio.Event()
        self.changed = asyncio.Condition()
        self.payment_failures = 0

    def dispatcher(self) -> Dispatcher:
        router, dispatcher = Router(), Dispatcher()
        router.pre_checkout_query.register(self.approve)
        router.message.register(self.take_money, F.successful_payment)
        router.message.register(self.listen)
        router.callback_query.register(self.tapped)
        dispatcher.include_router(router)
        return dispatcher

    async def approve(self, query: PreCheckoutQuery) -> None:
        await query.answer(ok=True)
        await self._note("pre-checkout")

    async def take_money(self, message: Message) -> None:
        if self.payment_failures:
            self.payment_failures -= 1
            raise RuntimeError("the database is away")
        await self._note("payment", blocks=True)

    async def listen(self, message: Message) -> None:
        if message.text == "crash":
            raise RuntimeError("the disk is on fire")
        await self._note(message.text or "", blocks=message.text == "block")

    async def tapped(self, query: CallbackQuery) -> None:
        await self._note("tap")

    async def until_finished(self, *what: str) -> None:
        async with asyncio.timeout(SOON), self.changed:
            await self.changed.wait_for(lambda: set(what) <= set(self.finished))

    async def _note(self, what: str, *, blocks: bool = False) -> None:
        self.heard.append(what)
        if blocks:
            self.entered.set()
            await self.go_on.wait()
        async with self.changed:
            self.finished.append(what)
            self.changed.notify_all()


async def until(
    it_is_so: Callable[[], bool], answered: Callable[[], Awaitable[object]] = lambda: asyncio.sleep(0)
) -> None:
    """For what Telegram, in this process, does at a time of its own."""
    async with asyncio.timeout(SOON):
        while not it_is_so():
            await answered()


async def send_invoice(bot: Bot, telegram: Telegram) -> int:
    """From a bot that Ann has started."""
    sent = await bot.send_invoice(
        ANN, "Concert", "Two seats", "1:1:1", "UAH", [LabeledPrice(label="x", amount=90_000)], provider_token="1:TEST:x"
    )
    return sent.message_id
