"""Receiving: an update is handled before it is acknowledged, once, or kept for the workers."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import assert_never

from core.domain.update import Mark, RawUpdate
from core.services.group_commit import Batches, GroupCommit
from db.update_marks import UpdateMarks
from db.update_streams import StreamsAway, StreamsFull, UpdateStreams

logger = logging.getLogger(__name__)

IN_HAND_TTL = timedelta(seconds=10)
"""How long a process that was killed keeps others from an update; what takes longer may be begun twice."""

Handle = Callable[[RawUpdate], Awaitable[None]]


class NobodyKeeps(Exception):
    """Redis is away: who has received the update must answer it."""


class Receiving:
    def __init__(self, marks: UpdateMarks, streams: UpdateStreams, batches: Batches) -> None:
        self.marks = marks
        self.streams = streams
        self._beginning = GroupCommit(self._begin, batches)
        self._ending = GroupCommit(self._end, batches)
        self._is_away = False

    async def handle_once(self, update: RawUpdate, handle: Handle) -> bool:
        """False while another process has it in hand. What fails is not tried again, unless it is money.

        Money asks nobody whether it may be handled: to do it twice has no effect, and to lose it must be impossible.
        """
        if update.kind.is_money:
            await handle(update)
            return True
        match await self._beginning.submit(None, update.id):
            case Mark.DONE:
                return True
            case Mark.IN_HAND:
                return False
            case Mark.BEGUN:
                await self._handle(update, handle)
                return True
            case other:
                assert_never(other)

    async def keep(self, update: RawUpdate) -> bool:
        """For the workers, once. False where there is no room: then Telegram is to keep it. Raises `NobodyKeeps`."""
        try:
            await self.streams.append(update)
        except StreamsFull as error:
            logger.warning("update %s cannot be kept, Redis is full: %s", update.id, error)
            return False
        except StreamsAway as error:
            if not self._is_away:
                logger.warning("Redis is away, updates are handled where they come in: %s", error)
            self._is_away = True
            raise NobodyKeeps from error
        if self._is_away:
            logger.info("Redis is back")
            self._is_away = False
        return True

    async def _handle(self, update: RawUpdate, handle: Handle) -> None:
        try:
            await handle(update)
        except Exception:
            logger.exception("update was not handled: %s", update.body)
        except BaseException:
            await self.marks.give_up(update.id)
            raise
        await self._ending.submit(None, update.id)

    async def _begin(self, _: None, update_ids: Sequence[int]) -> Sequence[Mark | Exception]:
        """Of the same one more than once, the first has it in hand."""
        return await self.marks.begin(update_ids, IN_HAND_TTL)

    async def _end(self, _: None, update_ids: Sequence[int]) -> Sequence[None]:
        await self.marks.end(update_ids)
        return [None] * len(update_ids)
