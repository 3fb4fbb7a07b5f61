"""Managing: the events that somebody organizes, and how each of them stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.domain.audit import Balance
from core.domain.event import Event
from core.domain.ids import EventId, PersonId
from core.domain.queue import Queue, QueueFigures
from core.domain.refusal import ClosedBecause, EventNotFound
from core.services.browsing import Browsing, EventCard
from core.services.rights import Rights
from core.services.viewing import HallView, Viewing
from db import audit, events, queue_turns, queues, waitlist_entries
from db.pool import Pool

LIVE_MINUTES = 20


@dataclass(frozen=True, slots=True)
class ManagedEvent:
    """`closed` is why nothing is on sale, if so."""

    event: Event
    balance: Balance
    closed: ClosedBecause | None


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """`waiting` people are in the waiting list; `per_minute` are tickets, the last number that of this minute."""

    managed: ManagedEvent
    waiting: int
    per_minute: tuple[int, ...]
    queue: Queue
    queue_figures: QueueFigures

    @property
    def has_queue(self) -> bool:
        """Whether there is anything to say of it."""
        return self.queue.is_open or self.queue_figures.waiting > 0


class Managing:
    def __init__(
        self, pool: Pool, clock: Callable[[], datetime], rights: Rights, browsing: Browsing, viewing: Viewing
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights
        self.browsing = browsing
        self.viewing = viewing

    async def events(self, person_id: PersonId) -> list[Event]:
        """All that this person organizes: those to come, the next one first; then those past, the last one first."""
        team_ids = await self.rights.teams_of(person_id)
        found = await events.of_teams(self.pool, team_ids)
        past = [event for event in found if event.is_past(self.clock())]
        return [event for event in found if event not in past] + past[::-1]

    async def event(self, person_id: PersonId, event_id: EventId) -> ManagedEvent:
        await self.rights.ensure_organizes(person_id, event_id)
        event = await events.by_id(self.pool, event_id)
        balance = await audit.balance(self.pool, event_id, self.clock())
        if event is None or balance is None:
            raise EventNotFound
        return ManagedEvent(event, balance, event.closed_because(self.clock()))

    async def live(self, person_id: PersonId, event_id: EventId) -> LiveFigures:
        managed, now = await self.event(person_id, event_id), self.clock()
        waiting = await waitlist_entries.count_waiting(self.pool, event_id)
        return LiveFigures(
            managed,
            waiting,
            await audit.sold_per_minute(self.pool, event_id, now, LIVE_MINUTES),
            await queues.of_event(self.pool, event_id),
            await queue_turns.figures(self.pool, event_id, now, managed.balance.free),
        )

    async def preview(self, person_id: PersonId, event_id: EventId) -> EventCard:
        """As buyers see it, or will."""
        await self.rights.ensure_organizes(person_id, event_id)
        return await self.browsing.preview(event_id, person_id)

    async def hall(self, person_id: PersonId, event_id: EventId) -> HallView:
        """All of it as it is now, with nothing chosen."""
        event = await self.rights.organized(person_id, event_id)
        return await self.viewing.view(event, person_id, None)
