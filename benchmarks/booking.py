"""How many bookings a second: `python -m benchmarks.booking`, or `--buyers 256 --kind seats --seconds 10` for a part.

A booking is a hold of one seat, a pre-checkout, a payment written down and settled, its ticket and the messages in the
outbox, through the services as the bot calls them. Each of so many buyers books, and then the next one does. The group
commit is measured against the same services with every request by itself, in turns, on the same servers.

Other work on the machine slows both down alike: compare the ratios, and the seconds of processor time that a booking
takes, of Python and of PostgreSQL.
"""

import argparse
import asyncio
import gc
import time
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.measuring import Processor, Used, percentiles, timed
from benchmarks.pgbench import one_update
from benchmarks.report import Cell, Report, Table
from benchmarks.stand import Stand, general, seated, stand, tick_a_seat_each
from core.app import App
from core.domain.ids import EventId, PersonId, SectionId
from core.domain.order import Order
from core.domain.payment import Charge
from core.domain.refusal import Refusal
from core.running import run
from core.services.group_commit import GroupCommit
from db.pool import Pool

CAPACITY = 30_000
STEPS = ("hold", "pre-checkout", "payment")
LAST_PLACES = 1000
GROUP, PLAIN = "group", "plain"


class OneByOne:
    """In the place of a group: every request is processed alone, and waits for no other."""

    def __init__(self, group: GroupCommit[Any, Any, Any]) -> None:
        self.process = group.process

    async def submit(self, key: Any, request: Any) -> Any:
        [answer] = await self.process(key, [request])
        if isinstance(answer, Exception):
            raise answer
        return answer


def ungrouped(app: App) -> App:
    for service, names in (
        (app.seating.holding, ("selected", "passing_over", "waited_for")),
        (app.checkout, ("beginning",)),
        (app.settling, ("recording", "settling")),
    ):
        for name in names:
            setattr(service, name, OneByOne(getattr(service, name)))
    return app


@dataclass(slots=True)
class Sale:
    """One event, sold until the time is over or everything is gone."""

    app: App
    event_id: EventId
    kind: str
    until: float
    buyers: Iterator[int] = field(default_factory=lambda: iter(range(1, CAPACITY + 1)))
    seconds: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in STEPS})
    refused: int = 0

    @property
    def bookings(self) -> int:
        return len(self.seconds[STEPS[-1]])

    async def book_one_after_the_other(self) -> None:
        for buyer in self.buyers:
            await self.book(PersonId(buyer))
            if time.perf_counter() >= self.until:
                return

    async def book(self, buyer: PersonId) -> None:
        hold, pre_checkout, payment = self.seconds.values()
        try:
            order = await timed(hold, self._hold(buyer))
        except Refusal:
            self.refused += 1
            return
        await timed(pre_checkout, begin_payment(self.app, order))
        await timed(payment, self.app.settling.complete_payment(charge(order)))

    def _hold(self, buyer: PersonId) -> Awaitable[Order]:
        if self.kind == "seats":
            return self.app.seating.hold_selected(self.event_id, buyer)
        return self.app.seating.hold_quantity(self.event_id, buyer, SectionId(1), 1)


def begin_payment(app: App, order: Order) -> Awaitable[bool]:
    return app.checkout.begin_payment(order.event_id, order.id, order.buyer_id, order.total_minor, order.currency)


def charge(order: Order) -> Charge:
    buyer = order.buyer_id
    names = f"charge-{order.id}", f"provider-{order.id}"
    return Charge(order.event_id, order.id, buyer, *names, order.total_minor, order.currency)


async def create_event(app: App, pool: Pool, kind: str, capacity: int = CAPACITY) -> EventId:
    """With seats, buyer n has ticked seat n."""
    event_id = await app.organizing.create_event(seated(capacity) if kind == "seats" else general(capacity))
    if kind == "seats":
        await tick_a_seat_each(pool, event_id, capacity)
    else:
        await pool.execute("VACUUM ANALYZE seats")
    return event_id


@dataclass(frozen=True, slots=True)
class Measured:
    sale: Sale
    rate: float
    each: Used

    @property
    def cells(self) -> list[Cell]:
        return [*map(percentiles, self.sale.seconds.values()), self.each.python, self.each.server]


async def measure(app: App, pool: Pool, kind: str, buyers: int, seconds: float) -> Measured:
    event_id = await create_event(app, pool, kind)
    gc.collect()
    processor, started = Processor(), time.perf_counter()
    sale = Sale(app, event_id, kind, started + seconds)
    await asyncio.gather(*(sale.book_one_after_the_other() for _ in range(buyers)))
    took, used = time.perf_counter() - started, processor.used()
    sold = await pool.fetchval("SELECT count(*) FROM tickets WHERE event_id = $1", event_id)
    assert sold == sale.bookings, f"{sold} tickets for {sale.bookings} bookings"
    return Measured(sale, sold / took, used.each(sold))


async def sell_out(app: App, pool: Pool) -> int:
    """How many places are free after more buyers than there are places have been served: there should be none."""
    event_id = await create_event(app, pool, "places", LAST_PLACES)
    sale = Sale(app, event_id, "places", time.perf_counter())
    await asyncio.gather(*(sale.book(PersonId(buyer)) for buyer in range(1, LAST_PLACES + 25)))
    return LAST_PLACES - sale.bookings


async def compare(
    on: Stand, apps: dict[str, App], kind: str, crowds: Sequence[int], seconds: float
) -> tuple[Table, int]:
    """The table, and how many refusals there were while seats were free."""
    rows, refused = list[list[Cell]](), 0
    for buyers in crowds:
        plain = 0.0
        for path in (PLAIN, GROUP):
            found = await measure(apps[path], on.pool, kind, buyers, seconds)
            refused += found.sale.refused
            plain = plain or found.rate
            rows.append([str(buyers), path, found.rate, found.rate / plain, *found.cells])
    steps = [f"{step}, ms" for step in STEPS]
    head = ["buyers at once", "path", "bookings a second", "ratio", *steps, "Python, µs", "PostgreSQL, µs"]
    return Table(head, rows), refused


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--buyers", type=int, nargs="*", default=[1, 16, 64, 256, 1024])
    parser.add_argument("--kind", nargs="*", default=["seats", "places"])
    parser.add_argument("--seconds", type=float, default=2)
    options = parser.parse_args()
    async with stand() as on:
        apps = {PLAIN: ungrouped(on.app()), GROUP: on.app()}
        found = {kind: await compare(on, apps, kind, options.buyers, options.seconds) for kind in options.kind}
        unsold = await sell_out(apps[GROUP], on.pool)
        pgbench = await one_update(on.servers.database_url, await create_event(apps[GROUP], on.pool, "seats"), CAPACITY)
    refused = unsold + sum(number for _, number in found.values())
    Report(
        "booking",
        {kind: table for kind, (table, _) in found.items()},
        {"refusals while seats were free": refused, "pgbench, a second": pgbench},
        ["somebody was refused while seats were free"] if refused else [],
    ).hand_over()


if __name__ == "__main__":
    run(main())
