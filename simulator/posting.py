"""Posts to one address over connections that stay open, at the least cost: of HTTP what a webhook needs."""

import asyncio
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import quote, urlsplit

import httptools

KEPT_IN_ADDRESSES = "/%:@!$&'()*+,;=~?"
IDLE_SECONDS = 15.0
"""For so long a connection stays open that nothing goes over."""


class CannotConnect(Exception):
    pass


class ConnectionFailed(Exception):
    pass


@dataclass(slots=True)
class Response:
    status: int = 0
    reason: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    """Their names in small letters."""
    body: bytes = b""


class Poster:
    def __init__(self, url: str, headers: dict[str, str]) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        self._tls = parts.scheme == "https"
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        lines = [
            f"POST {quote(target, safe=KEPT_IN_ADDRESSES)} HTTP/1.1",
            f"Host: {parts.netloc.rpartition('@')[2]}",
            *(f"{name}: {value}" for name, value in headers.items()),
            "Content-Length: ",
        ]
        self._head = "\r\n".join(lines).encode()
        self._idle: list[_Connection] = []

    async def post(self, body: bytes) -> Response:
        connection = self._waiting_connection() or await self._connect()
        try:
            response = await connection.exchange(b"%b%d\r\n\r\n%b" % (self._head, len(body), body))
        except BaseException:
            connection.abort()
            raise
        if connection.is_open:
            connection.close_after(IDLE_SECONDS)
            self._idle.append(connection)
        return response

    def close(self) -> None:
        for connection in self._idle:
            connection.abort()
        self._idle.clear()

    def _waiting_connection(self) -> "_Connection | None":
        while self._idle:
            connection = self._idle.pop()
            if connection.is_open:
                return connection
        return None

    async def _connect(self) -> "_Connection":
        loop = asyncio.get_running_loop()
        try:
            _, connection = await loop.create_connection(_Connection, self._host, self._port, ssl=self._tls or None)
        except OSError as error:
            raise CannotConnect(str(error)) from error
        return connection


class _Connection(asyncio.Protocol):
    """One request at a time."""

    def __init__(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._response = Response()
        self._body: list[bytes] = []
        self._ends_with_the_connection = False
        self._done: asyncio.Future[Response] | None = None
        self._closing: asyncio.TimerHandle | None = None
        self.is_open = False

    async def exchange(self, request: bytes) -> Response:
        if self._closing is not None:
            self._closing.cancel()
        self._done = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._done

    def close_after(self, seconds: float) -> None:
        """Unless it is used before."""
        self._closing = asyncio.get_running_loop().call_later(seconds, self.abort)

    def abort(self) -> None:
        self.is_open = False
        if self._closing is not None:
            self._closing.cancel()
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # that of uvloop is not derived from it
        self.is_open = True

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_open = False
        if self._ends_with_the_connection and exc is None:
            self._finish()
        else:
            self._fail(exc or ConnectionError("the server has closed the connection"))

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            self._fail(error)
            self.abort()

    def on_message_begin(self) -> None:
        self._response, self._body, self._ends_with_the_connection = Response(), [], False

    def on_status(self, reason: bytes) -> None:
        self._response.reason += reason.decode("latin-1")

    def on_header(self, name: bytes, value: bytes) -> None:
        self._response.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        self._response.status = self._parser.get_status_code()
        has_end = self._response.headers.keys() & {"content-length", "transfer-encoding"}
        self._ends_with_the_connection = not has_end and not self._parser.should_keep_alive()

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        if self._response.status >= 200:  # else it only says that an answer will come
            self.is_open = self._parser.should_keep_alive()
            self._finish()
            if not self.is_open:
                self._transport.close()

    def _finish(self) -> None:
        self._response.body = b"".join(self._body)
        if self._done is not None and not self._done.done():
            self._done.set_result(self._response)

    def _fail(self, error: Exception) -> None:
        if self._done is not None and not self._done.done():
            self._done.set_exception(ConnectionFailed(type(error).__name__))
