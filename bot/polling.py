"""Long polling that confirms an update only when the money it tells of is in the books.

Telegram forgets an update as soon as the next `getUpdates` asks for what follows it. aiogram's own polling asks at
once, so a payment whose handler is cut off would be lost; here the next request waits for the payments, and a moment
for the rest. On the way out everything that has begun is finished.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram import Bot, Dispatcher
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramRetryAfter, TelegramUnauthorizedError
from aiogram.types import Update

logger = logging.getLogger(__name__)
T = TypeVar("T")

POLL_SECONDS = 20
PATIENCE = 0.5
"""Seconds that a batch may hold up the next one; what is slower goes on beside it."""
RUNNING_MAX = 200
DRAIN_SECONDS = 15
RETRY_FIRST, RETRY_LONGEST = 0.5, 10.0


class Polling:
    def __init__(self, bot: Bot, dispatcher: Dispatcher) -> None:
        self.bot = bot
        self.dispatcher = dispatcher
        self._offset: int | None = None
        self._begun: int | None = None  # the offset that would confirm everything begun
        self._running: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until cancelled; then it finishes the updates it has begun and confirms them."""
        allowed = self.dispatcher.resolve_used_update_types()
        try:
            await answered(self.bot.delete_webhook)
            while True:
                updates = await answered(
                    lambda: self.bot.get_updates(self._offset, timeout=POLL_SECONDS, allowed_updates=allowed)
                )
                await self._handle(updates)
        finally:
            await self._drain()

    async def _handle(self, updates: list[Update]) -> None:
        charges: list[asyncio.Task[None]] = []
        others: list[asyncio.Task[None]] = []
        for update in updates:
            task = asyncio.create_task(self._feed(update))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            (charges if _is_charge(update) else others).append(task)
            self._begun = update.update_id + 1
        if charges:
            await asyncio.wait(charges)  # without a limit: only a database that is away can keep us here
        if others:
            await asyncio.wait(others, timeout=PATIENCE)
        while len(self._running) > RUNNING_MAX:  # let Telegram keep what we cannot handle yet
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
        self._offset = self._begun

    async def _feed(self, update: Update) -> None:
        """A charge is tried until it is in the books; anything else once."""
        pause = RETRY_FIRST
        while True:
            try:
                await self.dispatcher.feed_update(self.bot, update)
                return
            except Exception:
                logger.exception("update %s was not handled", update.update_id)
                if not _is_charge(update):
                    return
            await asyncio.sleep(pause)
            pause = min(2 * pause, RETRY_LONGEST)

    async def _drain(self) -> None:
        unfinished = set(self._running)
        if unfinished:
            _, unfinished = await asyncio.wait(unfinished, timeout=DRAIN_SECONDS)
        if not unfinished:
            self._offset = self._begun
        if self._offset is not None:
            try:
                await self.bot.get_updates(self._offset, timeout=0, limit=1, request_timeout=2)
            except (TelegramAPIError, ClientDecodeError) as error:
                logger.warning("the last updates could not be confirmed and will come again: %s", error)


async def answered(ask: Callable[[], Awaitable[T]]) -> T:
    """Asks until Telegram answers. Raises `TelegramUnauthorizedError` for a token that it does not know."""
    pause = RETRY_FIRST
    while True:
        try:
            return await ask()
        except TelegramUnauthorizedError:
            raise
        except (TelegramAPIError, ClientDecodeError) as error:  # the latter: a proxy's page, say
            pause = error.retry_after if isinstance(error, TelegramRetryAfter) else min(2 * pause, RETRY_LONGEST)
            logger.warning("Telegram does not answer, again in %.1f s: %s", pause, error)
        await asyncio.sleep(pause)


def _is_charge(update: Update) -> bool:
    return bool(update.message and update.message.successful_payment)
