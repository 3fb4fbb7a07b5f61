"""What is asked of Telegram about money: to give Stars back, and what it has taken in Stars."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import StarTransaction, TransactionPartnerUser

from bot.invoices import order_paid_for
from bot.telegram_errors import in_words_of_core
from core.domain.currency import STARS
from core.domain.ids import PersonId
from core.domain.payment import Charge, Refund, StarsReturned
from core.services import reconciling
from core.services.reconciling import Reconciling
from core.services.refunding import Refunding

logger = logging.getLogger(__name__)

REFUND_EVERY = 5.0
"""Seconds between two looks at the refunds that are due."""
READ_STARS_EVERY = 60.0


class Cashier:
    def __init__(self, bot: Bot, refunding: Refunding, reconciling: Reconciling) -> None:
        self.bot = bot
        self.refunding = refunding
        self.reconciling = reconciling

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as loops:
            loops.create_task(_every(REFUND_EVERY, lambda: self.refunding.refund_due(self.ask_refund)))
            loops.create_task(_every(READ_STARS_EVERY, self.read_stars))

    async def read_stars(self) -> None:
        await self.reconciling.read_stars(self.bot.id, self._list_stars)

    async def ask_refund(self, refund: Refund) -> None:
        """Gives Stars back, as `Refunding.refund_due` expects. A charge that was given back before is no error."""
        with in_words_of_core():
            try:
                await self.bot.refund_star_payment(refund.charge.payer_id, refund.charge.charge_id)
            except TelegramBadRequest as error:
                if "CHARGE_ALREADY_REFUNDED" not in error.message:
                    raise

    async def _list_stars(self, passed_over: int, limit: int) -> list[reconciling.StarTransaction]:
        listed = await self.bot.get_star_transactions(offset=passed_over, limit=limit)
        return [_in_words_of_core(transaction) for transaction in listed.transactions]


def _in_words_of_core(transaction: StarTransaction) -> reconciling.StarTransaction:
    """`https://core.telegram.org/bots/api#startransaction`: `id` is the charge id, of the charge and of its refund."""
    partner = transaction.source or transaction.receiver
    if not isinstance(partner, TransactionPartnerUser) or partner.invoice_payload is None:
        return None
    event_id, order_id = order_paid_for(partner.invoice_payload)
    if transaction.source is None:
        return StarsReturned(event_id, transaction.id)
    return Charge(event_id, order_id, PersonId(partner.user.id), transaction.id, "", transaction.amount, STARS)


async def _every(seconds: float, act: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await act()
        except Exception:
            logger.exception("asking about money failed, will be tried again")
        await asyncio.sleep(seconds)
