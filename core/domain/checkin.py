"""The door: what a scan found."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.ticket import Ticket


class Verdict(StrEnum):
    ADMITTED = "admitted"
    ALREADY_ADMITTED = "already_admitted"
    WRONG_EVENT = "wrong_event"
    VOID = "void"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Scan:
    """`ticket` is None where the code is unknown; of another event's ticket only the event may be shown."""

    verdict: Verdict
    ticket: Ticket | None
