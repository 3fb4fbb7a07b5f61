"""The call that may go in our answer when Telegram brings an update: it saves one of its own.

Nobody learns what came of it, so it is only for what can do no harm: that a button stops spinning. Telegram performs it
after what was called while the update was handled: https://core.telegram.org/bots/api#making-requests-when-getting-updates
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from aiogram.methods import AnswerCallbackQuery


class Reply:
    """One answer to Telegram, as long as it has not been given."""

    def __init__(self) -> None:
        self._call: AnswerCallbackQuery | None = None
        self._is_open = True

    def put(self, call: AnswerCallbackQuery | None) -> bool:
        """In the place of an earlier one. False if it is too late."""
        if self._is_open:
            self._call = call
        return self._is_open

    def close(self) -> AnswerCallbackQuery | None:
        """What it carries."""
        self._is_open = False
        return self._call


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
