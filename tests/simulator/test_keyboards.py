"""Keyboards under messages."""

import pytest
from aiogram import Bot
from aiogram.types import (
    CopyTextButton,
    DisabledButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardRemove,
)

from simulator.chats import Person
from simulator.telegram import Telegram


def rows(*buttons: dict) -> dict:
    return {"inline_keyboard": [[button] for button in buttons]}


async def test_all_kinds_of_buttons_come_back_as_sent(bot: Bot, olena: Person) -> None:
    keyboard = InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text="a", callback_data="я" * 32, style="danger")],
            [InlineKeyboardButton(text="b", url="https://t.me/kassa_demo_bot?start=x")],
            [InlineKeyboardButton(text="c", url="tg://user?id=1")],
            [InlineKeyboardButton(text="d", copy_text=CopyTextButton(text="code"))],
            [InlineKeyboardButton(text="e", disabled=DisabledButton())],
            [InlineKeyboardButton(text="f", switch_inline_query="x")],
        ]
    )

    sent = await bot.send_message(olena.id, "a", reply_markup=keyboard)

    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == keyboard.model_dump()


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        (rows({"text": "a", "callback_data": "я" * 32 + "a"}), "BUTTON_DATA_INVALID"),
        (rows({"text": "a", "callback_data": ""}), "BUTTON_DATA_INVALID"),
        (rows({"text": "a", "pay": True}), "BUTTON_TYPE_INVALID"),
        (rows({"text": "a", "copy_text": {"text": "a" * 257}}), "BUTTON_COPY_TEXT_INVALID"),
        (rows({"text": "a", "url": "not a url"}), "inline keyboard button URL 'not a url' is invalid: wrong HTTP URL"),
        (rows({"text": "a"}), "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard"),
        (rows({"text": "", "callback_data": "a"}), 'can\'t parse inline keyboard button: field "text" must be a non-'),
        (
            rows({"text": "a", "callback_data": "a", "url": "https://a.b"}),
            "can't parse inline keyboard button: exactly",
        ),
        (
            rows({"text": "a", "callback_data": "a", "style": "pink"}),
            "can't parse inline keyboard button: invalid button",
        ),
        (rows({"text": "a", "calback": "a"}), 'can\'t parse inline keyboard button: unknown field "calback"'),
        ({"inline_keyboard": [{"text": "a"}]}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array'),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 9]}, "REPLY_MARKUP_TOO_LONG"),
        (rows(*[{"text": "a", "callback_data": "a"}] * 101), "REPLY_MARKUP_TOO_LONG"),
        (rows(*[{"text": "a" * 100, "callback_data": "a" * 64}] * 60), "REPLY_MARKUP_TOO_LONG"),
        ({"keyboard": [["a"]]}, "can't parse reply keyboard markup JSON object: "),
        (
            {"keyboard": [[{"text": "a", "request_contact": True, "request_location": True}]]},
            "can't parse keyboard button: only one of the optional fields can be used",
        ),
        ({"keyboard": [[{"text": "a", "request_contacts": True}]]}, "can't parse keyboard button: unknown field"),
        ({"keyboard": [[{"text": "a", "request_contact": "me"}]]}, "can't parse reply keyboard markup JSON object: "),
        ({"keyboard": [[{"text": "a", "style": "pink"}]]}, "can't parse keyboard button: invalid button style"),
        ({"keyboard": [[{"text": ""}]]}, "can't parse keyboard button: text must be non-empty"),
        (["a"], "object expected as reply markup"),
    ],
)
async def test_what_telegram_refuses_in_a_keyboard(call, olena: Person, markup, description: str) -> None:
    status, body = await call("sendMessage", chat_id=olena.id, text="a", reply_markup=markup)

    assert status == 400
    assert body["description"].startswith(f"Bad Request: {description}")


async def test_a_hundred_buttons_eight_in_a_row_are_fine(call, olena: Person) -> None:
    buttons = [{"text": str(place), "callback_data": f"seat:{place}"} for place in range(100)]
    markup = {"inline_keyboard": [buttons[start : start + 8] for start in range(0, 100, 8)]}

    assert (await call("sendMessage", chat_id=olena.id, text="a", reply_markup=markup))[0] == 200


async def test_an_empty_keyboard_is_none(call, olena: Person) -> None:
    _, body = await call("sendMessage", chat_id=olena.id, text="a", reply_markup={"inline_keyboard": [[]]})

    assert "reply_markup" not in body["result"]


@pytest.mark.parametrize("markup", [ReplyKeyboardRemove(), ForceReply()])
async def test_other_markup_is_seen_by_the_person_only(bot: Bot, telegram: Telegram, olena: Person, markup) -> None:
    sent = await bot.send_message(olena.id, "a", reply_markup=markup)

    assert sent.reply_markup is None
    assert telegram.messages(olena.id)[-1]["reply_markup"]
