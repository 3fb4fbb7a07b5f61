"""What a process shows to those who watch over it, by HTTP: `/metrics`, `/health`, `/ready`.

It is served by a thread of its own, so that a process whose loop hangs says so instead of nothing.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import CancelledError
from contextlib import asynccontextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from prometheus_client.exposition import choose_encoder

from core.app import App
from core.settings import Settings, SettingsError

LOOP_ANSWERS_WITHIN, ASKED_WITHIN = 5.0, 10.0
"""Seconds: for the loop, and for whoever has connected to say what they want, or their thread would never end."""


@asynccontextmanager
async def exposed(settings: Settings, app: App) -> AsyncIterator[int | None]:
    """Until the block is left; gives the port, or None without a `METRICS_PORT`. Raises `SettingsError`."""
    if settings.metrics_port is None:
        yield None
        return
    loop = asyncio.get_running_loop()
    app.metrics.watch_loop(loop)
    try:
        server = _Server((settings.metrics_host, settings.metrics_port), app, loop)
    except OSError as error:
        address = f"{settings.metrics_host}:{settings.metrics_port}"
        raise SettingsError(f"METRICS_PORT is wrong: nobody can listen at {address}: {error.strerror}.") from error
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], app: App, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(address, _Page)
        self.app = app
        self.loop = loop

    def ask(self, question: Coroutine[Any, Any, bool]) -> bool:
        """What the loop says, if it says anything in time."""
        try:
            asked = asyncio.run_coroutine_threadsafe(question, self.loop)
        except RuntimeError:  # it is closed
            question.close()
            return False
        try:
            return asked.result(LOOP_ANSWERS_WITHIN)
        except (TimeoutError, CancelledError):
            asked.cancel()
            return False


class _Page(BaseHTTPRequestHandler):
    server: _Server
    timeout = ASKED_WITHIN

    def do_GET(self) -> None:
        match self.path.partition("?")[0]:
            case "/metrics":
                encode, content_type = choose_encoder(self.headers.get("Accept") or "")
                self._answer(HTTPStatus.OK, encode(self.server.app.metrics.registry), content_type)
            case "/health":
                self._tell(self.server.ask(_is_alive()))
            case "/ready":
                self._tell(self.server.ask(self.server.app.monitoring.is_ready()))
            case _:
                self._answer(HTTPStatus.NOT_FOUND, b"not found\n")

    def log_message(self, format: str, *args: object) -> None:
        """Whoever asks every few seconds is not worth a line each time."""

    def _tell(self, is_so: bool) -> None:
        self._answer(*((HTTPStatus.OK, b"ok\n") if is_so else (HTTPStatus.SERVICE_UNAVAILABLE, b"no\n")))

    def _answer(self, status: HTTPStatus, body: bytes, content_type: str = "text/plain; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


async def _is_alive() -> bool:
    return True
