"""Many at the waiting list at once. Each was seen red with its lock removed: the table is in CONTRIBUTING.md."""

import asyncio
import random
from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta
from itertools import pairwise
from typing import Any

from core.app import App
from core.domain.event_plan import Block
from core.domain.ids import EventId, PersonId, SeatId, SectionId
from core.domain.order import Order
from core.domain.refusal import OpenOrderExists, Refusal
from core.domain.waitlist import Party
from core.services.best_hold import Wish
from db import orders
from db.pool import Pool
from tests.books import assert_books_balance
from tests.core.services.test_races import buyers, outcome, pay, start_again, until_it_waits_for_a_lock
from tests.plans import Clock, plan

STALLS = SectionId(1)
SEATS = 20


async def sold_out(app: App) -> tuple[EventId, list[Order]]:
    """Ten pairs in two rows of ten, each held by somebody."""
    stalls = Block("Stalls", 2, 10, ("Front",))
    event_id = await app.organizing.create_event(plan(sections=(stalls,), hold_ttl=timedelta(hours=1)))
    return event_id, [await hold(app, event_id, PersonId(500 + n), n, n + 1) for n in range(1, SEATS, 2)]


async def hold(app: App, event_id: EventId, person: PersonId, *seat_ids: int) -> Order:
    for seat_id in seat_ids:
        await app.seating.toggle(event_id, person, SeatId(seat_id))
    return await app.seating.hold_selected(event_id, person)


async def offers(pool: Pool) -> dict[int, list[int]]:
    """Who has an offer, in the order of the list, and of which seats."""
    rows = await pool.fetch(
        """
        SELECT person_id, seat_ids FROM waitlist_entries entry
        JOIN orders ON orders.event_id = entry.event_id AND orders.id = order_id
        WHERE entry.status = 'offered' ORDER BY entry.id
        """
    )
    return {row["person_id"]: row["seat_ids"] for row in rows}


async def test_many_sweeps_at_once_make_the_offers_that_one_would_make(app: App, pool: Pool, clock: Clock) -> None:
    chance = random.Random(9)
    event_id, held = await sold_out(app)
    people = await buyers(app, 10)
    for _ in range(15):
        sizes = {person: chance.randint(1, 4) for person in people}
        for person, size in sizes.items():
            await app.waitlist.join(event_id, person, Party(size, together=False))
        left = free = chance.randint(3, 12)
        await pool.execute("UPDATE orders SET expires_at = $1", clock())
        await pool.execute("UPDATE seats SET held_until = $1 WHERE id <= $2", clock(), free)

        await asyncio.gather(*(app.waitlist.offer_due() for _ in range(8)))

        expected = {}
        for person, size in sizes.items():
            if size <= left:
                expected[person], left = size, left - size
        got = await offers(pool)
        assert {person: len(seats) for person, seats in got.items()} == expected
        told = await pool.fetch("SELECT recipient_id FROM messages WHERE kind = 'seats_offered'")
        assert Counter(row["recipient_id"] for row in told) == Counter(got.keys())
        await again(pool, held)


async def again(pool: Pool, held: list[Order]) -> None:
    """Sold out, and nobody waits."""
    await pool.execute("TRUNCATE waitlist_entries, messages")
    await pool.execute("ALTER TABLE orders DISABLE TRIGGER orders_stay")
    await pool.execute("DELETE FROM orders WHERE id <> ALL ($1)", [order.id for order in held])
    await pool.execute("UPDATE orders SET status = 'held', expires_at = created_at + interval '1 hour'")
    await pool.execute(
        """
        UPDATE seats SET status = 'held', order_id = orders.id, held_until = expires_at, freed_at = NULL
        FROM orders WHERE seats.id = ANY (seat_ids)
        """
    )


async def test_nobody_snatches_a_freed_seat_from_who_waits(app: App, pool: Pool, clock: Clock) -> None:
    """Buyers try by every way while holds are released, and one sweep after the other runs."""
    chance = random.Random(8)
    event_id, held = await sold_out(app)
    people = await buyers(app, 40)
    waiting, public = people[:10], people[10:]
    for _ in range(5):
        for person in waiting:
            await app.waitlist.join(event_id, person, Party(2))
        for person in public:
            await pool.execute(
                "INSERT INTO selections VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                event_id,
                person,
                [chance.randint(1, SEATS)],
                clock(),
            )
        acts: list[Coroutine[Any, Any, object]] = [
            app.seating.release(event_id, order.id, order.buyer_id) for order in held[:6]
        ]
        acts += [outcome(app.seating.hold_selected(event_id, person)) for person in public[::2]]
        acts += [outcome(app.seating.hold_best(event_id, person, Wish(STALLS, 2))) for person in public[1::2]]
        acts += [app.waitlist.offer_due() for _ in range(3)]
        chance.shuffle(acts)

        await asyncio.gather(*acts)
        await app.waitlist.offer_due()

        got = await offers(pool)
        assert list(got) == waiting[:6]
        assert all(right == left + 1 for seats in got.values() for left, right in pairwise(seats))
        assert not await pool.fetchval("SELECT count(*) FROM orders WHERE buyer_id = ANY ($1)", public)
        await assert_books_balance(pool, event_id, clock())
        await again(pool, held)


