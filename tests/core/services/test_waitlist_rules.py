"""The rule of the waiting list, whatever happens: Hypothesis chooses what, and after each sweep the rule must hold.

Who waits, in which order, and what is free is followed in a model; which seats fit a party is asked of
`fits()`, which knows nothing of how the chooser chooses.
"""

import asyncio
import os
from collections.abc import Coroutine, Iterator, Sequence
from datetime import timedelta
from itertools import combinations, pairwise
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run
from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.event_plan import Block, Standing, TierPlan
from core.domain.ids import EventId, OrderId, PersonId, SeatId, TierId
from core.domain.refusal import Refusal
from core.domain.waitlist import Party
from db.pool import Pool, open_pool
from tests.books import assert_books_balance
from tests.core.services.test_races import outcome, pay
from tests.plans import CLOCK_START, Clock, plan, settings_for_tests

EXAMPLES = os.environ.get("KASSA_MACHINE_EXAMPLES")
"""How many runs; with `make chance` many, and new ones each time."""
BUYERS = [PersonId(number) for number in range(1, 7)]
ROWS = ((1, 2, 3, 4), (5, 6, 7, 8))
"""The second row is of the second tier; seat 8 is accessible; places 9 to 11 stand."""
STANDING = (9, 10, 11)
ORDINARY = {1, 2, 3, 4, 5, 6, 7, *STANDING}
TIER = {seat: TierId(1 if seat <= 4 else 2) for seat in range(1, 12)}
STRANGERS = {
    PersonId(100): {1, 2},
    PersonId(101): {3},
    PersonId(102): {4, 5},
    PersonId(103): {6, 7},
    PersonId(104): {8},
    PersonId(105): {9, 10},
    PersonId(106): {11},
}
"""They have the whole hall at first."""
LIMIT = 4
GRACE = timedelta(minutes=1)
PARTIES = st.builds(
    Party, st.sampled_from([1, 2, 2, 3]), st.sampled_from([None, None, TierId(1), TierId(2)]), st.booleans()
)
T = TypeVar("T")


def fits(party: Party, free: set[int]) -> bool:
    """Could the party sit there? Straight from the words of the rule."""
    theirs = {seat for seat in free & ORDINARY if party.tier_id in (None, TIER[seat])}
    if not party.together:
        return len(theirs) >= party.size
    runs = [row[start : start + party.size] for row in ROWS for start in range(len(row) - party.size + 1)]
    return any(theirs >= set(run) for run in runs) or any(
        theirs >= set(places) for places in combinations(STANDING, party.size)
    )


