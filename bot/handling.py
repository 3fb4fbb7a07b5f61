"""Updates that are handled before they are acknowledged, within a time limit.

A hundred handlers that hang would stop the whole bot: Telegram has no more connections. So what takes longer goes on,
and Telegram is told to bring the update again, which then waits for the handling that has begun.
"""

import asyncio
import logging
from functools import partial

from aiogram import Bot, Dispatcher
from aiogram.types import Update

from core.domain.update import RawUpdate
from core.services.receiving import Receiving

logger = logging.getLogger(__name__)

ANSWER_WITHIN = 5.0
DRAIN_SECONDS = 15.0


async def feed(bot: Bot, dispatcher: Dispatcher, update: RawUpdate) -> None:
    """To its handler, without a limit."""
    await dispatcher.feed_update(bot, Update.model_validate_json(update.body, context={"bot": bot}))


class Handling:
    def __init__(self, bot: Bot, dispatcher: Dispatcher, receiving: Receiving) -> None:
        self.bot = bot
        self.dispatcher = dispatcher
        self.receiving = receiving
        self._in_hand: dict[int, asyncio.Task[bool]] = {}

    async def handle(self, update: RawUpdate) -> bool:
        """True if it may be acknowledged."""
        task = self._in_hand.get(update.id) or self._begin(update)
        done, _ = await asyncio.wait([task], timeout=ANSWER_WITHIN)
        return bool(done) and not task.cancelled() and task.exception() is None and task.result()

    async def finish(self) -> None:
        """What goes on is ended; what cannot be in time comes again."""
        if self._in_hand:
            _, unfinished = await asyncio.wait(self._in_hand.values(), timeout=DRAIN_SECONDS)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)

    def _begin(self, update: RawUpdate) -> "asyncio.Task[bool]":
        task = asyncio.create_task(self.receiving.handle_once(update, partial(feed, self.bot, self.dispatcher)))
        self._in_hand[update.id] = task
        task.add_done_callback(lambda _: self._end(update, task))
        return task

    def _end(self, update: RawUpdate, task: "asyncio.Task[bool]") -> None:
        del self._in_hand[update.id]
        if not task.cancelled() and (error := task.exception()):
            logger.error("update %s was not handled and will come again", update.id, exc_info=error)
