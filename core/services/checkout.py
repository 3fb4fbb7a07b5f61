"""Checkout: from a hold to tickets, by way of money.

Money is written down first, in a commit of its own; what it buys is decided in a second one, once, by whoever comes
first: the update itself, or the sweep after a crash.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.event import STARS, Event
from core.domain.hall import Hall
from core.domain.ids import EventId, OrderId, PersonId
from core.domain.message import OrderPaid, RefundDue, RefundToMake, TicketReady
from core.domain.order import PAYING_EXTENSION, Order, OrderStatus
from core.domain.payment import Charge, Payment, RefundReason
from core.domain.refusal import EventNotFound, HoldGone, OrderNotFound, PaymentMismatch, PaymentsNotSetUp
from core.services.sweeping import each
from db import events, halls, messages, orders, payments, refunds, seats, tickets
from db.pool import Conn, Pool, transaction

SETTLE_AFTER = timedelta(seconds=20)
"""How old an unsettled payment is before the sweep takes it for forgotten."""
SWEEP_MAX = 200


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order with what is to be said of it; `hall` has its seats only."""

    order: Order
    event: Event
    hall: Hall
    is_open: bool  # it can be paid for now


class Checkout:
    def __init__(
        self, pool: Pool, clock: Callable[[], datetime], provider_token: str | None, owner_ids: frozenset[PersonId]
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.owner_ids = owner_ids
        self._provider_token = provider_token

    def provider_token(self, currency: str) -> str:
        """The provider that takes a currency, as Telegram knows it: none for Stars. Refused if there is none for it."""
        if currency == STARS:
            return ""
        if not self._provider_token:
            raise PaymentsNotSetUp(currency)
        return self._provider_token

    async def order(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> OrderView:
        """An order of this buyer, whatever has become of it."""
        order = await orders.by_id(self.pool, event_id, order_id)
        if order is None or order.buyer_id != buyer_id:
            raise OrderNotFound
        hall = await halls.of_seats(self.pool, event_id, order.seat_ids, self.clock())
        return OrderView(order, await self.event(event_id), hall, order.is_open(self.clock()))

    async def event(self, event_id: EventId) -> Event:
        event = await events.by_id(self.pool, event_id)
        if event is None:
            raise EventNotFound
        return event

    async def payable(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> OrderView:
        """An order of this buyer that can be paid for now."""
        view = await self.order(event_id, order_id, buyer_id)
        view.order.ensure_payable(self.clock())
        return view

    async def begin_payment(
        self, event_id: EventId, order_id: OrderId, payer_id: PersonId, amount_minor: int, currency: str
    ) -> bool:
        """Pre-checkout, the last moment to say no: keeps the seats while the money is on its way.

        False if an earlier payment of this order is under way: its deadline stands, and is not ours to take back.
        """
        (await self.event(event_id)).ensure_not_cancelled()
        async with transaction(self.pool) as conn:
            order = await orders.lock(conn, event_id, order_id)
            if order is None:
                raise OrderNotFound
            order.ensure_matches(payer_id, amount_minor, currency)
            order.ensure_payable(self.clock())
            until = order.paying_until()
            if await seats.extend(conn, event_id, order.seat_ids, order_id, until) < len(order.seat_ids):
                raise HoldGone(event_id)
            await orders.set_status(conn, event_id, order_id, OrderStatus.PAYING, until)
            return order.status is OrderStatus.HELD

    async def cancel_payment(self, event_id: EventId, order_id: OrderId, payer_id: PersonId) -> None:
        """The pre-checkout that began the payment came to nothing: the hold is as it was before."""
        async with transaction(self.pool) as conn:
            order = await orders.lock(conn, event_id, order_id)
            if order is None or order.buyer_id != payer_id or order.status is not OrderStatus.PAYING:
                return
            until = order.expires_at - PAYING_EXTENSION
            await seats.extend(conn, event_id, order.seat_ids, order_id, until)
            await orders.set_status(conn, event_id, order_id, OrderStatus.HELD, until)

    async def complete_payment(self, charge: Charge) -> None:
        """`successful_payment`: writes the money down, then makes it tickets or a refund. May be called again.

        Fails only if the money could not be written down; if only the settling fails, the sweep does it.
        """
        await payments.record(self.pool, charge, self.clock())
        payment = await payments.by_charge(self.pool, charge.event_id, charge.charge_id)
        assert payment is not None, "it was just written down"
        await each([payment], self.settle)

    async def settle_due(self) -> None:
        """Settles what was written down and then forgotten in a crash."""
        await each(await payments.unsettled(self.pool, self.clock() - SETTLE_AFTER, SWEEP_MAX), self.settle)

    async def settle(self, payment: Payment) -> None:
        charge, now = payment.charge, self.clock()
        async with transaction(self.pool) as conn:
            order = await orders.lock(conn, charge.event_id, charge.order_id)
            if not await payments.mark_settled(conn, payment, now):
                return
            reason = await _take_seats(conn, order, charge, now)
            if order is not None and reason is None:
                await _issue_tickets(conn, order, now)
            elif reason is not None:
                await self._owe_refund(conn, order, payment, reason, now)

    async def confirm_free(self, event_id: EventId, order_id: OrderId, buyer_id: PersonId) -> None:
        """Makes the tickets of an order that costs nothing."""
        (await self.event(event_id)).ensure_not_cancelled()
        async with transaction(self.pool) as conn:
            order = await orders.lock(conn, event_id, order_id)
            if order is None or order.buyer_id != buyer_id:
                raise OrderNotFound
            order.ensure_payable(self.clock())
            if not order.is_free_of_charge:
                raise PaymentMismatch
            if not await _sell(conn, order, self.clock()):
                raise HoldGone(event_id)
            await _issue_tickets(conn, order, self.clock())

    async def _owe_refund(
        self, conn: Conn, order: Order | None, payment: Payment, reason: RefundReason, now: datetime
    ) -> None:
        """The money buys nothing: it is owed back, and whoever is concerned is told."""
        charge = payment.charge
        await refunds.owe(conn, payment, reason, now)
        if order is not None and order.status is not OrderStatus.PAID:
            await seats.free(conn, order.event_id, order.seat_ids, order.id)
            await orders.set_status(conn, order.event_id, order.id, OrderStatus.REFUND_DUE)
        due = RefundDue(charge.event_id, charge.order_id, charge.amount_minor, charge.currency, reason)
        await messages.add(conn, charge.payer_id, due, now)
        if payment.provider.refunds_by_hand:
            for owner_id in self.owner_ids:
                to_make = RefundToMake(charge.event_id, charge.amount_minor, charge.currency)
                await messages.add(conn, owner_id, to_make, now)

    async def remember_screen(self, order: Order, message_id: int) -> None:
        """Where the buyer sees the order, so that its end can be told there."""
        await orders.set_screen(self.pool, order.event_id, order.id, message_id)

    async def remember_invoice(self, order: Order, message_id: int) -> int | None:
        """Where the invoice stands; returns the older invoice of the same order, which should go."""
        return await orders.set_invoice(self.pool, order.event_id, order.id, message_id)


async def _take_seats(conn: Conn, order: Order | None, charge: Charge, now: datetime) -> RefundReason | None:
    """Sells the order its seats; returns the reason if the money must go back instead."""
    if order is None:
        return RefundReason.UNKNOWN_ORDER
    if order.status is OrderStatus.PAID:
        return RefundReason.SECOND_CHARGE
    if (charge.amount_minor, charge.currency) != (order.total_minor, order.currency):
        return RefundReason.WRONG_AMOUNT
    return None if await _sell(conn, order, now) else RefundReason.SEATS_GONE


class _SeatsGone(Exception):
    """Inside a savepoint: undo a sale of only some of the seats."""


async def _sell(conn: Conn, order: Order, now: datetime) -> bool:
    """All seats of the order, or none and False."""
    try:
        async with conn.transaction():
            if await seats.sell(conn, order.event_id, order.seat_ids, order.id, now) < len(order.seat_ids):
                raise _SeatsGone
    except _SeatsGone:
        return False
    return True


async def _issue_tickets(conn: Conn, order: Order, now: datetime) -> None:
    await orders.set_status(conn, order.event_id, order.id, OrderStatus.PAID)
    await messages.add(conn, order.buyer_id, OrderPaid(order.event_id, order.id), now)
    for ticket_id in await tickets.issue(conn, order, now):
        await messages.add(conn, order.buyer_id, TicketReady(order.event_id, ticket_id), now)
