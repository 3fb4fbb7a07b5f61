"""One simulated person: comes, queues if need be, looks at the hall, holds what there is, and pays, or does not.

All through the services, as the bot calls them. Nobody hesitates: what takes time is what Kassa takes.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from random import Random
from typing import TypeVar

from core.app import utc_now
from core.domain.ids import PersonId
from core.domain.message import Message, QueueEnded, TurnBegan, WishHeld
from core.domain.order import Order
from core.domain.person import Person
from core.domain.queue import QueueMode
from core.domain.refusal import HoldGone, Refusal, TurnNeeded
from rehearsal.character import Character
from rehearsal.choosing import Choosing
from rehearsal.figures import Figures, Outcome, Step
from rehearsal.paying import pay
from rehearsal.stage import Stage

VISITS = 6
"""How often somebody who got nothing comes back: holds may have lapsed meanwhile."""
LOOKS_EVERY = 20.0
"""Seconds between two looks at the own place in the queue, on average."""
T = TypeVar("T")


class Buyer:
    def __init__(
        self,
        stage: Stage,
        figures: Figures,
        room: asyncio.Semaphore,
        person_id: PersonId,
        character: Character,
        chance: Random,
    ) -> None:
        self.stage = stage
        self.figures = figures
        self.room = room  # for so many who act in the same instant
        self.id = person_id
        self.character = character
        self.chance = chance
        self.is_queueing = False
        self._is_idle = False
        self._is_over = False
        self._told = asyncio.Event()
        self._queue_is_over = False

    def hear(self, message: Message) -> None:
        """What Telegram brings."""
        if isinstance(message, QueueEnded):
            self._queue_is_over = True
        if isinstance(message, TurnBegan | WishHeld | QueueEnded):
            self._told.set()

    def send_home(self, life: "asyncio.Task[None]") -> None:
        """What has begun is finished."""
        self._is_over = True
        if self._is_idle:
            life.cancel()

    async def come(self) -> Outcome:
        async with self._acting():
            await self.stage.app.people.meet(Person(self.id, f"Buyer {self.id}", None, "en"))
        if self.stage.queue_mode is QueueMode.ON:
            await self._queue()
        for visit in range(VISITS):
            if visit:
                async with self._idle():
                    await asyncio.sleep(self.chance.uniform(0.2, 1) * self.stage.event.hold_ttl.total_seconds())
            if outcome := await self._visit():
                return outcome
        async with self._acting():
            await self.stage.app.queueing.leave(self.stage.event.id, self.id)
        return Outcome.TOO_LATE

    async def _visit(self) -> Outcome | None:
        """None: nothing could be had this time."""
        while not self._queue_is_over:
            try:
                async with self._acting():
                    order = await Choosing(self.stage, self.figures, self.id, self.character, self.chance).hold()
                    return await self._decide(order) if order else None
            except TurnNeeded:  # the queue has begun by itself, or the turn has passed
                await self._queue()
        return Outcome.TOO_LATE

    async def _decide(self, order: Order) -> Outcome:
        if self.character.never_pays:
            self.figures.note_unpaid(order.expires_at)
            return Outcome.UNPAID
        try:
            await pay(self.stage, self.figures, order)
        except Refusal as refusal:
            self.figures.refusals[refusal.code] += 1
            self.figures.note_unpaid(order.expires_at)
            self.figures.lost_holds += isinstance(refusal, HoldGone) and utc_now() < order.expires_at
            return Outcome.REFUSED
        self.figures.note_sold(len(order.seat_ids), utc_now())
        return Outcome.BOUGHT

    async def _queue(self) -> None:
        """Until it is their turn; now and then they look how far they are."""
        queueing, event_id = self.stage.app.queueing, self.stage.event.id
        self._told.clear()
        async with self._acting():
            await self._timed(Step.JOIN, queueing.join(event_id, self.id))
        self.is_queueing = True
        while not await self._is_told(within=self.chance.uniform(0.5, 1.5) * LOOKS_EVERY):
            async with self._acting():
                await self._timed(Step.POSITION, queueing.view(event_id, self.id))
        self.is_queueing = False

    async def _is_told(self, within: float) -> bool:
        try:
            async with self._idle(), asyncio.timeout(within):
                return await self._told.wait()
        except TimeoutError:
            return False

    async def _timed(self, step: Step, act: Awaitable[T]) -> T:
        with self.figures.timed(step):
            return await act

    @asynccontextmanager
    async def _acting(self) -> AsyncIterator[None]:
        async with self._idle():
            await self.room.acquire()
        try:
            yield
        finally:
            self.room.release()

    @asynccontextmanager
    async def _idle(self) -> AsyncIterator[None]:
        """Nothing of theirs has begun: they can be sent home."""
        if self._is_over:
            raise asyncio.CancelledError
        self._is_idle = True
        try:
            yield
        finally:
            self._is_idle = False
