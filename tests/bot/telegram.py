"""People who talk to the real dispatcher through the simulated Telegram.

Updates go straight to the dispatcher and are awaited: when `await ann.tap(...)` returns, the bot has finished, and what
it wrote to the outbox is delivered.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from redis.asyncio import Redis

from bot.cashier import Cashier
from bot.dispatcher import build_dispatcher, build_notifier, build_switchboard
from bot.notifier import Notifier
from bot.switchboard import Switchboard
from core.app import App, build_app
from core.settings import Settings
from db.pool import Pool
from simulator.payments import PaymentResult
from simulator.session import DirectSession
from simulator.telegram import Telegram
from tests.plans import Clock


@dataclass
class Kassa:
    """The bot under test, with the Telegram it lives in."""

    app: App
    telegram: Telegram
    bot: Bot
    dispatcher: Dispatcher
    notifier: Notifier
    cashier: Cashier
    people: dict[int, "Somebody"] = field(default_factory=dict)
    delivering: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def receive(self, update: dict[str, Any]) -> None:
        await self.dispatcher.feed_raw_update(self.bot, update)
        await self.deliver()

    async def deliver(self) -> None:
        """Sends what is due in the outbox; what an update that has just come is sending is sent then, too."""
        async with self.delivering:
            await self.app.messaging.deliver_due(self.notifier.deliver)

    async def meet(self, name: str, language: str | None = "en", person_id: int | None = None) -> "Somebody":
        """Somebody who has just pressed Start."""
        person = await self.telegram.add_person(
            person_id, first_name=name, language_code=language, username=name.lower()
        )
        somebody = self.people[person.id] = Somebody(self, person.id)
        await somebody.say("/start")
        return somebody


@asynccontextmanager
async def kassa_on(
    pool: Pool, redis: Redis, clock: Clock, settings: Settings, telegram: Telegram, storage: BaseStorage | None = None
) -> AsyncIterator[Kassa]:
    """From now on it is the one to which this Telegram brings updates."""
    app = build_app(pool, redis, settings, clock)
    bot = Bot(telegram.token, DirectSession(telegram), DefaultBotProperties(parse_mode=ParseMode.HTML))
    notifier = build_notifier(bot, app, settings)
    with lent_switchboard() as switchboard:
        dispatcher = build_dispatcher(app, notifier, storage or MemoryStorage(), settings, switchboard)
        kassa = Kassa(app, telegram, bot, dispatcher, notifier, Cashier(bot, app.refunding, app.reconciling))
        telegram.receiver = kassa.receive
        yield kassa
        await dispatcher["live_views"].stop()


free: list[Switchboard] = []


@contextmanager
def lent_switchboard() -> Iterator[Switchboard]:
    """One that no other dispatcher has now: to make one costs more than most tests."""
    switchboard = free.pop() if free else build_switchboard()
    yield switchboard
    switchboard._parent_router = None  # aiogram takes no router out of a dispatcher
    free.append(switchboard)


@dataclass
class Somebody:
    """One person's side of the chat: what they do, and what they see."""

    kassa: Kassa
    id: int
    alert: str | None = None
    toast: str | None = None

    async def say(self, text: str) -> None:
        await self.kassa.telegram.say(self.id, text)

    async def open_link(self, payload: str) -> None:
        await self.kassa.telegram.open_link(self.id, payload)

    async def send_photo(self, photo: bytes) -> None:
        await self.kassa.telegram.send_photo(self.id, photo)

    async def send_document(self, content: bytes, filename: str = "file.png") -> None:
        await self.kassa.telegram.send_document(self.id, content, filename=filename)

    async def send_location(self, latitude: float, longitude: float) -> None:
        await self.kassa.telegram.send_location(self.id, latitude, longitude)

    async def send_sticker(self) -> None:
        await self.kassa.telegram.send_sticker(self.id)

    async def press(self, label: str) -> None:
        """Presses a key of the keyboard that the bot gave in place of the usual one."""
        await self.kassa.telegram.press_key(self.id, label)

    async def send_contact(self, of: "Somebody | None" = None) -> None:
        """From the address book: the own contact, or somebody else's."""
        await self.kassa.telegram.share_contact(self.id, of.id if of else None)

    async def tap(self, *labels: str) -> None:
        """Taps buttons one after the other, each in the newest message that has it."""
        for label in labels:
            message, button = self._find_button(label)
            await self.craft(message["message_id"], button["callback_data"])

    async def craft(self, message_id: int, data: str) -> None:
        """Sends callback data as if a button of that message held it."""
        answer = await self.kassa.telegram.tap(self.id, message_id, data)
        shown = answer.text if answer else None
        self.alert, self.toast = (shown, None) if answer and answer.show_alert else (None, shown)

    async def pay(self, **how: Any) -> PaymentResult:
        """Pays the newest invoice in the chat."""
        invoice = next(message for message in reversed(self.messages) if "invoice" in message)
        return await self.kassa.telegram.pay(self.id, invoice["message_id"], **how)

    @property
    def messages(self) -> list[dict[str, Any]]:
        return self.kassa.telegram.messages(self.id)

    @property
    def last(self) -> dict[str, Any]:
        return self.messages[-1]

    @property
    def screen(self) -> str:
        """The words of the newest message."""
        return words(self.last)

    @property
    def screens(self) -> list[str]:
        return [words(message) for message in self.messages]

    @property
    def buttons(self) -> list[str]:
        return [button["text"] for button in _buttons(self.last)]

    @property
    def keys(self) -> list[str]:
        """In place of the usual keyboard."""
        return [key["text"] for key in self.kassa.telegram.chat(self.id).keys]

    @property
    def photos(self) -> list[dict[str, Any]]:
        return [message for message in self.messages if "photo" in message and message["from"]["is_bot"]]

    def photo_bytes(self, message: dict[str, Any]) -> bytes:
        return self.kassa.telegram.files.read(message["photo"][-1]["file_id"])[1]

    def _find_button(self, label: str) -> tuple[dict[str, Any], dict[str, Any]]:
        for exactly in (True, False):
            for message in reversed(self.messages):
                for button in _buttons(message):
                    if button["text"] == label if exactly else label in button["text"]:
                        return message, button
        raise AssertionError(f"no button {label!r}; the last message has {self.buttons} under {self.screen!r}")


def words(message: dict[str, Any]) -> str:
    return unescape(message.get("text") or message.get("caption") or "")


def _buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]
