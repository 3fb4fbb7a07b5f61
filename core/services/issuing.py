"""Issuing: an order becomes sold seats and tickets, with the messages that bring them."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from core.domain.ids import EventId, OrderId, PersonId, SeatId
from core.domain.message import Message, OrderPaid, TicketReady
from core.domain.order import Order
from db import messages, orders, seats, tickets
from db.pool import Conn

Sell = Callable[[Conn, EventId, Sequence[SeatId], OrderId, datetime], Awaitable[int]]


async def sell_seats(conn: Conn, order: Order, now: datetime, sell: Sell = seats.sell) -> bool:
    """All seats of the order, or none and False."""
    try:
        async with conn.transaction():
            if await sell(conn, order.event_id, order.seat_ids, order.id, now) < len(order.seat_ids):
                raise _SeatsGone
    except _SeatsGone:
        return False
    return True


async def issue_tickets(conn: Conn, sold: Sequence[Order], now: datetime, instead_of: str = "") -> None:
    """For orders of one event."""
    event_id = sold[0].event_id
    await orders.set_paid(conn, event_id, sold, now)
    told: list[tuple[PersonId, Message]] = [
        (order.buyer_id, OrderPaid(event_id, order.id, instead_of)) for order in sold
    ]
    for order, ticket_id in await tickets.issue(conn, sold, now):
        told.append((order.buyer_id, TicketReady(event_id, ticket_id)))
    await messages.add_all(conn, told, now)


class _SeatsGone(Exception):
    """Inside a savepoint: undo a sale of only some of the seats."""
