"""The webhook in both sizes: processes behind a balancer that answer, or receivers and workers. All can be killed."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.faults.balancer import balancer_of
from tests.faults.stage import Process, Stage
from tests.faults.waiting import until

LONGEST_PAUSE = 0.5
"""Seconds after which Telegram brings again what was not taken: it would be up to two minutes."""
ANSWERED_WITHIN = 60.0


@dataclass
class Large:
    stage: Stage
    receivers: list[Process]
    workers: list[Process]

    async def until_it_listens(self, receiver: Process) -> None:
        port = int(receiver.environment["WEBHOOK_PORT"])

        async def listens() -> bool:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return True
            return False

        await until(listens, f"a receiver at port {port}")

    async def until_all_is_done(self) -> None:
        """Telegram keeps nothing, and neither does a stream."""

        async def done() -> bool:
            return not self.stage.telegram.updates.pending and (await self.stage.app.working.lag()).depth == 0

        await until(done, f"everything to be done\n{self.stage.logs()}", ANSWERED_WITHIN)


@asynccontextmanager
async def made_large(
    stage: Stage, folder: Path, receivers: int = 2, workers: int = 2, *, receiver: str = "cli receive"
) -> AsyncIterator[Large]:
    """In place of the one bot, which polled until now. `receiver` is what listens: a `bot` answers by itself."""
    await stage.bot.stop()
    await stage.app.working.streams.redis.flushdb()  # each Telegram here counts its updates from one
    ports = [_free_port() for _ in range(receivers)]
    async with balancer_of(ports) as url:
        common = stage.bot.environment | {"WEBHOOK_URL": f"{url}/hook", "WEBHOOK_SECRET": "a-secret-of-ours"}
        nursery = stage.bot.nursery
        large = Large(
            stage,
            [
                Process(receiver, nursery, common | {"WEBHOOK_PORT": str(port)}, folder / f"receiver-{port}.log")
                for port in ports
            ],
            [Process("cli work", nursery, common, folder / f"worker-{number}.log") for number in range(workers)],
        )
        stage.others = [*large.receivers, *large.workers]
        stage.telegram.webhook_pause = lambda seconds: asyncio.sleep(min(seconds, LONGEST_PAUSE))
        for process in stage.others:
            await process.start()
        await until(lambda: stage.telegram.updates.webhook is not None, "the webhook to be set")
        try:
            yield large
        finally:
            stage.wire.cut()
            await asyncio.gather(*(process.kill() for process in stage.others))


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
