"""Turns away who acts faster than people do, before anything is read for them."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Chat, Message, TelegramObject, Update, User

from bot.screen import answer
from bot.texts import texts
from core.domain.ids import PersonId
from core.domain.person import Person
from core.domain.rate import Action
from core.domain.ticket_code import resembles_code
from core.services.limiting import Limiting
from core.services.people import People


class PaceMiddleware(BaseMiddleware):
    """The first tap too many is answered, with the time to wait; then there is silence, which costs nothing."""

    def __init__(self, limiting: Limiting, people: People, default_language: str) -> None:
        self.limiting = limiting
        self.people = people
        self.default_language = default_language

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        action = _action(event) if isinstance(event, Update) else None
        if action is None or user is None or (chat and chat.type != ChatType.PRIVATE):
            return await handler(event, data)
        too_fast = await self.limiting.too_fast(PersonId(user.id), action)
        if too_fast is None:
            return await handler(event, data)
        if too_fast.seconds and isinstance(event, Update):
            await self._tell(event, user, too_fast.seconds)
        return None

    async def _tell(self, update: Update, user: User, seconds: int) -> None:
        seen = Person(PersonId(user.id), user.full_name, user.username, user.language_code or "")
        t = texts((await self.people.find(seen.id) or seen).language(self.default_language))
        if update.callback_query:
            await answer(update.callback_query, alert=t.plain("too-fast", seconds=seconds))
        elif update.message:
            with suppress(TelegramAPIError):
                await update.message.answer(t("too-fast", seconds=seconds))


def _action(update: Update) -> Action | None:
    """What an update looks like; None for what nobody may be kept from: money, and what Telegram itself tells."""
    if update.inline_query:
        return Action.SEARCHING
    if update.callback_query:
        return Action.BUYING
    if update.message is None or update.message.successful_payment:
        return None
    return Action.SCANNING if _is_shown_or_typed_code(update.message) else Action.BUYING


def _is_shown_or_typed_code(message: Message) -> bool:
    if message.photo or message.document:
        return True
    return resembles_code((message.text or "").removeprefix("/start "))
