"""Invoices, payments and refunds."""

import asyncio
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, LabeledPrice, PreCheckoutQuery

from simulator.chats import Person
from simulator.errors import CannotDo
from simulator.payments import PaymentResult
from simulator.telegram import Telegram

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def invoice(**other: Any) -> dict[str, Any]:
    prices = [LabeledPrice(label="Ticket", amount=45_000)]
    plain = {"title": "Ticket", "description": "A 1-1", "payload": "order:7", "currency": "UAH", "prices": prices}
    return plain | {"provider_token": "1877036958:TEST:abc"} | other


def stars(amount: int = 100, **other: Any) -> dict[str, Any]:
    prices = [LabeledPrice(label="Ticket", amount=amount)]
    return invoice(currency="XTR", provider_token="", prices=prices) | other


async def asked(bot: Bot) -> PreCheckoutQuery:
    """The next pre-checkout query; everything before it is confirmed."""
    while True:
        for update in await bot.get_updates(timeout=5):
            await bot.get_updates(offset=update.update_id + 1, limit=1)
            if update.pre_checkout_query:
                return update.pre_checkout_query


async def buy(bot: Bot, telegram: Telegram, person: Person, how: dict[str, Any], **options: Any) -> PaymentResult:
    sent = await bot.send_invoice(person.id, **how)
    payment = asyncio.create_task(telegram.pay(person.id, sent.message_id, **options))
    await bot.answer_pre_checkout_query((await asked(bot)).id, ok=True)
    return await payment


async def test_an_invoice_gets_a_pay_button(bot: Bot, olena: Person) -> None:
    sent = await bot.send_invoice(olena.id, **invoice())

    assert sent.invoice is not None
    assert (sent.invoice.total_amount, sent.invoice.currency) == (45_000, "UAH")
    assert sent.reply_markup is not None
    button = sent.reply_markup.inline_keyboard[0][0]
    assert (button.text, button.pay) == ("Pay 450.00 UAH", True)


async def test_the_first_button_must_be_pay(bot: Bot, olena: Person) -> None:
    pay = InlineKeyboardButton(text="Pay", pay=True)
    back = InlineKeyboardButton(text="Back", callback_data="back")
    good = InlineKeyboardMarkup(inline_keyboard=[[pay], [back]])
    sent = await bot.send_invoice(olena.id, reply_markup=good, **invoice())
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == good.model_dump()

    for keyboard in ([[back]], [[back], [pay]], [[pay], [pay]]):
        with pytest.raises(TelegramBadRequest, match="BUTTON_POS_INVALID"):
            await bot.send_invoice(olena.id, reply_markup=InlineKeyboardMarkup(inline_keyboard=keyboard), **invoice())


@pytest.mark.parametrize(
    ("wrong", "description"),
    [
        (invoice(title="a" * 33), "PRODUCT_TITLE_INVALID"),
        (invoice(description="a" * 256), "PRODUCT_DESCRIPTION_INVALID"),
        (invoice(payload="я" * 65), "INVOICE_PAYLOAD_INVALID"),
        (invoice(currency="ABC"), "CURRENCY_INVALID"),
        (invoice(prices=[LabeledPrice(label="a", amount=0)]), "CURRENCY_TOTAL_AMOUNT_INVALID"),
        (invoice(prices=[LabeledPrice(label="a", amount=100)]), "CURRENCY_TOTAL_AMOUNT_INVALID"),
        (invoice(prices=[LabeledPrice(label="a", amount=50_000_000)]), "CURRENCY_TOTAL_AMOUNT_INVALID"),
        (invoice(provider_token="wrong"), "PAYMENT_PROVIDER_INVALID"),
        (invoice(provider_token=""), "PAYMENT_PROVIDER_INVALID"),
        (invoice(suggested_tip_amounts=[5]), "TIP_AMOUNTS_INVALID"),
        (invoice(max_tip_amount=9, suggested_tip_amounts=[5, 5]), "TIP_AMOUNTS_INVALID"),
        (stars(provider_token="1:TEST:a"), "PAYMENT_PROVIDER_INVALID"),
        (stars(prices=[LabeledPrice(label="a", amount=1)] * 2), "STARS_INVOICE_INVALID"),
        (stars(amount=0), "CURRENCY_TOTAL_AMOUNT_INVALID"),
        (stars(max_tip_amount=5), "TIPS_NOT_SUPPORTED"),
    ],
)
async def test_a_wrong_invoice_is_refused(bot: Bot, olena: Person, wrong: dict[str, Any], description: str) -> None:
    with pytest.raises(TelegramBadRequest, match=f"Bad Request: {description}"):
        await bot.send_invoice(olena.id, **wrong)
    wrong.pop("start_parameter", None)
    with pytest.raises(TelegramBadRequest, match=f"Bad Request: {description}"):
        await bot.create_invoice_link(**wrong)


