"""When nobody does anything: each process must be what it was before anybody did."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from tests.soak.houses import House
from tests.soak.samples import Figures, Sampler, database_of

LOOKS, PAUSE = 6, 0.7
"""Sweeps come every second: the least of several looks is what stays."""
STARTED_WITHIN = 10
"""Rests."""
WITHIN = 90.0
"""Seconds: longer than the longest request to Telegram may hang."""
HOT_TABLES = ("seats", "orders", "payments", "tickets", "messages", "selections", "scans", "queue_entries", "people")
ROWS = {table: f"SELECT count(*) FROM {table}" for table in HOT_TABLES}
BYTES = "SELECT pg_table_size($1::text::regclass)"
"""Without indexes."""
Sizes = dict[str, tuple[int, int]]
"""Of each hot table, in all houses: rows, and bytes."""


@dataclass
class Rest:
    """What each process has at rest. `base` is of before the first visit; what is replaced later is held to it too."""

    base: dict[str, Figures]

    def left_over(self, now: dict[str, Figures]) -> list[str]:
        troubles = []
        for name, found in now.items():
            if "tasks" in found and found["tasks"] > (tasks := self.base[name]["tasks"]):
                troubles.append(f"{name} has {found['tasks']:.0f} tasks at rest, and had {tasks:.0f} at first")
            if borrowed := found.get("borrowed"):
                troubles.append(f"{name} keeps {borrowed:.0f} connections")
            if loose := found.get("loose"):
                troubles.append(f"{name}: {loose:.0f} connections belong to no pool")
        return troubles


async def at_rest(sampler: Sampler, houses: Sequence[House], pause: float = PAUSE) -> dict[str, Figures]:
    """The least of everything. `borrowed` are connections that are not in their pool, `loose` those of no pool."""
    looks = []
    for _ in range(LOOKS):
        seen = await sampler.look(is_kept=False)
        _add_what_follows(seen, houses)
        looks.append(seen)
        await asyncio.sleep(pause)
    return {
        name: {figure: min(look[name][figure] for look in looks if figure in look.get(name, {})) for figure in found}
        for name, found in looks[-1].items()
    }


def _add_what_follows(seen: dict[str, Figures], houses: Sequence[House]) -> None:
    for found in seen.values():
        if "pool" in found:
            found["borrowed"] = found["pool"] - found["pool idle"]
    for house in houses:
        pools = [seen.get(name, {}).get("pool") for name in house.processes]
        database = seen.get(database_of(house), {})
        if "connections" in database and None not in pools:
            database["loose"] = abs(database["connections"] - sum(pool or 0 for pool in pools))


async def once_started(sampler: Sampler, houses: Sequence[House]) -> Rest:
    """What all have when they have done starting: as much as a moment before, unless one leaks already."""
    everybody = {name for house in houses for name in house.processes}
    before: dict[str, float] = {}
    for _ in range(STARTED_WITHIN):
        now = await at_rest(sampler, houses)
        if _tasks(now) == before and before.keys() == everybody:
            break
        before = _tasks(now)
    assert before.keys() == everybody, f"does not tell of itself: {everybody - before.keys()}"
    return Rest(now)


def _tasks(seen: dict[str, Figures]) -> dict[str, float]:
    return {name: found["tasks"] for name, found in seen.items() if "tasks" in found}


async def until_at_rest(sampler: Sampler, houses: Sequence[House], rest: Rest) -> dict[str, Figures]:
    """Fails with what is left over when it should be over."""
    deadline = asyncio.get_running_loop().time() + WITHIN
    while True:
        now = await at_rest(sampler, houses)
        if not (left := rest.left_over(now)):
            return now
        assert asyncio.get_running_loop().time() < deadline, left


async def sizes(houses: Sequence[House]) -> Sizes:
    return {table: (await _all(houses, ROWS[table]), await _all(houses, BYTES, table)) for table in HOT_TABLES}


async def _all(houses: Sequence[House], query: str, *arguments: object) -> int:
    return sum([await house.stage.pool.fetchval(query, *arguments) for house in houses])
