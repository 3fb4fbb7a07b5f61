"""Telegram answers with 429, 5xx, not at all, or breaks the connection, before or after it has done what was asked."""

import asyncio
from dataclasses import replace

from core.domain.currency import STARS
from core.domain.ids import EventId
from simulator.faults import Fault
from tests.faults.hours import holds_run_out
from tests.faults.outcome import assert_everything_is_settled
from tests.faults.people import JSON, Buyer
from tests.faults.stage import Stage
from tests.faults.waiting import until

FAULTS = [
    Fault(code=429, retry_after=1),
    Fault(code=502),
    Fault(code=502, when="after"),
    Fault(code=500, count=2),
    Fault("drop"),
    Fault("drop", when="after"),
    Fault("silence"),
    Fault("silence", when="after"),
]


async def test_what_a_charge_brings_about_comes_through(stage: Stage) -> None:
    """The order is shown as paid, its invoice goes, the tickets are sent."""

    async def buys_under(fault: Fault, method: str) -> None:
        ann = await stage.meet(f"Ann {method}")
        invoice = await ann.wants(event, quantity=1)
        stage.telegram.faults.add(replace(fault, method=method, chat_id=ann.id))
        assert (await ann.pays(invoice)).status == "approved"

    event = await stage.event(capacity=100)
    methods = ("editMessageText", "deleteMessage", "sendPhoto")
    async with stage.impatient_line():
        await asyncio.gather(*(buys_under(fault, method) for fault in FAULTS for method in methods))
        await assert_everything_is_settled(stage)
    assert stage.telegram.faults.switched_on == [], "each was met"


async def test_a_refund_comes_through_and_is_told(stage: Stage) -> None:
    """While Telegram fails to give back Stars, and then to take the message that they went back."""
    purchases = [await a_late_purchase(stage) for _ in FAULTS]
    async with stage.impatient_line():
        for fault, (ann, _) in zip(FAULTS, purchases, strict=True):
            stage.telegram.faults.add(replace(fault, method="refundStarPayment", count=1))
            stage.telegram.faults.add(replace(fault, method="sendMessage", chat_id=ann.id))
        for ann, charge in purchases:
            await ann.telegram_tells_of(charge)
        await until(lambda: stage.pool.fetchval("SELECT count(*) = $1 FROM refunds", len(FAULTS)), "a refund each")
        await stage.restart_bot()
        await assert_everything_is_settled(stage)
    assert stage.telegram.faults.switched_on == [], "each was met"


async def test_a_pre_checkout_whose_answer_is_lost_charges_nobody_or_sells(stage: Stage) -> None:
    """What Telegram has not heard is not paid for, and can be paid again; what it has heard is."""
    event = await stage.event()
    stage.telegram.payments.timeout = 2.0
    async with stage.impatient_line():
        for fault in FAULTS:
            ann = await stage.meet("Ann")
            invoice = await ann.wants(event)
            stage.telegram.faults.add(replace(fault, method="answerPreCheckoutQuery"))
            status = (await ann.pays(invoice)).status
            assert (status == "approved") is (fault.when == "after")
            stage.telegram.faults.clear()
            if status != "approved":
                assert (await ann.pays(invoice)).status == "approved"
        await assert_everything_is_settled(stage)


async def test_every_update_comes_through(stage: Stage) -> None:
    """Each step of a purchase meets another fault of getUpdates."""
    ann, event = await stage.meet("Ann"), await stage.event()

    def fails(fault: Fault) -> None:
        stage.telegram.faults.add(replace(fault, method="getUpdates"))

    async with stage.impatient_line():
        fails(Fault(code=429, retry_after=1))
        await ann.starts()
        fails(Fault(code=502, when="after"))
        await ann.holds(event)
        fails(Fault("drop"))
        invoice = await ann.gets_an_invoice(event)
        fails(Fault("silence", when="after"))
        assert (await ann.pays(invoice)).status == "approved"
        await assert_everything_is_settled(stage)
    assert stage.telegram.faults.switched_on == [], "each was met"


async def test_a_payment_that_is_told_twice_or_late_is_settled_once(stage: Stage) -> None:
    async def buys(currency: str, fault: Fault) -> None:
        ann, event = await stage.meet(f"Ann {currency}"), await stage.event(currency)
        invoice = await ann.wants(event)
        stage.telegram.faults.add(replace(fault, chat_id=ann.id))
        assert (await ann.pays(invoice)).status == "approved"

    faults = Fault("payment_twice"), Fault("payment_late", seconds=0.5)
    await asyncio.gather(*(buys(currency, fault) for currency in ("UAH", STARS) for fault in faults))
    await assert_everything_is_settled(stage)


async def test_a_payment_that_is_never_told(stage: Stage) -> None:
    """Stars stand in Telegram's list, and become tickets; of a card the owner must ask the provider."""
    stage.telegram.faults.add(Fault("payment_never", count=None))
    star_event, card_event = await stage.event(STARS), await stage.event()
    ann, bob = await stage.meet("Ann"), await stage.meet("Bob")
    assert (await ann.pays(await ann.wants(star_event))).status == "approved"
    charge_id = (await bob.pays(await bob.wants(card_event))).charge_id
    assert charge_id
    stage.never_told.add(charge_id)
    await stage.restart_bot()  # it reads the list first of all
    await holds_run_out(stage.pool, card_event)
    await bob.sees("If you have paid all the same, your tickets or your money will come here.")
    await assert_everything_is_settled(stage)
    open_payments = "SELECT event_id FROM unconfirmed_payments WHERE closed_at IS NULL"
    assert [row["event_id"] for row in await stage.pool.fetch(open_payments)] == [card_event]


async def test_two_payments_of_one_order_are_tickets_and_a_refund(stage: Stage) -> None:
    """Telegram lets an invoice be paid on two devices; the bot hears of both at once."""

    async def pays_twice(currency: str) -> None:
        ann, event = await stage.meet(f"Ann {currency}"), await stage.event(currency)
        bill = await ann.is_allowed_to_pay(await ann.wants(event))
        for charge in (ann.is_charged(bill), ann.is_charged(bill)):
            await ann.telegram_tells_of(charge)

    await asyncio.gather(pays_twice("UAH"), pays_twice(STARS))
    await until(lambda: stage.pool.fetchval("SELECT count(*) = 2 FROM refunds"), "a refund each")
    await stage.restart_bot()
    await assert_everything_is_settled(stage)
    assert await stage.pool.fetchval("SELECT array_agg(reason) FROM refunds") == ["second_charge"] * 2


async def a_late_purchase(stage: Stage) -> tuple[Buyer, JSON]:
    """Stars were paid for places that somebody else has by now; the bot has not heard of it."""
    event: EventId = await stage.event(STARS, capacity=2)
    ann, bob = await stage.meet("Ann"), await stage.meet("Bob")
    charge = await ann.is_charged_unheard(event)
    await holds_run_out(stage.pool, event)
    await bob.holds(event)
    return ann, charge
