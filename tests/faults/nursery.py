"""Real processes of Kassa without the three seconds of imports: one that has them is forked for each.

`python -m tests.faults.nursery` reads requests, a line of JSON each, and answers each with a number: the id of the new
process, or how an old one ended. A child is what `python -m bot` would be. When the nursery ends, all its children do.
"""

import asyncio
import json
import os
import runpy
import signal
import sys
import traceback
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from bot.texts import all_texts
from db.embedded.process import PR_SET_PDEATHSIG, PRCTL

MEMORY = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "1048576"}
"""As the image and the unit have it."""
ROOT = Path(__file__).parents[2]
PARTS = ("bot.__main__", "scheduler.__main__", "cli.__main__", "cli.receive", "cli.work")
"""What they are made of."""


class Nursery:
    """The tests' side of it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._one_at_a_time = asyncio.Lock()

    async def start(self, part: str, environment: Mapping[str, str], log: Path) -> int:
        """The id of a new `python -m <part>`; a part may have arguments."""
        return await self._ask({"start": part, "environment": dict(environment), "log": str(log)})

    async def end(self, pid: int, number: signal.Signals) -> int:
        """Sends the signal and waits for the end; the exit code, negative if it was the signal."""
        return await self._ask({"end": pid, "signal": int(number)})

    async def _ask(self, request: Mapping[str, object]) -> int:
        assert self._process.stdin and self._process.stdout
        async with self._one_at_a_time:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            await self._process.stdin.drain()
            answer = await self._process.stdout.readline()
        assert answer, "the nursery has ended"
        return int(answer)


@asynccontextmanager
async def nursery() -> AsyncIterator[Nursery]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.faults.nursery"),
        cwd=ROOT,
        env=os.environ | MEMORY,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Nursery(process)
    finally:
        assert process.stdin
        process.stdin.close()
        await process.wait()


def serve() -> None:
    """The nursery's own side, in a process without a loop or threads: it can be forked."""
    children: set[int] = set()
    for line in sys.stdin:
        request = json.loads(line)
        if "start" in request:
            answer = _fork(request)
            children.add(answer)
        else:
            answer = _end(request["end"], request["signal"])
            children.discard(request["end"])
        print(answer, flush=True)  # noqa: T201 - it is the answer
    for pid in children:
        _end(pid, signal.SIGKILL)


def _fork(request: dict[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        _become(request["start"], request["environment"], request["log"])
    return pid


def _end(pid: int, number: int) -> int:
    os.kill(pid, number)  # ours until it is waited for, so nobody else can have its number
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _become(part: str, environment: dict[str, str], log: str) -> NoReturn:
    code = 1
    try:
        if PRCTL:
            PRCTL(PR_SET_PDEATHSIG, int(signal.SIGKILL))
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number in (1, 2):
            os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
        os.chdir(Path(log).parent)  # where there is no .env
        os.environ.clear()
        os.environ.update(environment)
        module, *sys.argv[1:] = part.split()
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    for part in PARTS:
        import_module(part)  # the children find it imported
    all_texts()  # and read
    serve()
