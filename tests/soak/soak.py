"""A soak: people of all kinds in three houses, and something always breaks; now and then all must be well."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from core.domain.currency import STARS
from core.domain.ids import EventId, PersonId
from core.domain.queue import Knob, QueueMode
from tests.faults.nursery import nursery
from tests.faults.outcome import assert_everything_is_settled, assert_the_books_close
from tests.faults.servers import Engines, engines
from tests.faults.stage import OWNER, Stage
from tests.faults.traffic import Pace, traffic
from tests.faults.visits import (
    HALL_ROWS,
    SEATS_IN_ROW,
    SOMEBODY_ELSE,
    Visit,
    buys,
    is_declined_first,
    pays_too_late,
    pays_twice,
    picks_seats,
    stops_the_bot,
)
from tests.soak.houses import House, open_houses
from tests.soak.resting import Sizes, once_started, sizes, until_at_rest
from tests.soak.samples import Figures, Life, Sampler
from tests.soak.staff import Staff, hire_staff
from tests.soak.visits import (
    HOLD_TTL,
    RETURNS,
    gives_one_to_a_friend,
    lets_a_hold_go_first,
    looks_around,
    queues_first,
    returns_one,
    waits_for_freed_seats,
    with_somebody_who_never_pays,
)

PERIOD_SECONDS = 240.0
"""Of traffic, from one rest to the next."""
LANES = 3
"""People who act at once, in each house; beside its staff."""
PATIENCE = 8.0
REST = (0.2, 1.5)
"""Seconds from one visit to the next."""
CALM = (6.0, 20.0)
"""… from one disturbance to the next."""
WITHOUT_VALKEY = 120.0
"""Seconds at the very beginning: receivers do what workers do meanwhile, and come to the size that they keep."""
CLOSES_WITHIN = 180.0
SETTLED_WITHIN = 300.0
"""What a killed process has claimed is claimed for two minutes."""
DEEDS = {
    "tickets": "SELECT count(*) FROM tickets",
    "gifts taken": "SELECT count(*) FROM gifts WHERE taken_at IS NOT NULL",
    "holds let go": "SELECT count(*) FROM orders WHERE status = 'released'",
    "holds run out": "SELECT count(*) FROM orders WHERE status = 'expired'",
    "offers to the waiting list taken": "SELECT count(*) FROM waitlist_entries WHERE status = 'taken'",
    "turns in the queue": "SELECT count(*) FROM queue_entries WHERE called_at IS NOT NULL",
    "admissions at the door": "SELECT count(*) FROM scans WHERE verdict = 'admitted'",
    "other verdicts": "SELECT count(*) FROM scans WHERE verdict <> 'admitted'",
    "broadcasts": "SELECT count(*) FROM broadcasts WHERE done_at IS NOT NULL",
    "messages sent": "SELECT count(*) FROM messages WHERE sent_at IS NOT NULL",
}
CONNECTIONS_MAX = 400
"""Of all pools of three houses together, which fill while PostgreSQL hangs."""


@dataclass
class Found:
    """What the soak has seen; `rests` and `sizes` are of each rest, one after the other."""

    seed: int
    seconds: float = 0.0
    lives: list[Life] = field(default_factory=list)
    base: dict[str, Figures] = field(default_factory=dict)
    rests: list[dict[str, Figures]] = field(default_factory=list)
    sizes: list[Sizes] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)
    blows: Counter[str] = field(default_factory=Counter)


class Soak:
    def __init__(self, servers: Engines, houses: Sequence[House], seed: int, say: Callable[[str], None]) -> None:
        self.servers = servers
        self.houses = houses
        self.chance = random.Random(seed)
        self.say = say
        self.sampler = Sampler(houses, servers)
        self.found = Found(seed)
        self._events: dict[str, list[EventId]] = {house.name: [] for house in houses}

    async def run(self, seconds: float) -> Found:
        """At least so long, once everything has started."""
        self.found.lives = self.sampler.lives
        for house in self.houses:
            await (await house.stage.meet("Somebody Else", SOMEBODY_ELSE)).starts()
        staff = {house.name: await hire_staff(house.stage, self.chance) for house in self.houses}
        rest = await once_started(self.sampler, self.houses)
        self.found.base = rest.base
        looking, began = asyncio.create_task(self.sampler.run()), time.monotonic()
        try:
            without_valkey = min(WITHOUT_VALKEY, seconds / 2)
            while (left := seconds - (time.monotonic() - began)) > 0:
                await self._period(min(PERIOD_SECONDS, left), staff, without_valkey)
                without_valkey = 0.0
                self.found.rests.append(await until_at_rest(self.sampler, self.houses, rest))
                self.found.sizes.append(await sizes(self.houses))
        finally:
            looking.cancel()
            self.found.seconds = time.monotonic() - began
            await self.sampler.close()
        for house in self.houses:
            house.stage.events = self._events[house.name]
            books = await assert_the_books_close(house.stage)
            self.found.tally += Counter(charges=len(books.charges), refunds=len(books.refunds))
            self.found.tally += await deeds(house.stage, staff[house.name])
        return self.found

    async def _period(self, seconds: float, staff: dict[str, Staff], without_valkey: float) -> None:
        async with AsyncExitStack() as opened:
            for house in self.houses:
                house.stage.interruptions = 0
                await opened.enter_async_context(self._open(house, staff[house.name]))
            if without_valkey:
                await self._keep_valkey_away(without_valkey)
            await self._break_things(seconds - without_valkey)
            for house in self.houses:
                house.stage.heal()
        self.say("resting")
        for house in self.houses:
            await house.stage.everybody_comes_back()
        await asyncio.gather(*(self._settle(house) for house in self.houses))

    @asynccontextmanager
    async def _open(self, house: House, staff: Staff) -> AsyncIterator[None]:
        """People come until the block is left, and those who are there have finished."""
        stage = house.stage
        night, visits = await the_visits(stage, self.chance)
        working = [asyncio.create_task(work) for work in (staff.scan(night), staff.run_the_desk(night))]
        try:
            pace = Pace(LANES, PATIENCE, lambda: self.chance.uniform(*REST), CLOSES_WITHIN)
            async with traffic(stage, *visits, pace=pace) as people:
                yield
                for work in working:
                    work.cancel()
            self.found.tally += Counter({f"payments {how}": number for how, number in people.outcomes.items()})
        finally:
            for work in working:
                work.cancel()
            await asyncio.gather(*working, return_exceptions=True)

    async def _keep_valkey_away(self, seconds: float) -> None:
        self.say("Valkey stays away")
        await self.servers.valkey.kill()
        await asyncio.sleep(seconds)
        await self.servers.valkey.begin()
        for house in self.houses:
            house.stage.interruptions += 1
        self.found.blows["valkey away for long"] += 1

    async def _break_things(self, seconds: float) -> None:
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            await asyncio.sleep(min(left, self.chance.uniform(*CALM)))
            house = self.chance.choice(self.houses)
            blow = self.chance.choice(house.blows)
            self.say(f"{house.name}: {blow.__name__.replace('_', ' ')}")
            await blow(house.stage, self.chance)
            for each in self.houses:
                each.stage.interruptions += 1  # the servers are everybody's
            self.found.blows[blow.__name__.replace("_", " ")] += 1

    async def _settle(self, house: House) -> None:
        await assert_everything_is_settled(house.stage, SETTLED_WITHIN)
        self._events[house.name] += house.stage.events
        forget(house.stage)


async def the_visits(stage: Stage, chance: random.Random) -> tuple[EventId, list[Visit]]:
    """In a random order that comes round; and the event at whose doors tickets are scanned."""
    cards = await stage.event(hold_ttl=HOLD_TTL, returns=RETURNS)
    stars = await stage.event(STARS, hold_ttl=HOLD_TTL)
    night = await stage.event(hold_ttl=HOLD_TTL)
    queued = await stage.event()
    await stage.app.regulating.set_mode(PersonId(OWNER), queued, QueueMode.ON)
    await stage.app.regulating.turn(PersonId(OWNER), queued, Knob.TURN, 2)
    hall = await stage.hall(HALL_ROWS, SEATS_IN_ROW)
    visits = [
        *(buys(night, quantity) for quantity in (1, 2, 4)),
        *(picks_seats(hall, chance) for _ in range(2)),
        *(looks_around(event, hall, chance, buys(event)) for event in (cards, stars, night)),
        *(visit(event) for visit in (is_declined_first, pays_twice, stops_the_bot) for event in (cards, stars)),
        *(pays_too_late(stage, currency, chance) for currency in ("UAH", STARS)),
        *(lets_a_hold_go_first(cards), with_somebody_who_never_pays(stage, stars)),
        *(gives_one_to_a_friend(stage, night), returns_one(cards)),
        *(waits_for_freed_seats(stage), queues_first(queued), queues_first(queued)),
    ]
    chance.shuffle(visits)
    return night, visits


async def deeds(stage: Stage, staff: Staff) -> Counter[str]:
    """What has come of it all, by the tables; nobody came in twice."""
    done = {what: await stage.pool.fetchval(query) for what, query in DEEDS.items()}
    twice = await stage.pool.fetch(
        "SELECT ticket_id FROM scans WHERE verdict = 'admitted' GROUP BY event_id, ticket_id HAVING count(*) > 1"
    )
    assert twice == [], f"admitted twice: {twice}"
    return Counter(done) + Counter({"reports read": staff.reports_read})


def forget(stage: Stage) -> None:
    """All but the owner, whose chat has what is theirs to make; new people come to new events."""
    for person in stage.people:
        if person.id != OWNER:
            stage.telegram.chat(person.id).messages.clear()
            stage.telegram.chat(person.id).invoices.clear()
    stage.people = [person for person in stage.people if person.id == OWNER]
    stage.events = []


async def soak(base: Path, seconds: float, seed: int, say: Callable[[str], None], bot: str = "bot") -> Found:
    async with (
        engines(base, max_connections=CONNECTIONS_MAX) as servers,
        nursery() as processes,
        open_houses(servers, processes, base, bot) as houses,
    ):
        one = Soak(servers, houses, seed, say)
        try:
            return await one.run(seconds)
        except BaseException as error:
            error.add_note("\n".join(f"--- {house.name}\n{house.stage.logs()}" for house in houses))
            raise
        finally:
            for engine in (servers.postgres, servers.valkey):
                await engine.heal()
