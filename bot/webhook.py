"""The web server to which Telegram brings updates, and how Telegram learns of it."""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery
from aiohttp import web
from pydantic_core import to_json

from bot.polling import answered
from bot.raw_updates import read_update
from bot.reply import replying
from core.domain.update import RawUpdate
from core.settings import Settings, SettingsError

logger = logging.getLogger(__name__)

CONNECTIONS_MAX = 100
"""The most that Telegram gives: what it brings in a second is so many by the time that one takes."""
BODY_BYTES_MAX = 1 << 20
BODY_WITHIN = 10.0
"""Seconds for what Telegram sends in one go: who lets it drip wants a connection, and has no news."""
HEALTH = "/health"
FINISH_WITHIN = 10.0
"""Seconds for the answers to what has come when the process is told to stop."""

WANTED = {"message", "callback_query", "inline_query", "pre_checkout_query", "my_chat_member"}
"""What there are handlers for: all of it is asked for at the start."""

Take = Callable[[RawUpdate], Awaitable[bool]]
"""True if the update may be acknowledged; otherwise Telegram brings it again."""


class Webhook:
    def __init__(self, settings: Settings, take: Take) -> None:
        assert settings.webhook_url is not None, "without it updates are fetched"
        self.url = settings.webhook_url
        self.secret = settings.webhook_secret.get_secret_value()
        self.host, self.port = settings.webhook_host, settings.webhook_port
        self.is_port_shared = settings.webhook_port_shared
        self.take = take

    async def run(self, bot: Bot, kinds: list[str]) -> None:
        """Until cancelled; then nothing new is taken, and what has come is answered."""
        runner = web.AppRunner(self.build(), access_log=None, shutdown_timeout=FINISH_WITHIN, lingering_time=0)
        await runner.setup()
        try:
            await self._listen(runner)
            await self._announce(bot, kinds)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    def build(self) -> web.Application:
        app = web.Application(client_max_size=BODY_BYTES_MAX)
        app.router.add_post(urlsplit(self.url).path or "/", self.receive)
        app.router.add_get(HEALTH, self.tell_health)
        return app

    async def receive(self, request: web.Request) -> web.Response:
        told = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(told.encode(errors="surrogateescape"), self.secret.encode()):
            return web.Response(status=401)
        try:
            async with asyncio.timeout(BODY_WITHIN):
                body = await request.read()
            update = read_update(body)
        except TimeoutError:
            return web.Response(status=408)
        except (ValueError, RecursionError) as error:
            logger.warning("what came is no update: %s", error)
            return web.Response(status=400)
        with replying() as reply:
            is_taken = await self.take(update)
        if is_taken:
            call = reply.close()
            return web.Response(body=_as_reply(call), content_type="application/json") if call else web.Response()
        reply.hurry()
        return web.Response(status=503, headers={"Retry-After": "1"})

    async def tell_health(self, request: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def _listen(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, self.host, self.port, reuse_port=self.is_port_shared).start()
        except OSError as error:
            raise SettingsError(f"WEBHOOK_HOST and WEBHOOK_PORT cannot be listened on: {error.strerror}.") from error

    async def _announce(self, bot: Bot, kinds: list[str]) -> None:
        """Raises `SettingsError` where Telegram does not take the address, or has another one by now."""
        await answered(lambda: self._set(bot, kinds))
        info = await answered(bot.get_webhook_info)
        if info.url != self.url or set(info.allowed_updates or ()) != set(kinds):
            raise SettingsError("WEBHOOK_URL is not what Telegram has: another process of this bot has other settings.")
        if info.last_error_message:
            logger.warning("Telegram could not reach us at %s: %s", info.last_error_date, info.last_error_message)
        logger.info("Telegram brings updates to %s, %s are waiting", self.url, info.pending_update_count)

    async def _set(self, bot: Bot, kinds: list[str]) -> None:
        """`allowed_updates` left out would keep an older list, and pre-checkouts might never come."""
        try:
            await bot.set_webhook(
                self.url, secret_token=self.secret, max_connections=CONNECTIONS_MAX, allowed_updates=kinds
            )
        except TelegramBadRequest as error:
            raise SettingsError(f"WEBHOOK_URL is not taken by Telegram: {error.message}.") from error


def _as_reply(call: AnswerCallbackQuery) -> bytes:
    return to_json({"method": call.__api_method__, **call.model_dump(exclude_none=True)})
