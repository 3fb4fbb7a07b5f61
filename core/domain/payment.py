"""Money that arrived, as Telegram reported it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.event import STARS
from core.domain.ids import EventId, OrderId, PaymentId, PersonId, RefundId
from core.domain.person import Person


class Provider(StrEnum):
    """Who took the money. Telegram gives back Stars; what a card paid is returned at the organizer's provider."""

    CARD = "card"
    STARS = "stars"

    @classmethod
    def of(cls, currency: str) -> "Provider":
        return cls.STARS if currency == STARS else cls.CARD

    @property
    def refunds_by_hand(self) -> bool:
        return self is Provider.CARD


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
    provider: Provider
    received_at: datetime


class RefundReason(StrEnum):
    SEATS_GONE = "seats_gone"  # paid after the hold had ended and the seats were sold on
    SECOND_CHARGE = "second_charge"  # paid again for an order that was paid
    WRONG_AMOUNT = "wrong_amount"  # not what the order costs
    UNKNOWN_ORDER = "unknown_order"  # for nothing that we know


class RefundStatus(StrEnum):
    DUE = "due"
    SENT = "sent"  # Telegram was asked; its answer is not known yet
    DONE = "done"
    FAILED = "failed"  # Telegram will not do it: somebody must


@dataclass(frozen=True, slots=True)
class Refund:
    """Money owed back for a payment."""

    id: RefundId
    charge: Charge
    amount_minor: int
    reason: RefundReason
    status: RefundStatus
    attempts: int
    created_at: datetime
    failure: str | None


@dataclass(frozen=True, slots=True)
class RefundByHand:
    """A refund that Telegram cannot make, with what is needed to make it at the provider."""

    refund: Refund
    event_title: str
    payer: Person
    since: datetime  # in the time zone of the venue
