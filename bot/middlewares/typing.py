"""Updates of a person wait for each other; what was to be typed is forgotten once they do something else."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

from aiogram import BaseMiddleware
from aiogram.fsm.context import FSMContext
from aiogram.fsm.middleware import FSMContextMiddleware
from aiogram.fsm.storage.base import BaseEventIsolation, StorageKey
from aiogram.types import TelegramObject, Update

from bot.asking import forget_question
from bot.states import Typing


class OneAtATime(BaseEventIsolation):
    """The updates of a person in a chat one after the other. aiogram's own keeps a lock of everybody who ever came."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[StorageKey, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        async with lock:
            yield

    async def close(self) -> None:
        """Nothing is open."""


class TypedAnswers(FSMContextMiddleware):
    """One update of a person at a time; but money waits for nobody: its order is locked where it is changed."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        if isinstance(event, Update) and _is_money(event):
            return await handler(event, data)
        return await super().__call__(handler, event, data)


class TypingMiddleware(BaseMiddleware):
    """A tap or a command ends a question that waits for text; otherwise a number typed later would answer it."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        state: FSMContext | None = data.get("state")
        if state and data.get("raw_state") and isinstance(event, Update) and _is_something_else(event):
            if data["raw_state"] == Typing.draft.state:
                await data["drafting"].pause(data["person"].id)
            await forget_question(state, data["bot"], data["t"])
            data["raw_state"] = None
        return await handler(event, data)


def _is_money(update: Update) -> bool:
    return update.pre_checkout_query is not None or bool(update.message and update.message.successful_payment)


def _is_something_else(update: Update) -> bool:
    """What is typed inline, in whatever chat, goes past the question."""
    if update.inline_query:
        return False
    return update.message is None or (update.message.text or "").startswith("/")
