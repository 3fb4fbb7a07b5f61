"""Where the bot keeps what it waits for: in Redis, and in this process while Redis is away."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.fsm.storage.redis import RedisStorage
from redis.exceptions import RedisError

from core.services.group_commit import Batches
from core.services.loader import Loader

logger = logging.getLogger(__name__)


class StatesTogether(RedisStorage):
    """What the bot waits for is asked at every update: for all that came in the same moment with one question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._states = Loader(self._read_states, Batches(at_once=1, common=(RedisError, OSError)))

    async def get_state(self, key: StorageKey) -> str | None:
        return await self._states.get(self.key_builder.build(key, "state"))

    async def _read_states(self, keys: Sequence[str]) -> dict[str, str]:
        found = zip(keys, await self.redis.mget(keys), strict=True)
        return {key: state.decode() for key, state in found if isinstance(state, bytes)}


class FallbackStorage(BaseStorage):
    """Losing a half-typed answer costs one more tap; not being able to buy would cost a ticket."""

    def __init__(self, primary: BaseStorage) -> None:
        self.primary = primary
        self.fallback = MemoryStorage()

    async def set_state(self, key: StorageKey, state: str | State | None = None) -> None:
        try:
            await self.primary.set_state(key, state)
        except (RedisError, OSError) as error:
            _log(error)
            await self.fallback.set_state(key, state)

    async def get_state(self, key: StorageKey) -> str | None:
        try:
            return await self.primary.get_state(key)
        except (RedisError, OSError) as error:
            _log(error)
            return await self.fallback.get_state(key)

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        try:
            await self.primary.set_data(key, data)
        except (RedisError, OSError) as error:
            _log(error)
            await self.fallback.set_data(key, data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        try:
            return await self.primary.get_data(key)
        except (RedisError, OSError) as error:
            _log(error)
            return await self.fallback.get_data(key)

    async def close(self) -> None:
        await self.primary.close()
        await self.fallback.close()


def _log(error: Exception) -> None:
    logger.warning("Redis is away: %s", error)
