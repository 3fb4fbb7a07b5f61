"""What the outbox gives out and when, and what is dropped of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.domain.ids import EventId, OrderId, PersonId
from core.domain.message import Channel, Delivery, HoldEnding, HoldExpired, Message, OrderPaid, SaleOpened, TurnBegan
from core.domain.person import Person
from db import messages, people
from db.pool import Executor, Pool
from tests.plans import CLOCK_START as NOW

ANN, BOB = PersonId(1), PersonId(2)
CLAIM = timedelta(minutes=1)
PAID, ENDING, EXPIRED = (kind(EventId(1), OrderId(1)) for kind in (OrderPaid, HoldEnding, HoldExpired))


@pytest.fixture(autouse=True)
async def ann_has_a_mailbox(pool: Pool) -> None:
    for person_id, name in ((ANN, "Ann"), (BOB, "Bob")):
        await people.remember(pool, Person(person_id, name, None, "en"), NOW)
    await people.set_email(pool, ANN, "ann@example.org")


def news(number: int) -> Message:
    """Of a kind that no mailbox gets."""
    return TurnBegan(EventId(number))


async def claim(pool: Executor, now: datetime = NOW, channel: Channel = Channel.CHAT) -> list[Delivery]:
    return await messages.claim_due(pool, channel, now, now + CLAIM, 9, 9)


def told(claimed: Sequence[Delivery]) -> list[tuple[PersonId, Message | None]]:
    return [(one.recipient_id, one.message) for one in claimed]


async def left(pool: Pool, channel: Channel = Channel.CHAT) -> list[tuple[PersonId, Message | None]]:
    rows = await pool.fetch("SELECT * FROM messages WHERE channel = $1 ORDER BY id", channel)
    return [(row["recipient_id"], messages.to_message(row["kind"], row["body"])) for row in rows]


async def test_a_chat_gets_one_message_after_the_other_and_only_what_is_due(pool: Pool) -> None:
    later = NOW + CLAIM
    for person_id, number, due_at in ((ANN, 1, NOW), (ANN, 2, NOW), (BOB, 3, later)):
        await messages.add(pool, person_id, news(number), due_at)
    assert told(await claim(pool)) == [(ANN, news(1))]
    assert await claim(pool) == [], "it is being sent, and the next one waits behind it"
    first, third = await claim(pool, later)
    assert (told([first, third]), first.attempt) == ([(ANN, news(1)), (BOB, news(3))], 2), "who had it may be dead"
    await messages.mark_sent(pool, [first.id], later)
    [second] = await claim(pool, later)
    assert second.message == news(2)
    await messages.postpone(pool, second.id, later)
    assert await claim(pool, later) == [replace(second, attempt=2)], "put off for less than a claim"
    await messages.mark_failed(pool, second.id, "why", later)
    await messages.add(pool, ANN, news(4), later)
    assert told(await claim(pool, later + CLAIM)) == [(BOB, news(3)), (ANN, news(4))]


def to_all(number: int) -> Message:
    return SaleOpened(EventId(number))


@pytest.mark.parametrize("together", [True, False])
async def test_what_goes_to_a_crowd_is_overtaken_and_overtakes_nothing(pool: Pool, together: bool) -> None:
    for number in (1, 2):
        if together:
            await messages.add_to_all(pool, [ANN, BOB], to_all(number), NOW)
        else:
            await messages.add_all(pool, [(ANN, to_all(number)), (BOB, to_all(number))], NOW)
    await messages.add(pool, BOB, news(3), NOW)
    await messages.add(pool, BOB, news(4), NOW)
    assert told(await messages.claim_due(pool, Channel.CHAT, NOW, NOW + CLAIM, 9, 1)) == [
        (BOB, news(3)),
        (ANN, to_all(1)),
    ]
    [first] = await messages.claim_due(pool, Channel.CHAT, NOW, NOW + CLAIM, 0, 9)
    assert told([first]) == [(BOB, to_all(1))], "the second of each waits behind it"
    await messages.mark_sent(pool, [first.id], NOW)
    await messages.add(pool, BOB, to_all(5), NOW)
    [second] = await claim(pool)
    assert told([second]) == [(BOB, to_all(2))]
    await messages.mark_sent(pool, [second.id], NOW)
    assert await claim(pool) == [], "what was written before the fifth is still being sent"


async def test_what_somebody_else_is_just_claiming_is_neither_waited_for_nor_sent_twice(pool: Pool) -> None:
    await messages.add(pool, ANN, news(1), NOW)
    async with pool.acquire() as other, other.transaction():
        assert told(await claim(other)) == [(ANN, news(1))]
        await messages.add(pool, BOB, news(2), NOW)
        async with asyncio.timeout(10):
            assert told(await claim(pool)) == [(BOB, news(2))]


async def test_what_is_parked_waits_for_its_recipient_and_what_comes_later_waits_behind_it(pool: Pool) -> None:
    for person_id, number in ((ANN, 1), (ANN, 2), (BOB, 3)):
        await messages.add(pool, person_id, news(number), NOW)
    await messages.add(pool, ANN, PAID, NOW)
    first, third = await claim(pool)
    await messages.park(pool, first.id)
    assert told(await claim(pool, NOW + CLAIM)) == [(BOB, news(3))]
    await messages.park(pool, third.id)
    [mail] = await claim(pool, NOW, Channel.EMAIL)
    await messages.postpone(pool, mail.id, NOW + 9 * CLAIM)
    await messages.unpark(pool, ANN, NOW)
    assert told(await claim(pool)) == [(ANN, news(1))], "at once"
    assert await claim(pool, NOW + CLAIM, Channel.EMAIL) == [], "a mail server that is away is as far away as before"


async def test_what_is_parked_sent_or_failed_or_goes_to_a_mailbox_is_not_counted_as_waiting(pool: Pool) -> None:
    await messages.add_to_all(pool, [PersonId(n) for n in range(1, 6)], PAID, NOW)
    await messages.add(pool, BOB, news(1), NOW)
    await messages.add(pool, ANN, news(2), NOW)
    parked, sent, failed, *_ = await claim(pool)
    assert parked.recipient_id == ANN, "the other one to her waits behind it"
    await people.mark_blocked(pool, ANN, NOW)
    await messages.park(pool, parked.id)
    await messages.mark_sent(pool, [sent.id], NOW)
    await messages.mark_failed(pool, failed.id, "why", NOW)
    assert await messages.count_waiting(pool, [OrderPaid]) == 2
    assert await messages.count_waiting(pool, [OrderPaid, TurnBegan]) == 3


async def test_a_mailbox_gets_what_is_of_that_kind(pool: Pool) -> None:
    await messages.add_all(pool, [(ANN, PAID), (BOB, PAID), (ANN, news(1))], NOW)
    await messages.add_to_all(pool, [BOB, ANN], PAID, NOW)
    await messages.add_to_all(pool, [BOB, ANN], news(2), NOW)
    await messages.add_to_all(pool, [BOB], PAID, NOW)
    assert await left(pool, Channel.EMAIL) == [(ANN, PAID), (ANN, PAID)]
    assert (await left(pool))[:3] == [(ANN, PAID), (BOB, PAID), (ANN, news(1))]
    await messages.discard_waiting(pool, ANN, Channel.CHAT)
    assert len(await left(pool, Channel.EMAIL)) == 2
    assert await left(pool) == [(BOB, PAID), (BOB, PAID), (BOB, news(2)), (BOB, PAID)]


async def test_only_what_waits_is_dropped(pool: Pool) -> None:
    for person_id in (ANN, ANN, ANN, BOB):
        await messages.add(pool, person_id, ENDING, NOW)
    await messages.add(pool, ANN, EXPIRED, NOW)
    [sent, _] = await claim(pool)
    await messages.mark_sent(pool, [sent.id], NOW)
    [failed] = await claim(pool)
    await messages.mark_failed(pool, failed.id, "550 <ann@example.org> rejected", NOW)
    await messages.discard_waiting_of_kind(pool, ANN, HoldEnding)
    assert await left(pool) == [(ANN, ENDING), (ANN, ENDING), (BOB, ENDING), (ANN, EXPIRED)]
    await messages.discard_waiting(pool, ANN, Channel.CHAT)
    assert await left(pool) == [(ANN, ENDING), (ANN, ENDING), (BOB, ENDING)]
    await messages.forget_failures(pool, BOB)
    assert "ann@" in await pool.fetchval("SELECT failure FROM messages WHERE id = $1", failed.id)
    await messages.forget_failures(pool, ANN)
    assert await pool.fetchval("SELECT failure FROM messages WHERE id = $1", failed.id) == ""