async def test_a_payment_is_asked_for_and_then_told(bot: Bot, telegram: Telegram, olena: Person) -> None:
    sent = await bot.send_invoice(olena.id, **invoice())
    with telegram.listen(olena.id) as events:
        payment = asyncio.create_task(telegram.pay(olena.id, sent.message_id))
        query = await asked(bot)
        assert (query.from_user.id, query.total_amount, query.invoice_payload) == (olena.id, 45_000, "order:7")

        await bot.answer_pre_checkout_query(query.id, ok=True)
        result = await payment

        paid = (await bot.get_updates())[-1].message
        assert paid is not None
        assert paid.successful_payment is not None
        assert paid.successful_payment.telegram_payment_charge_id == result.charge_id
        assert paid.successful_payment.provider_payment_charge_id
        assert [events.get_nowait()[0] for _ in range(2)] == ["snapshot", "message"]
        told = {"message_id": sent.message_id, "status": "approved", "error": None}
        assert events.get_nowait() == ("payment", told)


async def test_a_refusal_needs_a_reason_and_shows_it(bot: Bot, telegram: Telegram, olena: Person) -> None:
    sent = await bot.send_invoice(olena.id, **invoice())
    payment = asyncio.create_task(telegram.pay(olena.id, sent.message_id))
    query = await asked(bot)

    with pytest.raises(TelegramBadRequest, match="error_message must be non-empty"):
        await bot.answer_pre_checkout_query(query.id, ok=False)
    await bot.answer_pre_checkout_query(query.id, ok=False, error_message="Your hold is over")

    assert await payment == PaymentResult("refused", "Your hold is over")
    assert await bot.get_updates() == []


async def test_silence_is_a_timeout_and_a_late_answer_is_too_late(bot: Bot, telegram: Telegram, olena: Person) -> None:
    telegram.payments.timeout = 0.01
    sent = await bot.send_invoice(olena.id, **invoice())

    result = await telegram.pay(olena.id, sent.message_id)

    assert result.status == "timeout"
    with pytest.raises(TelegramBadRequest, match=TOO_OLD):
        await bot.answer_pre_checkout_query((await asked(bot)).id, ok=True)


async def test_a_payment_is_answered_once(bot: Bot, telegram: Telegram, olena: Person) -> None:
    sent = await bot.send_invoice(olena.id, **invoice())
    payment = asyncio.create_task(telegram.pay(olena.id, sent.message_id))
    query = await asked(bot)
    await bot.answer_pre_checkout_query(query.id, ok=True)

    with pytest.raises(TelegramBadRequest, match=TOO_OLD):
        await bot.answer_pre_checkout_query(query.id, ok=True)
    await payment


async def test_a_card_may_be_declined_after_the_bot_agreed(bot: Bot, telegram: Telegram, olena: Person) -> None:
    result = await buy(bot, telegram, olena, invoice(), outcome="decline")

    assert result == PaymentResult("refused", "The card was declined.")
    assert telegram.payments.charges == {}


