"""Redis: who is how far in the queue of an event, for a hundred thousand who ask at once. The truth is in PostgreSQL.

For each event a sorted set of those who wait, by their numbers, once these are drawn; a mark that nobody is missing in
it, as the set for a day after the last step of the queue; and the figures of the last second. Without the mark, or
without Redis, the answer is None, and the caller asks PostgreSQL. Only the sweep, with the lock of the queue, fills the
set: everybody else adds and removes single people.
"""

import json
from collections.abc import Awaitable, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from redis.asyncio import Redis

from core.domain.ids import EventId, PersonId
from core.domain.queue import QueueFigures
from db.presence import Presence

RANKS_TTL = timedelta(days=1)
FIGURES_TTL = timedelta(seconds=10)
AT_ONCE = 5_000
"""Members that are added in one command."""


class QueueRanks:
    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self._presence = Presence("rank in a queue")

    async def add(self, event_id: EventId, person_id: PersonId, number: int) -> None:
        await self._ask(self.redis.zadd(_ranks(event_id), {str(person_id): number}))

    async def remove(self, event_id: EventId, person_id: PersonId) -> None:
        await self._ask(self.redis.zrem(_ranks(event_id), str(person_id)))

    async def ahead_of(self, event_id: EventId, person_id: PersonId) -> int | None:
        """How many wait before somebody who waits; None where that is not known."""
        async with self.redis.pipeline(transaction=False) as asked:
            asked.exists(_mark(event_id))
            asked.zrank(_ranks(event_id), str(person_id))
            answers = await self._ask(asked.execute())
        is_whole, rank = answers or (0, None)
        return int(rank) if is_whole and rank is not None else None

    async def remove_up_to(self, event_id: EventId, last_number: int) -> None:
        """All that stand no further back than the one who was called, or told that nobody is any more, last."""
        await self._ask(self.redis.zremrangebyscore(_ranks(event_id), "-inf", last_number))

    async def keep(self, event_id: EventId) -> bool:
        """For another day. False where people have to be put in again.

        True while Redis is away: there is nowhere to put them.
        """
        async with self.redis.pipeline(transaction=False) as asked:
            asked.expire(_mark(event_id), RANKS_TTL)
            asked.expire(_ranks(event_id), RANKS_TTL)
            answers = await self._ask(asked.execute())
        return answers is None or bool(answers[0])

    async def clear(self, event_id: EventId) -> None:
        """Before those who wait are read: who joins after that adds themselves."""
        await self._ask(self.redis.unlink(_mark(event_id), _ranks(event_id)))

    async def fill(self, event_id: EventId, waiting: Sequence[tuple[PersonId, int]]) -> None:
        async with self.redis.pipeline(transaction=False) as asked:
            for start in range(0, len(waiting), AT_ONCE):
                some = waiting[start : start + AT_ONCE]
                asked.zadd(_ranks(event_id), {str(person_id): number for person_id, number in some})
            asked.expire(_ranks(event_id), RANKS_TTL)
            asked.set(_mark(event_id), 1, ex=RANKS_TTL)
            await self._ask(asked.execute())

    async def keep_figures(self, event_id: EventId, figures: QueueFigures) -> None:
        await self._ask(self.redis.set(_figures(event_id), json.dumps(asdict(figures)), px=FIGURES_TTL))

    async def figures(self, event_id: EventId) -> QueueFigures | None:
        """As they were a moment ago; None where no sweep has left any."""
        found = await self._ask(self.redis.get(_figures(event_id)))
        return QueueFigures(**json.loads(found)) if found else None

    async def _ask(self, command: Awaitable[Any]) -> Any:
        return await self._presence.ask(command, None)


def _ranks(event_id: EventId) -> str:
    return f"kassa:queue:{event_id}"


def _mark(event_id: EventId) -> str:
    return f"kassa:queue:{event_id}:whole"


def _figures(event_id: EventId) -> str:
    return f"kassa:queue:{event_id}:figures"
