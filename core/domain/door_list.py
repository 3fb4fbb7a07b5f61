"""What stands on the offline list of a door."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.ids import EventId
from core.domain.ticket import Ticket
from core.domain.ticket_code import printed_number

LAST = "\uffff"
IN_ALPHABET = str.maketrans({"ґ": f"г{LAST}", "є": f"е{LAST}", "ё": "е", "і": f"и{LAST}", "ї": f"и{LAST}{LAST}"})
"""Letters that come right after others, but whose codes put them behind Я."""


@dataclass(frozen=True, slots=True)
class ListedTicket:
    """One line; `number` is the short code that the holder can read out."""

    number: str
    name: str
    section: str
    row: str
    seat: str
    tier: str
    inside: str  # when they came in, if they were inside as the list was made

    @classmethod
    def of(cls, ticket: Ticket) -> "ListedTicket":
        came = ticket.admitted_at.astimezone(ticket.event.venue.time_zone) if ticket.admitted_at else None
        return cls(
            number=printed_number(ticket.number),
            name=ticket.name,
            section=ticket.section,
            row=ticket.row,
            seat=ticket.seat if ticket.row else "",
            tier=ticket.tier,
            inside=f"{came:%H:%M}" if came and not ticket.left_at else "",
        )

    @property
    def place(self) -> str:
        """The seat, or the section of general admission."""
        return f"{self.section} {self.row}-{self.seat}" if self.row else self.section

    @property
    def by_name(self) -> str:
        """What the list is sorted by: letters as their alphabet has them, without the signs before and between them."""
        plain = "".join(c for c in self.name.lower() if c.isalnum() or c == " ")
        return plain.strip().translate(IN_ALPHABET)


@dataclass(frozen=True, slots=True)
class Tick:
    """A ticket that was let in by the list."""

    number: str


def signed_text(event_id: EventId, listed: Sequence[ListedTicket]) -> str:
    """What the signature covers: the event, and every number on the list in its order."""
    return "\n".join([str(event_id), *(ticket.number for ticket in listed)])