class Hall:
    """What all runs share: a database, and an event loop, since Hypothesis calls and does not await."""

    def __init__(self, runner: asyncio.Runner, pool: Pool, redis: Redis) -> None:
        self.runner, self.pool = runner, pool
        self.clock = Clock(CLOCK_START)
        self.app: App = build_app(pool, redis, settings_for_tests(), self.clock)
        self.seen: set[str] = set()

    def do(self, act: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(act)


@pytest.fixture
def hall(database_url: str, redis_session_url: str) -> Iterator[Hall]:
    with asyncio.Runner() as runner:
        pool = runner.run(open_pool(database_url))
        redis = Redis.from_url(redis_session_url)
        yield Hall(runner, pool, redis)
        runner.run(pool.close())
        runner.run(redis.aclose())


class Machine(RuleBasedStateMachine):
    def __init__(self, hall: Hall) -> None:
        super().__init__()
        self.hall, self.app, self.clock, self.do = hall, hall.app, hall.clock, hall.do
        self.waiting: list[tuple[PersonId, Party]] = []

    @initialize(parties=st.lists(PARTIES, min_size=2, max_size=len(BUYERS)))
    def open(self, parties: list[Party]) -> None:
        self.clock.now = CLOCK_START
        rows = Block("Stalls", 2, 4, ("Front", "Back"), accessible=("B-4",))
        tiers = (TierPlan("Front", 200), TierPlan("Back", 100))
        sections = (rows, Standing("Floor", 3, "Back"))
        self.event_id: EventId = self.do(
            self.app.organizing.create_event(
                plan(
                    tiers=tiers,
                    sections=sections,
                    limit_per_buyer=LIMIT,
                    hold_ttl=timedelta(hours=1),
                    offer_ttl=timedelta(minutes=5),
                )
            )
        )
        for stranger, seats in STRANGERS.items():
            self.hold(stranger, seats)
        for person, party in zip(BUYERS, parties, strict=False):
            self.join(person, party)

    # --- What people do

    @rule(person=st.sampled_from(BUYERS), seats=st.sets(st.integers(1, 11), min_size=1, max_size=2))
    def hold(self, person: PersonId, seats: set[int]) -> None:
        """Only what is on sale: what was freed just now is not, while somebody waits."""
        on_sale = self.on_sale()
        self.do(self.app.seating.clear(self.event_id, person))
        self.do(self.app.seating.offer_accessible(self.event_id, person, True))
        for seat in seats:
            refused = isinstance(self.do(outcome(self.toggle(person, seat))), Refusal)
            if not refused:
                assert seat in on_sale, "a seat was taken from those who wait"
        held = self.do(outcome(self.app.seating.hold_selected(self.event_id, person)))
        if not isinstance(held, Refusal):
            assert set(held.seat_ids) <= on_sale

    async def toggle(self, person: PersonId, seat: int) -> None:
        await self.app.seating.toggle(self.event_id, person, SeatId(seat))

    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        if held := self.open_orders():
            person, order_id = data.draw(st.sampled_from(sorted(held.items())))
            self.do(outcome(self.app.seating.release(self.event_id, order_id, person)))
            self.follow_offers()

    @rule(data=st.data())
    def buy(self, data: st.DataObject) -> None:
        if held := self.open_orders():
            person, order_id = data.draw(st.sampled_from(sorted(held.items())))
            view = self.do(self.app.checkout.order(self.event_id, order_id, person))
            self.do(outcome(pay(self.app, view.order, f"charge-{self.event_id}-{order_id}")))

    @rule(person=st.sampled_from(BUYERS), party=PARTIES)
    def join(self, person: PersonId, party: Party) -> None:
        is_new = person not in self.people_waiting()
        could_buy = fits(party, self.on_sale())
        joined = self.do(outcome(self.app.waitlist.join(self.event_id, person, party)))
        if isinstance(joined, Refusal):
            return
        if is_new:
            assert not could_buy, "whoever can buy does not wait"
            self.waiting.append((person, party))
        assert joined.place and joined.place.number == self.people_waiting().index(person) + 1

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        person, party = data.draw(st.sampled_from(self.waiting))
        self.do(self.app.waitlist.leave(self.event_id, person))
        self.waiting.remove((person, party))

    @rule(minutes=st.sampled_from([0.5, 1, 5, 10]))
    def go_on(self, minutes: float) -> None:
        self.clock.go(minutes=minutes)

    @rule()
    def sweep_holds(self) -> None:
        self.do(self.app.seating.release_due())

    @rule()
    def sweep(self) -> None:
        self.do(self.app.waitlist.offer_due())
        self.follow_offers()
        busy = self.open_orders()
        for person, party in self.waiting:
            assert person in busy or not fits(party, self.free()), f"{person} starves: {party} fits {self.free()}"

    # --- What must be true then

    def follow_offers(self) -> None:
        """The offers made by one sweep, one after the other: each was of the first whom the free seats fitted."""
        rows = self.query(
            """
            SELECT entry.person_id, entry.status, seat_ids, orders.id FROM waitlist_entries entry
            LEFT JOIN orders ON orders.event_id = entry.event_id AND orders.id = order_id
            WHERE entry.event_id = $1 AND entry.status IN ('offered', 'closed') AND entry.id IN (
                SELECT max(id) FROM waitlist_entries WHERE event_id = $1 GROUP BY person_id)
            ORDER BY orders.id
            """
        )
        new = [row for row in rows if row["person_id"] in self.people_waiting()]
        free = self.free().union(*(row["seat_ids"] for row in new if row["seat_ids"]))
        for row in new:
            place = self.people_waiting().index(row["person_id"])
            person, party = self.waiting.pop(place)
            if row["status"] == "closed":
                self.hall.seen.add("limit")
                assert self.claimed(person) + party.size > LIMIT
                continue
            self.assert_offer_is_right(party, row["seat_ids"])
            passed_over = [one for one in self.waiting[:place] if one[0] not in self.open_orders()]
            assert not any(fits(other, free) for _, other in passed_over), "passed over, although it fitted"
            self.hall.seen |= {"offer"} | ({"passed over"} if passed_over else set())
            free -= set(row["seat_ids"])

    def assert_offer_is_right(self, party: Party, seats: Sequence[int]) -> None:
        assert len(seats) == party.size and set(seats) <= ORDINARY
        assert all(party.tier_id in (None, TIER[seat]) for seat in seats)
        if party.together:
            assert any(set(seats) <= set(row) for row in (*ROWS, STANDING))
            assert set(seats) <= set(STANDING) or all(right == left + 1 for left, right in pairwise(seats))
            self.hall.seen.add("together")

    @invariant()
    def books_agree(self) -> None:
        if hasattr(self, "event_id"):
            self.do(assert_books_balance(self.hall.pool, self.event_id, self.clock()))
            assert all(self.claimed(person) <= LIMIT for person in BUYERS)
            self.assert_nothing_is_idle()

    def assert_nothing_is_idle(self) -> None:
        """What is free is on sale, a minute after it was freed if somebody waits, whether or not a sweep has run."""
        seats = self.do(self.app.seating.viewing.view(self._event(), PersonId(999), None)).hall.seats
        assert {seat.id for seat in seats if seat.is_free} == self.on_sale()
        self.hall.seen |= {"kept"} if self.on_sale() < self.free() else set()

    # --- What there is

    def query(self, sql: str, *values: object) -> list[Any]:
        return self.do(self.hall.pool.fetch(sql, self.event_id, *values))

    def people_waiting(self) -> list[PersonId]:
        return [person for person, _ in self.waiting]

    def free(self) -> set[int]:
        sql = "SELECT id FROM seats WHERE event_id = $1 AND is_free(status, held_until, $2)"
        return {row["id"] for row in self.query(sql, self.clock())}

    def on_sale(self) -> set[int]:
        rows = self.query("SELECT id, freed_at, held_until FROM seats WHERE event_id = $1")
        since = {row["id"]: row["held_until"] or row["freed_at"] or CLOCK_START - GRACE for row in rows}
        return {seat for seat in self.free() if not self.waiting or since[seat] <= self.clock() - GRACE}

    def _event(self) -> Any:
        return self.do(self.app.seating.viewing.event_on_sale(self.event_id))

    def open_orders(self) -> dict[PersonId, OrderId]:
        sql = "SELECT buyer_id, id FROM orders WHERE event_id = $1 AND status IN ('held', 'paying') AND expires_at > $2"
        return {row["buyer_id"]: row["id"] for row in self.query(sql, self.clock())}

    def claimed(self, person: PersonId) -> int:
        sql = """
            SELECT coalesce(sum(cardinality(seat_ids)), 0) AS seats FROM orders WHERE event_id = $1 AND buyer_id = $2
            AND (status = 'paid' OR (status IN ('held', 'paying') AND expires_at > $3))
        """
        return int(self.query(sql, person, self.clock())[0]["seats"])


def test_the_rule_holds_whatever_happens(hall: Hall) -> None:
    runs = settings(
        max_examples=int(EXAMPLES or 12),
        stateful_step_count=35,
        deadline=None,
        database=None,
        derandomize=not EXAMPLES,
        phases=(Phase.generate,),  # to shrink takes minutes: the steps of a failure are printed as they were
        suppress_health_check=list(HealthCheck),
    )
    run(lambda: Machine(hall), settings=runs)  # type: ignore[arg-type]
    assert hall.seen >= {"offer", "together", "passed over", "kept"}, f"the machine has gone blind: {hall.seen}"
