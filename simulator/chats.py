"""People and their private chats with the one bot."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from simulator import keyboards
from simulator.store import JSON, Store

Listener = asyncio.Queue[tuple[str, Any]]
FRAME = (
    *("message_id", "from", "chat", "date", "edit_date", "media_group_id", "reply_to_message"),
    *("has_protected_content", "effect_id"),
)


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    role: str = ""

    def contact(self) -> JSON:
        """A number of its country without a plus, as clients send it."""
        named = self._named("first_name", "last_name")
        return {"phone_number": f"38067{self.id % 10**7:07}", **named, "user_id": self.id}

    def user(self) -> JSON:
        return {"id": self.id, "is_bot": False} | self._named("first_name", "last_name", "username", "language_code")

    def chat(self) -> JSON:
        return {"id": self.id, "type": "private"} | self._named("first_name", "last_name", "username")

    def card(self) -> JSON:
        return {name: getattr(self, name) for name in self.__slots__}

    def _named(self, *names: str) -> JSON:
        return {name: value for name in names if (value := getattr(self, name))}


@dataclass(slots=True)
class Chat:
    """`messages` are Bot API objects, and keep reply keyboards too, which the Bot API leaves out of its answers."""

    person: Person
    store: Store
    started: bool = False
    blocked: bool = False
    last_id: int = 0
    messages: dict[int, JSON] = field(default_factory=dict)
    invoices: dict[int, JSON] = field(default_factory=dict)
    listeners: set[Listener] = field(default_factory=set)

    @property
    def id(self) -> int:
        return self.person.id

    @property
    def lane(self) -> str:
        return f"chat {self.id}"

    @property
    def keys(self) -> list[JSON]:
        """The keyboard that the bot gave last, if it was not removed; as the page finds it in `reply-keyboard.js`."""
        markups = [message.get("reply_markup") for message in self.messages.values() if message["from"]["is_bot"]]
        given = [markup for markup in markups if markup and not keyboards.is_inline(markup)]
        return keyboards.keys_of(given[-1]) if given else []

    def add(self, message: JSON) -> JSON:
        self.last_id += 1
        message = {"message_id": self.last_id, **message}
        self.save()
        self.keep(message)
        return message

    def keep(self, message: JSON) -> None:
        self.messages[message["message_id"]] = message
        self.store.put("message", f"{self.id}:{message['message_id']:09}", message)
        self.tell("message", message)

    def remove(self, message_id: int) -> None:
        del self.messages[message_id]
        self.invoices.pop(message_id, None)
        self.store.drop("message", f"{self.id}:{message_id:09}")
        self.store.drop("invoice", f"{self.id}:{message_id}")
        self.tell("deleted", {"message_id": message_id})

    def bill(self, message_id: int, invoice: JSON) -> None:
        self.invoices[message_id] = invoice
        self.store.put("invoice", f"{self.id}:{message_id}", invoice)

    def clear(self) -> None:
        self.messages.clear()
        self.invoices.clear()
        self.started = self.blocked = False
        self.save()

    def save(self) -> None:
        self.store.put("chat", self.id, [self.person.card(), self.started, self.blocked, self.last_id])

    def tell(self, event: str, data: Any) -> None:
        for listener in self.listeners:
            listener.put_nowait((event, data))


def load(store: Store) -> dict[int, Chat]:
    chats: dict[int, Chat] = {}
    for chat_id, (card, started, blocked, last_id) in store.all("chat"):
        chats[chat_id] = Chat(Person(**card), store, started, blocked, last_id)
    for key, message in store.all("message"):
        chats[int(key.split(":")[0])].messages[message["message_id"]] = message
    for key, invoice in store.all("invoice"):
        chat_id, message_id = map(int, key.split(":"))
        chats[chat_id].invoices[message_id] = invoice
    return chats


def public(message: JSON) -> JSON:
    """The message as the Bot API gives it: only inline keyboards are part of it."""
    if "reply_markup" in message and not keyboards.is_inline(message["reply_markup"]):
        return {name: value for name, value in message.items() if name != "reply_markup"}
    return message


def frame(message: JSON) -> JSON:
    """A message without what it says, to say something else in it."""
    return {name: message[name] for name in FRAME if name in message}
