"""What each step of a booking costs in one event, be it large or nearly sold out.

Sixteen buyers at once hold, then all of them begin to pay, then all payments come; the processor time of each step, of
Python and of PostgreSQL, is the least of some turns.
"""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Any

from benchmarks.acting import side_by_side
from benchmarks.booking import STEPS, begin_payment, charge
from benchmarks.filling import give_back
from benchmarks.measuring import Processor, Used, timed
from benchmarks.stand import NOW, Stand
from core.app import App
from core.domain.ids import EventId, PersonId, SectionId
from core.domain.order import Order
from core.services.best_hold import Wish

TURNS = 3


class Kind(StrEnum):
    CHOSEN = "chosen seats"
    BEST = "best seats"
    PLACES = "places"


ROUNDS = 6
"""In a turn."""
IN_A_ROUND = {Kind.CHOSEN: 50, Kind.BEST: 12, Kind.PLACES: 50}
"""Bookings: half of what is free where least is, so that batches are as large everywhere."""
AT_ONCE = {Kind.CHOSEN: 16, Kind.BEST: 4, Kind.PLACES: 16}
"""Buyers. The best seats are never held in batches; sixteen would take them from each other in a small hall."""


@dataclass(slots=True)
class Cost:
    """Of one step: the least processor time of all turns, and how long each took, in seconds."""

    each: Used = field(default_factory=lambda: Used(float("inf"), 0))
    seconds: list[float] = field(default_factory=list)

    def take(self, each: Used) -> None:
        self.each = min(self.each, each, key=lambda used: used.together)


class Booking:
    """Books in one event, and gives it back, so that the next turn finds what this one found."""

    buyers = count(1)

    def __init__(self, on: Stand, app: App, event_id: EventId, kind: Kind) -> None:
        self.on = on
        self.app = app
        self.event_id = event_id
        self.kind = kind

    async def costs(self) -> dict[str, Cost]:
        costs = {step: Cost() for step in STEPS}
        for _ in range(TURNS):
            used = {step: Used(0, 0) for step in STEPS}
            for _ in range(ROUNDS):
                await self._round(costs, used)
            for step, cost in costs.items():
                cost.take(used[step].each(ROUNDS * IN_A_ROUND[self.kind]))
        return costs

    async def _round(self, costs: dict[str, Cost], used: dict[str, Used]) -> None:
        holds = await self._holds(IN_A_ROUND[self.kind])
        orders = await self._step("hold", holds, costs, used)
        await self._step("pre-checkout", [begin_payment(self.app, order) for order in orders], costs, used)
        payments = [self.app.settling.complete_payment(charge(order)) for order in orders]
        await self._step("payment", payments, costs, used)
        order_ids = [order.id for order in orders]
        sold = await self.on.pool.fetchval(
            "SELECT count(*) FROM tickets WHERE event_id = $1 AND order_id = ANY($2)", self.event_id, order_ids
        )
        assert sold == sum(len(order.seat_ids) for order in orders)
        await give_back(self.on.pool, self.event_id, order_ids)

    async def _step(
        self, step: str, acts: Sequence[Awaitable[Any]], costs: dict[str, Cost], used: dict[str, Used]
    ) -> list[Any]:
        """All of them, so many at once."""
        results = list[Any]()

        async def do(act: Awaitable[Any]) -> None:
            results.append(await timed(costs[step].seconds, act))

        processor = Processor()
        await side_by_side(do, acts, AT_ONCE[self.kind])
        used[step] += processor.used()
        return results

    async def _holds(self, number: int) -> list[Awaitable[Order]]:
        buyers = [PersonId(next(self.buyers)) for _ in range(number)]
        seating = self.app.seating
        match self.kind:
            case Kind.CHOSEN:
                await self._tick(buyers)
                return [seating.hold_selected(self.event_id, buyer) for buyer in buyers]
            case Kind.BEST:
                wishes = [Wish(section_id, 2) for section_id in await self._sections_with_pairs(number)]
                return [
                    seating.hold_best(self.event_id, buyer, wish) for buyer, wish in zip(buyers, wishes, strict=True)
                ]
            case Kind.PLACES:
                return [seating.hold_quantity(self.event_id, buyer, SectionId(1), 1) for buyer in buyers]

    async def _tick(self, buyers: Sequence[PersonId]) -> None:
        """Each has ticked one free seat."""
        await self.on.pool.execute(
            """
            INSERT INTO selections (event_id, buyer_id, seat_ids, changed_at)
            SELECT $1, ($2::bigint[])[row_number() OVER ()], ARRAY[id], $3 FROM (
                SELECT id FROM seats WHERE event_id = $1 AND status = 'free' ORDER BY random()
                LIMIT cardinality($2::bigint[])
            ) free
            """,
            self.event_id,
            buyers,
            NOW,
        )

    async def _sections_with_pairs(self, number: int) -> list[SectionId]:
        """One for each of so many free pairs."""
        rows = await self.on.pool.fetch(
            """
            SELECT section_id FROM seats WHERE event_id = $1 AND status = 'free'
            GROUP BY section_id, (id - 1) / 2 HAVING count(*) = 2 ORDER BY random() LIMIT $2
            """,
            self.event_id,
            number,
        )
        return [row["section_id"] for row in rows]
