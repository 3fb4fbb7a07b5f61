"""The post: takes what the outbox brings, as fast as Telegram would, and brings it to simulated buyers only."""

import asyncio
import logging
from collections.abc import Mapping

from bot.budget import SendBudget
from core.app import App
from core.domain.ids import PersonId
from core.domain.message import Delivery
from core.settings import Settings
from rehearsal.buyer import Buyer

logger = logging.getLogger(__name__)
LOOKS_EVERY = 1.0
"""Seconds between two looks at the outbox, as of the bot."""


class Post:
    def __init__(self, app: App, settings: Settings, buyers: Mapping[PersonId, Buyer]) -> None:
        self.messaging = app.messaging
        self.budget = SendBudget(settings.sends_per_second, settings.sends_per_chat)
        self.buyers = buyers
        self.sent = 0

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.messaging.deliver_due(self.deliver)
            except Exception:
                logger.exception("the outbox cannot be read, will be tried again")
            await asyncio.sleep(LOOKS_EVERY)

    async def deliver(self, delivery: Delivery) -> None:
        async with self.budget.share(delivery.recipient_id):
            self.sent += 1
            if delivery.message and (buyer := self.buyers.get(delivery.recipient_id)):
                buyer.hear(delivery.message)
