"""Group commit: requests that wait while a batch runs go together in the next one. It knows nothing of what they ask.

One batch of a key runs at a time, and takes who has come meanwhile in the order of arrival; alone, a request waits for
nothing. Where a batch breaks, each of its requests runs again by itself, so that one fails and not its neighbours.
Nobody who gives up stops a batch: who was not taken yet is left out, the result of who was is thrown away.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

logger = logging.getLogger(__name__)
Key = TypeVar("Key", bound=Hashable)
Request = TypeVar("Request")
Result = TypeVar("Result")
Process = Callable[[Key, Sequence[Request]], Awaitable[Sequence[Result | Exception]]]
"""Answers all requests of a batch, in their order: each with its result, or with what its `submit` raises."""

BATCH_MAX = 256


class Alone(Exception):
    """The answer of a batch to a request that is to be processed again, by itself, beside the batches that follow.

    Raised, it is the answer to all of them.
    """


class Batches:
    """The batches of all groups of a process: so many run at once that other work finds a connection too.

    Errors that are `common` would meet each request of a batch alone as well: then none is tried again.
    """

    def __init__(self, at_once: int, common: tuple[type[Exception], ...] = ()) -> None:
        self.common = common
        self.turn = asyncio.Semaphore(at_once)
        self._running: set[asyncio.Task[None]] = set()

    def start(self, batches: Coroutine[Any, Any, None]) -> None:
        running = asyncio.create_task(batches)
        self._running.add(running)
        running.add_done_callback(self._running.discard)

    async def drain(self) -> None:
        """Until all that was asked for is answered."""
        while self._running:
            await asyncio.wait(self._running)


class GroupCommit(Generic[Key, Request, Result]):
    def __init__(self, process: Process[Key, Request, Result], batches: Batches, batch_max: int = BATCH_MAX) -> None:
        self.process = process
        self.batches = batches
        self.batch_max = batch_max
        self._waiting: dict[Key, deque[_Waiter[Request, Result]]] = {}  # only of keys whose batches run

    async def submit(self, key: Key, request: Request) -> Result:
        waiter: _Waiter[Request, Result] = _Waiter(request, asyncio.get_running_loop().create_future())
        if key in self._waiting:
            self._waiting[key].append(waiter)
        else:
            self._waiting[key] = deque([waiter])
            self.batches.start(self._run(key))
        return await waiter.answer

    async def _run(self, key: Key) -> None:
        waiting = self._waiting[key]
        try:
            while waiting:
                await self._batch(key, waiting)
        finally:  # nobody waits for ever, even if this task is cancelled
            del self._waiting[key]
            _forsake(waiting)

    async def _batch(self, key: Key, waiting: deque["_Waiter[Request, Result]"]) -> None:
        taken = list[_Waiter[Request, Result]]()
        try:
            async with self.batches.turn:
                taken = [waiter for waiter in _first(waiting, self.batch_max) if not waiter.answer.done()]
                answers = await self._answers(key, taken) if taken else []
            for waiter, answer in zip(taken, answers, strict=True):
                if isinstance(answer, Alone) and len(taken) > 1:
                    self.batches.start(self._batch(key, deque([waiter])))
                else:
                    waiter.take(answer)
            taken = []
        finally:
            _forsake(taken)

    async def _answers(self, key: Key, taken: Sequence["_Waiter[Request, Result]"]) -> Sequence[Result | Exception]:
        try:
            return await self.process(key, [waiter.request for waiter in taken])
        except Alone:
            return [Alone()] * len(taken)
        except self.batches.common as error:
            return [error] * len(taken)
        except Exception as error:
            if len(taken) == 1:
                return [error]
            logger.exception("a batch of %d for %s failed: they are done one by one", len(taken), key)
            return [Alone()] * len(taken)


@dataclass(slots=True)  # not frozen: to make one would take three times as long
class _Waiter(Generic[Request, Result]):
    request: Request
    answer: asyncio.Future[Result]

    def take(self, answer: Result | Exception) -> None:
        if self.answer.done():
            return
        if isinstance(answer, Exception):
            self.answer.set_exception(answer)
        else:
            self.answer.set_result(answer)


def _forsake(waiting: Iterable[_Waiter[Any, Any]]) -> None:
    for waiter in waiting:
        waiter.answer.cancel()


def _first(waiting: deque[_Waiter[Request, Result]], number: int) -> list[_Waiter[Request, Result]]:
    return [waiting.popleft() for _ in range(min(number, len(waiting)))]
