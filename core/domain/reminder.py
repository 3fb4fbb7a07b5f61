"""When holders are reminded of an event."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from core.domain.ids import EventId

DAY_BEGINS, DAY_ENDS = time(9, 0), time(21, 0)
"""Local times between which nobody is woken up."""
HOURS_BEFORE = timedelta(hours=2)
LATE_AFTER = timedelta(hours=3)
"""A reminder that could not be sent for so long is left out."""


class ReminderKind(StrEnum):
    DAY_BEFORE = "day_before"
    HOURS_BEFORE = "hours_before"


@dataclass(frozen=True, slots=True)
class Reminder:
    event_id: EventId
    kind: ReminderKind
    due_at: datetime

    def is_late(self, now: datetime) -> bool:
        return now > self.due_at + LATE_AFTER


def due_at(kind: ReminderKind, starts_at: datetime) -> datetime:
    """`starts_at` is in the time zone of the venue.

    A day before is by the calendar and the clock on the wall, also where the clocks are changed that night, and never
    at night; hours before are hours that pass.
    """
    if kind is ReminderKind.HOURS_BEFORE:
        return (starts_at.astimezone(UTC) - HOURS_BEFORE).astimezone(starts_at.tzinfo)
    at = min(max(starts_at.time(), DAY_BEGINS), DAY_ENDS)
    return datetime.combine(starts_at.date() - timedelta(days=1), at, starts_at.tzinfo)


def is_timely(kind: ReminderKind, starts_at: datetime, now: datetime) -> bool:
    """Whether what it says is still so: the event is to come, and was not moved to some other day."""
    return now < starts_at and abs(now - due_at(kind, starts_at)) <= LATE_AFTER
