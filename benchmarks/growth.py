"""How the cost of a purchase grows: `python -m benchmarks.growth`, or `--only seats sold` for some of the curves.

With the number of events in the database, of seats in one event, with the share that is sold, and with the processes
that sell one event. What counts is the processor time of each step (`costing.py`): other work on the machine changes it
less than it changes how long people wait. Where a booking costs more than twice as much at the end of a curve as at
its base, the benchmark fails.
"""

import argparse
from collections.abc import Awaitable, Callable

from benchmarks.booking import CAPACITY, STEPS, create_event
from benchmarks.costing import Booking, Kind
from benchmarks.filling import add_events, sell_until
from benchmarks.measuring import percentiles
from benchmarks.pgbench import one_update
from benchmarks.processes import sell_by
from benchmarks.report import Cell, Report, Table, as_number
from benchmarks.stand import Stand, general, seated, stand
from core.app import App
from core.domain.ids import EventId
from core.running import run

BOUND = 2.0
EVENTS = {"1": 1, "1 000": 1_000, "10 000": 10_000, "100 000": 100_000}
SEATS = {"100": 100, "1 000": 1_000, "10 000": 10_000, "100 000": 100_000}
SOLD = {"0": 0.0, "50 %": 0.5, "90 %": 0.9, "99 %": 0.99, "99.9 %": 0.999}
PROCESSES = {"1": 1, "2": 2, "4": 4}
BASE = {"events": "1 000", "seats": "1 000", "sold": "0", "processes": "1"}
"""Where a curve is measured from: what is smaller is sold in smaller batches, and costs more for that."""
LARGE = 100_000
"""Seats of the event that is sold bit by bit, and of that which several processes sell."""
BESIDE = 1_000
"""Seats of the event that is sold while others are in the database."""
COSTS = [f"{step}, µs" for step in STEPS]
TOGETHER = "together, µs"
WAITS = [f"{step}, ms" for step in STEPS]


class Target:
    """Two events of a size: one with numbered seats, one of general admission."""

    def __init__(self, on: Stand, app: App, seated: EventId, general: EventId) -> None:
        self.on = on
        self.app = app
        self.seated = seated
        self.general = general

    @classmethod
    async def create(cls, on: Stand, seats: int) -> "Target":
        app = on.app()
        events = [await app.organizing.create_event(plan(seats)) for plan in (seated, general)]
        await on.pool.execute("VACUUM ANALYZE seats")
        return cls(on, app, *events)

    async def rows(self, at: str) -> list[list[Cell]]:
        """Of the table: each kind of purchase."""
        rows = list[list[Cell]]()
        for kind in Kind:
            event_id = self.general if kind is Kind.PLACES else self.seated
            costs = await Booking(self.on, self.app, event_id, kind).costs()
            each = [costs[step].each.together for step in STEPS]
            rows.append([at, str(kind), *each, sum(each), *(percentiles(costs[step].seconds) for step in STEPS)])
        return rows


async def by_events(on: Stand) -> Table:
    target = await Target.create(on, BESIDE)
    await target.rows("")  # warm: connections, and their plans
    rows = []
    for at, number in EVENTS.items():
        await add_events(on.pool, until=number)
        rows += await target.rows(at)
    return Table(["events", "what", *COSTS, TOGETHER, *WAITS], rows)


async def by_seats(on: Stand) -> Table:
    await (await Target.create(on, BESIDE)).rows("")
    rows = [row for at, number in SEATS.items() for row in await (await Target.create(on, number)).rows(at)]
    return Table(["seats", "what", *COSTS, TOGETHER, *WAITS], rows)


async def by_sold(on: Stand) -> Table:
    target = await Target.create(on, LARGE)
    await target.rows("")
    rows = []
    for at, share in SOLD.items():
        await sell_until(on.pool, target.seated, int(LARGE * share), in_order=False)
        await sell_until(on.pool, target.general, int(LARGE * share), in_order=True)
        rows += await target.rows(at)
    return Table(["sold", "what", *COSTS, TOGETHER, *WAITS], rows)


async def by_processes(on: Stand) -> Table:
    """What pgbench can do is measured before and after, because other work on the machine comes and goes."""
    updated = await create_event(on.app(), on.pool, "seats")
    pgbench = await one_update(on.servers.database_url, updated, CAPACITY)
    sold = await sell_by(on, LARGE, list(PROCESSES.values()))
    pgbench = (pgbench + await one_update(on.servers.database_url, updated, CAPACITY)) / 2
    rows: list[list[Cell]] = [
        [at, str(Kind.CHOSEN), used.python, used.server, used.together, rate, rate / pgbench, *waits]
        for at, (used, rate, waits) in zip(PROCESSES, sold, strict=True)
    ]
    used_by = ["Python, µs", "PostgreSQL, µs", TOGETHER]
    return Table(["processes", "what", *used_by, "bookings a second", "of pgbench", *WAITS], rows)


CURVES: dict[str, Callable[[Stand], Awaitable[Table]]] = {
    "events": by_events,
    "seats": by_seats,
    "sold": by_sold,
    "processes": by_processes,
}


def too_steep(name: str, table: Table) -> list[str]:
    """Where a whole booking costs more than the bound allows at the end of its curve."""
    found, place = [], table.head.index(TOGETHER)
    for kind in dict.fromkeys(row[1] for row in table.rows):
        curve = {row[0]: as_number(row[place]) for row in table.rows if row[1] == kind}
        times = curve[list(curve)[-1]] / curve[BASE[name]]
        if times > BOUND:
            found.append(f"{kind}, {name}: {times:.1f} times as much at {list(curve)[-1]} as at {BASE[name]}")
    return found


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", nargs="*", choices=CURVES, default=list(CURVES))
    tables = {}
    for name in parser.parse_args().only:
        async with stand() as on:
            tables[name] = await CURVES[name](on)
    missed = [steep for name, table in tables.items() for steep in too_steep(name, table)]
    Report("growth", tables, {"bound": BOUND}, missed).hand_over()


if __name__ == "__main__":
    run(main())
