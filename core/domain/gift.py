"""A ticket on offer to whoever opens its link."""

from dataclasses import dataclass

from core.domain.ids import EventId, PersonId, TicketId


@dataclass(frozen=True, slots=True)
class Gift:
    event_id: EventId
    ticket_id: TicketId
    given_by: PersonId
