"""Loader: what many ask for in the same moment is read with one question.

As group commit does for what is written: who asks while a question is on its way is in the next one, so nobody is
answered with what was read before they asked. Alone, one asks at once. The pattern is known as DataLoader.
"""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from core.services.group_commit import Batches, GroupCommit

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Loader(Generic[Key, Value]):
    """By key, with one question for all keys."""

    def __init__(self, load: Callable[[Sequence[Key]], Awaitable[Mapping[Key, Value]]], batches: Batches) -> None:
        self.load = load
        self._asking: GroupCommit[None, Key, Value | None] = GroupCommit(self._answer, batches)

    async def get(self, key: Key) -> Value | None:
        """None for what is not there."""
        return await self._asking.submit(None, key)

    async def _answer(self, _: None, keys: Sequence[Key]) -> list[Value | Exception | None]:
        found = await self.load(list(dict.fromkeys(keys)))
        return [found.get(key) for key in keys]


class Shared(Generic[Key, Value]):
    """By key, with a question for each of them: for what cannot be read together."""

    def __init__(self, read: Callable[[Key], Awaitable[Value]], batches: Batches) -> None:
        self.read = read
        self._asking: GroupCommit[Key, None, Value] = GroupCommit(self._answer, batches)

    async def get(self, key: Key) -> Value:
        return await self._asking.submit(key, None)

    async def _answer(self, key: Key, requests: Sequence[None]) -> list[Value | Exception]:
        value = await self.read(key)
        return [value] * len(requests)
