"""HTTP: the Bot API and its files; the rest is in page_api.py."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from urllib.parse import parse_qsl, unquote

from aiohttp import web

from simulator import methods, receiving
from simulator.connection import Call, Connection
from simulator.errors import Dropped, NoAnswer, Refusal
from simulator.forms import BODY_BYTES_MAX, read_body
from simulator.page_api import PageApi, tell_what_cannot_be_done
from simulator.parameters import Upload
from simulator.store import JSON, dump
from simulator.telegram import Telegram


@asynccontextmanager
async def serve(telegram: Telegram, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serves until the block is left. Gives the address."""
    if not _is_loopback(host):
        raise ValueError(f"the simulator binds to loopback only, not to {host}: anybody could act for anybody")
    if settings := telegram.store.get("setting", "webhook", None):
        await receiving.install_webhook(telegram, settings)
    bot = BotApi(telegram)
    runner = web.AppRunner(build_app(bot), handler_cancellation=True, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    others, opened = runner.server, set[Connection]()
    assert others is not None
    try:
        loop = asyncio.get_running_loop()
        with closing(await loop.create_server(lambda: Connection(bot.answer, others, opened), host, port)) as server:
            address, bound, *_ = server.sockets[0].getsockname()
            try:
                yield f"http://[{address}]:{bound}" if ":" in address else f"http://{address}:{bound}"
            finally:
                await _let_nobody_in(server)
    finally:
        await telegram.updates.close()
        for connection in list(opened):
            connection.close()
        await runner.cleanup()


async def _let_nobody_in(server: asyncio.Server) -> None:
    """Before it is closed: asyncio loses whom it let in during the turn of the close, with an open socket.

    Three turns are those between its `accept` and `connection_made`, see
    https://github.com/python/cpython/issues/109564.
    """
    for listening in server.sockets:
        asyncio.get_running_loop().remove_reader(listening.fileno())
    for _ in range(3):
        await asyncio.sleep(0)


def build_app(bot: "BotApi") -> web.Application:
    app = web.Application(client_max_size=BODY_BYTES_MAX, middlewares=[tell_what_cannot_be_done])
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", bot.call)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", bot.file)
    app.router.add_routes(PageApi(bot.telegram).routes())
    return app


class BotApi:
    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    async def answer(self, call: Call) -> tuple[int, JSON]:
        """The status and the envelope."""
        try:
            path, _, query = call.target.decode().partition("?")
            token, _, method = unquote(path).removeprefix("/bot").partition("/")
            if token != self.telegram.token:
                raise Refusal(401)
            return await self.telegram.call(method, *_read_call(query, call.content_type, call.body))
        except Refusal as refusal:
            return methods.envelope(refusal)

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Of who calls in a way that `Connection` leaves to aiohttp."""
        try:
            body = bytearray(await request.read())
            status, envelope = await self.answer(
                Call(request.raw_path.encode(), request.headers.get("Content-Type", ""), body)
            )
        except web.HTTPRequestEntityTooLarge:
            status, envelope = methods.envelope(Refusal(413))
        except Dropped:
            if request.transport is not None:
                request.transport.abort()
            raise asyncio.CancelledError from None
        except NoAnswer:
            await asyncio.Event().wait()
            raise
        return web.Response(text=dump(envelope), status=status, content_type="application/json")

    async def file(self, request: web.Request) -> web.StreamResponse:
        file_id = self.telegram.files.at_path(request.match_info["path"])
        if request.match_info["token"] != self.telegram.token or file_id is None:
            status, body = methods.envelope(Refusal(404))
            return web.json_response(body, status=status)
        return web.Response(body=self.telegram.files.read(file_id)[1], content_type="application/octet-stream")


def _read_call(query: str, content_type: str, body: bytearray) -> tuple[JSON, dict[str, Upload]]:
    """Parameters from the query and the body, whatever its form; files apart."""
    try:
        values, uploads = read_body(content_type, body)
        return dict(parse_qsl(query, keep_blank_values=True)) | ({} if values is None else values), uploads
    except (ValueError, TypeError):
        raise Refusal(400, "can't parse the request body") from None


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
