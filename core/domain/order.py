"""An order: seats held for one buyer until one deadline, then paid for or given back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.currency import STARS
from core.domain.ids import EventId, OrderId, PersonId, SeatId
from core.domain.refusal import AlreadyPaid, HoldGone, MoneyComesBack, OrderNotFound, PaymentMismatch, PaymentUnderWay

PAYING_EXTENSION = timedelta(minutes=10)
"""How long a hold lives on after pre-checkout, once: time for the bank, not for another thought."""

NUDGE_BEFORE = timedelta(minutes=2)
"""How long before its deadline the buyer of a hold is told; of a hold that is not much longer they are not."""


class OrderStatus(StrEnum):
    HELD = "held"
    PAYING = "paying"
    PAID = "paid"
    RELEASED = "released"
    EXPIRED = "expired"
    REFUND_DUE = "refund_due"
    REFUNDED = "refunded"


class Channel(StrEnum):
    """Where an order was sold."""

    CHAT = "chat"
    BOX_OFFICE = "box_office"  # for cash
    COMPLIMENTARY = "complimentary"  # given away by the organizer
    BLOCKED = "blocked"  # not sold at all: kept from the sale


@dataclass(frozen=True, slots=True)
class Order:
    event_id: EventId
    id: OrderId
    buyer_id: PersonId
    seat_ids: tuple[SeatId, ...]
    prices_minor: tuple[int, ...]  # what is to be paid for each seat: frozen with the hold, less the discount
    currency: str
    status: OrderStatus
    expires_at: datetime
    screen_message_id: int | None
    invoice_message_id: int | None
    promo_code: str | None = None
    created_at: datetime | None = None
    discounts_minor: tuple[int, ...] = ()  # what the code has taken off each price

    @property
    def is_blocked(self) -> bool:
        """Kept from the sale by an organizer: it is held for nobody, and nobody is told of its end."""
        return self.buyer_id < 0

    @property
    def total_minor(self) -> int:
        return sum(self.prices_minor)

    @property
    def price_of(self) -> dict[SeatId, int]:
        return dict(zip(self.seat_ids, self.prices_minor, strict=True))

    @property
    def discount_minor(self) -> int:
        return sum(self.discounts_minor)

    @property
    def discount_of(self) -> dict[SeatId, int]:
        return dict(zip(self.seat_ids, self.discounts_minor or (0,) * len(self.seat_ids), strict=True))

    def with_seats(self, instead_of: Mapping[SeatId, SeatId]) -> "Order":
        """Each seat replaced by another one at the same price, in the order of the new ids."""
        places = sorted(range(len(self.seat_ids)), key=lambda place: instead_of[self.seat_ids[place]])
        return replace(
            self,
            seat_ids=tuple(instead_of[self.seat_ids[place]] for place in places),
            prices_minor=tuple(self.prices_minor[place] for place in places),
            discounts_minor=tuple(self.discounts_minor[place] for place in places) if self.promo_code else (),
        )

    def without_discount(self) -> "Order":
        full = tuple(price + self.discount_of[seat_id] for seat_id, price in self.price_of.items())
        return replace(self, prices_minor=full, promo_code=None, discounts_minor=())

    @property
    def is_free_of_charge(self) -> bool:
        return self.total_minor == 0

    @property
    def takes_cash(self) -> bool:
        """Whether its price can be counted out at a counter: Telegram Stars cannot."""
        return not self.is_free_of_charge and self.currency != STARS

    def is_open(self, now: datetime) -> bool:
        return self.status in (OrderStatus.HELD, OrderStatus.PAYING) and now < self.expires_at

    def ensure_releasable(self) -> None:
        match self.status:
            case OrderStatus.HELD:
                return
            case OrderStatus.PAYING:
                raise PaymentUnderWay
            case OrderStatus.PAID:
                raise AlreadyPaid
            case OrderStatus.REFUND_DUE | OrderStatus.REFUNDED:
                raise MoneyComesBack
            case _:
                raise HoldGone(self.event_id)

    def ensure_changeable(self, now: datetime) -> None:
        self.ensure_releasable()
        if not self.is_open(now):
            raise HoldGone(self.event_id)

    def ensure_payable(self, now: datetime) -> None:
        if self.status is OrderStatus.PAID:
            raise AlreadyPaid
        if self.status in (OrderStatus.REFUND_DUE, OrderStatus.REFUNDED):
            raise MoneyComesBack
        if not self.is_open(now):
            raise HoldGone(self.event_id)

    def ensure_matches(self, payer_id: PersonId, amount_minor: int, currency: str) -> None:
        if payer_id != self.buyer_id:
            raise OrderNotFound
        if (amount_minor, currency) != (self.total_minor, self.currency):
            raise PaymentMismatch

    def paying_until(self) -> datetime:
        """The deadline of a payment that has begun: extended once, however often the buyer tries."""
        return self.expires_at if self.status is OrderStatus.PAYING else self.expires_at + PAYING_EXTENSION
