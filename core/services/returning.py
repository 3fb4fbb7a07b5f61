"""Returning: tickets come back, their seats go to who waits or on sale again, and their money is owed, all in one
transaction."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.act import What
from core.domain.event import Event, EventStatus
from core.domain.ids import EventId, OrderId, PersonId, TicketId
from core.domain.message import EventCancelled, RefundToMake, TicketsReturned, TicketsTakenBack
from core.domain.order import Order, OrderStatus
from core.domain.payment import Provider, RefundReason
from core.domain.person import Person
from core.domain.refusal import (
    NotReturnable,
    NumberNotFound,
    OrderNotFound,
    RefundNotFound,
    TicketNotFound,
    TicketUsed,
    WholeOrderOnly,
)
from core.domain.return_policy import ReturnPolicy
from core.domain.ticket import Ticket, TicketStatus
from core.domain.ticket_code import typed_number
from core.services.rights import Rights
from core.services.waitlist import Waitlist
from db import acts, messages, orders, payments, people, refunds, return_policies, seats, tickets
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


@dataclass(frozen=True, slots=True)
class ReturnOffer:
    """Tickets that go back together, and what each is worth now."""

    worth_minor: Mapping[Ticket, int]

    @property
    def ticket_ids(self) -> set[TicketId]:
        return {ticket.id for ticket in self.worth_minor}

    @property
    def amount_minor(self) -> int:
        return sum(self.worth_minor.values())


class Returning:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights, waitlist: Waitlist) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights
        self.waitlist = waitlist

    async def find(self, person_id: PersonId, typed: str) -> SoldOrder:
        """The order of the ticket whose number was typed; of several events, the latest."""
        team_ids = await self.rights.teams_of(person_id)
        number = typed_number(typed)
        named = await tickets.of_any_event(self.pool, number, team_ids) if number else None
        if named is None:
            raise NumberNotFound
        return await self.order(person_id, *named)

    async def order(self, person_id: PersonId, event_id: EventId, order_id: OrderId) -> SoldOrder:
        await self.rights.ensure_organizes(person_id, event_id)
        order = await orders.by_id(self.pool, event_id, order_id)
        sold = await tickets.of_order(self.pool, event_id, order_id)
        if order is None or not sold:
            raise OrderNotFound
        buyer = await people.by_id(self.pool, order.buyer_id) or Person(order.buyer_id, "?", None, "")
        return SoldOrder(order, sold[0].event, buyer, tuple(sold))

    async def ticket(self, person_id: PersonId, event_id: EventId, ticket_id: TicketId) -> tuple[SoldOrder, Ticket]:
        """One ticket, and the order that it belongs to."""
        await self.rights.ensure_organizes(person_id, event_id)
        ticket = await tickets.by_id(self.pool, event_id, ticket_id)
        if ticket is None:
            raise TicketNotFound
        return await self.order(person_id, event_id, ticket.order_id), ticket

    async def take_back(
        self, person_id: PersonId, event_id: EventId, order_id: OrderId, ticket_ids: Collection[TicketId]
    ) -> int:
        """Ends some tickets of an order; returns what is owed for them, which the buyer is told of. All or none."""
        await self.rights.ensure_organizes(person_id, event_id)
        async with transaction(self.pool) as conn:
            order = await self._lock(conn, event_id, order_id)
            sold = await tickets.of_order(conn, event_id, order_id)
            back = {ticket: ticket.price_minor for ticket in sold if ticket.id in ticket_ids}
            if any(ticket.admitted_at for ticket in back):
                raise TicketUsed
            if len(back) < len(ticket_ids):
                raise RefundNotFound
            owed_minor = await self._end(conn, order, sold, back, RefundReason.BY_ORGANIZER)
            about = f"{order_id}: {len(back)}"
            await acts.note(conn, person_id, What.TICKETS_TAKEN_BACK, self.clock(), event_id=event_id, about=about)
            told = {order.buyer_id: TicketsTakenBack(event_id, [one.id for one in back], owed_minor, order.currency)}
            for friend_id in sorted({ticket.holder_id for ticket in back} - {order.buyer_id}):
                theirs = [ticket.id for ticket in back if ticket.holder_id == friend_id]
                told[friend_id] = TicketsTakenBack(event_id, theirs, 0, order.currency)
            await messages.add_all(conn, list(told.items()), self.clock())
        await self.waitlist.offer_freed(event_id)
        return owed_minor

    async def end_cancelled(self, event_id: EventId, order_id: OrderId) -> None:
        """Of a cancelled event: every ticket ends, even of who is inside, and its whole price goes back."""
        async with transaction(self.pool) as conn:
            order = await self._lock(conn, event_id, order_id)
            sold = await tickets.of_order(conn, event_id, order_id)
            back = {ticket: ticket.price_minor for ticket in sold if ticket.status is TicketStatus.VALID}
            if not back or sold[0].event.status is not EventStatus.CANCELLED:
                return
            owed_minor, now = await self._end(conn, order, sold, back, RefundReason.EVENT_CANCELLED), self.clock()
            told = EventCancelled(event_id, owed_minor, order.currency, order_id)
            await messages.add(conn, order.buyer_id, told, now)
            others = sorted({ticket.holder_id for ticket in back} - {order.buyer_id})
            await messages.add_to_all(conn, others, replace(told, amount_minor=0), now)

    async def policy(self, event_id: EventId) -> ReturnPolicy:
        return await return_policies.of_event(self.pool, event_id)

    async def offers(self, event_id: EventId, buyer_id: PersonId) -> list[ReturnOffer]:
        """What a buyer may give back now: each ticket by itself, or whole orders where the money knows no parts."""
        policy = await self.policy(event_id)
        found = []
        for order in await orders.paid_by(self.pool, event_id, buyer_id):
            sold = await tickets.of_order(self.pool, event_id, order.id)
            found += _offers(order, sold, policy, self.clock())
        return found

    async def offer(self, event_id: EventId, ticket_id: TicketId, buyer_id: PersonId) -> ReturnOffer:
        """What goes back together with this ticket. Refused if it cannot."""
        for offer in await self.offers(event_id, buyer_id):
            if ticket_id in offer.ticket_ids:
                return offer
        raise NotReturnable

    async def give_back(self, event_id: EventId, ticket_id: TicketId, buyer_id: PersonId, expected_minor: int) -> None:
        """Ends the ticket, and what goes back together with it, for the amount that the buyer has agreed to.

        They are told with the outbox: an answer to a tap may be lost, and the tap cannot be repeated.
        """
        named = await tickets.by_id(self.pool, event_id, ticket_id)
        if named is None:
            raise NotReturnable
        async with transaction(self.pool) as conn:
            order = await self._lock(conn, event_id, named.order_id)
            sold = await tickets.of_order(conn, event_id, order.id)
            sold[0].event.ensure_not_cancelled()
            policy = await return_policies.of_event(conn, event_id)
            offers = _offers(order, sold, policy, self.clock()) if order.buyer_id == buyer_id else []
            offer = next((offer for offer in offers if ticket_id in offer.ticket_ids), None)
            if offer is None or offer.amount_minor != expected_minor:
                raise NotReturnable
            await self._end(conn, order, sold, offer.worth_minor, RefundReason.RETURNED)
            told = TicketsReturned(event_id, sorted(offer.ticket_ids), offer.amount_minor, order.currency)
            await messages.add(conn, buyer_id, told, self.clock())
        await self.waitlist.offer_freed(event_id)

    async def _lock(self, conn: Conn, event_id: EventId, order_id: OrderId) -> Order:
        order = await orders.lock(conn, event_id, order_id)
        if order is None:
            raise OrderNotFound
        return order

    async def _end(
        self, conn: Conn, order: Order, sold: Sequence[Ticket], back: Mapping[Ticket, int], reason: RefundReason
    ) -> int:
        """Tickets end, seats are free, money is owed: `back` says how much for each; returns the sum."""
        event_id = order.event_id
        kept_minor = {ticket.id: ticket.price_minor - worth_minor for ticket, worth_minor in back.items()}
        is_cancelled, is_returned = reason is RefundReason.EVENT_CANCELLED, reason is RefundReason.RETURNED
        held_by = order.buyer_id if is_returned else None
        if not await tickets.take_back(conn, event_id, kept_minor, held_by=held_by, even_used=is_cancelled):
            raise NotReturnable if is_returned else RefundNotFound
        await seats.free(conn, event_id, [ticket.seat_id for ticket in back], order.id, self.clock(), was="sold")
        await self._owe(conn, sold[0].event, order, back, reason)
        if all(ticket in back or ticket.status is not TicketStatus.VALID for ticket in sold):
            await orders.set_status(conn, event_id, order.id, OrderStatus.REFUND_DUE)
            await orders.mark_refunded(conn, event_id, [order.id])
        return sum(back.values())

    async def _owe(
        self, conn: Conn, event: Event, order: Order, back: Mapping[Ticket, int], reason: RefundReason
    ) -> None:
        """One refund for a whole order, otherwise one for each ticket."""
        owed_minor, now = sum(back.values()), self.clock()
        payment = await payments.that_bought(conn, order.event_id, order.id)
        if payment is None or owed_minor == 0:
            return
        if owed_minor == payment.charge.amount_minor:
            await refunds.owe(conn, payment, reason, now, owed_minor)
        elif payment.provider.refunds_parts:
            for ticket, worth_minor in back.items():
                if worth_minor:
                    await refunds.owe(conn, payment, reason, now, worth_minor, ticket.id)
        else:
            raise WholeOrderOnly
        if payment.provider.refunds_by_hand and event.status is not EventStatus.CANCELLED:  # they know the sum
            told = RefundToMake(event.id, owed_minor, order.currency)
            await messages.add_to_all(conn, await self.rights.treasurers(conn, event.id), told, now)


def _offers(order: Order, sold: Sequence[Ticket], policy: ReturnPolicy, now: datetime) -> list[ReturnOffer]:
    """By the policy: only what is still the buyer's and unused; whole orders where the money knows no parts.

    Of a cancelled event nothing: all of the price comes back by itself.
    """
    if sold[0].event.status is EventStatus.CANCELLED:
        return []
    worth: dict[Ticket, int] = {}
    for ticket in sold:
        minor = policy.worth_minor(ticket.price_minor, ticket.event.starts_at, now, order.created_at)
        if ticket.is_usable and ticket.holder_id == order.buyer_id and minor is not None:
            worth[ticket] = minor
    if order.is_free_of_charge or Provider.of_invoice(order.currency).refunds_parts:
        return [ReturnOffer({ticket: minor}) for ticket, minor in worth.items()]
    is_whole = len(worth) == len(sold) and sum(worth.values()) == order.total_minor
    return [ReturnOffer(worth)] if is_whole else []
