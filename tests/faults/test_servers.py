"""PostgreSQL and Valkey are killed, restarted and made to hang while people buy."""

import asyncio
import time

from core.domain.currency import STARS
from core.services.messaging import CLAIM_TTL
from simulator.payments import PaymentResult
from tests.faults.halts import Halt, halted
from tests.faults.hours import charges_grow_old
from tests.faults.outcome import WITHIN, assert_everything_is_settled
from tests.faults.people import Buyer
from tests.faults.stage import Stage
from tests.faults.traffic import traffic
from tests.faults.visits import buys

TELEGRAM_WAITS = 10.0
"""Seconds for the answer to a pre-checkout."""
WITHOUT_VALKEY = 4.0
"""Seconds for the answer to a tap: longer, but not so long that somebody taps again."""
CLAIMS_RUN_OUT = CLAIM_TTL.total_seconds() + WITHIN
"""Seconds: what was about to be sent when the database went away is nobody's until then."""


async def test_postgresql_is_killed_while_charges_are_being_settled(stage: Stage) -> None:
    """Their commits are lost and the bot lives: the sweep settles them. Meanwhile people go on trying."""
    async with traffic(stage, buys(await stage.event()), buys(await stage.event(STARS))) as people:
        await people.until_charged(3)
        async with halted(stage.pool, Halt.COMMITTING) as there:
            await there.reached()
            await stage.kill(stage.engines.postgres)
        await people.until_somebody_cannot_buy()
        await stage.engines.postgres.begin()
        await people.until_charged(3)
    await charges_grow_old(stage.pool)
    await assert_everything_is_settled(stage, CLAIMS_RUN_OUT)


async def test_postgresql_is_killed_while_a_charge_is_being_recorded(stage: Stage) -> None:
    """The bot lives, and writes the charge down as soon as it can."""
    ann = await stage.meet("Ann")
    charge = await ann.is_charged_unheard(await stage.event())
    async with halted(stage.pool, Halt.RECORDING) as there:
        await ann.telegram_tells_of(charge)
        await there.reached()
        await stage.kill(stage.engines.postgres)
        await stage.engines.postgres.begin()
    await assert_everything_is_settled(stage, CLAIMS_RUN_OUT)


async def test_postgresql_is_restarted_in_order_under_traffic(stage: Stage) -> None:
    async with traffic(stage, buys(await stage.event()), buys(await stage.event(STARS))) as people:
        await people.until_charged(3)
        await stage.end(stage.engines.postgres)
        await people.until_somebody_cannot_buy()
        await stage.engines.postgres.begin()
        await people.until_charged(3)
    await charges_grow_old(stage.pool)
    await assert_everything_is_settled(stage, CLAIMS_RUN_OUT)


async def test_while_postgresql_hangs_a_pre_checkout_is_refused_in_time(stage: Stage) -> None:
    """Even while the bot tries to write down a charge that was made a moment before."""
    event = await stage.event()
    eve = await stage.meet("Eve")
    charge = await eve.is_charged_unheard(event)
    buyers = [await stage.meet(name) for name in ("Ann", "Bob", "Max")]
    invoices = [await buyer.wants(event) for buyer in buyers]
    stage.telegram.handed_over.clear()
    stage.engines.postgres.pause()
    try:
        await eve.telegram_tells_of(charge)
        await stage.telegram.handed_over.wait()
        answers = await asyncio.gather(*map(timed_payment, buyers, invoices))
    finally:
        stage.engines.postgres.resume()
    assert [result.status for result, _ in answers] == ["refused"] * len(buyers), answers
    assert max(seconds for _, seconds in answers) < TELEGRAM_WAITS
    for buyer, invoice in zip(buyers, invoices, strict=True):
        assert (await buyer.pays(invoice)).status == "approved"
    await assert_everything_is_settled(stage)


async def test_valkey_is_killed_and_comes_back_under_traffic(stage: Stage) -> None:
    valkey = stage.engines.valkey
    async with traffic(stage, buys(await stage.event()), buys(await stage.event(STARS))) as people:
        await people.until_charged(3)
        await stage.kill(valkey)
        await people.until_charged(3)
        await valkey.begin()
        await people.until_charged(3)
    await assert_everything_is_settled(stage)


async def test_tickets_are_bought_while_valkey_hangs(stage: Stage) -> None:
    event = await stage.event()
    stage.engines.valkey.pause()
    try:
        ann = await stage.meet("Ann")
        ann.patience = WITHOUT_VALKEY
        assert (await ann.pays(await ann.wants(event))).status == "approved"
        await assert_everything_is_settled(stage)
    finally:
        stage.engines.valkey.resume()


async def timed_payment(buyer: Buyer, invoice: int) -> tuple[PaymentResult, float]:
    began = time.monotonic()
    return await buyer.pays(invoice), time.monotonic() - began
