"""The box office: what its people hold is sold for cash, or given away, and printed or sent on.

They pick seats as buyers do; the tickets are theirs until they give them to somebody, by link or on paper.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from core.domain.act import What
from core.domain.ids import EventId, OrderId, PersonId
from core.domain.order import Channel, Order
from core.domain.payment import Charge, Payment, Provider
from core.domain.refusal import HoldGone, NoCash, OrderNotFound, PaymentMismatch
from core.services.issuing import issue_tickets, sell_seats
from core.services.rights import Rights
from db import acts, events, orders, payments
from db.pool import Conn, Pool, transaction


class BoxOffice:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights

    async def sell_for_cash(self, seller_id: PersonId, event_id: EventId, order_id: OrderId, amount_minor: int) -> None:
        """The money was counted at the counter: it is booked, and the tickets are made, in one commit."""
        await self.rights.ensure_scans(seller_id, event_id)
        now = self.clock()
        async with transaction(self.pool) as conn:
            order = await self._lock(conn, seller_id, event_id, order_id)
            if not order.takes_cash:
                raise NoCash
            if amount_minor != order.total_minor:
                raise PaymentMismatch
            payment = await self._book(conn, order, now)
            if not await payments.mark_settled(conn, payment, now) or not await sell_seats(conn, order, now):
                raise HoldGone(event_id)
            await orders.set_channel(conn, event_id, order_id, Channel.BOX_OFFICE)
            await issue_tickets(conn, [order], now)
            about = f"{order_id}: {amount_minor} {order.currency}"
            await acts.note(conn, seller_id, What.SOLD_FOR_CASH, now, event_id=event_id, about=about)

    async def give_away(self, organizer_id: PersonId, event_id: EventId, order_id: OrderId) -> None:
        """Complimentary tickets: their price is nothing, whatever others pay."""
        await self.rights.ensure_organizes(organizer_id, event_id)
        now = self.clock()
        async with transaction(self.pool) as conn:
            order = await self._lock(conn, organizer_id, event_id, order_id)
            free = replace(order, prices_minor=(0,) * len(order.seat_ids), promo_code=None, discounts_minor=())
            free = await orders.set_seats(conn, free)
            if not await sell_seats(conn, free, now):
                raise HoldGone(event_id)
            await orders.set_channel(conn, event_id, order_id, Channel.COMPLIMENTARY)
            await issue_tickets(conn, [free], now)
            about = f"{order_id}: {len(order.seat_ids)}"
            await acts.note(conn, organizer_id, What.GIVEN_AWAY, now, event_id=event_id, about=about)

    async def _lock(self, conn: Conn, seller_id: PersonId, event_id: EventId, order_id: OrderId) -> Order:
        order = await orders.lock(conn, event_id, order_id)
        event = await events.by_id(conn, event_id)
        if event is None or order is None or order.buyer_id != seller_id:
            raise OrderNotFound
        event.ensure_not_cancelled()
        order.ensure_changeable(self.clock())
        return order

    async def _book(self, conn: Conn, order: Order, now: datetime) -> Payment:
        name = f"cash:{order.id}"
        charge = Charge(order.event_id, order.id, order.buyer_id, name, "", order.total_minor, order.currency)
        await payments.record(conn, charge, Provider.CASH, now)
        payment = await payments.by_charge(conn, order.event_id, name)
        assert payment is not None, "it was just written down"
        return payment
