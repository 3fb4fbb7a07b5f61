"""Regulating: whether an event has a queue, how fast it moves, and whether it moves at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from core.domain.act import What
from core.domain.event import Event
from core.domain.ids import EventId, PersonId
from core.domain.queue import STEPS, Knob, Queue, QueueMode, QueueRules
from core.domain.refusal import InvalidQuantity
from core.services.rights import Rights
from db import acts, queues
from db.pool import Pool, transaction


class Regulating:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights

    async def queue(self, person_id: PersonId, event_id: EventId) -> tuple[Event, Queue]:
        event = await self.rights.organized(person_id, event_id)
        return event, await queues.of_event(self.pool, event_id)

    async def set_mode(self, person_id: PersonId, event_id: EventId, mode: QueueMode) -> None:
        """Turned off, it lets those who wait know that they may buy."""
        _, queue = await self.queue(person_id, event_id)
        await self._set(person_id, event_id, replace(queue.rules, mode=mode), f"{mode}")

    async def turn(self, person_id: PersonId, event_id: EventId, knob: Knob, value: int) -> None:
        """From now on; turns that have begun last as long as they were said to."""
        _, queue = await self.queue(person_id, event_id)
        try:
            rules = queue.rules.turned(knob, value)
        except ValueError:
            raise InvalidQuantity(STEPS[knob][-1]) from None
        await self._set(person_id, event_id, rules, f"{knob} {value}")

    async def pause(self, person_id: PersonId, event_id: EventId, *, on: bool) -> None:
        """Nobody is called until it goes on; whose turn it is keeps it. Twice is as once."""
        await self.rights.ensure_organizes(person_id, event_id)
        async with transaction(self.pool) as conn:
            if await queues.pause(conn, event_id, on=on):
                what = What.QUEUE_PAUSED if on else What.QUEUE_RESUMED
                await acts.note(conn, person_id, what, self.clock(), event_id=event_id)

    async def _set(self, person_id: PersonId, event_id: EventId, rules: QueueRules, about: str) -> None:
        async with transaction(self.pool) as conn:
            await queues.set_rules(conn, event_id, rules)
            await acts.note(conn, person_id, What.QUEUE_CHANGED, self.clock(), event_id=event_id, about=about)
