"""A real PostgreSQL and a real Valkey from wheels, for the demo and the tests: no server needs to be installed.

    EngineError
    ├── EnginesMissing   the wheels are not installed
    ├── DataInUse        another process runs on the same directory
    └── EngineFailed     a server did not start; the message ends with its log

Everything lives under one directory and survives a restart. Open it on the main thread: the servers are told by the
kernel to stop when the thread that started them ends, so that a killed parent leaves nothing behind. A program that
wants an orderly stop on SIGTERM handles that signal itself; without it the servers still shut down cleanly.
"""

import fcntl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.embedded.errors import DataInUse, EngineError, EngineFailed, EnginesMissing
from db.embedded.postgres import postgres
from db.embedded.valkey import valkey

__all__ = ["DataInUse", "EngineError", "EngineFailed", "Engines", "EnginesMissing", "engines", "postgres", "valkey"]


@dataclass(frozen=True, slots=True)
class Engines:
    database_url: str
    redis_url: str


@asynccontextmanager
async def engines(base: Path, *, durable: bool = True) -> AsyncIterator[Engines]:
    """Both servers on data under `base`. Not durable is for tests: faster, and lost when the machine goes down."""
    base.mkdir(parents=True, exist_ok=True)
    with exclusive(base):
        async with postgres(base, durable=durable) as database_url, valkey(base, durable=durable) as redis_url:
            yield Engines(database_url, redis_url)


@contextmanager
def exclusive(base: Path) -> Iterator[None]:
    with (base / "lock").open("w") as lock:  # the kernel lets go of it even after kill -9
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DataInUse(f"Another run is using {base}: stop it first, or choose another directory.") from None
        yield
