"""The bot is killed, without a word, at every step from the pre-checkout to the last message."""

import asyncio
from typing import Literal

import pytest

from bot.polling import PATIENCE
from core.domain.currency import STARS
from core.domain.ids import EventId
from simulator.faults import Fault
from tests.faults.halts import Halt, halted
from tests.faults.hours import claims_run_out, holds_run_out
from tests.faults.outcome import assert_everything_is_settled
from tests.faults.people import Buyer
from tests.faults.stage import Stage
from tests.faults.waiting import until

Fate = Literal["lost", "done"]
"""Of the statement that the process was waiting for when it was killed."""
STEPS_OF_A_CHARGE: list[tuple[Halt, Fate]] = [
    (Halt.RECORDING, "lost"),
    (Halt.RECORDING, "done"),
    (Halt.SETTLING, "lost"),
    (Halt.ISSUING, "lost"),
    (Halt.COMMITTING, "lost"),
    (Halt.COMMITTING, "done"),
    (Halt.CLAIMING, "lost"),
    (Halt.CLAIMING, "done"),
    (Halt.MARKING_SENT, "lost"),
    (Halt.MARKING_SENT, "done"),
]
STEPS_OF_A_REFUND: list[tuple[Halt, Fate]] = [
    (Halt.CLAIMING_REFUND, "lost"),
    (Halt.CLAIMING_REFUND, "done"),
    (Halt.MARKING_REFUNDED, "lost"),
]


@pytest.mark.parametrize(("halt", "fate"), STEPS_OF_A_CHARGE)
async def test_a_charge_becomes_tickets_wherever_the_bot_was_killed(stage: Stage, halt: Halt, fate: Fate) -> None:
    charges = [(buyer, await buyer.is_charged_unheard(event)) for buyer, event in await a_buyer_of_each_currency(stage)]
    async with halted(stage.pool, halt) as there:
        for buyer, charge in charges:
            await buyer.telegram_tells_of(charge)
        await there.reached()
        if halt is Halt.RECORDING:  # that the bot does not confirm what is not written down can only be waited for
            await asyncio.sleep(2 * PATIENCE)
        await stage.kill_bot()
        if fate == "lost":
            await there.lose()
    await starts_again(stage)
    await assert_everything_is_settled(stage)


@pytest.mark.parametrize(("halt", "fate"), STEPS_OF_A_REFUND)
async def test_stars_go_back_once_wherever_the_bot_was_killed(stage: Stage, halt: Halt, fate: Fate) -> None:
    async with halted(stage.pool, halt) as there:
        await stars_are_owed(stage)
        await there.reached()
        await stage.kill_bot()
        if fate == "lost":
            await there.lose()
    await starts_again(stage)
    await assert_everything_is_settled(stage)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("method", ["editMessageText", "sendPhoto"])
async def test_what_was_on_its_way_to_telegram_arrives(
    stage: Stage, method: str, when: Literal["before", "after"]
) -> None:
    ann = await stage.meet("Ann")
    invoice = await ann.wants(await stage.event())
    stage.telegram.faults.add(Fault("silence", method, chat_id=ann.id, when=when))
    assert (await ann.pays(invoice)).status == "approved"
    await killed_while_telegram_is_silent(stage)
    await starts_again(stage)
    await assert_everything_is_settled(stage)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_refund_that_was_on_its_way_to_telegram_is_made_once(
    stage: Stage, when: Literal["before", "after"]
) -> None:
    stage.telegram.faults.add(Fault("silence", "refundStarPayment", when=when))
    await stars_are_owed(stage)
    await killed_while_telegram_is_silent(stage)
    await starts_again(stage)
    await assert_everything_is_settled(stage)


@pytest.mark.parametrize("fate", ["lost", "done"])
async def test_a_buyer_whose_pre_checkout_was_cut_off_pays_again(stage: Stage, fate: Fate) -> None:
    ann = await stage.meet("Ann")
    invoice = await ann.wants(await stage.event())
    stage.telegram.payments.timeout = 1.0
    async with halted(stage.pool, Halt.AGREEING) as there:
        paying = asyncio.create_task(ann.pays(invoice))
        await there.reached()
        await stage.kill_bot()
        if fate == "lost":
            await there.lose()
    assert (await paying).status == "timeout"
    stage.telegram.payments.timeout = 10.0
    await starts_again(stage)
    assert (await ann.pays(invoice)).status == "approved"
    await assert_everything_is_settled(stage)


async def a_buyer_of_each_currency(stage: Stage) -> list[tuple[Buyer, EventId]]:
    return [(await stage.meet(currency), await stage.event(currency)) for currency in ("UAH", STARS)]


async def stars_are_owed(stage: Stage) -> None:
    """They were paid for places that somebody else had by then. The bot has just started: it asks for them at once."""
    event = await stage.event(STARS, capacity=2)
    ann, bob = await stage.meet("Ann"), await stage.meet("Bob")
    charge = await ann.is_charged_unheard(event)
    await holds_run_out(stage.pool, event)
    await bob.holds(event)
    await ann.telegram_tells_of(charge)
    await until(lambda: stage.pool.fetch("SELECT FROM refunds"), "a refund")
    await stage.kill_bot()
    await starts_again(stage)


async def killed_while_telegram_is_silent(stage: Stage) -> None:
    """In the middle of a call, be it before or after it took effect."""
    async with asyncio.timeout(20):
        await stage.telegram.fell_silent.wait()
    await stage.kill_bot()


async def starts_again(stage: Stage) -> None:
    """After so long that nothing is claimed any more."""
    await claims_run_out(stage.pool)
    await stage.bot.start()
