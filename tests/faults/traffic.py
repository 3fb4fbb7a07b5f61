"""Traffic: people come one after the other and buy, whatever happens to the machines meanwhile."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle

from simulator.errors import CannotDo
from tests.faults.people import Buyer
from tests.faults.stage import Stage
from tests.faults.visits import Visit
from tests.faults.waiting import until

BREATH = 0.1
"""Seconds before somebody tries the same again."""
CHARGED_WITHIN = 60.0


@dataclass(frozen=True)
class Pace:
    """So many lanes; in seconds: `patience` until somebody who hears nothing tries the same again, `rest` from one
    visit to the next, `closes_within` for the last ones."""

    lanes: int = 4
    patience: float = 3.0
    rest: Callable[[], float] = lambda: 0.0
    closes_within: float = 60.0


QUICK = Pace()


@dataclass
class Traffic:
    """`outcomes` counts attempts by how they ended: approved, refused, timeout, or unanswered."""

    stage: Stage
    visits: Iterator[Visit]
    pace: Pace = QUICK
    outcomes: Counter[str] = field(default_factory=Counter)
    closing: bool = False
    inside: dict[int, Buyer] = field(default_factory=dict)

    async def until_charged(self, more: int, within: float = CHARGED_WITHIN) -> None:
        """So many purchases later."""
        goal = self.outcomes["approved"] + more
        await until(lambda: self.outcomes["approved"] >= goal, f"{more} more purchases", within=within)

    async def until_somebody_cannot_buy(self) -> None:
        goal = self._failures + 1
        await until(lambda: self._failures >= goal, "somebody who cannot buy")

    async def flow(self) -> None:
        """One lane of it. Everybody is somebody new, and insists until they have paid."""
        while not self.closing:
            visit = next(self.visits)
            buyer = await self.stage.meet("Somebody")
            self.inside[buyer.id] = buyer
            buyer.patience = self.pace.patience
            status: str = ""
            while status != "approved":
                try:
                    status = (await visit(buyer)).status
                except (AssertionError, CannotDo):  # nothing came, or the invoice went
                    status = "unanswered"
                    await asyncio.sleep(BREATH)
                self.outcomes[status] += 1
            del self.inside[buyer.id]
            await asyncio.sleep(self.pace.rest())

    @property
    def _failures(self) -> int:
        return self.outcomes.total() - self.outcomes["approved"]


@asynccontextmanager
async def traffic(stage: Stage, *visits: Visit, pace: Pace = QUICK) -> AsyncIterator[Traffic]:
    """Until the block is left; then those who are buying finish."""
    people = Traffic(stage, cycle(visits), pace)
    async with asyncio.TaskGroup() as lanes:
        flowing = [lanes.create_task(people.flow()) for _ in range(pace.lanes)]
        yield people
        people.closing = True
        _, unfinished = await asyncio.wait(flowing, timeout=pace.closes_within)
        chats = [buyer.chat for buyer in people.inside.values()]
        assert not unfinished, f"some still cannot buy: {people.outcomes}, {chats}\n{stage.logs()}"
