"""The on-sale minute in one message, which changes by itself for a while."""

import asyncio
from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.screens import live as screens
from bot.texts import Texts
from core.domain.ids import EventId, PersonId
from core.domain.refusal import Refusal
from core.services.managing import Managing

EVERY_SECONDS, LASTS_SECONDS = 4.0, 900.0
"""Telegram minds edits more often than every three seconds or so."""


class LiveViews:
    """One for each chat: whoever opens another one has the first no more."""

    def __init__(self, bot: Bot, managing: Managing, every: float = EVERY_SECONDS) -> None:
        self.bot = bot
        self.managing = managing
        self.every = every
        self._watching: dict[PersonId, asyncio.Task[None]] = {}

    def watch(self, person_id: PersonId, event_id: EventId, message_id: int, shown: str, t: Texts) -> None:
        self.leave(person_id)
        task = asyncio.create_task(self._watch(person_id, event_id, message_id, shown, t))
        self._watching[person_id] = task
        task.add_done_callback(lambda done: self._forget(person_id, done))

    def leave(self, person_id: PersonId) -> None:
        """The message shows something else now."""
        if task := self._watching.pop(person_id, None):
            task.cancel()

    async def stop(self) -> None:
        tasks = list(self._watching.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, person_id: PersonId, done: asyncio.Task[None]) -> None:
        if self._watching.get(person_id) is done:
            del self._watching[person_id]

    async def _watch(self, person_id: PersonId, event_id: EventId, message_id: int, shown: str, t: Texts) -> None:
        """Until its time is over, the message is gone, or the right to it."""
        with suppress(TimeoutError, TelegramAPIError, Refusal):
            async with asyncio.timeout(LASTS_SECONDS):
                while True:
                    await asyncio.sleep(self.every)
                    screen = screens.live(await self.managing.live(person_id, event_id), t)
                    if screen.text != shown:
                        shown = screen.text
                        await self.bot.edit_message_text(
                            screen.text, chat_id=person_id, message_id=message_id, reply_markup=screen.keyboard
                        )
