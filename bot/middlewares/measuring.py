"""How long handlers and calls take, what people are refused, what Telegram refuses; and of whom the log tells."""

from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any

from aiogram import BaseMiddleware, Bot, Dispatcher
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.methods import GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import TelegramObject, Update

from core import logs
from core.domain.refusal import Refusal
from core.metrics import Metrics

MEASURED = ("message", "callback_query", "inline_query", "pre_checkout_query", "my_chat_member")


class LogAbout(BaseMiddleware):
    """Whatever is logged on the way of an update says which it was, and whose."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        user, update_id = data.get("event_from_user"), event.update_id if isinstance(event, Update) else None
        with logs.about(update=update_id, person=user.id if user else None):
            return await handler(event, data)


def measure_handlers(dispatcher: Dispatcher, metrics: Metrics) -> None:
    for kind in MEASURED:
        dispatcher.observers[kind].middleware(HandlerTimes(kind, metrics))


def measure_calls(bot: Bot, metrics: Metrics) -> None:
    """Once for a bot, however many dispatchers it has."""
    bot.session.middleware(CallTimes(metrics))


class HandlerTimes(BaseMiddleware):
    def __init__(self, kind: str, metrics: Metrics) -> None:
        self.kind = kind
        self.metrics = metrics

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        found: HandlerObject = data["handler"]
        began = perf_counter()
        try:
            return await handler(event, data)
        except Refusal as refusal:
            self.metrics.refusals.labels(refusal.code).inc()
            raise
        finally:
            name = getattr(found.callback, "__name__", "?")
            self.metrics.updates.labels(self.kind, name).observe(perf_counter() - began)


class CallTimes(BaseRequestMiddleware):
    """Without the long wait for updates."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        name, began = method.__api_method__, perf_counter()
        try:
            return await make_request(bot, method)
        except TelegramAPIError as error:
            is_usual = isinstance(error, TelegramBadRequest) and "message is not modified" in error.message
            if not is_usual:
                self.metrics.bot_api_errors.labels(name, type(error).__name__).inc()
            raise
        finally:
            if not isinstance(method, GetUpdates):
                self.metrics.bot_api.labels(name).observe(perf_counter() - began)
