"""Reminding: holders hear of their event a day and two hours before, once each, unless they do not want to."""

from collections.abc import Callable
from datetime import datetime

from core.domain.event import EventStatus
from core.domain.ids import PersonId
from core.domain.message import EventReminder
from core.domain.reminder import Reminder
from core.services.sweeping import each
from db import events, messages, people, reminders
from db.pool import Pool, transaction

SWEEP_MAX = 100


class Reminding:
    def __init__(self, pool: Pool, clock: Callable[[], datetime]) -> None:
        self.pool = pool
        self.clock = clock

    async def remind_due(self) -> None:
        """Writes the reminders whose time has come. What is long late, or of an event that will not be, is left out."""
        await each(await reminders.due(self.pool, self.clock(), SWEEP_MAX), self._remind)

    async def choose(self, person_id: PersonId, wants_reminders: bool) -> None:
        await people.choose_reminders(self.pool, person_id, wants_reminders)

    async def _remind(self, reminder: Reminder) -> None:
        now = self.clock()
        event = await events.by_id(self.pool, reminder.event_id)
        async with transaction(self.pool) as conn:
            if not await reminders.mark_sent(conn, reminder, now):
                return
            if event is None or event.status is not EventStatus.PUBLISHED or now >= event.starts_at:
                return
            if reminder.is_late(now):
                return
            wanted = await reminders.recipients(conn, reminder.event_id)
            await messages.add_to_all(conn, wanted, EventReminder(reminder.event_id, reminder.kind), now)
