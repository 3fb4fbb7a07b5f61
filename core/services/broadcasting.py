"""Broadcasting: an organizer's message goes to those who hold tickets, a portion at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.domain.act import What
from core.domain.broadcast import TEXT_MAX, Audience, Broadcast, Progress
from core.domain.event import Event
from core.domain.hall import Tier
from core.domain.ids import BroadcastId, EventId, PersonId
from core.domain.message import BroadcastDone, BroadcastMessage
from core.domain.refusal import BroadcastGone, TextTooLong
from core.services.rights import Rights
from db import acts, broadcasts, halls, messages
from db.pool import Conn, Pool, transaction

IN_OUTBOX_MAX = 60
"""So many wait in the outbox at once: what others have just bought comes behind two or three seconds of them."""


@dataclass(frozen=True, slots=True)
class BroadcastView:
    """`count` is how many people it is for."""

    event: Event
    broadcast: Broadcast
    count: int
    progress: Progress


class Broadcasting:
    def __init__(self, pool: Pool, clock: Callable[[], datetime], rights: Rights) -> None:
        self.pool = pool
        self.clock = clock
        self.rights = rights

    async def audiences(self, person_id: PersonId, event_id: EventId) -> tuple[Event, list[Tier], Broadcast | None]:
        """The tiers to choose from, and what was sent last."""
        event = await self.rights.organized(person_id, event_id)
        return (
            event,
            list((await halls.outline(self.pool, event_id)).tiers),
            await broadcasts.latest(self.pool, event_id),
        )

    async def write(self, person_id: PersonId, event_id: EventId, audience: Audience, text: str) -> BroadcastView:
        """A preview; nothing is sent yet. The text is HTML as Telegram takes it."""
        await self.rights.ensure_organizes(person_id, event_id)
        if not 0 < len(text.strip()) <= TEXT_MAX:
            raise TextTooLong(TEXT_MAX)
        async with transaction(self.pool) as conn:
            written = await broadcasts.add(conn, event_id, text.strip(), audience, person_id, self.clock())
        return await self.view(person_id, event_id, written.id)

    async def view(self, person_id: PersonId, event_id: EventId, broadcast_id: BroadcastId) -> BroadcastView:
        event = await self.rights.organized(person_id, event_id)
        broadcast = await self.broadcast(event_id, broadcast_id)
        progress = await broadcasts.progress(self.pool, event_id, broadcast_id)
        count = progress.people
        if broadcast.confirmed_at is None:
            count = await broadcasts.count_audience(self.pool, event_id, broadcast.audience)
        return BroadcastView(event, broadcast, count, progress)

    async def broadcast(self, event_id: EventId, broadcast_id: BroadcastId) -> Broadcast:
        found = await broadcasts.by_id(self.pool, event_id, broadcast_id)
        if found is None:
            raise BroadcastGone
        return found

    async def confirm(self, person_id: PersonId, event_id: EventId, broadcast_id: BroadcastId) -> BroadcastView:
        """To those who hold tickets at this moment. Refused the second time."""
        await self.rights.ensure_organizes(person_id, event_id)
        broadcast, now = await self.broadcast(event_id, broadcast_id), self.clock()
        async with transaction(self.pool) as conn:
            if not await broadcasts.confirm(conn, broadcast, now):
                raise BroadcastGone
            await acts.note(conn, person_id, What.BROADCAST_SENT, now, event_id=event_id, about=broadcast_id)
        await self.feed_due()
        return await self.view(person_id, event_id, broadcast_id)

    async def stop(self, person_id: PersonId, event_id: EventId, broadcast_id: BroadcastId) -> BroadcastView:
        """Whoever has not got it yet gets nothing."""
        await self.rights.ensure_organizes(person_id, event_id)
        async with transaction(self.pool) as conn:
            if not await broadcasts.stop(conn, event_id, broadcast_id, self.clock()):
                raise BroadcastGone
            await acts.note(
                conn, person_id, What.BROADCAST_STOPPED, self.clock(), event_id=event_id, about=broadcast_id
            )
        return await self.view(person_id, event_id, broadcast_id)

    async def feed_due(self) -> None:
        """Puts the next portions into the outbox; where nothing is left, the organizer is told."""
        async with transaction(self.pool) as conn:
            for broadcast in await broadcasts.lock_under_way(conn):
                await self._feed(conn, broadcast)

    async def _feed(self, conn: Conn, broadcast: Broadcast) -> None:
        now, waiting = self.clock(), await broadcasts.in_outbox(conn, broadcast)
        portion = await broadcasts.take_portion(conn, broadcast, max(IN_OUTBOX_MAX - waiting, 0))
        message = BroadcastMessage(broadcast.event_id, broadcast.id)
        await broadcasts.set_messages(conn, broadcast, await messages.add_to_all(conn, portion, message, now))
        if not portion and not waiting:
            await broadcasts.finish(conn, broadcast, now)
            await messages.add(conn, broadcast.written_by, BroadcastDone(broadcast.event_id, broadcast.id), now)
