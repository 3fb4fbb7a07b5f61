"""In one process, without HTTP: every action returns when the bot has handled it."""

import asyncio
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError
from aiogram.types import BufferedInputFile, CallbackQuery, LabeledPrice, Message, PreCheckoutQuery, Update

from simulator.chats import Person
from simulator.faults import Fault
from simulator.payments import PaymentResult
from simulator.queries import CallbackAnswer
from simulator.session import DirectSession
from simulator.telegram import Telegram


@pytest.fixture
def direct(telegram: Telegram) -> Bot:
    return Bot(telegram.token, session=DirectSession(telegram))


@pytest.fixture
def dispatcher(telegram: Telegram, direct: Bot) -> Dispatcher:
    dispatcher = Dispatcher()

    async def receive(update: dict[str, Any]) -> None:
        await dispatcher.feed_update(direct, Update.model_validate(update, context={"bot": direct}))

    telegram.receiver = receive
    return dispatcher


async def test_a_message_is_handled_when_saying_returns(telegram: Telegram, dispatcher: Dispatcher) -> None:
    @dispatcher.message()
    async def answer(message: Message) -> None:
        await asyncio.sleep(0.01)
        await message.answer(f"You said {message.text}")

    person = await telegram.add_person()
    await telegram.say(person.id, "hi")

    assert telegram.messages(person.id)[-1]["text"] == "You said hi"


async def test_a_tap_returns_its_answer(telegram: Telegram, direct: Bot, olena: Person, dispatcher: Dispatcher) -> None:
    @dispatcher.callback_query(F.data == "go")
    async def answer(query: CallbackQuery) -> None:
        await query.answer("Gone", show_alert=True)

    sent = await direct.send_message(olena.id, "a")

    answered = await telegram.tap(olena.id, sent.message_id, "go")
    assert answered is not None
    assert answered == CallbackAnswer(answered.callback_query_id, "Gone", show_alert=True)
    assert await telegram.tap(olena.id, sent.message_id, "ignored") is None


async def test_a_payment_returns_when_all_is_told(telegram: Telegram, direct: Bot, olena: Person, dispatcher) -> None:
    @dispatcher.pre_checkout_query()
    async def allow(query: PreCheckoutQuery) -> None:
        await query.answer(ok=True)

    @dispatcher.message(F.successful_payment)
    async def thank(message: Message) -> None:
        assert message.successful_payment is not None
        assert await direct.refund_star_payment(message.chat.id, message.successful_payment.telegram_payment_charge_id)

    @dispatcher.message(F.refunded_payment)
    async def console(message: Message) -> None:
        await message.answer("Sorry")

    sent = await direct.send_invoice(olena.id, "a", "a", "a", "XTR", [LabeledPrice(label="a", amount=1)])

    assert (await telegram.pay(olena.id, sent.message_id)).status == "approved"
    await telegram.settle()
    assert telegram.messages(olena.id)[-1]["text"] == "Sorry"


async def test_a_payment_that_nobody_handles_times_out(
    telegram: Telegram, direct: Bot, olena: Person, dispatcher
) -> None:
    telegram.payments.timeout = 0.01
    sent = await direct.send_invoice(olena.id, "a", "a", "a", "XTR", [LabeledPrice(label="a", amount=1)])

    assert (await telegram.pay(olena.id, sent.message_id)) == PaymentResult(
        "timeout", "The bot did not answer in time."
    )


async def test_mistakes_of_the_bot_come_back_to_the_test(telegram: Telegram, olena: Person) -> None:
    async def receive(update: dict[str, Any]) -> None:
        raise ZeroDivisionError

    telegram.receiver = receive
    with pytest.raises(ZeroDivisionError):
        await telegram.say(olena.id, "a")


async def test_the_direct_session_is_as_strict_and_as_faulty(telegram: Telegram, direct: Bot, olena: Person) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await direct.send_message(5, "a")
    telegram.faults.add(Fault("drop", when="after"))
    with pytest.raises(TelegramNetworkError, match="Dropped"):
        await direct.send_message(olena.id, "a")
    assert telegram.messages(olena.id)[-1]["text"] == "a"


async def test_the_direct_session_carries_files(telegram: Telegram, direct: Bot, olena: Person) -> None:
    sent = await direct.send_document(olena.id, BufferedInputFile(b"1", "a.txt"))

    assert sent.document is not None
    file = await direct.download(sent.document.file_id)
    assert file is not None
    assert file.read() == b"1"


async def test_the_outbox_knows_every_call(telegram: Telegram, direct: Bot, olena: Person, clock) -> None:
    await direct.send_document(olena.id, BufferedInputFile(b"12345", "a.txt"), caption="a")
    with pytest.raises(TelegramBadRequest):
        await direct.send_message(5, "a")

    sent, refused = telegram.calls()
    assert (sent.method, sent.chat_id, sent.status, sent.at) == ("sendDocument", olena.id, 200, clock())
    assert (sent.parameters["caption"], list(sent.uploads.values()), sent.answer) == ("a", [5], {"message_id": 2})
    assert (refused.status, refused.answer) == (400, "Bad Request: chat not found")
    assert telegram.calls("sendmessage") == telegram.calls(chat_id=5) == telegram.calls(since=sent.number) == [refused]


async def test_the_outbox_is_bounded() -> None:
    telegram = Telegram(outbox_size=3)
    for _ in range(5):
        await telegram.call("getMe", {})

    assert [call.number for call in telegram.calls()] == [3, 4, 5]


async def test_a_reset_empties_the_chats_and_keeps_the_people(telegram: Telegram, direct: Bot, olena: Person) -> None:
    await direct.send_message(olena.id, "a")
    telegram.faults.add(Fault())
    with telegram.listen(olena.id) as events:
        telegram.reset()

        events.get_nowait()
        assert events.get_nowait() == ("snapshot", {"messages": [], "commands": [], "blocked": False})
    assert (telegram.calls(), await direct.get_updates()) == ([], [])
    await telegram.say(olena.id, "/start")
    assert telegram.messages(olena.id)[0]["message_id"] == 3
