"""The queue of an event: joining, the draw, turns that begin, pass and end, and what is held by itself."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.act import What
from core.domain.event_plan import Block, Standing, TierPlan
from core.domain.ids import EventId, OrderId, PersonId, QueueEntryId, SeatId, SectionId, TierId
from core.domain.order import Channel, Order, OrderStatus
from core.domain.person import Role
from core.domain.queue import CATCH_UP, DRAW_AFTER, EntryStatus, Knob, QueueMode, QueueRules, QueueWish
from core.domain.refusal import (
    EventNotFound,
    InvalidQuantity,
    NoDraw,
    NoQueue,
    NotAllowed,
    OpenOrderExists,
    SaleClosed,
    TurnNeeded,
)
from core.domain.waitlist import Party
from core.services.best_hold import Wish
from core.services.calling import IN_OUTBOX_MAX
from db import acts, orders, queue_entries, queue_turns, queues
from db.pool import Pool
from tests.core.services.test_races import OWNER, buyers, pay
from tests.plans import CLOCK_START, Clock, club_night, plan, settings_for_tests
from tests.teams import hire

FLOOR = SectionId(1)
TO_OPENING = timedelta(hours=1)


async def queue_for(
    app: App, mode: QueueMode = QueueMode.ON, *, rate: int = 60, inside: int = 5000, turn: int = 10, **changes: Any
) -> EventId:
    """General admission with a queue; on sale unless `changes` say otherwise."""
    event_id = await app.organizing.create_event(club_night(capacity=200, **changes))
    await app.regulating.set_mode(OWNER, event_id, mode)
    for knob, value in ((Knob.RATE, rate), (Knob.INSIDE, inside), (Knob.TURN, turn)):
        await app.regulating.turn(OWNER, event_id, knob, value)
    return event_id


async def room_for(app: App, **changes: Any) -> EventId:
    """It can be joined for an hour before the sale."""
    return await queue_for(app, sale_starts_at=CLOCK_START + TO_OPENING, **changes)


async def called(pool: Pool, event_id: EventId) -> list[PersonId]:
    """Whose turn it is or was, in the order of the calls."""
    rows = await pool.fetch(
        "SELECT person_id FROM queue_entries WHERE event_id = $1 AND called_at IS NOT NULL ORDER BY called_at, number",
        event_id,
    )
    return [row["person_id"] for row in rows]


async def told(pool: Pool, kind: str) -> list[PersonId]:
    rows = await pool.fetch("SELECT recipient_id FROM messages WHERE kind = $1 ORDER BY id", kind)
    return [row["recipient_id"] for row in rows]


async def let_go(app: App, clock: Clock, seconds: float) -> None:
    """So many seconds of a sweep every second."""
    for _ in range(int(seconds)):
        clock.go(minutes=1 / 60)
        await app.calling.call_due()


async def sent(pool: Pool) -> None:
    """The outbox has been delivered."""
    await pool.execute("UPDATE messages SET sent_at = due_at WHERE sent_at IS NULL")


# --- Without a turn no hold gets through


async def test_nobody_holds_seats_before_it_is_their_turn(app: App, clock: Clock) -> None:
    event_id = await queue_for(app)
    ann, bob = await buyers(app, 2)
    await app.queueing.join(event_id, ann)
    for act in (
        app.seating.hold_quantity(event_id, ann, FLOOR, 1),
        app.seating.hold_best(event_id, ann, Wish(FLOOR, 1)),
        app.seating.hold_party(event_id, ann, QueueWish(Party(1))),
        app.seating.hold_quantity(event_id, bob, FLOOR, 1),
        app.seating.enter(event_id, bob),
    ):
        with pytest.raises(TurnNeeded):
            await act
    await app.calling.call_due()
    order = await app.seating.hold_quantity(event_id, ann, FLOOR, 1)
    assert order.status is OrderStatus.HELD
    with pytest.raises(TurnNeeded):
        await app.seating.hold_quantity(event_id, bob, FLOOR, 1)


async def test_ticked_seats_are_held_with_a_turn_only(app: App, pool: Pool) -> None:
    event_id = await app.organizing.create_event(plan())
    [ann] = await buyers(app, 1)
    await app.seating.toggle(event_id, ann, SeatId(3))
    await app.regulating.set_mode(OWNER, event_id, QueueMode.ON)
    with pytest.raises(TurnNeeded):
        await app.seating.hold_selected(event_id, ann)
    await app.queueing.join(event_id, ann)
    await app.calling.call_due()
    assert (await app.seating.hold_selected(event_id, ann)).seat_ids == (3,), "what was ticked is still ticked"


async def test_who_holds_seats_may_look_at_the_hall_after_the_turn(app: App, clock: Clock) -> None:
    event_id = await queue_for(app, turn=2)
    [ann] = await buyers(app, 1)
    await app.queueing.join(event_id, ann)
    await app.calling.call_due()
    order = await app.seating.hold_quantity(event_id, ann, FLOOR, 1)
    clock.go(minutes=3)
    await app.seating.enter(event_id, ann)
    assert len((await app.changing.change_quantity(event_id, order.id, ann, 2)).seat_ids) == 2
    await app.seating.release(event_id, order.id, ann)
    with pytest.raises(TurnNeeded):
        await app.seating.enter(event_id, ann)


async def test_who_works_for_the_event_needs_no_turn(app: App) -> None:
    event_id = await queue_for(app)
    [door] = await buyers(app, 1)
    await hire(app, door)
    await app.seating.enter(event_id, door)
    assert isinstance(await app.seating.hold_quantity(event_id, door, FLOOR, 6), Order)


async def test_an_event_without_a_queue_needs_none(app: App) -> None:
    event_id = await queue_for(app, QueueMode.OFF)
    [ann] = await buyers(app, 1)
    with pytest.raises(NoQueue):
        await app.queueing.join(event_id, ann)
    assert isinstance(await app.seating.hold_quantity(event_id, ann, FLOOR, 1), Order)


# --- Turns


async def test_after_the_opening_first_come_is_first_served_at_the_rate(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app, rate=60)
    people_ = await buyers(app, 40)
    for person in people_:
        await app.queueing.join(event_id, person)
    await app.calling.call_due()
    at_once = int(CATCH_UP.total_seconds())
    assert await called(pool, event_id) == people_[:at_once]
    assert await told(pool, "turn_began") == people_[:at_once]
    await let_go(app, clock, 10)
    assert await called(pool, event_id) == people_[: at_once + 10]
    assert (await app.queueing.view(event_id, people_[20])).ahead == 5
    await sent(pool)
    await let_go(app, clock, 20)
    assert await called(pool, event_id) == people_[: at_once + 30]


async def test_no_more_are_inside_than_there_is_room_and_leaving_makes_some(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app, rate=1500, inside=10)
    people_ = await buyers(app, 14)
    for person in people_:
        await app.queueing.join(event_id, person)
    await let_go(app, clock, 3)
    assert await called(pool, event_id) == people_[:10]
    await app.queueing.leave(event_id, people_[4])
    await let_go(app, clock, 1)
    assert await called(pool, event_id) == people_[:11]
    with pytest.raises(TurnNeeded):
        await app.seating.hold_quantity(event_id, people_[4], FLOOR, 1)


async def test_a_turn_that_is_not_used_passes_on_and_one_may_queue_again(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app, inside=10, turn=2)
    people_ = await buyers(app, 11)
    for person in people_:
        await app.queueing.join(event_id, person)
    await let_go(app, clock, 10)
    late, ann = people_[-1], people_[0]
    assert late not in await called(pool, event_id)
    view = await app.queueing.view(event_id, ann)
    assert view.has_turn and view.entry and view.entry.turn_until
    clock.now = view.entry.turn_until
    with pytest.raises(TurnNeeded):
        await app.seating.hold_quantity(event_id, ann, FLOOR, 1)
    again = await app.queueing.join(event_id, ann)
    assert again.is_waiting and again.ahead == 1, "behind who waits already"
    await app.calling.call_due()
    assert late in await called(pool, event_id)
    await let_go(app, clock, 10)
    assert people_[1] in await told(pool, "turn_passed")
    assert ann not in await told(pool, "turn_passed"), "who joins again knows"


async def test_buying_ends_the_turn_and_lets_the_next_in(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app, inside=10)
    people_ = await buyers(app, 11)
    for person in people_:
        await app.queueing.join(event_id, person)
    await let_go(app, clock, 10)
    await pay(app, await app.seating.hold_quantity(event_id, people_[0], FLOOR, 1), "charge")
    with pytest.raises(TurnNeeded):
        await app.seating.hold_quantity(event_id, people_[0], FLOOR, 1)
    await let_go(app, clock, 1)
    assert people_[10] in await called(pool, event_id)
    assert (await app.queueing.join(event_id, people_[0])).ahead == 0


async def test_nobody_is_called_faster_than_can_be_told(app: App, pool: Pool, clock: Clock) -> None:
    """Telegram is slow, or away: no turn runs out while its message waits."""
    event_id = await queue_for(app, rate=1500)
    people_ = await buyers(app, IN_OUTBOX_MAX + 20)
    for person in people_:
        await app.queueing.join(event_id, person)
    await let_go(app, clock, 10)
    assert len(await called(pool, event_id)) == IN_OUTBOX_MAX
    await pool.execute("UPDATE messages SET sent_at = now() WHERE id IN (SELECT min(id) FROM messages)")
    await let_go(app, clock, 1)
    assert len(await called(pool, event_id)) == IN_OUTBOX_MAX + 1


async def test_who_has_stopped_the_bot_holds_up_nobody(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app, rate=1500)
    people_ = await buyers(app, IN_OUTBOX_MAX + 5)
    for person in people_:
        await app.queueing.join(event_id, person)
    await let_go(app, clock, 10)
    await pool.execute("UPDATE messages SET due_at = 'infinity'")  # as they are parked
    await let_go(app, clock, 1)
    assert await called(pool, event_id) == people_


async def test_while_everything_is_held_nobody_is_called_in_vain(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app)
    door, bob = await buyers(app, 2)
    await hire(app, door)
    await app.seating.hold_quantity(event_id, door, FLOOR, 6)
    await pool.execute("UPDATE seats SET status = 'held', order_id = 1, held_until = $1", clock() + timedelta(hours=1))
    await app.queueing.join(event_id, bob)
    await let_go(app, clock, 5)
    assert await called(pool, event_id) == []
    assert (await app.queueing.view(event_id, bob)).figures.free == 0
    await pool.execute("UPDATE seats SET held_until = $1", clock())
    await pool.execute("UPDATE orders SET expires_at = $1", clock())
    await let_go(app, clock, 1)
    assert await called(pool, event_id) == [bob]


async def test_a_seat_that_the_waiting_list_is_asked_about_keeps_the_queue_open(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await queue_for(app)
    first, waits, queues_up = await buyers(app, 3)
    await app.regulating.set_mode(OWNER, event_id, QueueMode.OFF)
    order = await app.seating.hold_quantity(event_id, first, FLOOR, 1)
    await pool.execute("UPDATE seats SET status = 'sold', order_id = 0 WHERE status = 'free'")
    await app.waitlist.join(event_id, waits, Party(2))
    await app.regulating.set_mode(OWNER, event_id, QueueMode.ON)
    await app.queueing.join(event_id, queues_up)
    await app.seating.release(event_id, order.id, first)
    assert await queues.seats_to_come(pool, event_id, clock()) == (0, True), "it is too small for who is in the list"
    await app.calling.call_due()
    assert await pool.fetchval("SELECT status FROM queue_entries WHERE person_id = $1", queues_up) == "waiting"
    clock.go(minutes=1)
    await app.calling.call_due()
    assert await pool.fetchval("SELECT status FROM queue_entries WHERE person_id = $1", queues_up) == "called"


async def test_sold_out_ends_the_waiting_with_a_word_the_front_first(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app)
    people_ = await buyers(app, IN_OUTBOX_MAX + 5)
    for person in people_:
        await app.queueing.join(event_id, person)
    await pool.execute("UPDATE seats SET status = 'sold', order_id = 1")
    await let_go(app, clock, 10)
    assert await told(pool, "queue_ended") == people_[:IN_OUTBOX_MAX]
    await sent(pool)
    await let_go(app, clock, 1)
    assert await told(pool, "queue_ended") == people_
    assert not (await app.queueing.view(event_id, people_[0])).is_waiting


async def test_those_whose_waiting_was_ended_stand_before_nobody(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app, rate=10)
    *people_, ann = await buyers(app, 10)
    for person in people_:
        await app.queueing.join(event_id, person)
    await app.calling.call_due()
    assert (await app.queueing.view(event_id, people_[-1])).ahead == 7
    await pool.execute("UPDATE seats SET status = 'sold', order_id = 1")
    await app.calling.call_due()
    assert await told(pool, "queue_ended") == people_[1:]
    assert (await app.queueing.join(event_id, ann)).ahead == 0


async def test_redis_knows_a_queue_for_a_day_after_its_last_step(
    app: App, pool: Pool, redis: Redis, clock: Clock
) -> None:
    event_id = await queue_for(app, inside=10)
    for person in await buyers(app, 12):
        await app.queueing.join(event_id, person)
    keys = [f"kassa:queue:{event_id}", f"kassa:queue:{event_id}:whole"]
    for _ in range(2):
        await let_go(app, clock, 5)
        assert [round(await redis.ttl(key) / 3600) for key in keys] == [24, 24]
        for key in keys:
            await redis.expire(key, 60)


@pytest.mark.parametrize("how", ["cancelled", "turned off"])
async def test_a_long_queue_that_ends_leaves_room_for_the_others(app: App, pool: Pool, clock: Clock, how: str) -> None:
    ending, event_id = [await queue_for(app) for _ in range(2)]
    *crowd, ann, bob = await buyers(app, IN_OUTBOX_MAX + 2)
    for person in crowd:
        await app.queueing.join(ending, person)
    for person in (ann, bob):
        await app.queueing.join(event_id, person)
    if how == "cancelled":
        await pool.execute("UPDATE events SET status = 'cancelled' WHERE id = $1", ending)
    else:
        await app.regulating.set_mode(OWNER, ending, QueueMode.OFF)
    await app.calling.call_due()
    assert await called(pool, event_id) == [ann, bob]
    kind = "queue_ended" if how == "cancelled" else "turn_began"
    assert IN_OUTBOX_MAX // 2 - 1 <= len(set(crowd) & set(await told(pool, kind))) <= IN_OUTBOX_MAX // 2
    for _ in range(2):
        await let_go(app, clock, 10)
        await sent(pool)
    assert set(crowd) <= set(await told(pool, kind))


async def test_queues_at_a_rate_beyond_what_can_be_sent_take_turns(app: App, pool: Pool, clock: Clock) -> None:
    events = [await queue_for(app, rate=1500) for _ in range(2)]
    crowd = await buyers(app, IN_OUTBOX_MAX + 20)
    for event_id in events:
        for person in crowd:
            await app.queueing.join(event_id, person)
    await let_go(app, clock, 1)
    for _ in range(20):  # one in a million, that the same one is the first each time
        await pool.execute(
            "UPDATE messages SET sent_at = now() WHERE id IN (SELECT id FROM messages WHERE sent_at IS NULL LIMIT 1)"
        )
        await let_go(app, clock, 1)
    assert all([await called(pool, event_id) for event_id in events])


@pytest.mark.parametrize("because", ["cancelled", "over"])
async def test_a_queue_for_nothing_is_ended(app: App, pool: Pool, clock: Clock, because: str) -> None:
    event_id = await queue_for(app)
    [ann] = await buyers(app, 1)
    await app.queueing.join(event_id, ann)
    if because == "cancelled":
        await pool.execute("UPDATE events SET status = 'cancelled'")
    else:
        clock.go(days=7)
    await app.calling.call_due()
    [body] = await pool.fetch("SELECT body FROM messages WHERE kind = 'queue_ended'")
    assert body["body"]["because"] == because
    with pytest.raises(SaleClosed):
        await app.queueing.join(event_id, ann)


async def test_a_paused_sale_calls_nobody(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app)
    [ann] = await buyers(app, 1)
    await app.queueing.join(event_id, ann)
    await app.organizing.pause(OWNER, event_id, on=True)
    await let_go(app, clock, 2)
    assert await called(pool, event_id) == []
    await app.organizing.pause(OWNER, event_id, on=False)
    await let_go(app, clock, 1)
    assert await called(pool, event_id) == [ann]


# --- Before the sale


async def test_whoever_joins_before_the_sale_is_drawn_and_can_prove_it(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await room_for(app)
    people_ = await buyers(app, 30)
    sealed = (await app.queueing.view(event_id, people_[0])).room
    assert sealed and sealed.seed is None and sealed.list_hash is None
    for person in people_[:25]:
        view = await app.queueing.join(event_id, person)
        assert view.awaits_draw and view.ahead is None
    await let_go(app, clock, 3)
    clock.now = CLOCK_START + TO_OPENING
    for person in people_[25:]:
        await app.queueing.join(event_id, person)
    await let_go(app, clock, 4)
    frozen = (await app.queueing.view(event_id, people_[0])).room
    assert frozen and frozen.list_hash and frozen.entries == 25 and frozen.seed is None, "the hash is out, the seed not"
    assert await called(pool, event_id) == []
    with pytest.raises(NoDraw):
        await app.drawing.proof(event_id, people_[0])
    await let_go(app, clock, DRAW_AFTER.total_seconds())
    list_text = await app.drawing.frozen_list(event_id)
    proofs = [await app.drawing.proof(event_id, person) for person in people_[:25]]
    assert sorted(proof.position for proof in proofs) == list(range(1, 26))
    for proof in proofs:
        assert proof.flaws(list_text) == []
        assert (proof.seal, proof.list_hash) == (sealed.seal, frozen.list_hash)
    in_order = [PersonId(proof.person) for proof in sorted(proofs, key=lambda proof: proof.position)]
    assert in_order != people_[:25]
    await let_go(app, clock, 30)
    assert await called(pool, event_id) == [*in_order, *people_[25:]], "who came later comes behind, in order"
    with pytest.raises(NoDraw):
        await app.drawing.proof(event_id, people_[26])


async def test_who_leaves_before_the_draw_stays_in_the_list_and_out_of_the_queue(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await room_for(app)
    people_ = await buyers(app, 12)
    for person in people_:
        await app.queueing.join(event_id, person)
    clock.now = CLOCK_START + TO_OPENING
    await let_go(app, clock, 4)
    await app.queueing.leave(event_id, people_[3])
    await app.people.forget(people_[4])
    await let_go(app, clock, 40)
    assert sorted(await called(pool, event_id)) == [person for person in people_ if person not in people_[3:5]]
    list_text = await app.drawing.frozen_list(event_id)
    assert len(list_text.split()) == 12
    assert (await app.drawing.proof(event_id, people_[0])).flaws(list_text) == []


async def test_who_leaves_and_comes_back_before_the_sale_is_drawn_once(app: App, clock: Clock) -> None:
    event_id = await room_for(app)
    ann, bob = await buyers(app, 2)
    for act in (app.queueing.join, app.queueing.leave, app.queueing.join):
        await act(event_id, ann)
    await app.queueing.join(event_id, bob)
    clock.now = CLOCK_START + TO_OPENING
    await let_go(app, clock, 15)
    proof = await app.drawing.proof(event_id, ann)
    assert proof.entries == 2 and proof.flaws(await app.drawing.frozen_list(event_id)) == []


async def test_of_several_places_the_drawn_one_counts_and_else_the_last(app: App, pool: Pool, clock: Clock) -> None:
    there, here = [await queue_for(app) for _ in range(2)]
    ann, bob, cat = await buyers(app, 3)
    async with pool.acquire() as conn:

        async def place(event_id: EventId, person: PersonId) -> QueueEntryId:
            entry = await queue_entries.add(conn, event_id, person, b"nonce", clock())
            assert entry
            return entry.id

        async def drawn(event_id: EventId, person: PersonId) -> QueueEntryId | None:
            entry = await queue_entries.drawn_of(conn, event_id, person)
            return entry.id if entry else None

        mine = await place(here, ann)
        await queue_entries.number(conn, here, [await place(here, bob), mine], 1)
        for event_id in (there, here):
            await queue_entries.leave(conn, event_id, ann)
            await place(event_id, ann)
        await queue_entries.leave(conn, there, ann)
        later = await place(there, ann)
        assert [await drawn(event_id, ann) for event_id in (there, here)] == [later, mine]
        assert await drawn(there, bob) is None
        last = [await queue_entries.last_drawn_event(conn, person) for person in (ann, bob, cat)]
        assert last == [here, here, None]
        await queue_entries.number(conn, there, [later], 1)
        assert await queue_entries.last_drawn_event(conn, ann) == there


async def test_a_draw_is_never_rewritten(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await room_for(app)
    [ann] = await buyers(app, 1)
    await app.queueing.join(event_id, ann)
    with pytest.raises(Exception, match="cannot be rewritten"):
        await pool.execute("UPDATE queue_draws SET seed = 'other'")
    clock.now = CLOCK_START + TO_OPENING
    await let_go(app, clock, 15)
    for forged in ("UPDATE queue_draws SET list = ''", "DELETE FROM queue_draws"):
        with pytest.raises(Exception, match="cannot be rewritten"):
            await pool.execute(forged)


async def test_without_anybody_before_the_sale_the_first_to_come_is_called_at_once(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await room_for(app)
    [ann] = await buyers(app, 1)
    await app.queueing.view(event_id, ann)
    clock.now = CLOCK_START + TO_OPENING + timedelta(minutes=5)
    await app.queueing.join(event_id, ann)
    await let_go(app, clock, 2)
    assert await called(pool, event_id) == [ann]


# --- One place


async def test_one_person_has_one_place_over_devices_and_restarts(
    app: App, pool: Pool, redis: Redis, clock: Clock
) -> None:
    event_id = await queue_for(app, inside=10)
    ann, *others = await buyers(app, 15)
    for person in others:
        await app.queueing.join(event_id, person)
    first = await asyncio.gather(*(app.queueing.join(event_id, ann) for _ in range(10)))
    assert await pool.fetchval("SELECT count(*) FROM queue_entries WHERE person_id = $1", ann) == 1
    restarted = build_app(pool, redis, settings_for_tests(), clock)
    again = await restarted.queueing.join(event_id, ann)
    assert again.entry and {view.entry and view.entry.id for view in first} == {again.entry.id}
    assert again.ahead == len(others)


async def test_who_is_forgotten_waits_no_more(app: App, pool: Pool, redis: Redis) -> None:
    event_id = await queue_for(app)
    [ann] = await buyers(app, 1)
    await app.queueing.join(event_id, ann)
    await app.people.forget(ann)
    assert await pool.fetchval("SELECT count(*) FROM queue_entries") == 0
    assert await redis.zcard(f"kassa:queue:{event_id}") == 0


async def test_the_queue_of_one_event_is_none_of_another(app: App, pool: Pool, redis: Redis, clock: Clock) -> None:
    there, here = [await queue_for(app, inside=10, turn=2) for _ in range(2)]
    *others, ann, bob = await buyers(app, 12)
    for person in (*others, ann):
        await app.queueing.join(there, person)
    await let_go(app, clock, 10)
    for person in (bob, ann, others[0]):
        await app.queueing.join(here, person)
    for _ in range(2):
        assert [(await app.queueing.view(event_id, ann)).ahead for event_id in (there, here)] == [0, 1]
        await redis.flushdb()
    await app.queueing.wish(here, ann, QueueWish(Party(2)))
    entry = (await app.queueing.view(there, ann)).entry
    assert entry and entry.wish is None
    assert (await app.queueing.view(there, bob)).entry is None
    assert [person for person, _ in await queue_entries.waiting(pool, there)] == [ann]
    await app.calling.call_due()
    assert (await called(pool, there), await called(pool, here)) == (others, [bob, ann, others[0]])
    assert await told(pool, "wish_held") == [ann]
    await pay(app, await app.seating.hold_quantity(here, bob, FLOOR, 1), "charge")
    assert (await app.queueing.view(here, ann)).has_turn
    assert await app.queueing.leave(here, ann)
    assert (await app.queueing.view(there, ann)).is_waiting
    clock.go(minutes=2)
    await app.queueing.join(here, others[0])
    assert (await app.queueing.view(here, others[0])).is_waiting
    rows = await pool.fetch("SELECT status FROM queue_entries WHERE person_id = $1 ORDER BY id", others[0])
    assert [row["status"] for row in rows] == ["called", "passed", "waiting"]


async def test_a_turn_is_of_one_event_and_ends_by_the_clock_or_with_what_was_bought(
    app: App, pool: Pool, clock: Clock
) -> None:
    there, here = [await queue_for(app) for _ in range(2)]
    ann, bob, cat = await buyers(app, 3)
    elsewhere = await app.organizing.create_event(club_night())
    order = await app.seating.hold_quantity(elsewhere, ann, FLOOR, 1)
    now, until = clock(), clock() + timedelta(minutes=10)
    async with pool.acquire() as conn:
        for event_id, person in ((there, ann), (here, ann), (here, bob), (here, cat)):
            await queue_entries.add(conn, event_id, person, b"nonce", now)
        await queue_entries.set_wish(conn, here, bob, QueueWish(Party(1)))
        assert len(await queue_entries.joined_before(conn, here, until)) == 3
        entries = await queue_turns.call_next(conn, here, 2, now, until)
        assert [entry.person_id for entry in entries] == [ann, bob]
        for moment, inside in ((now, 2), (until, 0)):
            assert await queue_turns.count_inside(conn, here, moment) == inside
        assert await queue_turns.untold(conn, here, now, limit=9) == [entries[1]]
        assert await queue_turns.untold(conn, here, until, limit=9) == []
        assert await queue_turns.untold(conn, there, now, limit=9) == []
        assert [await queue_turns.mark_told(conn, entries[1], now) for _ in range(2)] == [True, False]
        assert await queue_turns.untold(conn, here, now, limit=9) == []
        assert not await queue_turns.pass_own(conn, here, bob, now), "it has just begun"
        assert await queue_turns.pass_due(conn, here, now, limit=9) == []
        await orders.set_paid(conn, here, [replace(order, id=OrderId(n), buyer_id=n) for n in (ann, cat)], now)
        assert await queue_turns.pass_due(conn, here, until, limit=9) == [bob]
        assert not await queue_turns.pass_own(conn, here, ann, until), "it was used"
        assert [await queue_entries.leave(conn, here, person) for person in (ann, cat)] == [None, EntryStatus.WAITING]
        assert await queue_turns.is_anybody_in(conn, there, until)
        await queue_turns.call_next(conn, there, 9, now, until)
        assert await queue_turns.is_anybody_in(conn, there, now)
        assert not await queue_turns.is_anybody_in(conn, there, until)
        assert [await queue_turns.pass_own(conn, there, ann, until) for _ in range(2)] == [True, False]
        assert not await queue_turns.is_anybody_in(conn, here, now)


async def test_who_has_left_with_a_turn_gets_nothing_of_what_they_wished_for(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await queue_for(app)
    people_ = await buyers(app, 3)
    async with pool.acquire() as conn:
        for person in people_:
            await queue_entries.add(conn, event_id, person, b"nonce", clock())
            await queue_entries.set_wish(conn, event_id, person, QueueWish(Party(1)))
        told, left, untold = await queue_turns.call_next(conn, event_id, 3, clock(), clock() + timedelta(minutes=10))
        assert await queue_turns.mark_told(conn, told, clock())
        assert await queue_entries.leave(conn, event_id, left.person_id) is EntryStatus.CALLED
        assert await queue_turns.untold(conn, event_id, clock(), limit=9) == [untold]


# --- An automatic queue


async def test_an_automatic_queue_begins_above_its_rate_and_ends_when_nobody_is_left(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id = await queue_for(app, QueueMode.AUTOMATIC)
    await app.regulating.turn(OWNER, event_id, Knob.RUSH, 60)
    people_ = await buyers(app, 12)
    for person in people_[:9]:
        await app.seating.hold_quantity(event_id, person, FLOOR, 1)
    await app.calling.call_due()
    with pytest.raises(NoQueue):
        await app.queueing.join(event_id, people_[10])
    await app.seating.hold_quantity(event_id, people_[9], FLOOR, 1)
    await app.calling.call_due()
    with pytest.raises(TurnNeeded):
        await app.seating.hold_quantity(event_id, people_[10], FLOOR, 1)
    await app.queueing.join(event_id, people_[10])
    await let_go(app, clock, 1)
    clock.go(minutes=11)
    await app.calling.call_due()
    await app.calling.call_due()
    assert isinstance(await app.seating.hold_quantity(event_id, people_[11], FLOOR, 1), Order)


async def test_as_many_holds_over_a_longer_time_are_no_rush(app: App, clock: Clock) -> None:
    event_id = await queue_for(app, QueueMode.AUTOMATIC)
    await app.regulating.turn(OWNER, event_id, Knob.RUSH, 60)
    for person in await buyers(app, 30):
        await app.seating.hold_quantity(event_id, person, FLOOR, 1)
        clock.go(minutes=2 / 60)
        await app.calling.call_due()


async def test_a_rush_is_of_an_automatic_queue_and_ends_with_its_mode(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app)
    await queues.set_rush(pool, event_id, clock())
    assert (await queues.of_event(pool, event_id)).rush_since is None
    await app.regulating.set_mode(OWNER, event_id, QueueMode.AUTOMATIC)
    await queues.set_rush(pool, event_id, clock())
    assert (await queues.of_event(pool, event_id)).rush_since == clock()
    for mode in (QueueMode.ON, QueueMode.AUTOMATIC):
        await app.regulating.set_mode(OWNER, event_id, mode)
        assert (await queues.of_event(pool, event_id)).rush_since is None


async def test_a_queue_sleeps_while_nobody_is_in_it_and_it_cannot_begin(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app, QueueMode.AUTOMATIC)
    [ann] = await buyers(app, 1)

    async def is_awake() -> bool:
        return bool(await queues.awake(pool, clock()))

    assert await is_awake()
    await pool.execute("UPDATE events SET status = 'cancelled'")
    assert not await is_awake()
    await pool.execute("UPDATE events SET status = 'published', sale_ends_at = $1", clock())
    assert not await is_awake()
    async with pool.acquire() as conn:
        await queue_entries.add(conn, event_id, ann, b"nonce", clock())
        assert await is_awake()
        await queue_turns.call_next(conn, event_id, 1, clock(), clock())
        assert await is_awake()
        await queue_entries.leave(conn, event_id, ann)
    assert not await is_awake()


async def test_what_is_held_is_a_rush_and_may_come_back_unless_it_is_blocked(
    app: App, pool: Pool, clock: Clock
) -> None:
    there, event_id = [await queue_for(app, QueueMode.OFF) for _ in range(2)]
    [ann] = await buyers(app, 1)
    await app.seating.hold_quantity(there, ann, FLOOR, 2)
    assert await queues.seats_to_come(pool, event_id, clock()) == (200, False)
    assert not await queues.is_rush(pool, event_id, 1, clock())
    order = await app.seating.hold_quantity(event_id, ann, FLOOR, 2)
    assert await queues.is_rush(pool, event_id, 1, clock())
    async with pool.acquire() as conn:
        for status in (OrderStatus.HELD, OrderStatus.PAYING):
            await orders.set_status(conn, event_id, order.id, status)
            assert await queues.seats_to_come(conn, event_id, clock()) == (198, True)
        await orders.set_channel(conn, event_id, order.id, Channel.BLOCKED)
        assert await queues.seats_to_come(conn, event_id, clock()) == (198, False)
        await orders.set_channel(conn, event_id, order.id, Channel.CHAT)
        await orders.set_paid(conn, event_id, [order], clock())
        assert await queues.seats_to_come(conn, event_id, clock()) == (198, False)


# --- The organizer


async def test_a_queue_that_is_turned_off_tells_those_who_wait(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app, rate=10)
    people_ = await buyers(app, 8)
    for person in people_:
        await app.queueing.join(event_id, person)
    await app.regulating.set_mode(OWNER, event_id, QueueMode.OFF)
    assert isinstance(await app.seating.hold_quantity(event_id, people_[7], FLOOR, 1), Order)
    await let_go(app, clock, 1)
    assert await told(pool, "turn_began") == people_


async def test_a_paused_queue_keeps_its_places_and_turns(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await queue_for(app, inside=10)
    people_ = await buyers(app, 12)
    for person in people_:
        await app.queueing.join(event_id, person)
    await app.calling.call_due()
    await app.regulating.pause(OWNER, event_id, on=True)
    before = await called(pool, event_id)
    await let_go(app, clock, 10)
    assert await called(pool, event_id) == before
    assert isinstance(await app.seating.hold_quantity(event_id, people_[0], FLOOR, 1), Order)
    assert (await app.queueing.view(event_id, people_[11])).queue.is_paused
    await app.regulating.pause(OWNER, event_id, on=False)
    await let_go(app, clock, 10)
    assert len(await called(pool, event_id)) > len(before)


async def test_only_organizers_regulate_and_each_act_is_noted_once(app: App, pool: Pool) -> None:
    event_id = await queue_for(app, QueueMode.OFF)
    door, olha, ann = await buyers(app, 3)
    await hire(app, door)
    await hire(app, olha, Role.ORGANIZER)
    for person in (door, ann):
        for act in (
            app.regulating.queue(person, event_id),
            app.regulating.set_mode(person, event_id, QueueMode.ON),
            app.regulating.turn(person, event_id, Knob.RATE, 10),
            app.regulating.pause(person, event_id, on=True),
        ):
            with pytest.raises(NotAllowed):
                await act
    await app.regulating.set_mode(olha, event_id, QueueMode.ON)
    await app.regulating.turn(olha, event_id, Knob.RATE, 900)
    for _ in range(2):
        await app.regulating.pause(olha, event_id, on=True)
    noted = [(act.what, act.about) for act in await acts.latest(pool, None, 3)]
    assert noted == [(What.QUEUE_PAUSED, ""), (What.QUEUE_CHANGED, "rate 900"), (What.QUEUE_CHANGED, "on")]
    with pytest.raises(InvalidQuantity):
        await app.regulating.turn(olha, event_id, Knob.RATE, 0)
    with pytest.raises(EventNotFound):
        await app.regulating.queue(OWNER, EventId(999))


# --- A wish


async def hall_with_a_queue(app: App, **changes: object) -> EventId:
    """Two rows of ten: Front at 900, Back at 450."""
    tiers = (TierPlan("Front", 90_000), TierPlan("Back", 45_000))
    event_id = await app.organizing.create_event(
        plan(tiers=tiers, sections=(Block("Stalls", 2, 10, ("Front", "Back")),), **changes)
    )
    await app.regulating.set_mode(OWNER, event_id, QueueMode.ON)
    return event_id


@pytest.mark.parametrize(
    ("wish", "prices"),
    [
        (QueueWish(Party(2)), [90_000, 90_000]),
        (QueueWish(Party(2, TierId(2))), [45_000, 45_000]),
        (QueueWish(Party(3), 45_000), [45_000, 45_000, 45_000]),
        (QueueWish(Party(1, together=False), 90_000), [90_000]),
    ],
)
async def test_a_wish_is_held_by_itself_when_the_turn_comes(
    app: App, pool: Pool, wish: QueueWish, prices: list[int]
) -> None:
    event_id = await hall_with_a_queue(app)
    [ann] = await buyers(app, 1)
    await app.queueing.join(event_id, ann)
    view = await app.queueing.wish(event_id, ann, wish)
    assert view.entry and view.entry.wish == wish
    await app.calling.call_due()
    await app.calling.call_due()
    [order] = await pool.fetch("SELECT * FROM orders")
    assert order["prices_minor"] == prices
    assert all(right == left + 1 for left, right in pairwise(order["seat_ids"]))
    [message] = await pool.fetch("SELECT kind, body FROM messages")
    assert (message["kind"], message["body"]["order_id"]) == ("wish_held", order["id"])


@pytest.mark.parametrize(
    "wish", [QueueWish(Party(2, TierId(1)), 45_000), QueueWish(Party(2), 1), QueueWish(Party(4, TierId(2)))]
)
async def test_what_cannot_be_had_is_said_and_the_turn_is_theirs(app: App, pool: Pool, wish: QueueWish) -> None:
    event_id = await hall_with_a_queue(app)
    ann, door = await buyers(app, 2)
    await hire(app, door)
    for seat_id in (13, 16, 19):  # never four together in the back
        await app.seating.toggle(event_id, door, SeatId(seat_id))
    await app.seating.hold_selected(event_id, door)
    await app.queueing.join(event_id, ann)
    await app.queueing.wish(event_id, ann, wish)
    await app.calling.call_due()
    [message] = await pool.fetch("SELECT kind, body FROM messages")
    assert (message["kind"], message["body"]["missed"]) == ("turn_began", True)
    await app.seating.toggle(event_id, ann, SeatId(1))
    assert isinstance(await app.seating.hold_selected(event_id, ann), Order)


async def test_a_wish_for_places_is_held_too(app: App, pool: Pool) -> None:
    event_id = await queue_for(app)
    [ann] = await buyers(app, 1)
    await app.queueing.join(event_id, ann)
    await app.queueing.wish(event_id, ann, QueueWish(Party(3)))
    await app.calling.call_due()
    assert len(await pool.fetchval("SELECT seat_ids FROM orders")) == 3


@pytest.mark.parametrize(
    ("wish", "price"),
    [(QueueWish(Party(2, TierId(2))), 30_000), (QueueWish(Party(2), 30_000), 30_000), (QueueWish(Party(2)), 80_000)],
)
async def test_a_wish_for_places_of_a_tier_or_up_to_a_price_is_for_no_others(
    app: App, pool: Pool, wish: QueueWish, price: int
) -> None:
    event_id = await app.organizing.create_event(
        plan(
            tiers=(TierPlan("Balcony", 80_000), TierPlan("Entry", 30_000)),
            sections=(Standing("Balcony", 20, "Balcony"), Standing("Dance floor", 20, "Entry")),
            queue=QueueRules(QueueMode.ON),
        )
    )
    [ann] = await buyers(app, 1)
    await app.queueing.join(event_id, ann)
    await app.queueing.wish(event_id, ann, wish)
    await app.calling.call_due()
    assert await pool.fetchval("SELECT prices_minor FROM orders") == [price] * 2


async def test_a_wish_can_be_taken_back_while_one_waits_and_not_be_too_large(app: App, pool: Pool) -> None:
    event_id = await queue_for(app)
    [ann] = await buyers(app, 1)
    with pytest.raises(NoQueue):
        await app.queueing.wish(event_id, ann, QueueWish(Party(1)))
    await app.queueing.join(event_id, ann)
    for size in (0, 5):
        with pytest.raises(InvalidQuantity):
            await app.queueing.wish(event_id, ann, QueueWish(Party(size)))
    await app.queueing.wish(event_id, ann, QueueWish(Party(1)))
    view = await app.queueing.wish(event_id, ann, None)
    assert view.entry and view.entry.wish is None
    await app.calling.call_due()
    assert await told(pool, "turn_began") == [ann]
    with pytest.raises(NoQueue):
        await app.queueing.wish(event_id, ann, QueueWish(Party(1)))


async def test_a_wish_that_was_held_before_a_crash_is_told_of_after_it(app: App, pool: Pool) -> None:
    event_id = await queue_for(app)
    [ann] = await buyers(app, 1)
    await app.queueing.join(event_id, ann)
    await app.queueing.wish(event_id, ann, QueueWish(Party(2)))
    await app.calling.call_due()
    await pool.execute("DELETE FROM messages")
    await pool.execute("UPDATE queue_entries SET told_at = NULL")  # as if the process had died after the hold
    await app.calling.call_due()
    assert await told(pool, "wish_held") == [ann]
    assert await pool.fetchval("SELECT count(*) FROM orders") == 1
    with pytest.raises(OpenOrderExists):
        await app.seating.hold_quantity(event_id, ann, FLOOR, 1)


async def test_a_failure_to_count_a_queue_is_not_kept(app: App, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    event_id = await queue_for(app)

    async def broken(*_: object) -> object:
        raise OSError("gone")

    with monkeypatch.context() as broken_for_now:
        broken_for_now.setattr(queue_turns, "figures", broken)
        with pytest.raises(OSError, match="gone"):
            await app.queueing.figures(event_id)
    assert (await app.queueing.figures(event_id)).free == 200
