"""Settling: money that came becomes tickets, or goes back.

It is written down first, in a commit of its own; what it buys is decided in a second one, once, by whoever comes
first: the update itself, or the sweep after a crash.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from core import logs
from core.domain.equivalent import equivalent_seats
from core.domain.event import EventStatus
from core.domain.hall import Seat
from core.domain.ids import EventId, OrderId, PaymentId
from core.domain.message import RefundDue, RefundToMake
from core.domain.order import Order, OrderStatus
from core.domain.payment import Charge, Payment, Provider, RefundReason
from core.domain.waitlist import EntryStatus
from core.metrics import Metrics
from core.services.group_commit import Alone, Batches, GroupCommit
from core.services.issuing import issue_tickets, sell_seats
from core.services.rights import Rights
from core.services.sweeping import each
from db import (
    answers,
    events,
    halls,
    holds,
    messages,
    orders,
    payments,
    refunds,
    seats,
    tickets,
    unconfirmed_payments,
    waitlist_entries,
)
from db.pool import Conn, Pool, transaction

SETTLE_AFTER = timedelta(seconds=20)
"""How old an unsettled payment is before the sweep takes it for forgotten."""
SWEEP_MAX = 200
TRIES_FOR_EQUIVALENT = 5
"""How often others may be faster at the seats that were chosen instead, before the money goes back."""


class Settling:
    def __init__(
        self, pool: Pool, clock: Callable[[], datetime], rights: Rights, batches: Batches, metrics: Metrics
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights
        self.metrics = metrics
        self.recording = GroupCommit(self._record, batches)
        self.settling = GroupCommit(self._settle, batches)

    async def complete_payment(self, charge: Charge) -> None:
        """`successful_payment`: writes the money down, then makes it tickets or a refund. May be called again.

        Fails only if the money could not be written down; if only the settling fails, the sweep does it.
        """
        with logs.about(event=charge.event_id, order=charge.order_id):
            payment = await self.recording.submit(charge.event_id, charge)
            await each([payment], self.settle)

    async def settle_due(self) -> None:
        """Settles what was written down and then forgotten in a crash."""
        await each(await payments.unsettled(self.pool, self.clock() - SETTLE_AFTER, SWEEP_MAX), self.settle)

    async def settle(self, payment: Payment) -> None:
        """What the money buys: the seats of the order, or others as good, or itself back."""
        await self.settling.submit(payment.charge.event_id, payment)

    async def _record(self, event_id: EventId, charges: Sequence[Charge]) -> list[Payment | Exception]:
        by_provider = [(charge, Provider.of_invoice(charge.currency)) for charge in charges]
        async with transaction(self.pool, patient=len(charges) == 1) as conn:
            recorded = await payments.record_all(conn, event_id, by_provider, self.clock())
            found = {payment.charge.charge_id: payment for payment in recorded}
            if before := [charge.charge_id for charge in charges if charge.charge_id not in found]:
                found |= await payments.by_charges(conn, event_id, before)
        return [found[charge.charge_id] for charge in charges]

    async def _settle(self, event_id: EventId, due: Sequence[Payment]) -> list[Exception | None]:
        """Those that came in time together, any other one by itself."""
        try:
            settled = await self._settle_in_time(event_id, due)
        except _SeatsGone:
            settled = set()
        if len(due) == 1 and not settled:
            await self._settle_other(due[0])
            return [None]
        return [None if payment.id in settled else Alone() for payment in due]

    async def _settle_in_time(self, event_id: EventId, due: Sequence[Payment]) -> set[PaymentId]:
        """Payments of what is held for the payer buy it; returns which of them need nothing more."""
        now = self.clock()
        async with transaction(self.pool, patient=len(due) == 1) as conn:
            held = await holds.lock_orders(conn, event_id, [payment.charge.order_id for payment in due])
            event = await events.by_id(conn, event_id)
            if event is None or event.status is EventStatus.CANCELLED:
                return set()
            first: dict[OrderId, Payment] = {}
            for payment in due:
                if (order := held.get(payment.charge.order_id)) and _pays_for(payment.charge, order, now):
                    first.setdefault(order.id, payment)
            buying = {payment.id: order_id for order_id, payment in first.items()}
            marked = await payments.mark_all_settled(conn, event_id, list(buying), now)
            if sold := [held[order_id] for payment_id, order_id in buying.items() if payment_id in marked]:
                await _sell(conn, sold, now)
        for held_at in filter(None, (order.created_at for order in sold)):
            self.metrics.hold_to_paid.observe((now - held_at).total_seconds())
        return set(buying)

    async def _settle_other(self, payment: Payment) -> None:
        charge, now = payment.charge, self.clock()
        async with transaction(self.pool) as conn:
            order = await orders.lock(conn, charge.event_id, charge.order_id)
            if not await payments.mark_settled(conn, payment, now):
                return
            await unconfirmed_payments.close(conn, charge.event_id, charge.order_id, None, now)
            if order is None:
                await self._owe_refund(conn, None, payment, RefundReason.UNKNOWN_ORDER, now)
            elif reason := await _buys_nothing(conn, order, charge, now):
                await self._owe_refund(conn, order, payment, reason, now)
            elif await sell_seats(conn, order, now):
                await issue_tickets(conn, [order], now)
            else:
                await self._settle_late(conn, order, payment, now)

    async def _settle_late(self, conn: Conn, order: Order, payment: Payment, now: datetime) -> None:
        """Paid after the hold had ended and others had taken seats of it."""
        await seats.free(conn, order.event_id, order.seat_ids, order.id, now)
        lost = await halls.of_seats(conn, order.event_id, order.seat_ids, now)
        other = await _sell_equivalent(conn, order, lost.seats, now)
        if other is None:
            await self._owe_refund(conn, order, payment, RefundReason.SEATS_GONE, now)
        else:
            await issue_tickets(conn, [other], now, instead_of=", ".join(seat.label for seat in lost.seats if seat.row))

    async def _owe_refund(
        self, conn: Conn, order: Order | None, payment: Payment, reason: RefundReason, now: datetime
    ) -> None:
        """The money buys nothing: it is owed back, and whoever is concerned is told."""
        charge = payment.charge
        await refunds.owe(conn, payment, reason, now, charge.amount_minor)
        if order is not None and order.status is not OrderStatus.PAID:
            await seats.free(conn, order.event_id, order.seat_ids, order.id, now)
            await orders.set_status(conn, order.event_id, order.id, OrderStatus.REFUND_DUE)
            await waitlist_entries.end_offer(conn, order.event_id, order.id, EntryStatus.LAPSED)
        due = RefundDue(charge.event_id, charge.order_id, charge.amount_minor, charge.currency, reason)
        await messages.add(conn, charge.payer_id, due, now)
        if payment.provider.refunds_by_hand:
            to_make = RefundToMake(charge.event_id, charge.amount_minor, charge.currency)
            await messages.add_to_all(conn, await self.rights.treasurers(conn, charge.event_id), to_make, now)


def _pays_for(charge: Charge, order: Order, now: datetime) -> bool:
    return order.is_open(now) and (charge.amount_minor, charge.currency) == (order.total_minor, order.currency)


async def _sell(conn: Conn, held: Sequence[Order], now: datetime) -> None:
    if await holds.sell(conn, held[0].event_id, held) < sum(len(order.seat_ids) for order in held):
        raise _SeatsGone
    await issue_tickets(conn, held, now)


async def _buys_nothing(conn: Conn, order: Order, charge: Charge, now: datetime) -> RefundReason | None:
    """Why no seat can be bought with this money, whether or not one is free."""
    if order.status is OrderStatus.PAID or await tickets.were_issued(conn, order.event_id, order.id):
        return RefundReason.SECOND_CHARGE
    if (charge.amount_minor, charge.currency) != (order.total_minor, order.currency):
        return RefundReason.WRONG_AMOUNT
    event = await events.by_id(conn, order.event_id)
    if event is None or event.status is EventStatus.CANCELLED:
        return RefundReason.EVENT_CANCELLED
    return RefundReason.EVENT_OVER if event.starts_at <= now and not order.is_open(now) else None


async def _sell_equivalent(conn: Conn, order: Order, lost: Sequence[Seat], now: datetime) -> Order | None:
    """The order with other seats, as good as those that it lost, or None."""
    passed_over: set[Seat] = set()  # somebody is about to take them
    for _ in range(TRIES_FOR_EQUIVALENT):
        free = await halls.free_seats(conn, order.event_id, {seat.tier_id for seat in lost}, now)
        found = equivalent_seats(lost, [seat for seat in free if seat not in passed_over])
        if found is None:
            return None
        passed_over.update(found)
        other = order.with_seats({old.id: new.id for old, new in zip(lost, found, strict=True)})
        if await sell_seats(conn, other, now, seats.sell_free):
            was, now_is = [seat.id for seat in lost], [seat.id for seat in found]
            await answers.move(conn, order.event_id, order.id, was, now_is)
            return await orders.set_seats(conn, other)
    return None


class _SeatsGone(Exception):
    """Inside a transaction: undo it, each is settled by itself."""
