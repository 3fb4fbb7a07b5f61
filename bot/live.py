"""The on-sale minute in one message, which changes by itself for a while."""

import asyncio
from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.screen import Screen
from bot.screens import live as screens
from bot.texts import Texts
from core.domain.ids import EventId, PersonId
from core.domain.refusal import Refusal
from core.services.watching import LASTS, Watching

EVERY_SECONDS = 4.0
"""Telegram minds edits more often than every three seconds or so."""


class LiveViews:
    """One for each chat: whoever opens another one has the first no more."""

    def __init__(self, bot: Bot, watching: Watching, every: float = EVERY_SECONDS) -> None:
        self.bot = bot
        self.watching = watching
        self.every = every
        self._tasks: dict[PersonId, asyncio.Task[None]] = {}

    async def watch(self, person_id: PersonId, event_id: EventId, message_id: int, shown: str, t: Texts) -> None:
        self._cancel(person_id)
        mark = await self.watching.begin(person_id)
        task = asyncio.create_task(self._watch(person_id, event_id, mark, message_id, shown, t))
        self._tasks[person_id] = task
        task.add_done_callback(lambda done: self._forget(person_id, done))

    async def leave(self, person_id: PersonId) -> None:
        """The message shows something else now."""
        self._cancel(person_id)
        await self.watching.end(person_id)

    async def stop(self) -> None:
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _cancel(self, person_id: PersonId) -> None:
        if task := self._tasks.pop(person_id, None):
            task.cancel()

    def _forget(self, person_id: PersonId, done: asyncio.Task[None]) -> None:
        if self._tasks.get(person_id) is done:
            del self._tasks[person_id]

    async def _watch(
        self, person_id: PersonId, event_id: EventId, mark: str, message_id: int, shown: str, t: Texts
    ) -> None:
        """Until its time is over, the message shows something else or is gone, or the right to it."""
        with suppress(TimeoutError, TelegramAPIError, Refusal):
            async with asyncio.timeout(LASTS.total_seconds()):
                while True:
                    await asyncio.sleep(self.every)
                    figures = await self.watching.figures(person_id, event_id, mark)
                    if figures is None:
                        return
                    screen = screens.live(figures, t)
                    if screen.text != shown and await self._edit(person_id, message_id, screen):
                        shown = screen.text

    async def _edit(self, chat_id: int, message_id: int, screen: Screen) -> bool:
        """False where Telegram did not take it now, but may do so later."""
        try:
            await self.bot.edit_message_text(
                screen.text, chat_id=chat_id, message_id=message_id, reply_markup=screen.keyboard
            )
        except TelegramRetryAfter as limit:
            await asyncio.sleep(limit.retry_after)
            return False
        except (TelegramNetworkError, TelegramServerError):
            return False
        except TelegramBadRequest as error:
            if "message is not modified" not in error.message:
                raise
        return True
