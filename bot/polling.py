"""Long polling that confirms an update only when the money it tells of is in the books.

Telegram forgets an update as soon as a `getUpdates` asks for what follows it. aiogram's own polling asks at once, so a
payment whose handler is cut off would be lost. Here the next request waits a moment for everything, and asks for what
follows a payment only when that is recorded. Until then the same updates come again, with newer ones behind them: a
pre-checkout must be answered even while the database hangs. On the way out everything that has begun is finished.

Each update is read alone: Telegram knows more kinds of messages every few months, and one that cannot be read here must
not stand in the way of all that come after it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar, cast

from aiogram import Bot, Dispatcher
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramRetryAfter, TelegramUnauthorizedError
from aiogram.methods import GetUpdates
from aiogram.types import TelegramObject, Update
from pydantic import ValidationError

logger = logging.getLogger(__name__)
T = TypeVar("T")

POLL_SECONDS = 20
PATIENCE = 0.5
"""Seconds that a batch may hold up the next one; what is slower goes on beside it."""
RUNNING_MAX = 200
DRAIN_SECONDS = 15
RETRY_FIRST, RETRY_LONGEST = 0.5, 10.0


class Unread(TelegramObject):
    """An update of which nothing is known but its number; the rest is as it came."""

    update_id: int


class GetUnread(GetUpdates):
    __returning__ = list[Unread]


class Polling:
    def __init__(self, bot: Bot, dispatcher: Dispatcher) -> None:
        self.bot = bot
        self.dispatcher = dispatcher
        self._begun: int | None = None  # the offset that would confirm everything begun
        self._running: set[asyncio.Task[None]] = set()
        self._charges: dict[int, asyncio.Task[None]] = {}  # by update id: those that are not in the books yet
        self._come_again: set[int] = set()  # ids that Telegram repeats until those charges are confirmed

    async def run(self) -> None:
        """Until cancelled; then it finishes the updates it has begun and confirms them."""
        allowed = self.dispatcher.resolve_used_update_types()
        try:
            await answered(self.bot.delete_webhook)
            while True:
                seconds = 0 if self._charges else POLL_SECONDS  # with a charge waiting, the answer comes at once
                ask = GetUnread(offset=self._offset, timeout=seconds, allowed_updates=allowed)
                came = cast(list[Unread], await answered(partial(self.bot, ask)))
                await self._handle([update for update in came if update.update_id not in self._come_again])
        finally:
            await self._drain()

    @property
    def _offset(self) -> int | None:
        """What may be confirmed: everything before the first charge that is not in the books."""
        return min(self._charges, default=self._begun)

    async def _handle(self, updates: list[Unread]) -> None:
        begun = [self._begin(update) for update in updates]
        if waited_for := {*begun, *self._charges.values()}:
            await asyncio.wait(waited_for, timeout=PATIENCE)
        if not self._charges:
            self._come_again.clear()
        while len(self._running) > RUNNING_MAX:  # let Telegram keep what we cannot handle yet
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)

    def _begin(self, update: Unread) -> asyncio.Task[None]:
        task = asyncio.create_task(self._feed(update))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        if _charge(update):
            self._charges[update.update_id] = task
            task.add_done_callback(lambda _: self._charges.pop(update.update_id))
        self._begun = update.update_id + 1
        self._come_again.add(update.update_id)
        return task

    async def _feed(self, unread: Unread) -> None:
        """A charge is tried until it is in the books; anything else once."""
        update, pause = self._read(unread), RETRY_FIRST
        if update is None:
            return
        while True:
            try:
                await self.dispatcher.feed_update(self.bot, update)
                return
            except Exception:
                logger.exception("update %s was not handled", update.update_id)
                if not _charge(unread):
                    return
            await asyncio.sleep(pause)
            pause = min(2 * pause, RETRY_LONGEST)

    def _read(self, unread: Unread) -> Update | None:
        """None: it cannot be read, and would be no better the next time. A charge is found again by `Reconciling`."""
        try:
            return Update.model_validate(dict(unread), context={"bot": self.bot})
        except ValidationError as error:
            why = [f"{'.'.join(map(str, part['loc']))}: {part['msg']}" for part in error.errors(include_input=False)]
            if paid := _charge(unread):
                logger.critical("update %s cannot be read, a payment: %s %s", unread.update_id, paid, why)
            else:
                logger.error("update %s cannot be read and is passed over: %s", unread.update_id, why)
            return None

    async def _drain(self) -> None:
        """What could not be finished in time comes again, to the next process."""
        if self._running:
            _, unfinished = await asyncio.wait(self._running, timeout=DRAIN_SECONDS)
            if unfinished:
                return
        if self._begun is not None:
            try:
                await self.bot(GetUnread(offset=self._begun, timeout=0, limit=1), request_timeout=2)
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


def _charge(update: Unread) -> object:
    """What it says of money that was taken."""
    message = dict(update).get("message")
    return message.get("successful_payment") if isinstance(message, dict) else None
