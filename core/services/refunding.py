"""Refunding: money that buys nothing goes back, once. What Telegram cannot return is put before people."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from core.domain.act import What
from core.domain.ids import EventId, PersonId, RefundId
from core.domain.message import RefundDone, RefundToMake, StarsWentBack
from core.domain.payment import EventOwing, Refund, RefundByHand, RefundsOfEvent
from core.domain.refusal import RefundNotFound, RefundsChanged
from core.services.retries import RetryLater, Undeliverable, backoff
from core.services.rights import Rights
from core.services.sweeping import each
from db import acts, messages, orders, payments, refunds
from db.pool import Conn, Executor, Pool, transaction

logger = logging.getLogger(__name__)

BATCH = 20
CLAIM_TTL = timedelta(minutes=1)
LIST_MAX = 10

Ask = Callable[[Refund], Awaitable[None]]
"""Asks Telegram for one refund, and returns once it is made. Raises `RetryLater` or `Undeliverable`."""


class Refunding:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights

    async def refund_due(self, ask: Ask) -> None:
        """Asks for what is due. A request whose answer was lost is made again: Telegram refunds a charge only once."""
        now = self.clock()
        due = await refunds.claim_due(self.pool, now, now + CLAIM_TTL, BATCH)
        await each(due, lambda refund: self._refund(refund, ask))

    async def by_hand(self, person_id: PersonId) -> list[RefundByHand]:
        """What somebody must return at the provider for events that this person organizes, the oldest first."""
        return await refunds.by_hand(self.pool, await self.rights.teams_of(person_id), LIST_MAX)

    async def owing_events(self, person_id: PersonId) -> list[EventOwing]:
        """The events that most is to be returned for."""
        return await refunds.owing_events(self.pool, await self.rights.teams_of(person_id), LIST_MAX)

    async def of_event(self, person_id: PersonId, event_id: EventId, up_to: RefundId | None = None) -> RefundsOfEvent:
        """What is still to be returned by hand for an event, or of that what was owed up to a refund; never none."""
        await self.rights.ensure_organizes(person_id, event_id)
        return await self._of_event(self.pool, event_id, up_to)

    async def done_by_hand(self, person_id: PersonId, event_id: EventId, refund_id: RefundId) -> None:
        """Somebody has returned the money; the payer is told. Refused the second time."""
        await self.rights.ensure_organizes(person_id, event_id)
        async with transaction(self.pool) as conn:
            refund = await refunds.by_id(conn, event_id, refund_id)
            if refund is None or not await self._done(conn, [refund], person_id):
                raise RefundNotFound
            about = f"{refund.amount_minor} {refund.charge.currency}"
            await acts.note(conn, person_id, What.REFUND_MADE, self.clock(), event_id=event_id, about=about)

    async def all_done_by_hand(self, person_id: PersonId, event_id: EventId, up_to: RefundId, check: int) -> None:
        """Somebody has returned all that was owed up to a refund; each payer is told once, of all that is theirs.

        `check` is that of the refunds which were confirmed: refused unless they are the same now, and all of them open.
        """
        await self.rights.ensure_organizes(person_id, event_id)
        async with transaction(self.pool) as conn:
            owed = await self._of_event(conn, event_id, up_to)
            if owed.check != check or not await self._done(conn, [one.refund for one in owed.refunds], person_id):
                raise RefundsChanged
            about = f"{len(owed.refunds)}: {owed.amount_minor} {owed.currency}"
            await acts.note(conn, person_id, What.REFUNDS_MADE, self.clock(), event_id=event_id, about=about)

    async def done_at_telegram(self, event_id: EventId, charge_id: str) -> None:
        """Telegram says that a charge went back: if we did not know, we do now.

        Where nothing was owed people decide: the buyer has the tickets, too.
        """
        async with transaction(self.pool) as conn:
            refund = await refunds.whole_of_charge(conn, event_id, charge_id)
            if refund is not None:
                await self._done(conn, [refund], by=None)
                return
            logger.error("charge %s of event %s went back, and nothing was owed for it", charge_id, event_id)
            if payment := await payments.by_charge(conn, event_id, charge_id):
                told = StarsWentBack(event_id, payment.charge.order_id, payment.charge.amount_minor)
                treasurers = await self.rights.treasurers(conn, event_id)
                await messages.add_to_all(conn, treasurers, told, self.clock())

    async def _of_event(self, conn: Executor, event_id: EventId, up_to: RefundId | None) -> RefundsOfEvent:
        owed = await refunds.by_hand(conn, None, None, event_id, up_to)
        if not owed:
            raise RefundNotFound
        return RefundsOfEvent(event_id, tuple(owed))

    async def _refund(self, refund: Refund, ask: Ask) -> None:
        try:
            await ask(refund)
        except Undeliverable as error:
            logger.error("refund %s of event %s failed: %s", refund.id, refund.charge.event_id, error)
            await self._hand_over(refund, str(error))
        except RetryLater as error:
            await refunds.postpone(self.pool, refund, self.clock() + (error.after or backoff(refund.attempts)))
        else:
            async with transaction(self.pool) as conn:
                await self._done(conn, [refund], by=None)

    async def _hand_over(self, refund: Refund, why: str) -> None:
        """Telegram will not do it: people must."""
        charge = refund.charge
        async with transaction(self.pool) as conn:
            await refunds.mark_failed(conn, refund, why)
            to_make = RefundToMake(charge.event_id, refund.amount_minor, charge.currency)
            treasurers = await self.rights.treasurers(conn, charge.event_id)
            await messages.add_to_all(conn, treasurers, to_make, self.clock())

    async def _done(self, conn: Conn, made: Sequence[Refund], by: PersonId | None) -> bool:
        """Refunds of one event and currency. False if one of them was made before: then roll back."""
        event_id, order_ids = made[0].charge.event_id, sorted({refund.charge.order_id for refund in made})
        await orders.lock_all(conn, event_id, order_ids)  # of several refunds, the last one closes the order
        if not await refunds.mark_done(conn, event_id, [refund.id for refund in made], by, self.clock()):
            return False
        await orders.mark_refunded(conn, event_id, order_ids)
        await self._tell_payers(conn, made)
        return True

    async def _tell_payers(self, conn: Conn, made: Sequence[Refund]) -> None:
        """Each of them once. Most have paid the same, and are told in one statement."""
        charge, back_minor = made[0].charge, Counter[PersonId]()
        for refund in made:
            back_minor[refund.charge.payer_id] += refund.amount_minor
        for amount_minor in sorted(set(back_minor.values())):
            payers = sorted(payer_id for payer_id, minor in back_minor.items() if minor == amount_minor)
            done = RefundDone(charge.event_id, amount_minor, charge.currency)
            await messages.add_to_all(conn, payers, done, self.clock())
