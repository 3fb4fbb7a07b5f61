"""Who waits gets what comes back: all of it or none, in order, for a while, and nobody else meanwhile."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.app import App
from core.domain.event_plan import Block, EventPlan, TierPlan
from core.domain.ids import EventId, OrderId, PersonId, SeatId, SectionId, TierId
from core.domain.order import Order, OrderStatus
from core.domain.payment import Charge
from core.domain.person import Role
from core.domain.refusal import (
    InvalidQuantity,
    LimitReached,
    NotEnoughFree,
    OpenOrderExists,
    PartyNeverFits,
    Refusal,
    SaleClosed,
    SeatsAreFree,
    SeatsTaken,
)
from core.domain.return_policy import ReturnPolicy
from core.domain.waitlist import EntryStatus, Party
from core.services.best_hold import Wish
from db import orders, waitlist_entries
from db.pool import Conn, Pool
from tests.books import Stock, assert_books_balance
from tests.core.services.test_races import buyers, pay
from tests.plans import CLOCK_START, Clock, club_night, plan
from tests.teams import hire

HOLDER, ANN, BOB, CAT, DAN = (PersonId(100 + number) for number in range(5))
FLOOR = SectionId(1)


def one_row(seats_in_row: int = 6, **changes: object) -> EventPlan:
    tiers = (TierPlan("Front", 90_000), TierPlan("Back", 45_000))
    return plan(tiers=tiers, sections=(Block("Stalls", 1, seats_in_row, ("Front",)),), **changes)


async def sold_out(app: App, event_plan: EventPlan, seats: int = 6) -> tuple[EventId, list[Order]]:
    """Pairs of neighbours held for a long time: 1 and 2, 3 and 4 … for people nobody else is."""
    event_id = await app.organizing.create_event(event_plan)
    held = []
    for number in range(0, seats, 2):
        person = PersonId(900 + number)
        for seat_id in (number + 1, number + 2):
            await app.seating.toggle(event_id, person, SeatId(seat_id))
        held.append(await app.seating.hold_selected(event_id, person))
    return event_id, held


@pytest.fixture(autouse=True)
async def people(app: App) -> None:
    await buyers(app, 5)


async def offer_of(pool: Pool, event_id: EventId, person: PersonId) -> Order | None:
    order = await orders.open_of_buyer(pool, event_id, person)
    return order if order and order.status is OrderStatus.HELD else None


async def number_of(app: App, event_id: EventId, person: PersonId) -> int | None:
    place = (await app.waitlist.view(event_id, person)).place
    return place.number if place else None


async def told(pool: Pool, person: PersonId) -> list[str]:
    rows = await pool.fetch("SELECT kind FROM messages WHERE recipient_id = $1 ORDER BY id", person)
    return [row["kind"] for row in rows]


async def release(app: App, order: Order) -> None:
    await app.seating.release(order.event_id, order.id, order.buyer_id)


async def test_what_is_released_is_offered_at_once_to_who_waits(app: App, pool: Pool, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row())
    await app.waitlist.join(event_id, ANN, Party(2))
    assert await number_of(app, event_id, ANN) == 1

    await release(app, held[1])

    offer = await offer_of(pool, event_id, ANN)
    assert offer and offer.seat_ids == (3, 4)
    assert offer.expires_at == clock() + timedelta(minutes=30)
    assert offer.total_minor == 180_000
    assert await told(pool, ANN) == ["seats_offered"]
    with pytest.raises(OpenOrderExists):
        await app.waitlist.view(event_id, ANN)
    assert await assert_books_balance(pool, event_id, clock()) == Stock(free=0, held=6, sold=0)


async def test_an_offer_that_is_paid_for_becomes_tickets(app: App, pool: Pool, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row())
    await app.waitlist.join(event_id, ANN, Party(2))
    await release(app, held[0])
    offer = await offer_of(pool, event_id, ANN)
    assert offer
    await pay(app, offer, "charge")
    assert [len(group.tickets) for group in await app.ticketing.mine(ANN)] == [2]
    assert await pool.fetchval("SELECT status FROM waitlist_entries") == "taken"
    assert await app.waitlist.of_person(ANN) == []
    assert (await assert_books_balance(pool, event_id, clock())).sold == 2


async def test_an_offer_that_an_organizer_keeps_from_the_sale_is_taken(app: App, pool: Pool, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row())
    await hire(app, ANN, Role.ORGANIZER)
    await app.waitlist.join(event_id, ANN, Party(2))
    await release(app, held[0])
    offer = await offer_of(pool, event_id, ANN)
    assert offer
    await app.blocking.block(ANN, event_id, offer.id)
    assert await pool.fetchval("SELECT status FROM waitlist_entries") == "taken"
    assert await number_of(app, event_id, ANN) is None
    await app.waitlist.join(event_id, ANN, Party(2))
    assert await number_of(app, event_id, ANN) == 1
    assert await assert_books_balance(pool, event_id, clock()) == Stock(free=0, held=6, sold=0)


async def test_who_lets_an_offer_run_out_is_told_and_the_next_gets_it(app: App, pool: Pool, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row(2, hold_ttl=timedelta(days=1)), seats=2)
    for person in (ANN, BOB):
        await app.waitlist.join(event_id, person, Party(2))
    await release(app, held[0])
    assert await number_of(app, event_id, BOB) == 1
    clock.go(minutes=30)
    await app.seating.release_due()
    assert await told(pool, ANN) == ["seats_offered", "offer_lapsed"]
    await app.waitlist.offer_due()
    assert await offer_of(pool, event_id, BOB)
    await app.waitlist.join(event_id, ANN, Party(2))
    assert await number_of(app, event_id, ANN) == 1, "again, at the end"


async def test_who_says_no_thanks_makes_room_for_the_next_at_once(app: App, pool: Pool) -> None:
    event_id, held = await sold_out(app, one_row())
    for person in (ANN, BOB):
        await app.waitlist.join(event_id, person, Party(2))
    await release(app, held[0])
    offer = await offer_of(pool, event_id, ANN)
    assert offer
    await release(app, offer)
    assert await offer_of(pool, event_id, BOB)
    assert await told(pool, ANN) == ["seats_offered"], "they know: it was their own tap"
    assert await number_of(app, event_id, ANN) is None


async def test_a_party_that_does_not_fit_is_passed_over_and_keeps_its_place(app: App, pool: Pool, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row())
    await app.waitlist.join(event_id, ANN, Party(4))
    await app.waitlist.join(event_id, BOB, Party(2))
    await app.waitlist.join(event_id, CAT, Party(2))
    await release(app, held[0])
    assert await offer_of(pool, event_id, BOB) and not await offer_of(pool, event_id, CAT)
    assert [await number_of(app, event_id, person) for person in (ANN, CAT)] == [1, 2]
    clock.go(minutes=9)
    await release(app, held[1])
    offer = await offer_of(pool, event_id, BOB)
    assert offer and await offer_of(pool, event_id, CAT)


async def test_seats_that_return_and_others_that_were_free_already_are_one_offer(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id, held = await sold_out(app, one_row())
    await app.waitlist.join(event_id, ANN, Party(4))
    await release(app, held[0])
    clock.go(minutes=2)  # they are on sale
    await release(app, held[1])
    offer = await offer_of(pool, event_id, ANN)
    assert offer and offer.seat_ids == (1, 2, 3, 4)


async def test_freed_seats_are_nobody_elses_for_a_minute_and_then_everybodys(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id, held = await sold_out(app, one_row())
    await app.waitlist.join(event_id, ANN, Party(4))
    await release(app, held[0])

    async def is_on_sale() -> bool:
        view, card = await app.seating.view(event_id, BOB), await app.browsing.card(event_id, BOB)
        assert card.summary.free == sum(seat.is_free for seat in view.hall.seats)
        return bool(card.summary.free)

    assert not await is_on_sale()
    with pytest.raises(SeatsTaken):
        await app.seating.toggle(event_id, BOB, SeatId(1))
    with pytest.raises(Refusal):
        await app.seating.hold_best(event_id, BOB, Wish(FLOOR, 2))
    clock.go(minutes=0.99)
    await app.waitlist.offer_due()
    assert not await is_on_sale()
    clock.go(minutes=0.01)
    assert await is_on_sale()
    assert (await app.seating.hold_best(event_id, BOB, Wish(FLOOR, 2))).seat_ids == (1, 2)


async def test_without_any_sweep_a_hold_that_has_ended_is_on_sale_a_minute_later(app: App, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row())
    await app.waitlist.join(event_id, ANN, Party(2))
    clock.now = held[0].expires_at
    with pytest.raises(SeatsTaken):
        await app.seating.toggle(event_id, BOB, SeatId(1))
    clock.go(minutes=1)
    await app.seating.toggle(event_id, BOB, SeatId(1))
    assert (await app.seating.hold_selected(event_id, BOB)).seat_ids == (1,)


async def test_seats_that_nobody_had_yet_are_on_sale_though_somebody_waits_for_more(app: App) -> None:
    event_id, _ = await sold_out(app, one_row(), seats=4)
    await app.waitlist.join(event_id, ANN, Party(4))
    for seat_id in (5, 6):
        await app.seating.toggle(event_id, BOB, SeatId(seat_id))
    assert (await app.seating.hold_selected(event_id, BOB)).seat_ids == (5, 6)


async def test_the_broom_does_not_keep_again_what_was_on_sale(app: App, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row())
    await app.waitlist.join(event_id, ANN, Party(4, together=True))
    clock.now = held[0].expires_at + timedelta(minutes=5)
    await app.seating.release_due()
    await app.seating.toggle(event_id, BOB, SeatId(1))


async def test_who_gives_back_a_hold_that_has_long_ended_does_not_keep_it_again_either(app: App, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row())
    await app.waitlist.join(event_id, ANN, Party(4))
    clock.now = held[0].expires_at + timedelta(minutes=5)
    for seat_id in (3, 4):  # the rest does not fit who waits
        await app.seating.toggle(event_id, BOB, SeatId(seat_id))
    await app.seating.hold_selected(event_id, BOB)
    await release(app, held[0])
    await app.seating.toggle(event_id, CAT, SeatId(1))


async def test_without_a_list_a_freed_seat_is_on_sale_at_once(app: App) -> None:
    other_id, _ = await sold_out(app, one_row())
    await app.waitlist.join(other_id, ANN, Party(2))  # the list of another event is none of this one
    event_id, held = await sold_out(app, one_row())
    await release(app, held[0])
    await app.seating.toggle(event_id, BOB, SeatId(1))
    assert (await app.seating.hold_selected(event_id, BOB)).seat_ids == (1,)


async def test_general_admission_is_waited_for_too(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night(capacity=4))
    full = await app.seating.hold_quantity(event_id, HOLDER, FLOOR, 4)
    await app.waitlist.join(event_id, ANN, Party(3))
    await app.waitlist.join(event_id, BOB, Party(2))
    await release(app, full)
    offer = await offer_of(pool, event_id, ANN)
    assert offer and len(offer.seat_ids) == 3
    with pytest.raises(NotEnoughFree):
        await app.seating.hold_quantity(event_id, CAT, FLOOR, 1)
    clock.go(minutes=1)
    await app.seating.hold_quantity(event_id, CAT, FLOOR, 1)


async def test_a_returned_ticket_goes_to_who_waits(app: App, pool: Pool) -> None:
    returns = ReturnPolicy(CLOCK_START + timedelta(days=6), 0)
    event_id, held = await sold_out(app, one_row(returns=returns))
    for number, order in enumerate(held):
        await pay(app, order, f"charge-{number}")
    await app.waitlist.join(event_id, ANN, Party(1))
    [group] = await app.ticketing.mine(held[2].buyer_id)
    await app.returning.give_back(event_id, group.tickets[1].id, held[2].buyer_id, 90_000)
    offer = await offer_of(pool, event_id, ANN)
    assert offer and offer.seat_ids == (6,)


async def test_only_what_cannot_be_had_is_waited_for(app: App, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row(limit_per_buyer=4))
    await release(app, held[0])
    with pytest.raises(SeatsAreFree):
        await app.waitlist.join(event_id, ANN, Party(2))
    await app.waitlist.join(event_id, ANN, Party(3))
    with pytest.raises(PartyNeverFits):
        await app.waitlist.join(event_id, BOB, Party(2, TierId(2)))
    for size in (0, 5):
        with pytest.raises(InvalidQuantity):
            await app.waitlist.join(event_id, BOB, Party(size))
    with pytest.raises(LimitReached):
        await app.waitlist.join(event_id, held[1].buyer_id, Party(3))
    clock.go(days=7)
    with pytest.raises(SaleClosed):
        await app.waitlist.join(event_id, BOB, Party(1))


async def test_the_list_of_one_event_is_none_of_another(app: App, pool: Pool, clock: Clock) -> None:
    there, _ = await sold_out(app, one_row())
    here, held = await sold_out(app, one_row())
    for event_id, person in ((there, BOB), (there, ANN), (here, ANN)):
        await app.waitlist.join(event_id, person, Party(2))
    elsewhere = await app.organizing.create_event(club_night())
    await app.seating.hold_quantity(elsewhere, ANN, FLOOR, 1)

    async def places(person: PersonId) -> dict[EventId, int]:
        numbers = {one.event.id: one.place.number for one in await app.waitlist.of_person(person)}
        for event_id in numbers:
            assert await number_of(app, event_id, person) == numbers[event_id]
        return numbers

    async def waiting() -> list[int]:
        return [await waitlist_entries.count_waiting(pool, event_id) for event_id in (there, here)]

    assert (await places(ANN), await places(BOB), await waiting()) == ({there: 2, here: 1}, {there: 1}, [2, 1])
    await release(app, held[0])
    assert await offer_of(pool, here, ANN) and not await offer_of(pool, there, BOB)
    assert (await places(ANN), await waiting()) == ({there: 2}, [2, 0]), "what is offered is waited for no more"
    await app.waitlist.join(here, BOB, Party(2))
    await app.waitlist.leave(here, BOB)
    assert await places(BOB) == {there: 1}
    await app.waitlist.leave(there, BOB)
    assert await places(ANN) == {there: 1}
    await pool.execute("UPDATE events SET status = 'cancelled' WHERE id = $1", here)
    await app.waitlist.offer_due()
    assert await places(ANN) == {there: 1}
    assert await told(pool, ANN) == ["seats_offered"], "an offer ends by itself"


async def test_what_becomes_of_who_waits_is_decided_once(app: App, pool: Pool, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row())
    first, second = OrderId(901), OrderId(902)
    async with pool.acquire() as conn:
        for person in (ANN, BOB, CAT, DAN, HOLDER):
            await waitlist_entries.add(conn, event_id, person, Party(2), clock())
        rows = await conn.fetch("SELECT * FROM waitlist_entries ORDER BY id")
        ann, bob, cat, dan, _ = map(waitlist_entries.to_entry, rows)
        assert [await waitlist_entries.offer(conn, entry, first) for entry in (ann, ann)] == [True, False]
        assert await waitlist_entries.offer(conn, bob, second)
        for _ in range(2):
            assert await waitlist_entries.end_offer(conn, event_id, second, EntryStatus.LAPSED), "it was one"
        assert await waitlist_entries.leave(conn, event_id, CAT)
        assert [await waitlist_entries.close(conn, entry) for entry in (cat, ann, dan, dan)] == [False] * 2 + [
            True,
            False,
        ]
        assert await waitlist_entries.close_some(conn, event_id, limit=9) == [HOLDER]
        await orders.set_paid(conn, event_id, [replace(held[0], id=second)], clock())  # it was paid for late
        assert not await waitlist_entries.end_offer(conn, event_id, second, EntryStatus.LAPSED)
        await waitlist_entries.end_offers(conn, event_id, [second], EntryStatus.LAPSED)
        assert await statuses(conn) == ["offered", "taken", "left", "closed", "closed"]
        for person in (ANN, CAT):
            await waitlist_entries.forget_of(conn, person)
        assert await statuses(conn) == ["offered", "taken", "closed", "closed"], "a hold stays until its end"
        await waitlist_entries.end_offers(conn, event_id, [first], EntryStatus.LAPSED)
        assert (await statuses(conn))[:2] == ["lapsed", "taken"]
        await orders.set_paid(conn, event_id, [replace(held[0], id=second)], clock())
        assert (await statuses(conn))[:2] == ["lapsed", "taken"]


async def statuses(conn: Conn) -> list[str]:
    return [row["status"] for row in await conn.fetch("SELECT status FROM waitlist_entries ORDER BY id")]


async def test_who_joins_twice_keeps_the_place(app: App) -> None:
    event_id, _ = await sold_out(app, one_row())
    for person in (ANN, BOB, ANN):
        view = await app.waitlist.join(event_id, person, Party(2))
    assert view.place and view.place.number == 1


async def test_leaving_moves_the_others_up_and_what_is_offered_is_answered_first(app: App, pool: Pool) -> None:
    event_id, held = await sold_out(app, one_row())
    for person in (ANN, BOB, CAT):
        await app.waitlist.join(event_id, person, Party(2))
    await app.waitlist.leave(event_id, ANN)
    assert [await number_of(app, event_id, person) for person in (ANN, BOB, CAT)] == [None, 1, 2]
    await release(app, held[0])
    assert await offer_of(pool, event_id, BOB)
    with pytest.raises(OpenOrderExists):
        await app.waitlist.leave(event_id, BOB)
    await app.people.forget(CAT)
    assert await number_of(app, event_id, CAT) is None


@pytest.mark.parametrize("is_paying", [False, True])
async def test_who_holds_seats_is_passed_over_for_now(app: App, pool: Pool, is_paying: bool) -> None:
    event_id, held = await sold_out(app, one_row())
    busy = held[2].buyer_id
    for person in (busy, BOB):
        await app.waitlist.join(event_id, person, Party(2))
    if is_paying:
        await app.checkout.begin_payment(event_id, held[2].id, busy, held[2].total_minor, held[2].currency)
    async with asyncio.timeout(10):
        await release(app, held[0])
    assert await offer_of(pool, event_id, BOB)
    await pay(app, held[2], "charge")
    await release(app, held[1])
    offer = await offer_of(pool, event_id, busy)
    assert offer and offer.seat_ids == (3, 4)


async def test_an_old_hold_of_who_waits_does_not_cost_them_their_turn(app: App, pool: Pool, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row(hold_ttl=timedelta(minutes=10)))
    busy = held[0].buyer_id
    for person in (busy, BOB):
        await app.waitlist.join(event_id, person, Party(2))
    clock.go(minutes=10)
    await app.waitlist.offer_due()
    offer = await offer_of(pool, event_id, busy)
    assert offer and offer.id > held[0].id
    assert await offer_of(pool, event_id, BOB)


async def test_who_has_stopped_the_bot_keeps_the_place_and_keeps_nobody_waiting(app: App, pool: Pool) -> None:
    event_id, held = await sold_out(app, one_row())
    for person in (ANN, BOB):
        await app.waitlist.join(event_id, person, Party(2))
    await app.messaging.pause(ANN)
    await release(app, held[0])
    assert await offer_of(pool, event_id, BOB) and not await offer_of(pool, event_id, ANN)
    await app.messaging.resume(ANN)
    await release(app, held[1])
    assert await offer_of(pool, event_id, ANN)


async def test_who_has_bought_up_to_the_limit_meanwhile_is_told_and_waits_no_more(
    app: App, pool: Pool, clock: Clock
) -> None:
    event_id, held = await sold_out(app, one_row(limit_per_buyer=4))
    await app.waitlist.join(event_id, ANN, Party(4))
    await app.waitlist.join(event_id, BOB, Party(4))
    await release(app, held[0])
    clock.go(minutes=1)
    await app.seating.toggle(event_id, ANN, SeatId(1))
    await pay(app, await app.seating.hold_selected(event_id, ANN), "charge")
    for order in held[1:]:
        await release(app, order)
    assert "waiting_ended" in await told(pool, ANN)
    offer = await offer_of(pool, event_id, BOB)
    assert offer and len(offer.seat_ids) == 4
    await assert_books_balance(pool, event_id, clock())


@pytest.mark.parametrize("how", ["over", "cancelled"])
async def test_when_nothing_is_sold_any_more_everybody_is_told_once(
    app: App, pool: Pool, clock: Clock, how: str
) -> None:
    event_id, _ = await sold_out(app, one_row())
    for person in (ANN, BOB):
        await app.waitlist.join(event_id, person, Party(2))
    if how == "over":
        clock.go(days=7)
    else:
        await pool.execute("UPDATE events SET status = 'cancelled'")
    for _ in range(2):
        await app.waitlist.offer_due()
    for person in (ANN, BOB):
        [row] = await pool.fetch("SELECT kind, body FROM messages WHERE recipient_id = $1", person)
        assert (row["kind"], row["body"]["because"]) == ("waiting_ended", how)
    assert await app.waitlist.of_person(ANN) == []


async def test_an_offer_ends_with_the_sale(app: App, pool: Pool, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row(sale_ends_at=CLOCK_START + timedelta(minutes=10)))
    await app.waitlist.join(event_id, ANN, Party(2))
    clock.go(minutes=5)
    await release(app, held[0])
    offer = await offer_of(pool, event_id, ANN)
    assert offer and offer.expires_at == clock() + timedelta(minutes=5)


async def test_an_offer_is_nudged_like_every_hold(app: App, pool: Pool, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row())
    await app.waitlist.join(event_id, ANN, Party(2))
    await release(app, held[0])
    clock.go(minutes=28)
    await app.seating.nudge_due()
    assert await told(pool, ANN) == ["seats_offered", "hold_ending"]


async def test_a_late_payment_of_an_offer_still_buys_what_is_free(app: App, pool: Pool, clock: Clock) -> None:
    event_id, held = await sold_out(app, one_row(2), seats=2)
    await app.waitlist.join(event_id, ANN, Party(2))
    await release(app, held[0])
    offer = await offer_of(pool, event_id, ANN)
    assert offer
    await app.checkout.begin_payment(event_id, offer.id, ANN, offer.total_minor, offer.currency)
    clock.go(minutes=41)
    await app.seating.release_due()
    assert await told(pool, ANN) == ["seats_offered", "offer_lapsed"]
    charge = Charge(event_id, offer.id, ANN, "late", "late", offer.total_minor, offer.currency)
    await app.settling.complete_payment(charge)
    assert await pool.fetchval("SELECT status FROM waitlist_entries") == "taken"
    assert (await assert_books_balance(pool, event_id, clock())).sold == 2