async def test_a_buyer_who_waited_for_a_seat_that_is_released_does_not_get_it_before_the_list(
    app: App, pool: Pool, clock: Clock
) -> None:
    """Their statement began before the release was committed: what counts is the seat as it is then."""
    event_id, _ = await sold_out(app)
    ann, bob = await buyers(app, 2)
    await app.waitlist.join(event_id, ann, Party(2))
    await pool.execute("INSERT INTO selections VALUES ($1, $2, '{1}', $3)", event_id, bob, clock())
    await pool.execute("UPDATE seats SET held_until = $1 WHERE id = 1", clock() - timedelta(minutes=2))
    async with pool.acquire() as other, other.transaction():
        await other.execute(
            "UPDATE seats SET status = 'free', order_id = NULL, held_until = NULL, freed_at = $1 WHERE id = 1", clock()
        )
        holding = asyncio.create_task(outcome(app.seating.hold_selected(event_id, bob)))
        await until_it_waits_for_a_lock(holding, pool)
    assert isinstance(await holding, Refusal)


async def test_seats_that_somebody_is_just_taking_are_not_waited_for(app: App, pool: Pool, clock: Clock) -> None:
    event_id, held = await sold_out(app)
    [ann] = await buyers(app, 1)
    await app.waitlist.join(event_id, ann, Party(2))
    await pool.execute("UPDATE seats SET held_until = $1 WHERE id IN (1, 2)", clock())
    async with pool.acquire() as other, other.transaction():
        await other.execute("SELECT FROM seats WHERE id IN (1, 2) FOR UPDATE")
        async with asyncio.timeout(5):
            await app.seating.release(event_id, held[4].id, held[4].buyer_id)
    assert await offers(pool) == {ann: [9, 10]}


async def test_who_leaves_while_being_offered_has_left_or_has_an_offer(app: App, pool: Pool, clock: Clock) -> None:
    event_id, held = await sold_out(app)
    people = await buyers(app, 6)
    endings: Counter[str] = Counter()
    for _ in range(20):
        for person in people:
            await app.waitlist.join(event_id, person, Party(2))
        await pool.execute("UPDATE orders SET expires_at = $1 WHERE id = ANY ($2)", clock(), [o.id for o in held[:6]])
        await pool.execute("UPDATE seats SET held_until = $1 WHERE id <= 12", clock())

        got = await asyncio.gather(
            app.waitlist.offer_due(), *(outcome(app.waitlist.leave(event_id, person)) for person in people)
        )

        offered = await offers(pool)
        for person, answer in zip(people, got[1:], strict=True):
            assert (person in offered) is isinstance(answer, OpenOrderExists)
            order = await orders.open_of_buyer(pool, event_id, person)
            assert (order is not None) is (person in offered), "seats are held for somebody who has left"
            endings["offered" if person in offered else "left"] += 1
        await again(pool, held)
    assert endings["left"]


async def test_who_leaves_at_the_very_moment_gets_no_offer_and_no_seats_are_held(app: App, pool: Pool) -> None:
    event_id, held = await sold_out(app)
    ann, bob = await buyers(app, 2)
    for person in (ann, bob):
        await app.waitlist.join(event_id, person, Party(2))
    async with pool.acquire() as leaving:
        undecided = leaving.transaction()
        await undecided.start()
        await leaving.execute("UPDATE waitlist_entries SET status = 'left' WHERE person_id = $1", ann)
        releasing = asyncio.create_task(app.seating.release(event_id, held[0].id, held[0].buyer_id))
        await until_it_waits_for_a_lock(releasing, pool)
        await undecided.commit()
    await releasing
    assert await offers(pool) == {bob: [1, 2]}
    assert await orders.open_of_buyer(pool, event_id, ann) is None


async def test_who_joins_on_two_devices_has_one_place(app: App, pool: Pool) -> None:
    event_id, _ = await sold_out(app)
    [ann] = await buyers(app, 1)
    await asyncio.gather(*(app.waitlist.join(event_id, ann, Party(2)) for _ in range(10)))
    assert await pool.fetchval("SELECT count(*) FROM waitlist_entries") == 1


async def test_who_buys_while_being_offered_stays_within_the_limit(app: App, pool: Pool, clock: Clock) -> None:
    stalls = Block("Stalls", 1, 6, ("Front",))
    event_id = await app.organizing.create_event(plan(sections=(stalls,), limit_per_buyer=2))
    [ann, *others] = await buyers(app, 4)
    endings: Counter[str] = Counter()

    async def buy(charge_id: str) -> None:
        await pay(app, await app.seating.hold_best(event_id, ann, Wish(STALLS, 2)), charge_id)

    for number in range(20):
        for person, seat_id in zip(others, (1, 3, 5), strict=True):
            await hold(app, event_id, person, seat_id, seat_id + 1)
        await app.waitlist.join(event_id, ann, Party(2))
        clock.go(minutes=11)  # all holds have ended, and a minute more: all seats are everybody's
        await asyncio.gather(outcome(buy(f"charge-{number}")), app.waitlist.offer_due(), app.waitlist.offer_due())
        assert await orders.seats_claimed(pool, event_id, ann, clock()) == 2
        endings["offered" if await offers(pool) else "bought"] += 1
        await assert_books_balance(pool, event_id, clock())
        await pool.execute("TRUNCATE waitlist_entries, messages")
        await start_again(pool)
    assert len(endings) == 2, f"no race: {endings}"
