"""Servers of the tests' own that may be killed, stopped for a while, and started again where they were."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from db.embedded import exclusive
from db.embedded.postgres import PORT, clean_environment, default_options, find_place, initialise, server_account
from db.embedded.postgres import wait_ready as postgres_ready
from db.embedded.process import Server, forget_socket_directory, socket_directory, start
from db.embedded.valkey import default_options as valkey_options
from db.embedded.valkey import find_program
from db.embedded.valkey import wait_ready as valkey_ready

GONE_SECONDS = 10


@dataclass
class Engine:
    """One server with all that it has forked. `begin` starts it; what it listens on stays the same."""

    url: str
    start: Callable[[], Server]
    ready: Callable[[Server], Awaitable[None]]

    async def begin(self) -> None:
        self.server = self.start()
        await self.ready(self.server)

    async def end(self) -> None:
        """In order, as an operator stops it: people who are talking to it are sent away."""
        await self.server.stop()

    async def kill(self) -> None:
        """Without a word. What it has forked ends by itself, and must have, before it can be started again."""
        family = self._family()
        self.server.process.kill()
        await asyncio.to_thread(self.server.process.wait)
        async with asyncio.timeout(GONE_SECONDS):
            while any(_alive(process) for process in family):
                await asyncio.sleep(0.01)

    async def heal(self) -> None:
        """It runs, whatever was done to it."""
        if self.server.process.poll() is None:
            self.resume()
        else:
            await self.begin()

    def pause(self) -> None:
        """It takes connections and answers nothing, like a machine that hangs."""
        for process in self._family():
            with suppress(psutil.NoSuchProcess):  # its connection has just ended
                process.suspend()

    def resume(self) -> None:
        for process in self._family():
            with suppress(psutil.NoSuchProcess):
                process.resume()

    def _family(self) -> list[psutil.Process]:
        father = psutil.Process(self.server.process.pid)
        return [father, *father.children(recursive=True)]


@dataclass(frozen=True, slots=True)
class Engines:
    postgres: Engine
    valkey: Engine


@asynccontextmanager
async def engines(base: Path, **settings: str | int) -> AsyncIterator[Engines]:
    """Both are durable: what they lost when killed would be the settings' doing, not the product's.

    `settings` are PostgreSQL's.
    """
    async with AsyncExitStack() as opened:
        opened.enter_context(exclusive(base))
        postgres = await _postgres(base, opened, settings)
        valkey = await _valkey(base, opened)
        yield Engines(postgres, valkey)


@asynccontextmanager
async def valkey_alone(base: Path) -> AsyncIterator[Engine]:
    async with AsyncExitStack() as opened:
        opened.enter_context(exclusive(base))
        yield await _valkey(base, opened)


async def _postgres(base: Path, opened: AsyncExitStack, settings: Mapping[str, str | int]) -> Engine:
    account = server_account()
    place = await asyncio.to_thread(find_place, base, account)
    note = place.home / "pgsock"
    socket = socket_directory(note, account)
    opened.callback(forget_socket_directory, note)
    await asyncio.to_thread(initialise, place, account)
    options = (f"--{name}={value}" for name, value in {**default_options(socket), **settings}.items())
    command: list[str | Path] = [place.program("postgres"), "-D", place.data, *options]

    def start_it() -> Server:
        return start(
            "postgres",
            command,
            log=place.home / "postgres.log",
            cwd=Path("/"),
            stop_signal=signal.SIGINT,
            account=account,
            env=clean_environment(),
        )

    url = f"postgresql://postgres@/kassa?host={socket}&port={PORT}"
    engine = Engine(url, start_it, lambda server: postgres_ready(server, socket, "kassa"))
    return await _begun(engine, opened)


async def _valkey(base: Path, opened: AsyncExitStack) -> Engine:
    data = base / "valkey"
    data.mkdir()
    note = data / "sock"
    socket = socket_directory(note) / "s"
    opened.callback(forget_socket_directory, note)
    options = valkey_options(data, socket, durable=True)
    arguments = [part for name, value in options.items() for part in (f"--{name}", str(value))]

    def start_it() -> Server:
        socket.unlink(missing_ok=True)  # what a killed one leaves
        command: list[str | Path] = [find_program(), *arguments]
        return start("valkey", command, log=data / "log", cwd=data, stop_signal=signal.SIGTERM)

    engine = Engine(f"unix://{socket}?db=0", start_it, lambda server: valkey_ready(server, socket))
    return await _begun(engine, opened)


async def _begun(engine: Engine, opened: AsyncExitStack) -> Engine:
    await engine.begin()
    opened.push_async_callback(engine.end)
    return engine


def _alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE  # a container may have nobody to collect orphans
    except psutil.NoSuchProcess:
        return False
