"""Where the bot keeps what it waits for: in Redis, and in this process while Redis is away."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
T = TypeVar("T")


class FallbackStorage(BaseStorage):
    """Losing a half-typed answer costs one more tap; not being able to buy would cost a ticket."""

    def __init__(self, primary: BaseStorage) -> None:
        self.primary = primary
        self.fallback = MemoryStorage()
        self._is_away = False

    async def set_state(self, key: StorageKey, state: str | State | None = None) -> None:
        await self._ask(lambda storage: storage.set_state(key, state))

    async def get_state(self, key: StorageKey) -> str | None:
        return await self._ask(lambda storage: storage.get_state(key))

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._ask(lambda storage: storage.set_data(key, data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return await self._ask(lambda storage: storage.get_data(key))

    async def close(self) -> None:
        """Redis is closed by whoever has opened it."""
        await self.fallback.close()

    async def _ask(self, question: Callable[[BaseStorage], Awaitable[T]]) -> T:
        """What was kept here meanwhile is forgotten once Redis answers: when it is away again, it is long past."""
        try:
            answer = await question(self.primary)
        except (RedisError, OSError) as error:
            if not self._is_away:
                logger.warning("Redis is away, this process remembers what it waits for: %s", error)
            self._is_away = True
            return await question(self.fallback)
        if self._is_away:
            logger.info("Redis is back")
            self._is_away = False
            self.fallback.storage.clear()
        return answer
