"""An event that is there, or a refusal."""

from core.domain.event import Event, EventStatus
from core.domain.ids import EventId
from core.domain.refusal import EventNotFound
from db import events
from db.pool import Executor


async def event_of(conn: Executor, event_id: EventId) -> Event:
    """Raises `EventNotFound`."""
    event = await events.by_id(conn, event_id)
    if event is None:
        raise EventNotFound
    return event


async def public_event(conn: Executor, event_id: EventId) -> Event:
    """To buyers a draft is not there. Raises `EventNotFound`."""
    event = await event_of(conn, event_id)
    if event.status is EventStatus.DRAFT:
        raise EventNotFound
    return event
