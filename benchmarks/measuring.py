"""How long something took, and how much of the processor it used."""

import resource
import time
from collections import Counter
from collections.abc import Awaitable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import psutil

Result = TypeVar("Result")
CUTS = (0.5, 0.95, 0.99)


async def timed(seconds: list[float], act: Awaitable[Result]) -> Result:
    """Notes how long it took, unless it failed."""
    started = time.perf_counter()
    result = await act
    seconds.append(time.perf_counter() - started)
    return result


def percentiles(seconds: Iterable[float]) -> list[float]:
    """p50, p95 and p99 in milliseconds."""
    ordered = sorted(seconds)
    return [ordered[int(len(ordered) * share)] * 1000 for share in CUTS]


@dataclass(frozen=True, slots=True)
class Used:
    """Processor time, in microseconds."""

    python: float
    server: float

    @property
    def together(self) -> float:
        return self.python + self.server

    def __add__(self, other: "Used") -> "Used":
        return Used(self.python + other.python, self.server + other.server)

    def each(self, number: int) -> "Used":
        return Used(self.python / number, self.server / number)


class Processor:
    """What this process and the PostgreSQL that it has started use from now on; autovacuum is not counted.

    Linux keeps an account of each process to the nanosecond; the usual one has ticks of ten milliseconds.
    """

    def __init__(self) -> None:
        self.server = server_seconds()
        self.python = python_seconds()  # the last, because to look at the others takes some too

    def used(self) -> Used:
        python = python_seconds() - self.python
        server = sum(seconds - self.server.get(pid, 0) for pid, seconds in server_seconds().items())
        return Used(python * 1e6, server * 1e6)


def python_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def server_seconds() -> dict[int, float]:
    """Of each process of the server, by its id."""
    found = {}
    for process in psutil.Process().children(recursive=True):
        try:
            if process.name() == "postgres" and "autovacuum worker" not in " ".join(process.cmdline()):
                found[process.pid] = _seconds(process)
        except (psutil.NoSuchProcess, ProcessLookupError):
            continue  # it has ended meanwhile
    return found


def _seconds(process: psutil.Process) -> float:
    """Of all its threads that live: a bot draws tickets in one of its own."""
    if accounts := list(Path(f"/proc/{process.pid}/task").glob("*/schedstat")):
        return sum(int(account.read_text().split()[0]) for account in accounts) / 1e9
    times = process.cpu_times()
    return float(times.user + times.system)


def seconds_by_name(names: Mapping[str, str]) -> Counter[str]:
    """Processor time of what this process has started, by what its command line contains; its own as `names[""]`."""
    found = Counter({names[""]: python_seconds()})
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess, ProcessLookupError):
            command = " ".join(process.cmdline())
            if name := next((name for part, name in names.items() if part and part in command), None):
                found[name] += _seconds(process)
    return found
