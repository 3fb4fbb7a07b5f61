"""A ticket: the right of one holder to one seat."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.event import Event
from core.domain.ids import OrderId, PersonId, SeatId, TicketId, TierId


class TicketStatus(StrEnum):
    VALID = "valid"
    REFUNDED = "refunded"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket with all that is printed on it."""

    id: TicketId
    event: Event
    order_id: OrderId
    holder_id: PersonId
    holder_name: str
    seat_id: SeatId
    tier_id: TierId
    section: str
    row: str
    seat: str
    tier: str
    price_minor: int
    currency: str
    number: str
    secret: bytes = field(repr=False)
    status: TicketStatus
    admitted_at: datetime | None
    admitted_by: str | None
    picture_file_id: str | None
    picture_revision: int  # how often what it showed became untrue
    left_at: datetime | None = None  # has gone out again
    admitted_gate: str | None = None
    attendee_name: str | None = None  # who comes with it, if the event asks
    gates: tuple[str, ...] = ()  # where it comes in, unless it may come in anywhere; told to the holder

    @property
    def name(self) -> str:
        """Whom the door expects."""
        return self.attendee_name or self.holder_name

    @property
    def is_usable(self) -> bool:
        """Valid, and nobody has come in with it."""
        return self.status is TicketStatus.VALID and self.admitted_at is None

    @property
    def is_seated(self) -> bool:
        return self.row != ""
