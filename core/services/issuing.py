"""Issuing: an order becomes sold seats and tickets, with the messages that bring them."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from core.domain.ids import EventId, OrderId, SeatId
from core.domain.message import OrderPaid, TicketReady
from core.domain.order import Order, OrderStatus
from core.domain.waitlist import EntryStatus
from db import messages, orders, queue_turns, seats, tickets, waitlist_entries
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


async def issue_tickets(conn: Conn, order: Order, now: datetime, instead_of: str = "") -> None:
    await orders.set_status(conn, order.event_id, order.id, OrderStatus.PAID)
    await waitlist_entries.end_offer(conn, order.event_id, order.id, EntryStatus.TAKEN)
    await queue_turns.end_bought(conn, order.event_id, order.buyer_id)
    await messages.add(conn, order.buyer_id, OrderPaid(order.event_id, order.id, instead_of), now)
    for ticket_id in await tickets.issue(conn, order, now):
        await messages.add(conn, order.buyer_id, TicketReady(order.event_id, ticket_id), now)


class _SeatsGone(Exception):
    """Inside a savepoint: undo a sale of only some of the seats."""
