"""What a receiver does with an update: money is handled before it is acknowledged, all else is kept for the workers.

Money does not go by Redis, so that what is acknowledged cannot be lost with it. Pre-checkouts and payments each have
connections to the database of their own: neither waits for the other, nor for anything else. While Redis is away there
is nothing to keep anything in: then receivers answer people themselves, slower, so that everything can be bought.
"""

import asyncio
from typing import assert_never

from bot.handling import Handling
from core.domain.update import RawUpdate, UpdateKind
from core.services.receiving import NobodyKeeps, Receiving


class Receiver:
    def __init__(self, payments: Handling, pre_checkouts: Handling, all_else: Handling, receiving: Receiving) -> None:
        self.payments = payments
        self.pre_checkouts = pre_checkouts
        self.all_else = all_else
        self.receiving = receiving

    async def take(self, update: RawUpdate) -> bool:
        """True if it may be acknowledged."""
        match update.kind:
            case UpdateKind.PAYMENT:
                return await self.payments.handle(update)
            case UpdateKind.PRE_CHECKOUT:
                return await self.pre_checkouts.handle(update)
            case UpdateKind.TAP | UpdateKind.OTHER:
                return await self._keep(update)
            case other:
                assert_never(other)

    async def finish(self) -> None:
        await asyncio.gather(*(lane.finish() for lane in (self.payments, self.pre_checkouts, self.all_else)))

    async def _keep(self, update: RawUpdate) -> bool:
        try:
            return await self.receiving.keep(update)
        except NobodyKeeps:
            return await self.all_else.handle(update)
