"""Who is talking, and in which language: handlers find them as `person` and `t`."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import Chat, TelegramObject, Update, User

from bot.texts import Texts, texts
from core.domain.ids import PersonId
from core.domain.person import Person
from core.services.messaging import Messaging
from core.services.people import People


class PersonMiddleware(BaseMiddleware):
    def __init__(self, people: People, messaging: Messaging, default_language: str) -> None:
        self.people = people
        self.messaging = messaging
        self.default_language = default_language

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        update = event if isinstance(event, Update) else None
        is_charge = update and update.message and update.message.successful_payment
        if user is None or user.is_bot or (chat and chat.type != ChatType.PRIVATE and not is_charge):
            return None  # nobody to answer, another bot, or a group, where tickets are nobody's business
        seen = Person(PersonId(user.id), user.full_name, user.username, user.language_code or "")
        data["t"] = self._texts_of(seen)  # for the apology, should the next line fail
        if update and update.pre_checkout_query:  # has ten seconds: no question that it can do without
            data["person"] = seen
            return await handler(event, data)
        if update and update.inline_query:  # typed in some other chat: perhaps they never talked to us
            person = await self.people.find(seen.id) or seen
            data["person"], data["t"] = person, self._texts_of(person)
            return await handler(event, data)
        person = await self.people.meet(seen)
        if person.has_blocked_us and not (update and update.my_chat_member):  # we were not told that they are back
            await self.messaging.resume(person.id)
        data["person"], data["t"] = person, self._texts_of(person)
        return await handler(event, data)

    def _texts_of(self, person: Person) -> Texts:
        return texts(person.language(self.default_language), self.people.clock().year)
