"""A connection to the server. Calls of a bot are read here, at the least cost; aiohttp gets everything else.

A bot calls with POST, hundreds of times a second in a load test; the page, and whoever calls in another way, does not.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import cast

import httptools

from simulator.errors import Dropped, NoAnswer
from simulator.forms import BODY_BYTES_MAX
from simulator.store import JSON, encode

BEGINNING = b"POST /bot"


@dataclass(slots=True)
class Call:
    """A request for a method. `body` is no longer than one byte too long."""

    target: bytes = b""
    content_type: str = ""
    body: bytearray = field(default_factory=bytearray)
    keep_alive: bool = True


Answer = Callable[[Call], Awaitable[tuple[int, JSON]]]


class Connection(asyncio.Protocol):
    def __init__(self, answer: Answer, others: Callable[[], asyncio.Protocol], opened: "set[Connection]", /) -> None:
        self._answer, self._others, self._opened = answer, others, opened
        self._parser = httptools.HttpRequestParser(self)
        self._coming: Call | None = None
        self._waiting: deque[Call] = deque()
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # that of uvloop is not derived from it
        self._opened.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Who has gone needs no answer."""
        self._opened.discard(self)
        if self._task is not None:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        if self._coming is None and self._task is None and not data.startswith(BEGINNING):
            self._hand_over(data)
            return
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._transport.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            self._transport.close()

    def close(self) -> None:
        self._transport.abort()

    def on_message_begin(self) -> None:
        self._coming = Call()

    def on_url(self, url: bytes) -> None:
        assert self._coming is not None
        self._coming.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        assert self._coming is not None
        match name.lower():
            case b"content-type":
                self._coming.content_type = value.decode("latin-1")
            case b"expect" if value.lower() == b"100-continue":
                self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, body: bytes) -> None:
        assert self._coming is not None
        if len(self._coming.body) <= BODY_BYTES_MAX:
            self._coming.body += body[: BODY_BYTES_MAX + 1 - len(self._coming.body)]

    def on_message_complete(self) -> None:
        assert self._coming is not None
        self._coming.keep_alive = self._parser.should_keep_alive()
        self._waiting.append(self._coming)
        self._coming = None
        if self._task is None:
            self._task = asyncio.create_task(self._answer_all())

    async def _answer_all(self) -> None:
        """One after the other: HTTP knows no other order."""
        try:
            while self._waiting:
                call = self._waiting.popleft()
                status, body = await self._answer(call)
                self._write(status, encode(body), call.keep_alive)
        except Dropped:
            self._transport.abort()
        except NoAnswer:
            await asyncio.Event().wait()
        finally:
            self._task = None

    def _write(self, status: int, content: bytes, keep_alive: bool) -> None:
        if self._transport.is_closing():  # lost just when the answer was ready
            return
        lines = [
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
            "Content-Type: application/json; charset=utf-8",
            f"Content-Length: {len(content)}",
            *([] if keep_alive else ["Connection: close"]),
        ]
        self._transport.write("\r\n".join([*lines, "", ""]).encode() + content)
        if not keep_alive:
            self._transport.close()

    def _hand_over(self, data: bytes) -> None:
        other = self._others()
        self._opened.discard(self)
        self._transport.set_protocol(other)
        other.connection_made(self._transport)
        other.data_received(data)
