"""Drawing: the verifiable shuffle of those who joined before the sale. The protocol is in core/domain/draw.py."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256

from core.domain.draw import SEED_BYTES, Proof, entry_of, list_of, shuffled
from core.domain.event import Event
from core.domain.ids import EventId, PersonId, QueueEntryId
from core.domain.queue import DRAW_AFTER, LAST_JOINS, Room
from core.domain.refusal import NoDraw
from db import events, queue_draws, queue_entries
from db.pool import Conn, Pool

NUMBERED_AT_ONCE = 10_000
"""In one statement: none of them comes near to the time that a statement may take."""


class Drawing:
    def __init__(self, pool: Pool, clock: Callable[[], datetime]) -> None:
        self.pool = pool
        self.clock = clock

    async def open_room(self, event: Event) -> Room | None:
        """The room before the sale: sealed when it is first looked into. None if nobody did before the sale began."""
        room = await queue_draws.of_event(self.pool, event.id)
        if room is None and self.clock() < event.sale_starts_at:
            await queue_draws.open_room(self.pool, event.id, secrets.token_bytes(SEED_BYTES), self.clock())
            room = await queue_draws.of_event(self.pool, event.id)
        return room

    async def room(self, event_id: EventId) -> Room:
        """Refused where there is none, or its list is open still."""
        room = await queue_draws.of_event(self.pool, event_id)
        if room is None or room.list_hash is None:
            raise NoDraw
        return room

    async def step(self, conn: Conn, event: Event) -> bool:
        """Freezes the list, or draws, as is due; True once there is nothing left to draw.

        In the transaction of the sweep: between freezing and drawing it commits, so that the hash is out first.
        """
        room, now = await queue_draws.of_event(conn, event.id), self.clock()
        if room is None or room.seed is not None:
            return True
        if room.frozen_at is None:
            if now >= event.sale_starts_at + LAST_JOINS:
                await self._freeze(conn, event, now)
            return False
        if room.entries and now < room.frozen_at + DRAW_AFTER:
            return False
        await self._draw(conn, event, await queue_draws.reveal(conn, event.id, now))
        return True

    async def proof(self, event_id: EventId, person_id: PersonId) -> Proof:
        """Refused before the draw, and to who joined after it: they come in the order of their joining."""
        room = await queue_draws.of_event(self.pool, event_id)
        entry = await queue_entries.drawn_of(self.pool, event_id, person_id)
        if room is None or room.seed is None or entry is None or entry.drawn_number is None:
            raise NoDraw
        return Proof(
            event=event_id,
            person=person_id,
            nonce=entry.nonce.hex(),
            entry=entry_of(event_id, person_id, entry.nonce).hex(),
            seal=room.seal,
            list_hash=room.list_hash or "",
            entries=room.entries,
            seed=room.seed.hex(),
            position=entry.drawn_number,
        )

    async def last_proof(self, person_id: PersonId) -> tuple[Event, Proof]:
        """Of the draw that the person took part in last."""
        event_id = await queue_entries.last_drawn_event(self.pool, person_id)
        event = await events.by_id(self.pool, event_id) if event_id else None
        if event is None:
            raise NoDraw
        return event, await self.proof(event.id, person_id)

    async def frozen_list(self, event_id: EventId) -> str:
        """Everybody may have it: nobody can tell from it who is who."""
        found = await queue_draws.frozen_list(self.pool, event_id)
        if found is None:
            raise NoDraw
        return found

    async def _freeze(self, conn: Conn, event: Event, now: datetime) -> None:
        joined = await queue_entries.joined_before(conn, event.id, event.sale_starts_at)
        text = await asyncio.to_thread(_list_text, event.id, joined)
        list_hash = sha256(text.encode()).hexdigest()
        await queue_draws.freeze(conn, event.id, text, list_hash, len(joined), now)

    async def _draw(self, conn: Conn, event: Event, seed: bytes) -> None:
        joined = await queue_entries.joined_before(conn, event.id, event.sale_starts_at)
        text = await queue_draws.frozen_list(conn, event.id) or ""
        drawn = await asyncio.to_thread(_in_order, event.id, joined, text, seed)
        for start in range(0, len(drawn), NUMBERED_AT_ONCE):
            await queue_entries.number(conn, event.id, drawn[start : start + NUMBERED_AT_ONCE], start + 1)


Joined = Sequence[tuple[QueueEntryId, PersonId, bytes]]


def _list_text(event_id: EventId, joined: Joined) -> str:
    return list_of(entry_of(event_id, person_id, nonce) for _, person_id, nonce in joined)


def _in_order(event_id: EventId, joined: Joined, list_text: str, seed: bytes) -> list[QueueEntryId | None]:
    """Whose entry comes first, second, …; who has left since the list was frozen keeps the others' numbers."""
    ids = {entry_of(event_id, person_id, nonce): entry_id for entry_id, person_id, nonce in joined}
    return [ids.get(entry) for entry in shuffled(map(bytes.fromhex, list_text.split()), seed)]
