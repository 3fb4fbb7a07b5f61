"""The clock is past the deadline at each step of a payment, and others may have taken the places meanwhile."""

import asyncio
from dataclasses import dataclass
from typing import Literal

from core.domain.currency import STARS
from core.domain.ids import EventId, SectionId
from db.pool import transaction
from tests.faults.halts import Halt, halted
from tests.faults.hours import holds_run_out, orders_run_out, seats_run_out
from tests.faults.outcome import assert_everything_is_settled
from tests.faults.people import JSON, Buyer
from tests.faults.stage import Stage
from tests.faults.visits import SOMEBODY_ELSE
from tests.faults.waiting import until

Left = Literal["the same places", "other places", "nothing"]
"""What there is for the late money to buy."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """Somebody buys, in an event where nobody else does but those who come too early for them."""

    buyer: Buyer
    event: EventId
    left: Left


async def test_a_hold_that_ended_before_the_pre_checkout_is_not_paid_for(stage: Stage) -> None:
    async def buys_late(currency: str) -> None:
        event = await stage.event(currency)
        ann = await stage.meet(f"Ann {currency}")
        invoice = await ann.wants(event)
        await holds_run_out(stage.pool, event)
        answer = await ann.pays(invoice)
        assert (answer.status, "Your hold has ended" in (answer.error or "")) == ("refused", True)
        await ann.sees("Your hold has ended")
        assert (await ann.pays(await ann.wants(event))).status == "approved", "she may buy again"

    await asyncio.gather(buys_late("UAH"), buys_late(STARS))
    assert len(stage.telegram.payments.charges) == 2, "nothing is charged for what is refused"
    await assert_everything_is_settled(stage)


async def test_the_bank_took_longer_than_the_places_were_kept(stage: Stage) -> None:
    purchases = await all_purchases(stage)
    bills = [await one.buyer.is_allowed_to_pay(await one.buyer.wants(one.event)) for one in purchases]
    for one in purchases:
        await holds_run_out(stage.pool, one.event)
        await others_take(stage, one)
    await asyncio.gather(*(one.buyer.sees("Your hold has ended") for one in purchases))
    charges = [one.buyer.is_charged(bill) for one, bill in zip(purchases, bills, strict=True)]
    await telegram_tells_of(purchases, charges)
    await assert_late_money_bought_what_was_left(stage, purchases)


async def test_the_hold_ends_while_the_charge_is_being_recorded(stage: Stage) -> None:
    purchases = await all_purchases(stage)
    charges = [await one.buyer.is_charged_unheard(one.event) for one in purchases]
    async with halted(stage.pool, Halt.RECORDING) as there:
        await telegram_tells_of(purchases, charges)
        await there.reached(times=len(purchases))
        for one in purchases:
            await holds_run_out(stage.pool, one.event)
            await others_take(stage, one)
    await assert_late_money_bought_what_was_left(stage, purchases)


async def test_the_hold_ends_between_the_record_and_the_settlement(stage: Stage) -> None:
    purchases = await all_purchases(stage)
    charges = [await one.buyer.is_charged_unheard(one.event) for one in purchases]
    async with transaction(stage.pool) as conn:
        await conn.execute("SELECT FROM orders FOR UPDATE")  # a settlement begins with the lock of its order
        await telegram_tells_of(purchases, charges)
        recorded = "SELECT count(*) = $1 FROM payments WHERE settled_at IS NULL"
        await until(lambda: stage.pool.fetchval(recorded, len(purchases)), "the charges in the books")
        for one in purchases:
            await orders_run_out(conn, one.event)
            await seats_run_out(stage.pool, one.event)
            await others_take(stage, one)
    await assert_late_money_bought_what_was_left(stage, purchases)


async def all_purchases(stage: Stage) -> list[Purchase]:
    capacities: dict[Left, int] = {"the same places": 2, "other places": 4, "nothing": 2}
    return [
        Purchase(await stage.meet(f"Ann {currency}, {left}"), await stage.event(currency, capacity), left)
        for left, capacity in capacities.items()
        for currency in ("UAH", STARS)
    ]


async def telegram_tells_of(purchases: list[Purchase], charges: list[JSON]) -> None:
    """All at once."""
    for one, charge in zip(purchases, charges, strict=True):
        await one.buyer.telegram_tells_of(charge)


async def others_take(stage: Stage, purchase: Purchase) -> None:
    """The very places that were kept for the buyer until now: the first that are free."""
    if purchase.left != "the same places":
        await stage.app.seating.hold_quantity(purchase.event, SOMEBODY_ELSE, SectionId(1), 2)


async def assert_late_money_bought_what_was_left(stage: Stage, purchases: list[Purchase]) -> None:
    await until(lambda: stage.pool.fetchval("SELECT every(settled_at IS NOT NULL) FROM payments"), "the settlements")
    await stage.restart_bot()
    await assert_everything_is_settled(stage)
    refunded = await stage.pool.fetch("SELECT event_id FROM refunds WHERE reason = 'seats_gone'")
    assert {row["event_id"] for row in refunded} == {one.event for one in purchases if one.left == "nothing"}
