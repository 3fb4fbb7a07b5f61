"""Inline queries, as strict as Telegram."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineQueryResultArticle, InputTextMessageContent

from simulator.chats import Person
from simulator.errors import CannotDo
from simulator.telegram import Telegram
from tests.simulator.conftest import Call, Clock


def article(id: str = "e1", **changes: Any) -> dict[str, Any]:
    content = {"message_text": "<b>Concert</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": id, "title": "Concert", "input_message_content": content} | changes


def says(text: str, **how: str) -> dict[str, Any]:
    return article(input_message_content={"message_text": text, **how})


def with_button(**button: str) -> dict[str, Any]:
    return article(reply_markup={"inline_keyboard": [[{"text": "a", **button}]]})


PLACE = {"type": "location", "id": "1", "latitude": 1.0, "longitude": 1.0, "title": "Here"}


async def test_what_was_typed_comes_as_an_update_even_from_who_never_started(
    bot: Bot, telegram: Telegram, stranger: Person
) -> None:
    asked = await telegram.ask_inline(stranger.id, "océan", "2")
    query = (await bot.get_updates())[-1].inline_query
    assert query is not None
    assert (query.id, query.query, query.offset, query.from_user.id) == (asked.id, "océan", "2", stranger.id)


async def test_a_chosen_result_is_a_message_of_the_person_via_the_bot(
    bot: Bot, telegram: Telegram, olena: Person
) -> None:
    asked = await telegram.ask_inline(olena.id, "concert")
    content = InputTextMessageContent(message_text="<b>Concert</b>", parse_mode="HTML")
    result = InlineQueryResultArticle(id="e1", title="C", input_message_content=content)
    await bot.answer_inline_query(asked.id, [result])
    sent = await telegram.share_result(olena.id, asked, "e1")
    assert (sent["text"], sent["from"]["id"]) == ("Concert", olena.id)
    message = (await bot.get_updates())[-1].message
    assert message is not None and message.via_bot is not None
    with pytest.raises(CannotDo, match="no such result"):
        await telegram.share_result(olena.id, asked, "e2")


async def test_a_query_is_answered_once_and_within_half_a_minute(
    bot: Bot, telegram: Telegram, olena: Person, clock: Clock
) -> None:
    first, second = await telegram.ask_inline(olena.id, "a"), await telegram.ask_inline(olena.id, "b")
    await bot.answer_inline_query(first.id, [])
    clock.forward(31)
    for query in (first, second):
        with pytest.raises(TelegramBadRequest, match="query is too old"):
            await bot.answer_inline_query(query.id, [])


@pytest.mark.parametrize(
    ("status", "why", "answer"),
    [
        (400, "RESULTS_TOO_MUCH", {"results": [article(str(n)) for n in range(51)]}),
        (400, "RESULT_ID_INVALID", {"results": [article("я" * 33)]}),
        (400, "RESULT_ID_INVALID", {"results": [article("")]}),
        (400, "RESULT_ID_DUPLICATE", {"results": [article(), article()]}),
        (400, "ARTICLE_TITLE_EMPTY", {"results": [article(title="")]}),
        (400, "can't parse results", {"results": [{"type": "article", "id": "1", "title": "no message"}]}),
        (400, "can't parse entities", {"results": [says("<b", parse_mode="HTML")]}),
        (400, "message text is empty", {"results": [says(" ")]}),
        (400, "message is too long", {"results": [says("x" * 4097)]}),
        (400, "wrong HTTP URL", {"results": [with_button(url="nowhere")]}),
        (400, "NEXT_OFFSET_INVALID", {"results": [], "next_offset": "x" * 65}),
        (400, "cache_time", {"results": [], "cache_time": -1}),
        (400, "exactly one", {"results": [], "button": {"text": "All"}}),
        (400, "START_PARAM_INVALID", {"results": [], "button": {"text": "All", "start_parameter": "no spaces"}}),
        (501, "inline results of type location", {"results": [PLACE]}),
        (501, "callback data", {"results": [with_button(callback_data="b")]}),
    ],
)
async def test_what_telegram_refuses_is_refused(
    telegram: Telegram, olena: Person, call: Call, status: int, why: str, answer: dict[str, Any]
) -> None:
    asked = await telegram.ask_inline(olena.id, "concert")
    refused, body = await call("answerInlineQuery", inline_query_id=asked.id, **answer)
    assert refused == status
    assert why in body["description"]


async def test_fifty_results_of_the_longest_ids_are_taken(telegram: Telegram, olena: Person, call: Call) -> None:
    asked = await telegram.ask_inline(olena.id, "concert")
    results = [article(f"{n:02}" + "x" * 62) for n in range(50)]
    status, _ = await call("answerInlineQuery", inline_query_id=asked.id, results=results, is_personal=True)
    assert status == 200
    assert len(asked.results) == 50
