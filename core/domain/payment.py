"""Money that arrived, as Telegram reported it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import EventId, OrderId, PaymentId, PersonId


@dataclass(frozen=True, slots=True)
class Charge:
    """What `successful_payment` says; `charge_id` is unique for every time money moved."""

    event_id: EventId
    order_id: OrderId
    payer_id: PersonId
    charge_id: str
    provider_charge_id: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Payment:
    """A charge as recorded in the books."""

    id: PaymentId
    charge: Charge
    received_at: datetime


class RefundReason(StrEnum):
    SEATS_GONE = "seats_gone"  # paid after the hold had ended and the seats were sold on
    SECOND_CHARGE = "second_charge"  # paid again for an order that was paid
