"""Reconciling: what Telegram and the providers say of money, held against the books.

Telegram lists the Stars transactions of a bot; a charge that no update told of is found there. Nobody lists what the
card providers took: there, payments that were let begin and never came are put before people.
"""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from core.domain.act import What
from core.domain.ids import EventId, OrderId, PersonId
from core.domain.message import PaymentsUnconfirmed
from core.domain.payment import Charge, Provider, StarsReturned, UnconfirmedPayment
from core.domain.refusal import PaymentNotOpen
from core.services.refunding import Refunding
from core.services.rights import Rights
from core.services.settling import Settling
from db import acts, messages, orders, payments, stars_read, unconfirmed_payments
from db.pool import Pool, transaction

logger = logging.getLogger(__name__)

PAGE = 100
LIST_MAX = 8
TELL_AGAIN_AFTER = timedelta(hours=1)

StarTransaction = Charge | StarsReturned | None
"""None for what is not about our orders, such as a withdrawal."""
ListStars = Callable[[int, int], Awaitable[Sequence[StarTransaction]]]
"""Asks Telegram for its Stars transactions: how many to pass over, and how many at most; the oldest first."""


class Reconciling:
    def __init__(
        self, pool: Pool, clock: Callable[[], datetime], settling: Settling, refunding: Refunding, rights: Rights
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.settling = settling
        self.refunding = refunding
        self.rights = rights

    async def read_stars(self, bot_id: int, list_stars: ListStars) -> None:
        """Books every transaction that is not in the books yet. What was read once is not asked for again."""
        while True:
            read = await stars_read.transactions(self.pool, bot_id)
            page = await list_stars(read, PAGE)
            for found in page:
                match found:
                    case Charge():
                        await self.settling.complete_payment(found)
                    case StarsReturned(event_id, charge_id):
                        await self.refunding.done_at_telegram(event_id, charge_id)
            if not page:
                return
            await stars_read.remember(self.pool, bot_id, read + len(page))

    async def tell_of_unconfirmed_due(self) -> None:
        """Tells who can, at most once an hour, that there are payments to look up at the provider."""
        now = self.clock()
        async with transaction(self.pool) as conn:
            counts = Counter[PersonId]()
            for event_id in await unconfirmed_payments.mark_told(conn, now, TELL_AGAIN_AFTER):
                counts.update(await self.rights.treasurers(conn, event_id))
            for person_id, count in sorted(counts.items()):
                await messages.add(conn, person_id, PaymentsUnconfirmed(count), now)

    async def unconfirmed(self, person_id: PersonId) -> list[UnconfirmedPayment]:
        """What to look up at the provider for events that this person organizes, the oldest first."""
        return await unconfirmed_payments.still_open(self.pool, await self.rights.teams_of(person_id), LIST_MAX)

    async def dismiss(self, person_id: PersonId, event_id: EventId, order_id: OrderId) -> None:
        """Nothing was paid: most often the card was declined."""
        await self.rights.ensure_organizes(person_id, event_id)
        now = self.clock()
        async with transaction(self.pool) as conn:
            if not await unconfirmed_payments.close(conn, event_id, order_id, person_id, now):
                raise PaymentNotOpen
            await acts.note(conn, person_id, What.PAYMENT_DISMISSED, now, event_id=event_id, about=order_id)

    async def confirm(self, person_id: PersonId, event_id: EventId, order_id: OrderId) -> None:
        """The money is at the provider: it is booked as if Telegram had told of it.

        Should Telegram tell of it after all, that is taken for the same money.
        """
        await self.rights.ensure_organizes(person_id, event_id)
        now = self.clock()
        async with transaction(self.pool) as conn:
            order = await orders.lock(conn, event_id, order_id)
            if order is None or not await unconfirmed_payments.close(conn, event_id, order_id, person_id, now):
                raise PaymentNotOpen
            charge = Charge(
                event_id, order_id, order.buyer_id, f"by-hand:{order_id}", "", order.total_minor, order.currency
            )
            payment = await payments.confirm_by_hand(conn, charge, Provider.CARD, person_id, now)
            if payment is None:
                raise PaymentNotOpen
            await acts.note(conn, person_id, What.PAYMENT_CONFIRMED, now, event_id=event_id, about=order_id)
        await self.settling.settle(payment)
