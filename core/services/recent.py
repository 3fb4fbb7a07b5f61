"""Recent: what is dear to count, counted once for all who ask within a moment."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

KEPT_MAX = 1_000


class Recent(Generic[Key, Value]):
    """Values of those keys that were asked for last, in this process.

    Who asks while a value is being counted waits for it, and whoever leaves does not end that for the others. A failure
    is told to all who waited for it, and not kept.
    """

    def __init__(
        self,
        count: Callable[[Key], Coroutine[Any, Any, Value]],
        fresh_for: timedelta,
        watch: Callable[[], float] = monotonic,
        kept_max: int = KEPT_MAX,
    ) -> None:
        self.count = count
        self.fresh_seconds = fresh_for.total_seconds()
        self.watch = watch
        self.kept_max = kept_max
        self._known: OrderedDict[Key, _Counted[Value]] = OrderedDict()

    def __contains__(self, key: Key) -> bool:
        return key in self._known

    async def get(self, key: Key) -> Value:
        counted = self._known.get(key)
        if counted is None or (counted.value.done() and not self._is_fresh(counted)):
            counted = _Counted(self.watch(), asyncio.create_task(self.count(key)))
        self._keep(key, counted)
        return await asyncio.shield(counted.value)

    def put(self, key: Key, value: Value) -> None:
        """As if it had been counted at this moment."""
        self._keep(key, _Counted(self.watch(), _known(value)))

    def amend(self, key: Key, change: Callable[[Value], Value]) -> None:
        """What is known has changed since. What is just being counted will show it."""
        counted = self._known.get(key)
        if counted and counted.value.done() and not counted.has_failed:
            self._known[key] = _Counted(counted.began_at, _known(change(counted.value.result())))

    def _is_fresh(self, counted: "_Counted[Value]") -> bool:
        return not counted.has_failed and self.watch() - counted.began_at < self.fresh_seconds

    def _keep(self, key: Key, counted: "_Counted[Value]") -> None:
        self._known[key] = counted
        self._known.move_to_end(key)
        while len(self._known) > self.kept_max:
            self._known.popitem(last=False)


@dataclass(frozen=True, slots=True)
class _Counted(Generic[Value]):
    """A value, or one that is being counted."""

    began_at: float
    value: asyncio.Future[Value]

    @property
    def has_failed(self) -> bool:
        return self.value.cancelled() or self.value.exception() is not None


def _known(value: Value) -> asyncio.Future[Value]:
    future: asyncio.Future[Value] = asyncio.get_running_loop().create_future()
    future.set_result(value)
    return future
