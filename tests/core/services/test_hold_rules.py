"""One number is one buyer, and who lets holds run out waits before the next one."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from core.app import App, build_app
from core.domain.ids import EventId, PersonId, SectionId
from core.domain.order import Order
from core.domain.protection import Guard
from core.domain.refusal import ContactNeeded, HoldPause, PhoneTaken
from core.domain.waitlist import Party
from db.pool import Pool
from tests.core.services.test_races import buyers, outcome, until_it_waits_for_a_lock
from tests.plans import Clock, club_night, settings_for_tests

FLOOR = SectionId(1)
BUYER = PersonId(1)


@pytest.fixture
def app(pool: Pool, redis: Redis, clock: Clock) -> App:
    return build_app(pool, redis, settings_for_tests(unpaid_holds_max=3), clock)


@pytest.fixture
async def club(app: App) -> EventId:
    return await app.organizing.create_event(club_night())


async def hold(app: App, event_id: EventId, buyer: PersonId = BUYER) -> Order:
    return await app.seating.hold_quantity(event_id, buyer, FLOOR, 1)


async def let_run_out(app: App, event_id: EventId, clock: Clock) -> None:
    await hold(app, event_id)
    clock.go(minutes=10)


async def test_three_holds_that_ran_out_are_followed_by_a_pause(app: App, clock: Clock, club: EventId) -> None:
    """It counts from the end of the last one, whether or not a sweep has come by."""
    for _ in range(3):
        await let_run_out(app, club, clock)
    with pytest.raises(HoldPause) as refused:
        await hold(app, club)
    assert refused.value.until == datetime(2026, 12, 1, 13, 0, tzinfo=UTC)
    clock.go(minutes=29.9)
    with pytest.raises(HoldPause):
        await app.waitlist.join(club, BUYER, Party(1))
    clock.go(minutes=0.1)
    assert await hold(app, club)


async def test_two_are_forgiven_and_so_are_those_of_an_hour_ago(app: App, clock: Clock, club: EventId) -> None:
    for _ in range(2):
        await let_run_out(app, club, clock)
    clock.go(minutes=45)
    await let_run_out(app, club, clock)
    await let_run_out(app, club, clock)
    assert await hold(app, club)


async def test_giving_seats_back_weighs_a_third(app: App, club: EventId) -> None:
    for _ in range(9):
        order = await hold(app, club)
        await app.seating.release(club, order.id, BUYER)
    with pytest.raises(HoldPause):
        await hold(app, club)


async def test_holds_of_others_and_of_other_events_do_not_count(app: App, clock: Clock, club: EventId) -> None:
    for _ in range(3):
        await let_run_out(app, club, clock)
    assert await hold(app, club, PersonId(2))
    assert await hold(app, await app.organizing.create_event(club_night()))


async def test_what_was_paid_for_does_not_count(app: App, clock: Clock) -> None:
    free = await app.organizing.create_event(club_night(price_minor=0))
    for _ in range(3):
        order = await hold(app, free)
        await app.checkout.confirm_free(free, order.id, BUYER)
        clock.go(minutes=10)
    assert await hold(app, free)


async def test_offers_of_the_waiting_list_that_lapse_do_not_count(app: App, pool: Pool, clock: Clock) -> None:
    event_id = await app.organizing.create_event(club_night(1, offer_ttl=timedelta(minutes=10)))
    for _ in range(3):
        first = await hold(app, event_id, PersonId(2))
        await app.waitlist.join(event_id, BUYER, Party(1))
        await app.seating.release(event_id, first.id, PersonId(2))
        clock.go(minutes=10)
        await app.seating.release_due()
        clock.go(minutes=2)
    assert await pool.fetchval("SELECT count(*) FROM orders WHERE buyer_id = $1 AND status = 'expired'", BUYER) == 3
    assert await hold(app, event_id)


async def test_of_many_accounts_with_one_number_at_once_one_holds(app: App) -> None:
    event_id = await app.organizing.create_event(club_night(guards=frozenset({Guard.CONTACT})))
    everybody = await buyers(app, 10)
    for buyer in everybody:
        await app.people.share_phone(buyer, "+380671234567", buyer)
    found = await asyncio.gather(*(hold(app, event_id, buyer) for buyer in everybody), return_exceptions=True)
    assert sum(isinstance(one, Order) for one in found) == 1
    assert sum(isinstance(one, PhoneTaken) for one in found) == 9


async def test_the_number_of_somebody_who_is_being_forgotten_is_claimed_no_more(app: App, pool: Pool) -> None:
    event_id = await app.organizing.create_event(club_night(guards=frozenset({Guard.CONTACT})))
    [buyer] = await buyers(app, 1)
    await app.people.share_phone(buyer, "+380671234567", buyer)
    async with pool.acquire() as other, other.transaction():
        await other.execute("LOCK TABLE findings IN SHARE MODE")  # the last but one of which a person is forgotten
        forgetting = asyncio.create_task(app.people.forget(buyer))
        await until_it_waits_for_a_lock(forgetting, pool)
        holding = asyncio.create_task(outcome(hold(app, event_id, buyer)))
        await until_it_waits_for_a_lock(holding, pool, waiting=2)
    await forgetting
    assert isinstance(await holding, ContactNeeded)
    assert await pool.fetchval("SELECT count(*) FROM phone_claims") == 0


async def test_a_number_that_is_just_being_claimed_is_forgotten_too(app: App, pool: Pool) -> None:
    event_id = await app.organizing.create_event(club_night(guards=frozenset({Guard.CONTACT})))
    [buyer] = await buyers(app, 1)
    await app.people.share_phone(buyer, "+380671234567", buyer)
    async with pool.acquire() as other, other.transaction():
        await other.execute("LOCK TABLE orders IN SHARE MODE")  # where the hold comes after the claim
        holding = asyncio.create_task(hold(app, event_id, buyer))
        await until_it_waits_for_a_lock(holding, pool)
        forgetting = asyncio.create_task(app.people.forget(buyer))
        await until_it_waits_for_a_lock(forgetting, pool, waiting=2)
    assert isinstance(await holding, Order)
    await forgetting
    assert await pool.fetchval("SELECT count(*) FROM phone_claims") == 0
