"""Kassa in its three sizes, side by side on the same servers; each has a database and a Telegram of its own.

What lives long is never killed, and suffers everything else. What does not is killed and replaced at any moment.
"""

import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import with_number
from tests.faults import databases, disturbances
from tests.faults.disturbances import Disturbance
from tests.faults.large import Large, made_large
from tests.faults.nursery import Nursery
from tests.faults.servers import Engines
from tests.faults.stage import Process, Stage, set_stage

ANY_PORT = "0"
UNDER_ALL: tuple[Disturbance, ...] = (
    disturbances.postgresql_killed,
    disturbances.postgresql_restarted_in_order,
    disturbances.postgresql_hangs_and_bots_live,
    disturbances.postgresql_hangs_long,
    disturbances.connections_to_postgresql_break,
    disturbances.valkey_killed,
    disturbances.valkey_hangs,
    disturbances.line_cut,
    disturbances.line_down,
    *(disturbances.telegram_fails, disturbances.payments_told_twice_or_late) * 2,
)
"""Nothing here ends a process of Kassa."""
KILLS: tuple[Disturbance, ...] = (
    disturbances.bot_killed,
    disturbances.bot_killed_at_a_step,
    disturbances.bot_restarted_in_order,
    disturbances.scheduler_killed,
)


@dataclass(frozen=True)
class House:
    """`lives` and `dies` are its processes by the names of a report, those that live long and those that are killed."""

    name: str
    stage: Stage
    lives: Mapping[str, Process]
    dies: Mapping[str, Process]
    blows: Sequence[Disturbance]

    @property
    def processes(self) -> dict[str, Process]:
        return {**self.lives, **self.dies}


@asynccontextmanager
async def open_houses(engines: Engines, nursery: Nursery, folder: Path, bot: str = "bot") -> AsyncIterator[list[House]]:
    """`bot` is what the bot of the second is: one that leaks, say."""
    async with AsyncExitStack() as opened:
        template = await databases.make_template(engines)

        async def stage(number: int, what: str) -> Stage:
            return await opened.enter_async_context(
                set_stage(
                    engines,
                    nursery,
                    await databases.copy_of(engines, template),
                    folder,
                    bot=what,
                    redis_url=with_number(engines.valkey.url, number),
                    metrics_port=ANY_PORT,
                )
            )

        one, apart, crowd = await stage(0, "cli run"), await stage(1, bot), await stage(2, "bot")
        large = await opened.enter_async_context(made_large(crowd, folder))
        yield [_one(one), _apart(apart), _large(large)]


def _one(stage: Stage) -> House:
    """`kassa run`, and another scheduler beside it. All of it dies."""
    return House("run", stage, {}, {"run": stage.bot, "second scheduler": stage.scheduler}, (*UNDER_ALL, *KILLS * 2))


def _apart(stage: Stage) -> House:
    return House("apart", stage, {"bot": stage.bot, "scheduler": stage.scheduler}, {}, UNDER_ALL)


def _large(large: Large) -> House:
    (receiver, other_receiver), (worker, other_worker) = large.receivers, large.workers
    lives = {"receiver": receiver, "worker": worker, "scheduler of the large": large.stage.scheduler}
    dies = {"killed receiver": other_receiver, "killed worker": other_worker}
    blows = [_blow(how, name, process) for name, process in dies.items() for how in (_killed, _replaced)]
    return House("large", large.stage, lives, dies, (*UNDER_ALL, *blows * 2))


def _blow(to_do: Callable[[Stage, Process], Awaitable[None]], name: str, process: Process) -> Disturbance:
    async def blow(stage: Stage, chance: random.Random) -> None:
        await to_do(stage, process)

    blow.__name__ = f"{name.removeprefix('killed ')}{to_do.__name__}"
    return blow


async def _killed(stage: Stage, process: Process) -> None:
    stage.interruptions += 1
    await process.kill()
    await process.start()


async def _replaced(stage: Stage, process: Process) -> None:
    await process.stop()
    await process.start()
