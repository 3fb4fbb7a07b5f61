"""Queueing: a place in the queue of an event, the way it shrinks, and what is wished for when the turn comes.

Who calls the next is in calling.py; what happens before the sale, in drawing.py.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from core.domain.draw import NONCE_BYTES
from core.domain.event import Event
from core.domain.hall import Hall
from core.domain.ids import EventId, PersonId
from core.domain.queue import EntryStatus, Queue, QueueEntry, QueueFigures, QueueView, QueueWish, Room
from core.domain.refusal import ClosedBecause, InvalidQuantity, NoQueue, SaleClosed
from core.domain.waitlist import PARTY_MAX
from core.services.drawing import Drawing
from core.services.hold_rules import HoldRules
from core.services.lookup import public_event
from core.services.recent import Recent
from db import halls, queue_entries, queue_turns, queues
from db.pool import Pool, transaction
from db.queue_ranks import QueueRanks

COUNT_LASTS = timedelta(seconds=1)


class Queueing:
    def __init__(
        self, pool: Pool, clock: Callable[[], datetime], ranks: QueueRanks, drawing: Drawing, rules: HoldRules
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.ranks = ranks
        self.drawing = drawing
        self.rules = rules
        self._recent = Recent(self.figures_now, COUNT_LASTS, lambda: clock().timestamp())

    async def view(self, event_id: EventId, person_id: PersonId) -> QueueView:
        """The queue as this person sees it, whether or not they are in it."""
        event = await public_event(self.pool, event_id)
        queue = await queues.of_event(self.pool, event_id)
        entry = await queue_entries.of_person(self.pool, event_id, person_id)
        return await self._view(event, queue, await self.drawing.open_room(event) if queue.is_open else None, entry)

    async def join(self, event_id: EventId, person_id: PersonId) -> QueueView:
        """To the end of the queue, or before the sale into the draw. Who is there already keeps their place."""
        event = await public_event(self.pool, event_id)
        queue = await queues.of_event(self.pool, event_id)
        self._ensure_open(event, queue)
        room = await self.drawing.open_room(event)
        entry = await self._add(event_id, person_id)
        if entry and not (room and room.seed is None):
            await self.ranks.add(event_id, person_id, entry.number)
        return await self._view(
            event, queue, room, entry or await queue_entries.of_person(self.pool, event_id, person_id)
        )

    async def ensure_passed(self, view: QueueView) -> None:
        """Of who waits: what the event asks before a hold. Whatever they answer, their place is theirs."""
        if view.is_waiting and view.entry:
            await self.rules.ensure_passed(self.pool, view.event, view.entry.person_id, self.clock())

    async def leave(self, event_id: EventId, person_id: PersonId) -> bool:
        """Gives the place back, or the turn, which is the next one's then; True if it was a turn."""
        had = await queue_entries.leave(self.pool, event_id, person_id)
        await self.ranks.remove(event_id, person_id)
        return had is EntryStatus.CALLED

    async def wish(self, event_id: EventId, person_id: PersonId, wish: QueueWish | None) -> QueueView:
        """What is held by itself when the turn comes; None: they choose by hand. Only who waits can still say.

        It becomes a hold without a tap, so whatever a hold asks comes before it.
        """
        event = await public_event(self.pool, event_id)
        most = min(event.limit_per_buyer, PARTY_MAX)
        if wish and not 1 <= wish.party.size <= most:
            raise InvalidQuantity(most)
        async with transaction(self.pool) as conn:
            if wish:
                await self.rules.ensure_may_wait(conn, event, person_id, self.clock())
            if not await queue_entries.set_wish(conn, event_id, person_id, wish):
                raise NoQueue(event_id)
        return await self.view(event_id, person_id)

    async def outline(self, event_id: EventId) -> Hall:
        """What can be wished for: the hall without its seats."""
        return await halls.outline(self.pool, event_id)

    async def figures(self, event_id: EventId) -> QueueFigures:
        """Of the last second, as the sweep left them; or of one no longer ago, where none did."""
        return await self.ranks.figures(event_id) or await self._recent.get(event_id)

    async def figures_now(self, event_id: EventId) -> QueueFigures:
        """Counted for who asks: for the few who regulate a queue, and see at once what they have done."""
        now = self.clock()
        free, _ = await queues.seats_to_come(self.pool, event_id, now)
        return await queue_turns.figures(self.pool, event_id, now, free)

    async def _view(self, event: Event, queue: Queue, room: Room | None, entry: QueueEntry | None) -> QueueView:
        now = self.clock()
        return QueueView(
            event=event,
            queue=queue,
            entry=entry,
            figures=await self.figures(event.id),
            room=room,
            ahead=await self._ahead(entry, room),
            has_turn=entry is not None and entry.has_turn(now),
            is_before_sale=event.closed_because(now) is ClosedBecause.NOT_YET,
        )

    def _ensure_open(self, event: Event, queue: Queue) -> None:
        because = event.closed_because(self.clock())
        if because in (ClosedBecause.CANCELLED, ClosedBecause.OVER):
            raise SaleClosed(because, event.sale_starts_at)
        if not queue.is_open:
            raise NoQueue(event.id)

    async def _add(self, event_id: EventId, person_id: PersonId) -> QueueEntry | None:
        nonce, now = secrets.token_bytes(NONCE_BYTES), self.clock()
        entry = await queue_entries.add(self.pool, event_id, person_id, nonce, now)
        if entry is None and await queue_turns.pass_own(self.pool, event_id, person_id, now):
            return await queue_entries.add(self.pool, event_id, person_id, nonce, now)
        return entry

    async def _ahead(self, entry: QueueEntry | None, room: Room | None) -> int | None:
        """None before the draw. Whom Redis does not know is put in again."""
        if entry is None or entry.status is not EntryStatus.WAITING or (room and room.seed is None):
            return None
        ahead = await self.ranks.ahead_of(entry.event_id, entry.person_id)
        if ahead is None:
            await self.ranks.add(entry.event_id, entry.person_id, entry.number)
            ahead = await queue_entries.ahead_of(self.pool, entry)
        return ahead