async def test_an_invoice_is_paid_twice_and_by_others(bot: Bot, telegram: Telegram, olena: Person) -> None:
    max_ = await telegram.add_person(1002, "Max")
    sent = await bot.send_invoice(olena.id, **invoice())
    charges = set()
    for payer in (olena, olena, max_):
        payment = asyncio.create_task(telegram.pay(payer.id, sent.message_id, chat_id=olena.id))
        query = await asked(bot)
        assert query.from_user.id == payer.id
        await bot.answer_pre_checkout_query(query.id, ok=True)
        charges.add((await payment).charge_id)

    assert len(charges) == 3
    assert "successful_payment" in telegram.messages(max_.id)[-1]


async def test_a_link_is_paid_by_anybody(bot: Bot, telegram: Telegram, stranger: Person) -> None:
    link = await bot.create_invoice_link(**invoice())
    payment = asyncio.create_task(telegram.pay_link(stranger.id, link))
    await bot.answer_pre_checkout_query((await asked(bot)).id, ok=True)

    assert (await payment).status == "approved"


async def test_a_tip_is_added(bot: Bot, telegram: Telegram, olena: Person) -> None:
    await buy(bot, telegram, olena, invoice(max_tip_amount=500, suggested_tip_amounts=[100, 500]), tip=500)

    assert telegram.messages(olena.id)[-1]["successful_payment"]["total_amount"] == 45_500
    with pytest.raises(CannotDo, match="does not take such a tip"):
        await telegram.pay(olena.id, 2, tip=501)


async def test_asked_for_names_come_with_the_payment(bot: Bot, telegram: Telegram, olena: Person) -> None:
    await buy(bot, telegram, olena, invoice(need_name=True, need_email=True))

    order_info = telegram.messages(olena.id)[-1]["successful_payment"]["order_info"]
    assert order_info.keys() == {"name", "email"}


async def test_a_deleted_invoice_cannot_be_paid(bot: Bot, telegram: Telegram, olena: Person) -> None:
    sent = await bot.send_invoice(olena.id, **invoice())
    await bot.delete_message(olena.id, sent.message_id)

    with pytest.raises(CannotDo, match="there is no such invoice"):
        await telegram.pay(olena.id, sent.message_id)


async def test_stars_are_refunded_once(bot: Bot, telegram: Telegram, olena: Person) -> None:
    charge_id = (await buy(bot, telegram, olena, stars())).charge_id or ""

    assert await bot.refund_star_payment(olena.id, charge_id)

    refunded = (await bot.get_updates())[-1].message
    assert refunded is not None
    assert refunded.refunded_payment is not None
    assert refunded.refunded_payment.telegram_payment_charge_id == charge_id
    with pytest.raises(TelegramBadRequest, match="Bad Request: CHARGE_ALREADY_REFUNDED"):
        await bot.refund_star_payment(olena.id, charge_id)
    transactions = (await bot.get_star_transactions()).transactions
    assert [(one.id, one.amount, bool(one.source), bool(one.receiver)) for one in transactions] == [
        (charge_id, 100, True, False),
        (charge_id, 100, False, True),
    ]
    assert len((await bot.get_star_transactions(offset=1, limit=1)).transactions) == 1


async def test_only_ones_own_star_charges_are_refunded(bot: Bot, telegram: Telegram, olena: Person, stranger) -> None:
    money = (await buy(bot, telegram, olena, invoice())).charge_id or ""
    stars_paid = (await buy(bot, telegram, olena, stars())).charge_id or ""

    for person, charge_id in ((olena, money), (olena, "nonsense"), (stranger, stars_paid)):
        with pytest.raises(TelegramBadRequest, match="Bad Request: CHARGE_NOT_FOUND"):
            await bot.refund_star_payment(person.id, charge_id)
