"""Telegram sends more than thirty messages a second for Stars: https://core.telegram.org/bots/faq#broadcasting-to-users"""

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.budget import nobody_asked


class PaidBroadcast(BaseRequestMiddleware):
    """What nobody asked for may be up to a thousand messages a second, each for a tenth of a Star of the bot's own."""

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        if nobody_asked.get() and "allow_paid_broadcast" in type(method).model_fields:
            method = method.model_copy(update={"allow_paid_broadcast": True})
        return await make_request(bot, method)
