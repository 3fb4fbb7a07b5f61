"""Taps on buttons and their answers."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from simulator.chats import Person
from simulator.errors import CannotDo
from simulator.telegram import Telegram

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def tap(bot: Bot, telegram: Telegram, person: Person, data: str = "go") -> str:
    sent = await bot.send_message(person.id, "a")
    return (await telegram.press(person.id, sent.message_id, data)).id


async def test_a_tap_brings_the_whole_message(bot: Bot, telegram: Telegram, olena: Person) -> None:
    query_id = await tap(bot, telegram, olena, "not on any button")

    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (query_id, "not on any button", olena.id)
    assert query.message is not None
    assert query.message.message_id == 2


async def test_an_answer_reaches_the_person(bot: Bot, telegram: Telegram, olena: Person) -> None:
    query_id = await tap(bot, telegram, olena)
    with telegram.listen(olena.id) as events:
        await bot.answer_callback_query(query_id, "Taken", show_alert=True)

        events.get_nowait()
        shown = {"callback_query_id": query_id, "text": "Taken", "show_alert": True, "url": None}
        assert events.get_nowait() == ("answer", shown)


async def test_a_query_is_answered_once(bot: Bot, telegram: Telegram, olena: Person) -> None:
    query_id = await tap(bot, telegram, olena)
    await bot.answer_callback_query(query_id)

    for unknown in (query_id, "12345"):
        with pytest.raises(TelegramBadRequest, match=TOO_OLD):
            await bot.answer_callback_query(unknown)


async def test_a_query_grows_old(bot: Bot, telegram: Telegram, olena: Person, clock) -> None:
    query_id = await tap(bot, telegram, olena)
    clock.forward(151)

    with pytest.raises(TelegramBadRequest, match=TOO_OLD):
        await bot.answer_callback_query(query_id)


async def test_an_alert_has_two_hundred_characters(bot: Bot, telegram: Telegram, olena: Person) -> None:
    query_id = await tap(bot, telegram, olena)

    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(query_id, "a" * 201)
    assert await bot.answer_callback_query(query_id, "a" * 200)


async def test_only_links_to_the_bot_itself_are_opened(bot: Bot, telegram: Telegram, olena: Person) -> None:
    query_id = await tap(bot, telegram, olena)

    with pytest.raises(TelegramBadRequest, match="URL_INVALID"):
        await bot.answer_callback_query(query_id, url="https://example.org")
    assert await bot.answer_callback_query(query_id, url="https://t.me/kassa_demo_bot?start=x")


async def test_old_queries_do_not_pile_up(bot: Bot, telegram: Telegram, olena: Person, clock) -> None:
    for _ in range(5):
        await telegram.press(olena.id, (await bot.send_message(olena.id, "a")).message_id, "x")
        clock.forward(151)

    assert telegram.queries.waiting == 1


async def test_what_cannot_be_tapped(bot: Bot, telegram: Telegram, olena: Person) -> None:
    for message_id, data in ((99, "x"), (1, "x")):
        with pytest.raises(CannotDo, match="there is no such message of the bot"):
            await telegram.tap(olena.id, message_id, data)
    sent = await bot.send_message(olena.id, "a")
    with pytest.raises(CannotDo, match="1 to 64 bytes"):
        await telegram.tap(olena.id, sent.message_id, "я" * 33)
