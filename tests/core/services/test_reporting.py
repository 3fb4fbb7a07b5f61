"""Every sum of every report is that of the ledger, whatever has happened to the money."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from core.app import App
from core.domain.cost import CostKind
from core.domain.event_plan import PromoCodePlan, TierPlan, VenuePlan
from core.domain.ids import EventId, PersonId, RefundId, TicketId
from core.domain.payment import Provider
from core.domain.person import Person
from core.domain.refusal import NoEventsChosen, Refusal
from core.domain.report import About, Range
from core.domain.return_policy import ReturnPolicy
from db import payments
from db.pool import Pool
from tests.books import assert_reports_agree
from tests.core.services.test_purchase import charge_for, hold, pay
from tests.plans import CLOCK_START, Clock, plan

OWNER = PersonId(2001)
BUYERS = [PersonId(number) for number in range(1, 6)]
CODES = (
    PromoCodePlan("TEN", percent=10),
    PromoCodePlan("ODD", amount_minor=33_333),
    PromoCodePlan("FREE", percent=100),
)
POLICY = ReturnPolicy(free_until=CLOCK_START + timedelta(days=2), percent=37)


@pytest.fixture(autouse=True)
async def people(app: App) -> None:
    for person_id in (*BUYERS, OWNER):
        await app.people.meet(Person(person_id, f"P{person_id}", None, "en"))


@pytest.fixture
async def concert(app: App) -> EventId:
    return await app.organizing.create_event(plan(promo_codes=CODES, returns=POLICY, limit_per_buyer=20))


def one(event_id: EventId) -> About:
    return About(Range.EVENT, event_id)


async def free_of_charge(app: App, event_id: EventId, *seat_ids: int) -> None:
    order = await hold(app, event_id, BUYERS[4], *seat_ids)
    await app.discounting.apply(event_id, order.id, BUYERS[4], "FREE")
    await app.checkout.confirm_free(event_id, order.id, BUYERS[4])


async def test_a_mixed_history_by_day_tier_code_and_channel(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    ann, bob, carl, dora, _ = BUYERS
    await pay(app, await hold(app, concert, ann, 1, 11), "a")
    cheaper = await hold(app, concert, bob, 2, 12)
    cheaper = await app.discounting.apply(concert, cheaper.id, bob, "ten")
    await pay(app, cheaper, "b")
    await app.settling.complete_payment(charge_for(cheaper, "twice"))  # goes back as a whole
    clock.go(days=1, minutes=11 * 60)  # 23:00 UTC: the day after at the venue
    await free_of_charge(app, concert, 3, 13)
    late = await hold(app, concert, carl, 4)
    await app.checkout.begin_payment(concert, late.id, carl, late.total_minor, "UAH")
    clock.go(minutes=40)
    await app.seating.release_due()
    other = await hold(app, concert, dora, 4)
    await app.settling.complete_payment(charge_for(late, "late"))  # gets another seat
    await pay(app, other, "d")
    clock.go(days=1.5)  # now only a part comes back
    [group] = await app.ticketing.mine(ann)
    first, second = group.tickets
    offer = await app.returning.offer(concert, first.id, ann)
    await app.returning.give_back(concert, first.id, ann, offer.amount_minor)
    await app.returning.take_back(OWNER, concert, cheaper.id, [(await app.ticketing.mine(bob))[0].tickets[0].id])
    refund_id = await pool.fetchval("SELECT min(id) FROM refunds WHERE reason = 'returned'")
    await app.refunding.done_by_hand(OWNER, concert, RefundId(refund_id))
    await app.costing.note(OWNER, concert, CostKind.COST, "1 000,01 оренда")
    await app.costing.note(OWNER, concert, CostKind.FEE, "55,50", "fee")
    unsettled = charge_for(other, "crash")
    await payments.record(pool, unsettled, Provider.CARD, clock())

    sales, finance = await assert_reports_agree(pool, concert, clock())
    by_code = {code: (sum_.valid, sum_.returned) for code, sum_ in sales.by(lambda row: row.promo_code).items()}
    assert by_code == {"": (3, 1), "TEN": (1, 1), "FREE": (2, 0)}
    by_channel = {channel: sum_.valid for channel, sum_ in sales.by(lambda row: row.channel).items()}
    assert by_channel == {"card": 4, "free": 2}
    assert set(sales.by(lambda row: row.day)) == {date(2026, 12, 1), date(2026, 12, 3)}, "days are those of the venue"
    assert set(sales.by(lambda row: row.tier)) == {"Front", "Back"}
    assert sales.total.discount_minor == {"UAH": 4_500 + 90_000 + 45_000}, "of the tickets that are still good"
    assert second.price_minor == 45_000
    kept_minor = 90_000 - 90_000 * 37 // 100
    income_minor = kept_minor + 45_000 + 40_500 + 90_000 + 90_000
    assert finance.income_minor == income_minor
    assert finance.profit_minor == income_minor - 100_001 - 5_550
    assert {back.reason for back in finance.gone_back} == {"second_charge", "returned", "by_organizer"}
    assert finance.unsettled_minor == unsettled.amount_minor


@pytest.mark.parametrize("seed", range(6))
async def test_the_sums_are_the_ledgers_after_any_history(
    app: App, pool: Pool, clock: Clock, concert: EventId, seed: int
) -> None:
    """Holds, codes, payments in time and late and twice, returns and refunds in any order."""
    chance = random.Random(seed)
    waiting = []
    for step in range(100):
        buyer = chance.choice(BUYERS)
        act = chance.choice(
            ["hold", "hold", "pay", "pay", "pay", "late", "twice", "return", "take back", "refund", "time"]
        )
        try:
            if act == "hold":
                order = await hold(app, concert, buyer, *chance.sample(range(1, 21), chance.randint(1, 2)))
                if chance.random() < 0.5:
                    order = await app.discounting.apply(concert, order.id, buyer, chance.choice(CODES).code)
                if order.is_free_of_charge:
                    await app.checkout.confirm_free(concert, order.id, buyer)
                else:
                    waiting.append(order)
            elif act == "time":
                clock.go(minutes=chance.choice([1, 60 * 14]))
                await app.seating.release_due()
            elif act in ("pay", "late", "twice") and waiting:
                order = chance.choice(waiting)
                if act != "late":
                    await app.checkout.begin_payment(concert, order.id, order.buyer_id, order.total_minor, "UAH")
                await app.settling.complete_payment(charge_for(order, f"c{step}"))
                if act == "twice":
                    await payments.record(pool, charge_for(order, f"d{step}"), Provider.CASH, clock())
            elif act == "return" and (groups := await app.ticketing.mine(buyer)):
                ticket = chance.choice(groups[0].tickets)
                offer = await app.returning.offer(concert, ticket.id, buyer)
                await app.returning.give_back(concert, ticket.id, buyer, offer.amount_minor)
            elif act == "take back":
                row = await pool.fetchrow("SELECT id, order_id FROM tickets WHERE status = 'valid' LIMIT 1")
                if row:
                    await app.returning.take_back(OWNER, concert, row["order_id"], [TicketId(row["id"])])
            elif act == "refund" and (owed := await app.refunding.by_hand(OWNER)):
                await app.refunding.done_by_hand(OWNER, concert, owed[0].refund.id)
        except Refusal:
            pass
        await assert_reports_agree(pool, concert, clock())
    sales, _ = await assert_reports_agree(pool, concert, clock())
    assert sales.total.valid + sales.total.returned > 5, "something must have been sold"


async def test_costs_are_taken_out_of_the_sums_and_stay_in_the_books(app: App, pool: Pool, concert: EventId) -> None:
    view = await app.costing.note(OWNER, concert, CostKind.COST, "100 a")
    await app.costing.note(OWNER, concert, CostKind.COST, "200 b")
    await app.costing.remove(OWNER, concert, view.costs[0].id)
    [finance] = (await app.reporting.finance(OWNER, one(concert))).of_currency
    assert (finance.costs_minor, finance.profit_minor) == (20_000, -20_000)
    assert await pool.fetchval("SELECT count(*) FROM costs") == 2
    for statement in ("DELETE FROM costs", "UPDATE costs SET amount_minor = 1"):
        with pytest.raises(Exception, match="append-only"):
            await pool.execute(statement)


async def test_a_period_is_of_the_events_that_take_place_in_it_at_their_venue(app: App, clock: Clock) -> None:
    clock.now = datetime(2027, 1, 15, 12, 0, tzinfo=UTC)
    tokyo = VenuePlan("Budokan", "Tokyo", "", "Asia/Tokyo")
    new_year = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)  # 01:00 of the new year in Tokyo, 18:00 of the old one in Kyiv
    there = await app.organizing.create_event(plan(title="Tokyo", venue=tokyo, starts_at=new_year))
    here = await app.organizing.create_event(plan(title="Kyiv", starts_at=new_year))
    for range_, expected in (
        (Range.THIS_MONTH, [there]),
        (Range.LAST_MONTH, [here]),
        (Range.THIS_YEAR, [there]),
        (Range.ALL, [there, here]),
    ):
        found = await app.reporting.events(OWNER, About(range_, EventId(0)))
        assert sorted(event.id for event in found) == sorted(expected), range_
    with pytest.raises(NoEventsChosen):
        await app.reporting.events(OWNER, About(Range.TICKED, EventId(0)))


async def test_sums_of_several_events_are_apart_by_currency(
    app: App, pool: Pool, clock: Clock, concert: EventId
) -> None:
    dollars = await app.organizing.create_event(
        plan(currency="USD", tiers=(TierPlan("Front", 1_000), TierPlan("Back", 5)))
    )
    await pay(app, await hold(app, concert, BUYERS[0], 1), "a")
    await pay(app, await hold(app, dollars, BUYERS[0], 1), "b")
    everything = About(Range.ALL, EventId(0))
    finances = await app.reporting.finance(OWNER, everything)
    assert {finance.currency: finance.profit_minor for finance in finances.of_currency} == {"UAH": 90_000, "USD": 1_000}
    sales = await app.reporting.sales(OWNER, everything)
    assert sales.total.income_minor == {"UAH": 90_000, "USD": 1_000}
    for event_id in (concert, dollars):
        await assert_reports_agree(pool, event_id, clock())
