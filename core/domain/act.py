"""What people with rights did, as the log keeps it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.domain.ids import EventId, PersonId


class What(StrEnum):
    """Each is a phrase `act-<what>`; `about` says which or how much."""

    TEAM_FOUNDED = "team-founded"
    TEAM_CHANGED = "team-changed"
    MEMBER_INVITED = "member-invited"
    INVITATION_REVOKED = "invitation-revoked"
    MEMBER_JOINED = "member-joined"
    MEMBER_DISMISSED = "member-dismissed"
    EVENT_MADE = "event-made"
    EVENT_PUBLISHED = "event-published"
    EVENT_CHANGED = "event-changed"
    EVENT_CANCELLED = "event-cancelled"
    SALE_PAUSED = "sale-paused"
    SALE_RESUMED = "sale-resumed"
    POSTER_CHANGED = "poster-changed"
    TICKETS_TAKEN_BACK = "tickets-taken-back"
    SOLD_FOR_CASH = "sold-for-cash"
    GIVEN_AWAY = "given-away"
    BROADCAST_SENT = "broadcast-sent"
    BROADCAST_STOPPED = "broadcast-stopped"
    CODE_ADDED = "code-added"
    CODE_ENDED = "code-ended"
    PRICES_CHANGED = "prices-changed"
    SEATS_ADDED = "seats-added"
    SEATS_BLOCKED = "seats-blocked"
    SEATS_UNBLOCKED = "seats-unblocked"
    REFUND_MADE = "refund-made"
    REFUNDS_MADE = "refunds-made"
    PAYMENT_CONFIRMED = "payment-confirmed"
    PAYMENT_DISMISSED = "payment-dismissed"
    QUEUE_CHANGED = "queue-changed"
    QUEUE_PAUSED = "queue-paused"
    QUEUE_RESUMED = "queue-resumed"
    COST_NOTED = "cost-noted"
    COST_REMOVED = "cost-removed"


@dataclass(frozen=True, slots=True)
class Act:
    """`event_title` is empty for what concerns a whole team; `time_zone` is the event's, or that of its newest one."""

    person_id: PersonId
    person_name: str
    team_name: str
    event_id: EventId | None
    event_title: str
    what: str
    about: str
    at: datetime
    time_zone: ZoneInfo | None = None
