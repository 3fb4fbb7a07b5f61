"""Messages of the outbox: what must be said because something happened. Their words are the bot's business."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.domain.ids import BroadcastId, EventId, OrderId, PersonId, TicketId


@dataclass(frozen=True, slots=True)
class OrderPaid:
    """The order is paid for (or free) and its tickets follow; `instead_of` names the seats that were gone."""

    event_id: EventId
    order_id: OrderId
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class TicketReady:
    event_id: EventId
    ticket_id: TicketId


@dataclass(frozen=True, slots=True)
class TicketGiven:
    """To the giver: somebody has taken the ticket."""

    event_id: EventId
    ticket_id: TicketId
    taken_by: PersonId


@dataclass(frozen=True, slots=True)
class TicketScanned:
    """To the holder: somebody came in with the ticket."""

    event_id: EventId
    ticket_id: TicketId


@dataclass(frozen=True, slots=True)
class DoorAlarm:
    """To the door: the holder says that it was somebody else."""

    event_id: EventId
    ticket_id: TicketId


@dataclass(frozen=True, slots=True)
class BroadcastMessage:
    """To a holder: what the organizer has to say."""

    event_id: EventId
    broadcast_id: BroadcastId


@dataclass(frozen=True, slots=True)
class BroadcastDone:
    """To the organizer who wrote it: it has reached whom it can."""

    event_id: EventId
    broadcast_id: BroadcastId


@dataclass(frozen=True, slots=True)
class HoldEnding:
    """The hold ends soon and is not paid for."""

    event_id: EventId
    order_id: OrderId


@dataclass(frozen=True, slots=True)
class HoldExpired:
    event_id: EventId
    order_id: OrderId


@dataclass(frozen=True, slots=True)
class SeatsOffered:
    """To the first in the waiting list whom freed seats fit: the order holds them."""

    event_id: EventId
    order_id: OrderId


@dataclass(frozen=True, slots=True)
class OfferLapsed:
    """The offer was not taken in time."""

    event_id: EventId
    order_id: OrderId


@dataclass(frozen=True, slots=True)
class WaitingEnded:
    """There will be no offer; `because` is a `WaitingEndedBecause`."""

    event_id: EventId
    because: str


@dataclass(frozen=True, slots=True)
class TurnBegan:
    """To the next in the queue. `missed`: there was nothing that fits the wish."""

    event_id: EventId
    missed: bool = False


@dataclass(frozen=True, slots=True)
class WishHeld:
    """To the next in the queue: the order holds what they wished for."""

    event_id: EventId
    order_id: OrderId


@dataclass(frozen=True, slots=True)
class TurnPassed:
    """The turn was not used in time."""

    event_id: EventId


@dataclass(frozen=True, slots=True)
class QueueEnded:
    """Nobody is called any more; `because` is a `QueueEndedBecause`."""

    event_id: EventId
    because: str


@dataclass(frozen=True, slots=True)
class EventReminder:
    """The event is soon; `kind` is a `ReminderKind`."""

    event_id: EventId
    kind: str


@dataclass(frozen=True, slots=True)
class EventChanged:
    """To who holds tickets: the event is at another time or place; `what` is an `EventDetail`.

    `was` is the start as ISO 8601 or the place in words, and empty in what was written before it was told.
    """

    event_id: EventId
    what: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class EventCancelled:
    """To who has paid, with what goes back to them, and to who holds a ticket of somebody else, with nothing."""

    event_id: EventId
    amount_minor: int
    currency: str
    order_id: OrderId | None = None  # in what was written before it was told


@dataclass(frozen=True, slots=True)
class SaleOpened:
    """To who asked to be reminded."""

    event_id: EventId


@dataclass(frozen=True, slots=True)
class RefundDue:
    """Money arrived that buys nothing: it is owed to the payer."""

    event_id: EventId
    order_id: OrderId
    amount_minor: int
    currency: str
    reason: str


@dataclass(frozen=True, slots=True)
class TicketsTakenBack:
    """The organizer ended these tickets; `amount_minor` goes back to the buyer, and may be nothing."""

    event_id: EventId
    ticket_ids: list[TicketId]
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class TicketsReturned:
    """Their buyer has given them back; `amount_minor` goes back to the buyer, and may be nothing."""

    event_id: EventId
    ticket_ids: list[TicketId]
    amount_minor: int
    currency: str  # that of the tickets; processes of the last release do not understand it without


@dataclass(frozen=True, slots=True)
class RefundDone:
    """The money is on its way back to the payer."""

    event_id: EventId
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class RefundToMake:
    """To the owner: a refund that Telegram cannot make."""

    event_id: EventId
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class StarsWentBack:
    """To the owner: Telegram gave back the Stars of an order, and nothing was owed for it."""

    event_id: EventId
    order_id: OrderId
    amount_minor: int


@dataclass(frozen=True, slots=True)
class PaymentsUnconfirmed:
    """To the owner: payments were let begin, and we were not told what became of them."""

    count: int


@dataclass(frozen=True, slots=True)
class AuditAlarm:
    """To the owner: the books of an event contradict each other; `what` is a `Contradiction`."""

    event_id: EventId
    what: str
    count: int


@dataclass(frozen=True, slots=True)
class AuditClosed:
    """To the owner: the books of an event agree again."""

    event_id: EventId


@dataclass(frozen=True, slots=True)
class HouseAlarm:
    """To the owner: something has to be done; `what` is a `Trouble`."""

    what: str
    count: int
    detail: str


@dataclass(frozen=True, slots=True)
class HouseAlarmOver:
    """To the owner: it is all right again."""

    what: str
    minutes: int


Message = (
    OrderPaid
    | TicketReady
    | TicketGiven
    | TicketScanned
    | DoorAlarm
    | BroadcastMessage
    | BroadcastDone
    | HoldEnding
    | HoldExpired
    | SeatsOffered
    | OfferLapsed
    | WaitingEnded
    | TurnBegan
    | WishHeld
    | TurnPassed
    | QueueEnded
    | EventReminder
    | EventChanged
    | EventCancelled
    | SaleOpened
    | RefundDue
    | TicketsTakenBack
    | TicketsReturned
    | RefundDone
    | RefundToMake
    | StarsWentBack
    | PaymentsUnconfirmed
    | AuditAlarm
    | AuditClosed
    | HouseAlarm
    | HouseAlarmOver
)


BY_EMAIL_TOO: tuple[type[Message], ...] = (
    OrderPaid,
    EventChanged,
    EventCancelled,
    RefundDue,
    TicketsTakenBack,
    RefundDone,
)
"""What people who gave an address also get there."""

BULK: tuple[type[Message], ...] = (
    BroadcastMessage,
    EventReminder,
    EventChanged,
    EventCancelled,
    SaleOpened,
    WaitingEnded,
    RefundDone,
)
"""What may go to thousands at once. It may be overtaken by what is not in bulk, and overtakes nothing itself."""


class Channel(StrEnum):
    CHAT = "chat"
    EMAIL = "email"


Outbox = Mapping[tuple[Channel, bool], tuple[int, float]]
"""By channel, and whether in bulk: how many messages are due, and for how many seconds the oldest has been."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message claimed for sending; `attempt` counts from 1. `message` is None where this version cannot read it."""

    id: int
    recipient_id: PersonId
    message: Message | None
    attempt: int
    is_bulk: bool = False
