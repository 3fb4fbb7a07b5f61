"""The on-sale: everybody comes when it opens; it ends when all is sold, when all have gone, or when time is over."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from random import Random

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_MISSED, JobExecutionEvent

from core.app import utc_now
from core.domain.ids import PersonId
from core.domain.refusal import Refusal
from rehearsal.buyer import Buyer
from rehearsal.character import Character
from rehearsal.figures import Figures, Outcome
from rehearsal.post import Post
from rehearsal.script import Script
from rehearsal.stage import Stage
from scheduler.sweeps import build_scheduler

logger = logging.getLogger(__name__)
FIRST_BUYER = 8_000_000_000_000
"""More than Telegram has numbers for yet: none of them is an owner, who would need no turn."""


class Sale:
    def __init__(self, stage: Stage, script: Script) -> None:
        self.stage = stage
        self.script = script
        self.figures = Figures()
        room, numbers, chance = asyncio.Semaphore(script.at_once), count(FIRST_BUYER), Random()
        self.buyers = {
            person_id: Buyer(
                stage,
                self.figures,
                room,
                person_id,
                Character.drawn(chance, stage.event.limit_per_buyer, script.unpaid_percent),
                chance,
            )
            for person_id, _ in zip(map(PersonId, numbers), range(script.buyers), strict=False)
        }
        self.post = Post(stage.app, stage.settings, self.buyers)
        self.started_at = utc_now()
        self.ended_at = self.started_at
        self._ended = asyncio.Event()

    @property
    def is_sold_out(self) -> bool:
        return self.figures.sold >= self.stage.for_sale

    @property
    def is_out_of_time(self) -> bool:
        return self.ended_at - self.started_at >= self.script.time_limit

    async def run(self) -> None:
        """With the sweeps of a scheduler and the post beside it; until the last hold that nobody pays for has ended."""
        self.started_at = utc_now()
        async with self._beside():
            lives = {asyncio.create_task(self._live(buyer)): buyer for buyer in self.buyers.values()}
            try:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self.script.time_limit.total_seconds()):
                        await self._ended.wait()
            finally:
                self.ended_at = utc_now()
                for life, buyer in lives.items():
                    buyer.send_home(life)
                await asyncio.gather(*lives)
            if (until := self.figures.unpaid_until) and not self.is_out_of_time:
                await asyncio.sleep((until - utc_now()).total_seconds())

    async def _live(self, buyer: Buyer) -> None:
        try:
            outcome = await buyer.come()
        except asyncio.CancelledError:
            outcome = Outcome.QUEUEING if buyer.is_queueing else Outcome.WAITING
        except Refusal as refusal:
            self.figures.refusals[refusal.code] += 1
            outcome = Outcome.REFUSED
        except Exception as error:
            logger.exception("what buyer %s did has failed", buyer.id)
            self.figures.errors[type(error).__name__] += 1
            outcome = Outcome.FAILED
        self.figures.outcomes[outcome] += 1
        if self.is_sold_out or self.figures.outcomes.total() == len(self.buyers):
            self._ended.set()

    @asynccontextmanager
    async def _beside(self) -> AsyncIterator[None]:
        scheduler, posting = build_scheduler(self.stage.app), asyncio.create_task(self.post.run())
        scheduler.remove_job("ring-alarms")  # a copy wakes nobody
        scheduler.add_listener(self._note_sweep, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR | EVENT_JOB_MISSED)
        scheduler.start()
        try:
            yield
        finally:
            scheduler.remove_listener(self._note_sweep)  # what still runs is cut off
            scheduler.shutdown()
            posting.cancel()
            await asyncio.wait([posting])

    def _note_sweep(self, event: JobExecutionEvent) -> None:
        self.figures.sweeps += 1
        self.figures.late_sweeps += event.code == EVENT_JOB_MISSED
        if event.exception:
            self.figures.errors[f"{event.job_id}: {type(event.exception).__name__}"] += 1
