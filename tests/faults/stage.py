"""All that a purchase needs, in processes that can be killed: servers, Telegram, the bot and the scheduler."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from core.app import App, build_app
from core.domain.currency import STARS
from core.domain.event_plan import Block, EventPlan
from core.domain.ids import EventId
from db.cache import open_redis
from db.pool import Pool, open_pool
from simulator.server import serve
from tests.conftest import with_path
from tests.faults.nursery import Nursery
from tests.faults.people import Buyer
from tests.faults.servers import Engine, Engines
from tests.faults.telegram import WatchedTelegram
from tests.faults.wire import Wire, wire_to
from tests.plans import club_night, plan, settings_for_tests

OWNER = 2001
LOG_TAIL = 4000
SILENCE = 0.5
"""Seconds until an impatient line breaks."""
numbers = count(1)


@dataclass
class Process:
    """A part of Kassa that runs apart, as `python -m <part>` does."""

    part: str
    nursery: Nursery
    environment: dict[str, str]
    log: Path
    pid: int | None = None

    async def start(self) -> None:
        self.pid = await self.nursery.start(self.part, self.environment, self.log)

    async def kill(self) -> None:
        await self._end(signal.SIGKILL)

    async def stop(self) -> int | None:
        """In order; the exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> int | None:
        pid, self.pid = self.pid, None
        return None if pid is None else await self.nursery.end(pid, number)


@dataclass
class Stage:
    """`events` and `people` are those that matter to the test, `others` are processes beside bot and scheduler.

    `interruptions` counts what may have come between a message and the note that it was sent. `never_told` are charges
    of which Telegram does not tell the bot.
    """

    engines: Engines
    telegram: WatchedTelegram
    wire: Wire
    pool: Pool
    app: App
    bot: Process
    scheduler: Process
    others: list[Process] = field(default_factory=list)
    events: list[EventId] = field(default_factory=list)
    people: list[Buyer] = field(default_factory=list)
    never_told: set[str] = field(default_factory=set)
    interruptions: int = 0

    async def kill_bot(self) -> None:
        self.interruptions += 1
        await self.bot.kill()

    async def restart_bot(self) -> None:
        """In order, as a new version is put in place. It looks for refunds that are due first of all."""
        await self.bot.stop()
        await self.bot.start()

    async def kill(self, engine: Engine) -> None:
        self.interruptions += 1
        await engine.kill()

    async def end(self, engine: Engine) -> None:
        self.interruptions += 1
        await engine.end()

    async def meet(self, name: str, person_id: int | None = None) -> Buyer:
        person = await self.telegram.add_person(person_id, first_name=name, language_code="en", username=None)
        self.people.append(Buyer(self.telegram, person.id))
        return self.people[-1]

    async def event(self, currency: str = "UAH", capacity: int = 1000, **changes: object) -> EventId:
        """General admission, on sale now."""
        price_minor = 300 if currency == STARS else 30_000
        return await self.add_event(club_night(capacity, price_minor, currency=currency, **changes))

    async def hall(self, rows: int, seats_in_row: int) -> EventId:
        """Numbered seats, on sale now."""
        return await self.add_event(plan(sections=(Block("Stalls", rows, seats_in_row, ("Front", "Back")),)))

    async def add_event(self, wanted: EventPlan) -> EventId:
        now = datetime.now(UTC)
        on_sale = replace(
            wanted,
            sale_starts_at=now - timedelta(days=1),
            starts_at=now + timedelta(days=7),
            sale_ends_at=now + timedelta(days=7),
        )
        self.events.append(await self.app.organizing.create_event(on_sale))
        return self.events[-1]

    def cut_the_line(self) -> None:
        """Between the bot and Telegram: whatever is on its way is lost."""
        self.interruptions += 1
        self.wire.cut()

    def heal(self) -> None:
        """Telegram and the line are well again; what hung is cut off."""
        self.telegram.faults.clear()
        self.cut_the_line()

    async def everybody_comes_back(self) -> None:
        """Who had stopped the bot."""
        for person in self.people:
            if self.telegram.chat(person.id).blocked:
                await self.telegram.say(person.id, "/start")

    @asynccontextmanager
    async def impatient_line(self) -> AsyncIterator[None]:
        """It breaks soon after Telegram has fallen silent: the bot itself would wait for a minute."""
        watching = asyncio.create_task(self._cut_at_silence())
        try:
            yield
        finally:
            watching.cancel()

    async def _cut_at_silence(self) -> None:
        while await self.telegram.fell_silent.wait():
            await asyncio.sleep(SILENCE)  # others may fall silent too
            self.telegram.fell_silent.clear()
            self.cut_the_line()

    def logs(self) -> str:
        """The last words of the processes, for a test that fails."""
        parts = (self.bot, self.scheduler, *self.others)
        ends = ((part.part, part.log.read_text()[-LOG_TAIL:]) for part in parts if part.log.exists())
        return "\n".join(f"--- {part}\n{end}" for part, end in ends)


@asynccontextmanager
async def set_stage(
    engines: Engines,
    nursery: Nursery,
    database: str,
    folder: Path,
    *,
    bot: str = "bot",
    redis_url: str | None = None,
    **environment: str,
) -> AsyncIterator[Stage]:
    """Everything runs when this is open: a database of its own, an empty Telegram with the owner in it.

    `bot` is what polls, `environment` has settings in lower case; the Redis is everybody's unless told otherwise.
    """
    async with AsyncExitStack() as opened:
        settings = settings_for_tests(owner_ids=frozenset({OWNER}))
        token = settings.bot_token.get_secret_value()
        telegram = WatchedTelegram(token)
        opened.push_async_callback(telegram.close)
        wire, url = await opened.enter_async_context(wire_to(await opened.enter_async_context(serve(telegram))))
        settled = {
            "PATH": os.environ["PATH"],
            "BOT_TOKEN": token,
            "BOT_API_URL": url,
            "DATABASE_URL": with_path(engines.postgres.url, database),
            "REDIS_URL": redis_url or engines.valkey.url,
            "OWNER_IDS": str(OWNER),
            "DISK_FREE_PERCENT_MIN": "0",  # however full the disk is on which the tests run
            "SENDS_PER_SECOND": "1000",  # these people buy quicker than Telegram would let us tell them
            "SENDS_PER_CHAT": "30",
            "PAYMENT_PROVIDER_TOKEN": "1234:TEST:demo",
            "ACTIONS_PER_MINUTE": "60000",  # its people are many and do not wait
            "ORGANIZER_ACTIONS_PER_MINUTE": "60000",
            "UNPAID_HOLDS_MAX": "10000",
            "TICKET_KEYS": settings.ticket_keys.get_secret_value(),
        } | {name.upper(): value for name, value in environment.items()}
        pool = await opened.enter_async_context(await open_pool(settled["DATABASE_URL"], min_size=2, max_size=10))
        redis = await opened.enter_async_context(open_redis(settled["REDIS_URL"]))
        number = next(numbers)
        polling, sweeping = (
            Process(part, nursery, settled, folder / f"{part}-{number}.log") for part in (bot, "scheduler")
        )
        stage = Stage(engines, telegram, wire, pool, build_app(pool, redis, settings), polling, sweeping)
        opened.push_async_callback(_end, stage)
        await asyncio.gather(stage.bot.start(), stage.scheduler.start())
        await (await stage.meet("Iryna", OWNER)).starts()
        yield stage


async def _end(stage: Stage) -> None:
    stage.wire.cut()
    await asyncio.gather(*(process.kill() for process in (stage.bot, stage.scheduler, *stage.others)))
