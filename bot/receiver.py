"""What a receiver does with an update: money is handled before it is acknowledged, all else is kept for the workers.

Money does not go by Redis, so that what is acknowledged cannot be lost with it. Pre-checkouts and payments each have
connections to the database of their own: neither waits for the other, nor for anything else.
"""

from typing import assert_never

from bot.handling import Handling
from core.domain.update import RawUpdate, UpdateKind
from core.services.receiving import Receiving


class Receiver:
    def __init__(self, pre_checkouts: Handling, payments: Handling, receiving: Receiving) -> None:
        self.pre_checkouts = pre_checkouts
        self.payments = payments
        self.receiving = receiving

    async def take(self, update: RawUpdate) -> bool:
        """True if it may be acknowledged."""
        match update.kind:
            case UpdateKind.PAYMENT:
                return await self.payments.handle(update)
            case UpdateKind.PRE_CHECKOUT:
                return await self.pre_checkouts.handle(update)
            case UpdateKind.TAP | UpdateKind.OTHER:
                return await self.receiving.keep(update)
            case other:
                assert_never(other)

    async def finish(self) -> None:
        await self.pre_checkouts.finish()
        await self.payments.finish()
