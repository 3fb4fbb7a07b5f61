"""Looks once a minute whether all is well, and whether Telegram reaches us; what is wrong is told to the owners."""

import asyncio
import logging
from datetime import UTC, datetime

from aiogram import Bot
from aiogram.types import WebhookInfo

from core.domain.alarm import WebhookState
from core.services.alarming import Alarming

logger = logging.getLogger(__name__)

LOOK_EVERY = 60.0
"""Seconds."""


class Watchman:
    """`webhook_url` is None where updates are fetched."""

    def __init__(self, bot: Bot, alarming: Alarming, webhook_url: str | None) -> None:
        self.bot = bot
        self.alarming = alarming
        self.webhook_url = webhook_url

    async def run(self) -> None:
        """Until cancelled. It begins after a while: a scheduler that starts with us has to be heard of first."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                await self.look()
            except Exception:
                logger.exception("whether all is well cannot be seen, will be tried again")

    async def look(self) -> None:
        await self.alarming.ring_due()
        if self.webhook_url is not None:
            info = await self.bot.get_webhook_info()
            await self.alarming.note_webhook(_in_words_of_core(info, self.webhook_url))


def _in_words_of_core(info: WebhookInfo, url: str) -> WebhookState:
    age = datetime.now(UTC) - info.last_error_date if info.last_error_date else None
    return WebhookState(info.url == url, info.pending_update_count, info.last_error_message, age)
