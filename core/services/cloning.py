"""Cloning: the same event once more, as a draft some weeks later."""

from collections.abc import Callable
from datetime import datetime, timedelta

from core.domain.act import What
from core.domain.event import Event
from core.domain.ids import EventId, PersonId
from core.domain.reminder import Reminder, due_at
from core.services.rights import Rights
from db import acts, cloning, reminders
from db.pool import Pool, transaction


class Cloning:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights

    async def clone(self, person_id: PersonId, event_id: EventId) -> EventId:
        """On the same day of the week at the same hour, the next one to come. Promo codes and costs are not copied."""
        event = await self.rights.organized(person_id, event_id)
        starts_at = next_week(event, self.clock())
        later = starts_at.replace(tzinfo=None) - event.starts_at.replace(tzinfo=None)
        async with transaction(self.pool) as conn:
            copy_id = await cloning.copy_event(conn, event_id, starts_at, later)
            await cloning.copy_hall(conn, event_id, copy_id)
            await cloning.copy_rules(conn, event_id, copy_id, later)
            kinds = await reminders.kinds(conn, event_id)
            await reminders.add(conn, [Reminder(copy_id, kind, due_at(kind, starts_at)) for kind in kinds])
            await acts.note(conn, person_id, What.EVENT_MADE, self.clock(), event_id=copy_id, about=event.title)
        return copy_id


def next_week(event: Event, now: datetime) -> datetime:
    """At the venue's own hour, whatever its clocks do meanwhile."""
    local, zone = event.starts_at.replace(tzinfo=None) + timedelta(weeks=1), event.venue.time_zone
    while local.replace(tzinfo=zone) <= now:
        local += timedelta(weeks=1)
    return local.replace(tzinfo=zone)
