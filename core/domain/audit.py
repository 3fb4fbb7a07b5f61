"""What an audit of one event says: the balance, and where the books contradict each other."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.ids import EventId


class Contradiction(StrEnum):
    """What must never be; the values name the phrases."""

    SOLD_SEAT_WITHOUT_TICKET = "sold-seat-without-ticket"
    TICKET_WITHOUT_SOLD_SEAT = "ticket-without-sold-seat"
    HELD_SEAT_WITHOUT_ORDER = "held-seat-without-order"
    ORDER_WITHOUT_ITS_SEATS = "order-without-its-seats"
    PAID_ORDER_WITHOUT_TICKETS = "paid-order-without-tickets"
    PAYMENT_WITHOUT_OUTCOME = "payment-without-outcome"
    PAYMENT_NOT_SETTLED = "payment-not-settled"
    MONEY_UNACCOUNTED = "money-unaccounted"


@dataclass(frozen=True, slots=True)
class Finding:
    """`ids` are of the seats, tickets, orders or payments concerned; empty for money as a whole."""

    event_id: EventId
    what: Contradiction
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """Seats and money of one event at one moment; amounts in the smallest unit of the currency."""

    event_id: EventId
    title: str
    currency: str
    capacity: int
    free: int
    held: int
    sold: int
    received_minor: int
    tickets_minor: int  # live ones
    kept_minor: int  # of tickets that were given back for less than their price
    refunded_minor: int
    refund_due_minor: int
    unsettled_minor: int  # payments that are neither tickets nor a refund yet

    @property
    def unaccounted_minor(self) -> int:
        """Money in that is nothing: zero, or an alarm."""
        bought = self.tickets_minor + self.kept_minor + self.refunded_minor + self.refund_due_minor
        return self.received_minor - bought - self.unsettled_minor

    @property
    def closes(self) -> bool:
        return self.unaccounted_minor == 0 and self.free + self.held + self.sold == self.capacity
