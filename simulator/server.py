"""HTTP: the Bot API and its files; the rest is in page_api.py."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from simulator import methods, receiving
from simulator.errors import Dropped, NoAnswer, Refusal
from simulator.forms import BODY_BYTES_MAX, read_multipart
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
    runner = web.AppRunner(build_app(telegram), handler_cancellation=True, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        bound = runner.addresses[0]
        yield f"http://[{bound[0]}]:{bound[1]}" if ":" in bound[0] else f"http://{bound[0]}:{bound[1]}"
    finally:
        await telegram.updates.close()
        await runner.cleanup()


def build_app(telegram: Telegram) -> web.Application:
    app = web.Application(client_max_size=BODY_BYTES_MAX, middlewares=[tell_what_cannot_be_done])
    bot = BotApi(telegram)
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", bot.call)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", bot.file)
    app.router.add_routes(PageApi(telegram).routes())
    return app


class BotApi:
    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    async def call(self, request: web.Request) -> web.StreamResponse:
        try:
            if request.match_info["token"] != self.telegram.token:
                raise Refusal(401)
            parameters, uploads = await _read_call(request)
            status, body = await self.telegram.call(request.match_info["method"], parameters, uploads)
        except Refusal as refusal:
            status, body = methods.envelope(refusal)
        except Dropped:
            if request.transport is not None:
                request.transport.abort()
            raise asyncio.CancelledError from None
        except NoAnswer:
            await asyncio.Event().wait()
            raise
        return web.Response(text=dump(body), status=status, content_type="application/json")

    async def file(self, request: web.Request) -> web.StreamResponse:
        file_id = self.telegram.files.at_path(request.match_info["path"])
        if request.match_info["token"] != self.telegram.token or file_id is None:
            status, body = methods.envelope(Refusal(404))
            return web.json_response(body, status=status)
        return web.Response(body=self.telegram.files.read(file_id)[1], content_type="application/octet-stream")


async def _read_call(request: web.Request) -> tuple[JSON, dict[str, Upload]]:
    """Parameters from the query and the body, whatever its form; files apart."""
    parameters: JSON = dict(request.query)
    uploads: dict[str, Upload] = {}
    try:
        match request.content_type if request.can_read_body else None:
            case "application/json":
                body = await request.json()
                if not isinstance(body, dict):
                    raise TypeError
                parameters |= body
            case "multipart/form-data":
                fields, uploads = await read_multipart(await request.multipart())
                parameters |= fields
            case "application/x-www-form-urlencoded":
                parameters |= await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413) from None
    except (ValueError, TypeError):
        raise Refusal(400, "can't parse the request body") from None
    return parameters, uploads


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
