"""A client of Redis whose commands go together: what is asked while an answer is on its way is sent at once after it.

As group commit does for PostgreSQL; with Redis it is known as pipelining:
https://redis.io/docs/latest/develop/using-commands/pipelining/
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis


@dataclass(frozen=True, slots=True)
class _Command:
    words: tuple[Any, ...]
    options: dict[str, Any]
    answer: asyncio.Future[Any]


class PipeliningRedis(Redis):
    """For quick commands: one that blocks would keep all others waiting.

    Each is answered with its own result or error. Where the line breaks, or Redis is silent for too long, so are all
    that were sent, and who waits meanwhile waits no longer.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting: list[_Command] = []
        self._sending: asyncio.Task[None] | None = None

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        command = _Command(args, options, asyncio.get_running_loop().create_future())
        self._waiting.append(command)
        if self._sending is None:
            self._sending = asyncio.create_task(self._send_all())
        return await command.answer

    async def _send_all(self) -> None:
        sent = list[_Command]()
        try:
            while self._waiting:
                sent, self._waiting = [one for one in self._waiting if not one.answer.done()], []
                together = self.pipeline(transaction=False)
                for one in sent:
                    together.execute_command(*one.words, **one.options)
                for one, result in zip(sent, await together.execute(raise_on_error=False), strict=True):
                    _answer(one, result)
        except Exception as error:
            for one in (*sent, *self._waiting):
                _answer(one, error)
            self._waiting = []
        finally:
            self._sending = None


def _answer(command: _Command, result: Any) -> None:
    if command.answer.done():
        return
    if isinstance(result, Exception):
        command.answer.set_exception(result)
    else:
        command.answer.set_result(result)
