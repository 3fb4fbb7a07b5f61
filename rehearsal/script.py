"""What is to be rehearsed, and why it cannot be."""

from dataclasses import dataclass
from datetime import timedelta


class CannotRehearse(Exception):
    """The text is one sentence that says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Script:
    """`hold_ttl` takes the place of the event's own where that is longer, `per_minute` that of the queue's rate."""

    buyers: int
    at_once: int = 500  # people who act in the same instant
    unpaid_percent: int = 10  # of those who hold seats, who never pay for them
    hold_ttl: timedelta = timedelta(seconds=30)
    per_minute: int | None = None  # another rate of the queue
    time_limit: timedelta = timedelta(minutes=15)
