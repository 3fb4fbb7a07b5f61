"""The call that may go in our answer when Telegram brings an update: it saves one of its own.

Nobody learns what came of it, so it is only for what can do no harm: that a button stops spinning. Telegram performs it
after what was called while the update was handled: https://core.telegram.org/bots/api#making-requests-when-getting-updates
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from aiogram.exceptions import TelegramAPIError
from aiogram.methods import AnswerCallbackQuery

SOON = 1.0
"""Seconds that a button may spin for what is handled before our answer; then it is told by a call after all."""


class Reply:
    """One answer to Telegram, as long as it has not been given."""

    def __init__(self) -> None:
        self._call: AnswerCallbackQuery | None = None
        self._is_open = True
        self._waiting: asyncio.TimerHandle | None = None
        self._calling: asyncio.Task[None] | None = None

    def put(self, call: AnswerCallbackQuery | None) -> bool:
        """In the place of an earlier one. False if it is too late."""
        if not self._is_open:
            return False
        self._call = call
        if self._waiting is None:
            self._waiting = asyncio.get_running_loop().call_later(SOON, self.hurry)
        return True

    def close(self) -> AnswerCallbackQuery | None:
        """What it carries."""
        self._is_open = False
        if self._waiting:
            self._waiting.cancel()
        call, self._call = self._call, None
        return call

    def hurry(self) -> None:
        """What was handled takes longer: calls at once."""
        if call := self.close():
            self._calling = asyncio.create_task(_make(call))


async def _make(call: AnswerCallbackQuery) -> None:
    with suppress(TelegramAPIError):
        await call


_reply: ContextVar[Reply | None] = ContextVar("reply", default=None)


@contextmanager
def replying() -> Iterator[Reply]:
    """What is begun in this block may put a call into the reply."""
    reply = Reply()
    token = _reply.set(reply)
    try:
        yield reply
    finally:
        _reply.reset(token)


def put_in_reply(call: AnswerCallbackQuery | None) -> bool:
    """False if it has to be made otherwise: nothing waits for our answer."""
    reply = _reply.get()
    return reply is not None and reply.put(call)
