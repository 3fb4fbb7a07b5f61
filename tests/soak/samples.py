"""What is looked at every few seconds: each process of Kassa from outside and by its metrics, and both servers.

A process that was replaced begins a new life: only within one does it mean something that a figure grows.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import aiohttp
import psutil

from core.domain.message import Channel
from db import figures
from db.cache import open_redis
from tests.faults.servers import Engines
from tests.faults.stage import Process
from tests.soak.houses import House

EVERY = 5.0
ANSWERS_WITHIN = 3.0
MEGABYTE = 2**20
EXPOSED = re.compile(r'^(kassa_tasks|kassa_pool_connections\{state="(?:open|idle)"\}) (\S+)$', re.MULTILINE)
NAMES = {
    "kassa_tasks": "tasks",
    'kassa_pool_connections{state="open"}': "pool",
    'kassa_pool_connections{state="idle"}': "pool idle",
}
Figures = dict[str, float]


@dataclass
class Life:
    """Of one process, or of a server. `is_long` if nobody ends it on purpose; times are seconds of the soak."""

    name: str
    is_long: bool
    times: list[float] = field(default_factory=list)
    figures: list[Figures] = field(default_factory=list)

    def of(self, name: str) -> tuple[list[float], list[float]]:
        """When a figure was known, and what it was."""
        known = [(at, found[name]) for at, found in zip(self.times, self.figures, strict=True) if name in found]
        return [at for at, _ in known], [value for _, value in known]


class Sampler:
    def __init__(self, houses: Sequence[House], engines: Engines) -> None:
        self.houses = houses
        self.lives: list[Life] = []
        self._began = time.monotonic()
        self._redis = open_redis(engines.valkey.url)
        self._current: dict[str, tuple[int, Life]] = {}
        self._ports: dict[int, int] = {}
        self._one_at_a_time = asyncio.Lock()

    async def run(self, every: float = EVERY) -> None:
        """Until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(every)

    async def look(self, *, is_kept: bool = True) -> dict[str, Figures]:
        """Once at everything. What does not answer now is left out."""
        async with self._one_at_a_time:
            at = time.monotonic() - self._began
            asked = [_ask(self._life("Valkey", 0, True), self._of_valkey)]
            for house in self.houses:
                asked.append(_ask(self._life(database_of(house), 0, True), partial(_of_database, house)))
                for name, process in house.processes.items():
                    if process.pid is not None:
                        life = self._life(name, process.pid, name in house.lives)
                        asked.append(_ask(life, partial(self._of_process, process)))
            seen = await asyncio.gather(*asked)
            for life, found in seen if is_kept else ():
                life.times.append(at)
                life.figures.append(found)
            return {life.name: found for life, found in seen}

    async def close(self) -> None:
        await self._redis.aclose()

    def _life(self, name: str, pid: int, is_long: bool) -> Life:
        known = self._current.get(name)
        if known is None or known[0] != pid:
            life = Life(name, is_long)
            self.lives.append(life)
            known = self._current[name] = (pid, life)
        return known[1]

    async def _of_process(self, process: Process) -> Figures:
        assert process.pid is not None
        found = await asyncio.to_thread(_from_outside, process.pid)
        with suppress(Exception):
            found |= await self._exposed(process)
        return found

    async def _exposed(self, process: Process) -> Figures:
        pid = process.pid
        assert pid is not None
        if pid not in self._ports:
            self._ports[pid] = _metrics_port(pid, int(process.environment.get("WEBHOOK_PORT", 0)))
        url = f"http://127.0.0.1:{self._ports[pid]}/metrics"
        async with aiohttp.request("GET", url, timeout=aiohttp.ClientTimeout(ANSWERS_WITHIN)) as answer:
            return {NAMES[name]: float(value) for name, value in EXPOSED.findall(await answer.text())}

    async def _of_valkey(self) -> Figures:
        info = await self._redis.info()
        databases = [of for name, of in info.items() if re.fullmatch(r"db\d+", name)]
        keys, mortal = (sum(of[name] for of in databases) for name in ("keys", "expires"))
        return {
            "memory, MB": info["used_memory"] / MEGABYTE,
            "clients": info["connected_clients"],
            "keys": keys,
            "keys for ever": keys - mortal,
        }


async def _ask(life: Life, ask: Callable[[], Awaitable[Figures]]) -> tuple[Life, Figures]:
    with suppress(Exception):  # it is being killed, or hangs: that is what all this is about
        async with asyncio.timeout(ANSWERS_WITHIN):
            return life, await ask()
    return life, {}


def _from_outside(pid: int) -> Figures:
    process = psutil.Process(pid)
    files, threads = process.num_fds(), process.num_threads()
    memory = process.memory_full_info()
    return {
        "memory, MB": memory.rss / MEGABYTE,
        "own memory, MB": memory.uss / MEGABYTE,
        "shared out, MB": memory.pss / MEGABYTE,
        "files": files,
        "threads": threads,
    }


def _metrics_port(pid: int, other: int) -> int:
    """Where it listens, but for the webhook."""
    listening = {found.laddr.port for found in psutil.Process(pid).net_connections("tcp") if found.status == "LISTEN"}
    [port] = listening - {other}
    return int(port)


def database_of(house: House) -> str:
    return f"PostgreSQL of {house.name}"


async def _of_database(house: House) -> Figures:
    """`connections` are Kassa's alone."""
    pool = house.stage.pool
    connections, dead, size = await pool.fetchrow(
        """
        SELECT (SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND backend_type = 'client backend'),
            (SELECT sum(n_dead_tup)::int FROM pg_stat_user_tables),
            pg_database_size(current_database())
        """
    ) or (0, 0, 0)
    lines = await figures.outbox(pool, datetime.now(UTC))
    outbox = [line for (channel, _), line in lines.items() if channel is Channel.CHAT]
    return {
        "connections": connections - pool.get_size(),
        "dead rows": dead,
        "size, MB": size / MEGABYTE,
        "outbox": sum(number for number, _ in outbox),
        "outbox, seconds": max((age for _, age in outbox), default=0.0),
    }
