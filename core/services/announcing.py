"""Announcing: tells who asked for it that a sale has opened, once."""

from collections.abc import Callable
from datetime import datetime

from core.domain.ids import EventId, PersonId
from core.domain.message import SaleOpened
from core.domain.refusal import ClosedBecause
from core.services.lookup import public_event
from db import messages, sale_reminders
from db.pool import Pool, transaction

SWEEP_MAX = 200
"""Reminders in one transaction."""


class Announcing:
    def __init__(self, pool: Pool, clock: Callable[[], datetime]) -> None:
        self.pool = pool
        self.clock = clock

    async def set_reminder(self, event_id: EventId, person_id: PersonId, *, on: bool) -> bool:
        """True if the person will be told when the sale opens. Where it is open there is nothing to wait for."""
        now = self.clock()
        event = await public_event(self.pool, event_id)
        if on and event.closed_because(now) is ClosedBecause.NOT_YET:
            await sale_reminders.add(self.pool, event_id, person_id, now)
            return True
        await sale_reminders.remove(self.pool, event_id, person_id)
        return False

    async def tell_of_sales_due(self) -> None:
        """Whoever waited for a sale that is open now gets a message; those of sales that never opened are let go."""
        while await self._tell_some():
            pass
        await sale_reminders.forget_useless(self.pool, self.clock())

    async def _tell_some(self) -> bool:
        now = self.clock()
        async with transaction(self.pool) as conn:
            due = await sale_reminders.take_due(conn, now, SWEEP_MAX)
            for event_id, person_id in due:
                await messages.add(conn, person_id, SaleOpened(event_id), now)
        return len(due) == SWEEP_MAX
