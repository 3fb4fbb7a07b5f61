"""One message that says how far something long has come: changed in place, seldom enough for nobody to mind."""

import asyncio
from contextlib import suppress
from types import TracebackType

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.sheets.words import count
from bot.texts import Texts

EVERY_SECONDS = 3.0
WORTH_IT = 2_000
"""Fewer lines than that are written before anybody has read a message."""


class Progress:
    """The work itself only counts: what is told of it goes its own way, and never holds the work up."""

    def __init__(self, bot: Bot, chat_id: int, total: int, t: Texts, every: float = EVERY_SECONDS) -> None:
        self.bot, self.chat_id, self.total, self.t, self.every = bot, chat_id, total, t, every
        self.done = 0
        self.message_id: int | None = None
        self.telling: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Progress":
        if self.total >= WORTH_IT:
            self.message_id = (await self.bot.send_message(self.chat_id, self._words())).message_id
            self.telling = asyncio.create_task(self._tell(self.message_id))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What is done, or has failed, needs no progress any more."""
        if self.telling:
            self.telling.cancel()
            await asyncio.gather(self.telling, return_exceptions=True)
        if self.message_id:
            with suppress(TelegramAPIError):
                await self.bot.delete_message(self.chat_id, self.message_id)

    def at(self, done: int) -> None:
        self.done = done

    async def _tell(self, message_id: int) -> None:
        told = 0
        while True:
            await asyncio.sleep(self.every)
            if self.done != told:
                told = self.done
                with suppress(TelegramAPIError):  # it is only a courtesy
                    await self.bot.edit_message_text(self._words(), chat_id=self.chat_id, message_id=message_id)

    def _words(self) -> str:
        t, percent = self.t, 100 * min(self.done, self.total) // self.total
        return t("report-progress", done=count(self.done), total=count(self.total), percent=percent)
