"""Returning: tickets come back, their seats go on sale again, and their money is owed, all in one transaction."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.event import Event
from core.domain.ids import EventId, OrderId, PersonId, TicketId
from core.domain.message import RefundToMake, TicketsTakenBack
from core.domain.order import Order, OrderStatus
from core.domain.payment import RefundReason
from core.domain.person import Person
from core.domain.refusal import (
    NumberNotFound,
    OrderNotFound,
    RefundNotFound,
    TicketNotFound,
    TicketUsed,
    WholeOrderOnly,
)
from core.domain.ticket import Ticket, TicketStatus
from core.domain.ticket_code import typed_number
from core.services.people import People
from db import messages, orders, payments, people, refunds, seats, tickets
from db.pool import Conn, Pool, transaction


@dataclass(frozen=True, slots=True)
class SoldOrder:
    """An order with all its tickets, those that were taken back too."""

    order: Order
    event: Event
    buyer: Person
    tickets: tuple[Ticket, ...]

    @property
    def returnable(self) -> tuple[Ticket, ...]:
        return tuple(ticket for ticket in self.tickets if ticket.is_usable)

    @property
    def is_whole(self) -> bool:
        """Can all its tickets come back at once?"""
        return len(self.returnable) == len(self.tickets)


class Returning:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], people: People) -> None:
        self.pool = pool
        self.clock = clock
        self.people = people

    async def find(self, owner_id: PersonId, typed: str) -> SoldOrder:
        """The order of the ticket whose number was typed; of several events, the latest."""
        self.people.ensure_owner(owner_id)
        number = typed_number(typed)
        named = await tickets.of_any_event(self.pool, number) if number else None
        if named is None:
            raise NumberNotFound
        return await self.order(owner_id, *named)

    async def order(self, owner_id: PersonId, event_id: EventId, order_id: OrderId) -> SoldOrder:
        self.people.ensure_owner(owner_id)
        order = await orders.by_id(self.pool, event_id, order_id)
        sold = await tickets.of_order(self.pool, event_id, order_id)
        if order is None or not sold:
            raise OrderNotFound
        buyer = await people.by_id(self.pool, order.buyer_id) or Person(order.buyer_id, "?", None, "")
        return SoldOrder(order, sold[0].event, buyer, tuple(sold))

    async def ticket(self, owner_id: PersonId, event_id: EventId, ticket_id: TicketId) -> tuple[SoldOrder, Ticket]:
        """One ticket, and the order that it belongs to."""
        self.people.ensure_owner(owner_id)
        ticket = await tickets.by_id(self.pool, event_id, ticket_id)
        if ticket is None:
            raise TicketNotFound
        return await self.order(owner_id, event_id, ticket.order_id), ticket

    async def take_back(
        self, owner_id: PersonId, event_id: EventId, order_id: OrderId, ticket_ids: Collection[TicketId]
    ) -> int:
        """Ends some tickets of an order; returns what is owed for them, which the buyer is told of. All or none."""
        self.people.ensure_owner(owner_id)
        now = self.clock()
        async with transaction(self.pool) as conn:
            order = await orders.lock(conn, event_id, order_id)
            if order is None:
                raise OrderNotFound
            sold = await tickets.of_order(conn, event_id, order_id)
            back = [ticket for ticket in sold if ticket.id in ticket_ids]
            if any(ticket.admitted_at for ticket in back):
                raise TicketUsed
            if len(back) < len(ticket_ids) or not await tickets.take_back(conn, event_id, ticket_ids):
                raise RefundNotFound
            await seats.free(conn, event_id, [ticket.seat_id for ticket in back], order_id, was="sold")
            owed_minor = await self._owe(conn, order, back, now)
            if all(ticket in back or ticket.status is not TicketStatus.VALID for ticket in sold):
                await orders.set_status(conn, event_id, order_id, OrderStatus.REFUND_DUE)
                await orders.mark_refunded(conn, event_id, order_id)
            told = TicketsTakenBack(event_id, [ticket.id for ticket in back], owed_minor, order.currency)
            await messages.add(conn, order.buyer_id, told, now)
        return owed_minor

    async def _owe(self, conn: Conn, order: Order, back: Sequence[Ticket], now: datetime) -> int:
        """One refund for a whole order, otherwise one for each ticket; returns their sum."""
        payment = await payments.that_bought(conn, order.event_id, order.id)
        if payment is None:  # it was free of charge
            return 0
        is_whole = len(back) == len(order.seat_ids)
        if not is_whole and not payment.provider.refunds_parts:
            raise WholeOrderOnly
        amounts = {None: order.total_minor} if is_whole else {ticket.id: ticket.price_minor for ticket in back}
        for ticket_id, amount_minor in amounts.items():
            if amount_minor:
                await refunds.owe(conn, payment, RefundReason.BY_ORGANIZER, now, amount_minor, ticket_id)
        owed_minor = sum(amounts.values())
        if owed_minor and payment.provider.refunds_by_hand:
            for owner_id in self.people.owner_ids:
                await messages.add(conn, owner_id, RefundToMake(order.event_id, owed_minor, order.currency), now)
        return owed_minor
