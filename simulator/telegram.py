"""Telegram itself: the bot's side is `call`, the rest is what people do."""

import re
from collections.abc import Mapping
from typing import Any, Literal

from simulator import entities, methods
from simulator.chats import Chat, Person, public
from simulator.errors import CannotDo
from simulator.files import PERSON_PHOTO_SIDE
from simulator.inline_queries import QUERY_MAX, TTL, InlineQuery
from simulator.parameters import Upload
from simulator.payments import PaymentResult, check_tip
from simulator.queries import CallbackAnswer, CallbackQuery
from simulator.store import JSON
from simulator.world import World

FIRST_PERSON = 1001
TEXT_MAX, CAPTION_MAX = 4096, 1024
Outcome = Literal["pay", "decline"]


class Telegram(World):
    """With a `receiver`, every action returns when the bot has handled it."""

    async def call(
        self, method: str, parameters: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None
    ) -> tuple[int, JSON]:
        return await methods.answer(self, method, parameters, uploads or {})

    async def add_person(
        self,
        id: int | None = None,
        first_name: str = "Person",
        language_code: str | None = "en",
        username: str | None = None,
        role: str = "",
        *,
        last_name: str | None = None,
    ) -> Person:
        person_id = max(self.chats, default=FIRST_PERSON - 1) + 1 if id is None else id
        if person_id in self.chats or not first_name:
            raise CannotDo(f"there is a person {person_id} already" if first_name else "a person needs a name")
        person = Person(person_id, first_name, last_name, username, language_code, role)
        self.chats[person_id] = Chat(person, self.store)
        self.chats[person_id].save()
        return person

    async def say(self, person_id: int, text: str) -> JSON:
        """Writes to the bot; /start also lifts a block."""
        chat = self.chat(person_id)
        if not text.strip() or len(text) > TEXT_MAX:
            raise CannotDo(f"a text has 1 to {TEXT_MAX} characters")
        if chat.blocked and re.match(r"/start(\s|$)", text):
            await self.unblock(person_id)
        return await self._from_person(chat, _said("text", "entities", text))

    async def open_link(self, person_id: int, payload: str = "") -> JSON:
        """Opens t.me/<bot>?start=<payload>."""
        if payload and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload):
            raise CannotDo("a start payload has 1 to 64 characters of A-Z a-z 0-9 _ -")
        return await self.say(person_id, f"/start {payload}".strip())

    async def send_photo(self, person_id: int, data: bytes, caption: str = "") -> JSON:
        chat = self._ready(person_id)
        sizes = await self.files.photo(Upload("photo.jpg", data), side=PERSON_PHOTO_SIDE)
        return await self._from_person(chat, {"photo": sizes} | _caption(caption))

    async def send_document(
        self, person_id: int, data: bytes, caption: str = "", *, filename: str = "document.bin"
    ) -> JSON:
        chat = self._ready(person_id)
        document = await self.files.document(Upload(filename, data))
        return await self._from_person(chat, {"document": document} | _caption(caption))

    async def send_location(self, person_id: int, latitude: float, longitude: float) -> JSON:
        """A pin from the map."""
        location = {"latitude": latitude, "longitude": longitude}
        return await self._from_person(self._ready(person_id), {"location": location})

    async def send_sticker(self, person_id: int) -> JSON:
        return await self._from_person(self._ready(person_id), {"sticker": self.files.sticker()})

    async def share_contact(self, person_id: int, of: int | None = None) -> JSON:
        """Sends the own contact, or that of somebody else from the address book."""
        contact = self.chat(of or person_id).person.contact()
        return await self._from_person(self._ready(person_id), {"contact": contact})

    async def press_key(self, person_id: int, text: str) -> JSON:
        """Presses a button of the keyboard that the bot gave in place of the usual one."""
        keys = self._ready(person_id).keys
        key = next((key for key in keys if key["text"] == text), None)
        if key is None:
            raise CannotDo(f"there is no key {text!r} but {[key['text'] for key in keys]}")
        if key.get("request_contact"):
            return await self.share_contact(person_id)
        if asked := key.keys() - {"text", "style", "icon_custom_emoji_id"}:
            raise CannotDo(f"a key with {min(asked)} is not pressed here")
        return await self.say(person_id, text)

    async def share_users(self, person_id: int, message_id: int, user_ids: list[int]) -> JSON:
        """Answers the button `request_users` of a reply keyboard."""
        chat = self._ready(person_id)
        rows = chat.messages.get(message_id, {}).get("reply_markup", {}).get("keyboard", [])
        wanted = next((button["request_users"] for row in rows for button in row if "request_users" in button), None)
        if wanted is None:
            raise CannotDo("this message asks for no users")
        if not 1 <= len(user_ids) <= wanted.get("max_quantity", 1):
            raise CannotDo(f"choose 1 to {wanted.get('max_quantity', 1)} users")
        shown = {"first_name": wanted.get("request_name"), "username": wanted.get("request_username")}
        users = [_shared(self.chat(user_id).person, shown) for user_id in user_ids]
        shared = {"request_id": wanted["request_id"], "users": users, "user_ids": user_ids}
        return await self._from_person(chat, {"users_shared": shared})

    async def tap(self, person_id: int, message_id: int, data: str) -> CallbackAnswer | None:
        """Taps a button, or sends what no button holds; the answer, if the bot gave it at once."""
        return (await self.press(person_id, message_id, data)).answer

    async def press(self, person_id: int, message_id: int, data: str) -> CallbackQuery:
        chat = self._ready(person_id)
        message = chat.messages.get(message_id)
        if message is None or not message["from"]["is_bot"]:
            raise CannotDo("there is no such message of the bot")
        if not 1 <= len(data.encode()) <= 64:
            raise CannotDo("callback data has 1 to 64 bytes")
        query = self.queries.ask(person_id)
        body = {"id": query.id, "from": chat.person.user(), "message": public(message)}
        body |= {"chat_instance": str(-chat.id), "data": data}
        await self.updates.deliver("callback_query", body, lane=f"tap {chat.id}", lives=self.queries.ttl)
        return query

    async def ask_inline(self, person_id: int, words: str, offset: str = "") -> InlineQuery:
        """Types `@bot words` in some chat; the results, if the bot gave them at once. Also for who never started it."""
        chat = self.chat(person_id)
        if len(words) > QUERY_MAX:
            raise CannotDo(f"an inline query has at most {QUERY_MAX} characters")
        query = self.inline_queries.ask(person_id)
        body = {"id": query.id, "from": chat.person.user(), "query": words, "offset": offset, "chat_type": "sender"}
        await self.updates.deliver("inline_query", body, lane=f"inline {chat.id}", lives=TTL)
        return query

    async def share_result(self, person_id: int, query: InlineQuery, result_id: str) -> JSON:
        """Sends a result of an inline query in the chat with the bot, which sees it as any message of the person."""
        result = next((result for result in query.results if result["id"] == result_id), None)
        if result is None:
            raise CannotDo("there is no such result")
        return await self._from_person(self._ready(person_id), result["message"] | {"via_bot": self.bot_user()})

    async def pay(
        self, person_id: int, message_id: int, *, chat_id: int | None = None, outcome: Outcome = "pay", tip: int = 0
    ) -> PaymentResult:
        """Pays an invoice, also somebody else's (`chat_id`: it was forwarded), also again."""
        invoice = self.chat(chat_id or person_id).invoices.get(message_id)
        if invoice is None:
            raise CannotDo("there is no such invoice")
        return await self._pay(person_id, message_id, invoice, outcome, tip)

    async def pay_link(self, person_id: int, link: str, *, outcome: Outcome = "pay", tip: int = 0) -> PaymentResult:
        invoice = self.payments.links.get(link.rpartition("$")[2])
        if invoice is None:
            raise CannotDo("there is no such invoice")
        return await self._pay(person_id, None, invoice, outcome, tip)

    async def block(self, person_id: int) -> None:
        await self._set_blocked(person_id, True)

    async def unblock(self, person_id: int) -> None:
        await self._set_blocked(person_id, False)

    def _ready(self, person_id: int) -> Chat:
        chat = self.chat(person_id)
        if chat.blocked:
            raise CannotDo("the bot is blocked; /start lifts it")
        return chat

    async def _from_person(self, chat: Chat, content: JSON) -> JSON:
        self._ready(chat.id)
        chat.started = True
        message = self.post(chat, chat.person.user(), content)
        await self.updates.deliver("message", message, lane=chat.lane)
        return message

    async def _set_blocked(self, person_id: int, blocked: bool) -> None:
        chat = self.chat(person_id)
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        chat.save()
        member = {"user": self.bot_user(), "status": "member"}
        banned = {"user": self.bot_user(), "status": "kicked", "until_date": 0}
        change = {"chat": chat.person.chat(), "from": chat.person.user(), "date": int(self.clock())}
        change["old_chat_member"], change["new_chat_member"] = (member, banned) if blocked else (banned, member)
        chat.tell("snapshot", self.snapshot(chat))
        await self.updates.deliver("my_chat_member", change, lane=chat.lane)

    async def _pay(
        self, person_id: int, message_id: int | None, invoice: JSON, outcome: Outcome, tip: int
    ) -> PaymentResult:
        chat = self._ready(person_id)
        check_tip(invoice, tip)
        result = await self.payments.ask(chat, invoice, tip)
        if result.status == "approved" and outcome == "decline":
            result = PaymentResult("refused", "The card was declined.")
        if result.status == "approved":
            paid = self.payments.charge(chat, invoice, tip)
            result = PaymentResult("approved", None, paid["telegram_payment_charge_id"])
            await self._tell_of_payment(chat, paid)
        chat.tell("payment", {"message_id": message_id, "status": result.status, "error": result.error})
        return result

    async def _tell_of_payment(self, chat: Chat, paid: JSON) -> None:
        chat.started = True
        message = self.post(chat, chat.person.user(), {"successful_payment": paid})
        fault = self.faults.for_payment(chat.id)
        match fault.kind if fault else None:
            case "payment_never":
                return
            case "payment_late" if fault:
                self.updates.deliver_later("message", message, lane=chat.lane, after=fault.seconds)
                return
            case "payment_twice":
                await self.updates.deliver("message", message, lane=chat.lane)
        await self.updates.deliver("message", message, lane=chat.lane)


def _said(name: str, entities_name: str, text: str) -> JSON:
    text = text.strip()
    found = entities.find(text)
    return {name: text, entities_name: found} if found else {name: text}


def _caption(caption: str) -> JSON:
    if len(caption) > CAPTION_MAX:
        raise CannotDo(f"a caption has at most {CAPTION_MAX} characters")
    return _said("caption", "caption_entities", caption) if caption.strip() else {}


def _shared(person: Person, shown: JSON) -> JSON:
    named = {name: getattr(person, name) for name, wanted in shown.items() if wanted and getattr(person, name)}
    return {"user_id": person.id} | named
