"""Limits and faults that are switched on."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from simulator.chats import Person
from simulator.faults import Fault
from simulator.telegram import Telegram


async def test_a_chat_takes_a_small_burst_and_then_one_message_a_second(
    bot: Bot, telegram: Telegram, olena: Person, clock
) -> None:
    telegram.limits.switch(burst=3)
    sent = [await bot.send_message(olena.id, "a") for _ in range(3)]

    with pytest.raises(TelegramRetryAfter) as refused:
        await bot.edit_message_text("b", chat_id=olena.id, message_id=sent[0].message_id)
    assert refused.value.retry_after == 1
    assert "Too Many Requests: retry after 1" in refused.value.message

    clock.forward(1)
    assert await bot.send_message(olena.id, "a")
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(olena.id, "a")


async def test_thirty_messages_a_second_in_all(bot: Bot, telegram: Telegram, olena: Person, clock) -> None:
    telegram.limits.switch(per_second=30, per_chat=None)
    for _ in range(30):
        await bot.send_message(olena.id, "a")

    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(olena.id, "a")
    assert await bot.get_me()
    clock.forward(0.5)
    for _ in range(15):
        await bot.send_message(olena.id, "a")
    telegram.limits.switch(per_second=None, per_chat=None)
    assert [await bot.send_message(olena.id, "a") for _ in range(50)]


@pytest.mark.parametrize(
    ("fault", "error", "text"),
    [
        (Fault(code=403), TelegramForbiddenError, "Forbidden: bot was blocked by the user"),
        (Fault(code=400, text="chat not found"), TelegramBadRequest, "Bad Request: chat not found"),
        (Fault(code=502), TelegramServerError, "Bad Gateway"),
        (Fault(code=500, text="restart"), TelegramServerError, "Internal Server Error: restart"),
        (Fault(code=429, retry_after=7), TelegramRetryAfter, "Too Many Requests: retry after 7"),
    ],
)
async def test_a_call_is_refused_as_often_as_wanted(
    bot: Bot, telegram: Telegram, olena: Person, fault: Fault, error, text: str
) -> None:
    fault.count = 2
    telegram.faults.add(fault)

    for _ in range(2):
        with pytest.raises(error, match=text):
            await bot.send_message(olena.id, "a")
    assert await bot.send_message(olena.id, "a")


async def test_a_fault_concerns_its_method_and_chat_only(bot: Bot, telegram: Telegram, olena: Person) -> None:
    max_ = await telegram.add_person(1002, "Max")
    await telegram.say(max_.id, "/start")
    telegram.faults.add(Fault(method="sendMessage", chat_id=olena.id, count=None, code=502))

    assert await bot.send_message(max_.id, "a")
    assert await bot.send_venue(olena.id, 1, 1, "a", "a")
    for _ in range(3):
        with pytest.raises(TelegramServerError):
            await bot.send_message(olena.id, "a")
    telegram.faults.clear()
    assert await bot.send_message(olena.id, "a")


@pytest.mark.parametrize(("when", "sent"), [("before", 0), ("after", 1)])
async def test_a_connection_drops_before_or_after_the_act(
    bot: Bot, telegram: Telegram, olena: Person, when, sent: int
) -> None:
    telegram.faults.add(Fault("drop", when=when))

    with pytest.raises(TelegramNetworkError, match=r"ServerDisconnectedError|ClientOSError|Connection reset"):
        await bot.send_message(olena.id, "a")

    assert len(telegram.messages(olena.id)) == 1 + sent
    assert telegram.calls("sendMessage")[-1].answer == "Dropped"
    assert await bot.get_me()


@pytest.mark.parametrize(("when", "sent"), [("before", 0), ("after", 1)])
async def test_no_answer_comes_until_the_client_gives_up(
    bot: Bot, telegram: Telegram, olena: Person, when, sent: int
) -> None:
    telegram.faults.add(Fault("silence", when=when))

    with pytest.raises(TelegramNetworkError, match="Request timeout error"):
        await bot.send_message(olena.id, "a", request_timeout=1)

    assert len(telegram.messages(olena.id)) == 1 + sent


async def paid_updates(bot: Bot, telegram: Telegram, olena: Person, fault: Fault) -> list[str]:
    """The charge ids that the bot is told of at once."""
    telegram.faults.add(fault)
    telegram.payments.charges.clear()
    link = await telegram.call("sendInvoice", {
        "chat_id": olena.id, "title": "a", "description": "a", "payload": "a", "currency": "XTR",
        "prices": [{"label": "a", "amount": 1}],
    })  # fmt: skip
    payment = asyncio.create_task(telegram.pay(olena.id, link[1]["result"]["message_id"]))
    updates = await bot.get_updates(offset=2, timeout=5)
    assert updates[0].pre_checkout_query is not None
    await bot.answer_pre_checkout_query(updates[0].pre_checkout_query.id, ok=True)
    assert (await payment).status == "approved"
    told = await bot.get_updates(offset=updates[0].update_id + 1)
    payments = [update.message.successful_payment for update in told if update.message]
    return [payment.telegram_payment_charge_id for payment in payments if payment]


async def test_a_payment_is_told_twice(bot: Bot, telegram: Telegram, olena: Person) -> None:
    told = await paid_updates(bot, telegram, olena, Fault("payment_twice"))

    assert told == list(telegram.payments.charges) * 2


async def test_a_payment_is_told_late(bot: Bot, telegram: Telegram, olena: Person) -> None:
    assert await paid_updates(bot, telegram, olena, Fault("payment_late", seconds=0.5)) == []

    await telegram.settle()

    late = (await bot.get_updates())[-1].message
    assert late is not None
    assert late.successful_payment is not None


async def test_a_payment_is_never_told(bot: Bot, telegram: Telegram, olena: Person) -> None:
    assert await paid_updates(bot, telegram, olena, Fault("payment_never")) == []

    assert len(telegram.payments.charges) == 1


def test_there_are_no_other_faults() -> None:
    with pytest.raises(ValueError, match="there is no fault earthquake"):
        Fault("earthquake")  # type: ignore[arg-type]
