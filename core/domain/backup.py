"""A backup: what it has, as of when."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Backup:
    made_at: datetime  # all of it is of this moment
    bytes: int
    schema: str  # the id of the last migration


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much of everything there is."""

    people: int
    events: int
    orders: int
    tickets: int
    payments: int
    refunds: int
    messages_to_send: int
