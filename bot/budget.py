"""How fast the bot may send what nobody asked for: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

from aiolimiter import AsyncLimiter

CHAT_BURST = 5
"""Messages that a chat may get at once, such as an order with its tickets."""
CHATS_REMEMBERED = 1_000
"""Without those that have got something just now: of them there may be more."""

nobody_asked: ContextVar[bool] = ContextVar("nobody_asked", default=False)
"""Whether what is being sent is within a share of the budget."""


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
            token = nobody_asked.set(True)
            try:
                yield
            finally:
                nobody_asked.reset(token)

    def _chat(self, chat_id: int) -> AsyncLimiter:
        if len(self._chats) > self._forget_at:
            self._chats = {known: chat for known, chat in self._chats.items() if not chat.has_capacity(CHAT_BURST)}
            self._forget_at = max(CHATS_REMEMBERED, 2 * len(self._chats))
        return self._chats.setdefault(chat_id, AsyncLimiter(CHAT_BURST, CHAT_BURST / self._per_chat))
