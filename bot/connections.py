"""Calls to one server over HTTP/1.1, at the least cost: connections that are kept, each with one call at a time.

A client for everything takes longer for a call than the handler that makes it. This one knows POST, and answers
that say how long they are; httptools reads them, as RFC 9112 has it.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

import aiohappyeyeballs
import httptools

CONNECTIONS_MAX = 100
IDLE_SECONDS = 15.0
"""Of a connection, before it is closed: a server may close one that is idle just as it is used again."""
NEXT_ADDRESS_AFTER = 0.25
"""Seconds for one address of the server before the next is tried beside it, as RFC 8305 says."""

JSON = "application/json"

Answer = tuple[int, bytes]
"""Status and content."""


class Connections:
    def __init__(self, url: str, tls: ssl.SSLContext) -> None:
        """To the server of this address; `tls` is for https only."""
        parts = urlsplit(url)
        self._host, self._tls = parts.hostname or "", tls if parts.scheme == "https" else None
        self._port = parts.port or (443 if self._tls else 80)
        self._head = f" HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: "
        self._turn = asyncio.Semaphore(CONNECTIONS_MAX)
        self._open = set[_Connection]()
        self._idle = list[_Connection]()  # the one that was used last is taken first

    async def post(self, path: str, body: bytes, patience: float, kind: str = JSON) -> Answer:
        """Raises `TimeoutError` after so many seconds, other kinds of `OSError` where the line breaks."""
        head = f"POST {path}{self._head}{kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        async with asyncio.timeout(patience), self._turn:
            connection = self._take() or await self._connect()
            answer = await connection.call(head.encode() + body)
        if connection.is_open:
            connection.close_after(IDLE_SECONDS)
            self._idle.append(connection)
        return answer

    def close(self) -> None:
        """Whoever waits for an answer gets none."""
        for connection in list(self._open):
            connection.close()
        self._idle.clear()

    def _take(self) -> "_Connection | None":
        while self._idle:
            if (connection := self._idle.pop()).is_open:
                return connection
        return None

    async def _connect(self) -> "_Connection":
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        line = await aiohappyeyeballs.start_connection(found, happy_eyeballs_delay=NEXT_ADDRESS_AFTER)
        try:
            name = self._host if self._tls else None
            _, made = await loop.create_connection(
                lambda: _Connection(self._open.discard), sock=line, ssl=self._tls, server_hostname=name
            )
        except BaseException:
            line.close()
            raise
        if made.is_open:
            self._open.add(made)
        return made


class _Connection(asyncio.Protocol):
    def __init__(self, lost: "Callable[[_Connection], None]") -> None:
        self._lost = lost
        self._parser = httptools.HttpResponseParser(self)
        self._content = bytearray()
        self._answer: asyncio.Future[Answer] | None = None
        self._closing: asyncio.TimerHandle | None = None
        self.is_open = True

    async def call(self, request: bytes) -> Answer:
        if self._closing is not None:
            self._closing.cancel()
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        try:
            return await self._answer
        except BaseException:  # what still comes would be taken for the answer to the next call
            self.close()
            raise
        finally:
            self._answer = None

    def close_after(self, seconds: float) -> None:
        """Unless it is used before."""
        self._closing = asyncio.get_running_loop().call_later(seconds, self.close)

    def close(self) -> None:
        self.is_open = False
        if self._closing is not None:
            self._closing.cancel()
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # that of uvloop is not derived from it

    def connection_lost(self, exc: Exception | None) -> None:
        self._break(exc if isinstance(exc, OSError) else ConnectionResetError("the connection was closed"))
        self._lost(self)

    def data_received(self, data: bytes) -> None:
        if self._answer is None:
            self._break(ConnectionAbortedError("an answer to nothing"))
            return
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            self._break(ConnectionAbortedError(f"what came is no answer: {error}"))

    def on_body(self, body: bytes) -> None:
        self._content += body

    def on_message_complete(self) -> None:
        status, content, self._content = self._parser.get_status_code(), bytes(self._content), bytearray()
        if status < 200:  # it only says that an answer will come
            return
        answer = self._answer
        if answer is None or answer.done():
            self.close()
            return
        if not self._parser.should_keep_alive():
            self.close()
        answer.set_result((status, content))

    def _break(self, error: OSError) -> None:
        self.close()
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
