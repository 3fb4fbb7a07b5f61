"""Money that arrived, and money that goes back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zlib import crc32

from core.domain.currency import CARD_MOST_MINOR, STARS, STARS_MOST
from core.domain.ids import EventId, OrderId, PaymentId, PersonId, RefundId
from core.domain.order import Order
from core.domain.person import Person
from core.domain.refusal import AmountNotTaken


class Provider(StrEnum):
    """Who takes the money, and how it goes back."""

    CARD = "card"  # Telegram Payments with a provider token: what it took is returned at the provider, by hand
    STARS = "stars"  # Telegram gives back a charge when asked, whole or not at all
    CASH = "cash"  # at the box office: no invoice, returned by hand

    @classmethod
    def of_invoice(cls, currency: str) -> "Provider":
        return cls.STARS if currency == STARS else cls.CARD

    @property
    def refunds_by_hand(self) -> bool:
        return self is not Provider.STARS

    @property
    def refunds_parts(self) -> bool:
        """Can less than a whole charge go back?"""
        return self is not Provider.STARS

    def ensure_takes(self, amount_minor: int) -> None:
        """Refuses what no provider of this kind takes; Telegram knows the day's own limits of each currency."""
        most = {Provider.CARD: CARD_MOST_MINOR, Provider.STARS: STARS_MOST}.get(self, amount_minor)
        if not 0 < amount_minor <= most:
            raise AmountNotTaken


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
    EVENT_CANCELLED = "event_cancelled"
    EVENT_OVER = "event_over"  # paid when the event had begun, after the hold had ended
    BY_ORGANIZER = "by_organizer"  # the organizer took tickets back
    RETURNED = "returned"  # the buyer gave tickets back


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
    """A refund that Telegram cannot make, with what is needed to make it at the provider.

    Times are in the time zone of the venue.
    """

    refund: Refund
    event_title: str
    payer: Person
    paid_at: datetime
    since: datetime


@dataclass(frozen=True, slots=True)
class RefundsOfOrder:
    """What goes back of the money of an order, and why."""

    reason: RefundReason
    due_minor: int
    done_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class RefundsOfEvent:
    """All that is to be returned by hand for one event, in its currency, as it was when somebody looked; never none."""

    event_id: EventId
    refunds: tuple[RefundByHand, ...]

    @property
    def event_title(self) -> str:
        return self.refunds[0].event_title

    @property
    def amount_minor(self) -> int:
        return sum(owed.refund.amount_minor for owed in self.refunds)

    @property
    def currency(self) -> str:
        return self.refunds[0].refund.charge.currency

    @property
    def up_to(self) -> RefundId:
        """What is owed later has a higher id."""
        return max(owed.refund.id for owed in self.refunds)

    @property
    def check(self) -> int:
        """Tells whether these are still the refunds that were meant: what a refund is worth never changes."""
        return crc32(",".join(str(owed.refund.id) for owed in self.refunds).encode()) & 0x7FFFFFFF


@dataclass(frozen=True, slots=True)
class EventOwing:
    """An event for which `count` refunds are to be made by hand."""

    event_id: EventId
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class UnconfirmedPayment:
    """An order whose payment was let begin and never came, as far as we were told."""

    order: Order
    event_title: str
    buyer: Person
    since: datetime  # in the time zone of the venue


@dataclass(frozen=True, slots=True)
class StarsReturned:
    """Telegram's list says that the Stars of a charge went back."""

    event_id: EventId
    charge_id: str
