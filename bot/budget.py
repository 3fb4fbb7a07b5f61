"""How fast the bot may send what nobody asked for: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiolimiter import AsyncLimiter

CHAT_BURST = 5
"""Messages that a chat may get at once, such as an order with its tickets."""
CHATS_REMEMBERED = 1_000
"""Without those that have got something just now: of them there may be more."""


class SendBudget:
    """So many messages a second in all, and to each chat after a small burst; both may be fractions."""

    def __init__(self, per_second: float, per_chat: float) -> None:
        self._all = AsyncLimiter(max(per_second, 1.0), max(per_second, 1.0) / per_second)
        self._per_chat = per_chat
        self._chats: dict[int, AsyncLimiter] = {}
        self._forget_at = CHATS_REMEMBERED

    @asynccontextmanager
    async def share(self, chat_id: int) -> AsyncIterator[None]:
        """Waits for this chat's turn, then for everybody's."""
        async with self._chat(chat_id), self._all:
            token = _nobody_asked.set(True)
            try:
                yield
            finally:
                _nobody_asked.reset(token)

    def _chat(self, chat_id: int) -> AsyncLimiter:
        if len(self._chats) > self._forget_at:
            self._chats = {known: chat for known, chat in self._chats.items() if not chat.has_capacity(CHAT_BURST)}
            self._forget_at = max(CHATS_REMEMBERED, 2 * len(self._chats))
        return self._chats.setdefault(chat_id, AsyncLimiter(CHAT_BURST, CHAT_BURST / self._per_chat))


_nobody_asked: ContextVar[bool] = ContextVar("nobody_asked", default=False)


class PaidBroadcast(BaseRequestMiddleware):
    """What nobody asked for may be up to a thousand messages a second, each for a tenth of a Star of the bot's own."""

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        if _nobody_asked.get() and "allow_paid_broadcast" in type(method).model_fields:
            method = method.model_copy(update={"allow_paid_broadcast": True})
        return await make_request(bot, method)
