"""What Telegram remembers: one bot, people and their chats; and what tests and the page look at."""

import asyncio
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simulator import chats
from simulator.chats import Chat, Listener, Person
from simulator.errors import NoSuchPerson
from simulator.faults import Faults, Limits
from simulator.files import Files
from simulator.inline_queries import InlineQueries
from simulator.outbox import Call, Outbox
from simulator.parameters import Upload
from simulator.payments import Payments
from simulator.profile import Profile
from simulator.queries import Queries
from simulator.store import JSON, Store
from simulator.updates import Receiver, Updates


class World(ABC):
    def __init__(
        self,
        token: str = "4242:simulator",
        username: str = "kassa_demo_bot",
        *,
        data: Path | None = None,
        clock: Callable[[], float] = time.time,
        precheckout_timeout: float = 10.0,
        callback_ttl: float = 150.0,
        outbox_size: int = 100_000,
    ) -> None:
        self.token, self.username = token, username
        self.clock = clock
        self.store = Store(data)
        self.files = Files(self.store)
        self.profile = Profile(self.store)
        self.faults, self.limits = Faults(), Limits(clock)
        self.updates = Updates(self.store, clock)
        self.queries = Queries(self.store, clock, callback_ttl)
        self.inline_queries = InlineQueries(clock)
        self.payments = Payments(self.store, self.updates, clock, precheckout_timeout)
        self.outbox = Outbox(deque(maxlen=outbox_size))
        self.webhook_pause: Callable[[float], Any] = asyncio.sleep
        self.chats = chats.load(self.store)

    @abstractmethod
    async def call(
        self, method: str, parameters: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None
    ) -> tuple[int, JSON]:
        """A Bot API call without HTTP: the status and the envelope."""

    @property
    def receiver(self) -> Receiver | None:
        return self.updates.receiver

    @receiver.setter
    def receiver(self, receiver: Receiver | None) -> None:
        self.updates.receiver = receiver

    def chat(self, person_id: int) -> Chat:
        try:
            return self.chats[person_id]
        except KeyError:
            raise NoSuchPerson(f"there is no person {person_id}") from None

    def find_chat(self, chat_id: object) -> Chat | None:
        return self.chats.get(chat_id) if isinstance(chat_id, int) else None

    def people(self) -> list[Person]:
        return [chat.person for chat in self.chats.values()]

    def messages(self, person_id: int) -> list[JSON]:
        """Bot API objects, oldest first; `reply_markup` has reply keyboards too."""
        return list(self.chat(person_id).messages.values())

    def calls(self, method: str | None = None, chat_id: int | None = None, since: int = 0) -> list[Call]:
        return self.outbox.calls(method, chat_id, since)

    def bot_user(self) -> JSON:
        name = self.profile.text("name", None) or "Simulated bot"
        return {"id": int(self.token.split(":")[0]), "is_bot": True, "first_name": name, "username": self.username}

    @contextmanager
    def listen(self, person_id: int) -> Iterator[Listener]:
        """Everything that happens in the person's chat, after a snapshot."""
        with self.hear(person_id) as listener:
            listener.put_nowait(("snapshot", self.snapshot(self.chat(person_id))))
            yield listener

    @contextmanager
    def hear(self, person_id: int) -> Iterator[Listener]:
        """Everything that happens in the person's chat from now on."""
        chat, listener = self.chat(person_id), Listener()
        chat.listeners.add(listener)
        try:
            yield listener
        finally:
            chat.listeners.discard(listener)

    def commands_changed(self) -> None:
        for chat in self.chats.values():
            if chat.listeners:
                chat.tell("commands", self._menu(chat))

    def reset(self) -> None:
        """Empty chats, no payments, no faults. People, files, message ids, the bot's profile and webhook stay."""
        self.updates.forget()
        self.payments.clear()
        self.faults.clear()
        self.limits.switch(per_second=None, per_chat=None)
        self.outbox.kept.clear()
        self.queries.clear()
        self.inline_queries.clear()
        for kind in ("message", "invoice"):
            self.store.drop_all(kind)
        for chat in self.chats.values():
            chat.clear()
            chat.tell("snapshot", self.snapshot(chat))

    async def settle(self) -> None:
        """Until a receiver has handled what followed from the bot's own calls (a refund, a late payment)."""
        await self.updates.settle()

    def post(self, chat: Chat, sender: JSON, content: JSON, markup: JSON | None = None) -> JSON:
        message = {"from": sender, "chat": chat.person.chat(), "date": int(self.clock()), **content}
        return chat.add(message | {"reply_markup": markup} if markup else message)

    async def close(self) -> None:
        await self.updates.close()
        self.store.close()

    def snapshot(self, chat: Chat) -> JSON:
        return {"messages": list(chat.messages.values()), "commands": self._menu(chat), "blocked": chat.blocked}

    def _menu(self, chat: Chat) -> list[JSON]:
        return self.profile.menu_for(chat.id, chat.person.language_code)
