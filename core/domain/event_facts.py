"""What is the same about an event for everybody who looks at it, and how one person stands to it."""

from dataclasses import dataclass

from core.domain.event import Event, EventDetails
from core.domain.hall import Hall, Seat
from core.domain.order import Order
from core.domain.person import Role


@dataclass(frozen=True, slots=True)
class EventFacts:
    """`outline` is the hall without its seats."""

    event: Event
    details: EventDetails
    outline: Hall
    has_promo_codes: bool
    asks_details: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person has at an event. `order` is the unpaid one, be its deadline past or not."""

    order: Order | None = None
    is_reminder_set: bool = False
    is_waiting: bool = False  # in the waiting list
    lacks_turn: bool = False  # there is a queue, and it is not their turn
    is_in_queue: bool = False


@dataclass(frozen=True, slots=True)
class OrderStanding:
    """An order. `is_offer`: it was made for who waited for it. `role` is what its buyer is in the team of the event."""

    order: Order
    seats: tuple[Seat, ...]  # by section
    is_offer: bool
    role: Role | None
