"""A client of Redis whose commands go together: what is asked while an answer is on its way is sent at once after it.

As group commit does for PostgreSQL; with Redis it is known as pipelining:
https://redis.io/docs/latest/develop/using-commands/pipelining/
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.connection import Connection
from redis.exceptions import ResponseError


@dataclass(slots=True)  # not frozen: to make one would take three times as long
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
        """Also what comes while a connection is being given back."""
        try:
            while self._waiting:
                await self._send_waiting()
        finally:
            self._sending = None

    async def _send_waiting(self) -> None:
        """Over one connection, without the client's own pipeline, whose book-keeping takes longer than the commands."""
        sent = list[_Command]()
        try:
            connection = await self.connection_pool.get_connection()  # type: ignore[no-untyped-call]
            try:
                while self._waiting:
                    sent, self._waiting = [one for one in self._waiting if not one.answer.done()], []
                    await connection.send_packed_command(connection.pack_commands([one.words for one in sent]))
                    for one in sent:
                        _answer(one, await self._response(connection, one))
            finally:
                await self.connection_pool.release(connection)
        except Exception as error:
            for one in (*sent, *self._waiting):
                _answer(one, error)
            self._waiting = []

    async def _response(self, connection: Connection, command: _Command) -> Any:
        try:
            return await self.parse_response(connection, command.words[0], **command.options)
        except ResponseError as error:
            return error


def _answer(command: _Command, result: Any) -> None:
    if command.answer.done():
        return
    if isinstance(result, Exception):
        command.answer.set_exception(result)
    else:
        command.answer.set_result(result)
