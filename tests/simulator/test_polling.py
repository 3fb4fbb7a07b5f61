"""Long polling: offsets, redelivery, conflicts."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError
from aiogram.types import Update

from simulator.chats import Person
from simulator.telegram import Telegram


def texts(updates: list[Update]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def poll_until_waiting(bot: Bot, telegram: Telegram) -> asyncio.Task[list[Update]]:
    task = asyncio.create_task(bot.get_updates(timeout=30, offset=1_000_000))
    async with asyncio.timeout(5):
        while not telegram.updates.is_polled:
            await asyncio.sleep(0)
    return task


async def test_an_update_comes_again_until_it_is_confirmed(bot: Bot, telegram: Telegram, olena: Person) -> None:
    await telegram.say(olena.id, "a")

    first = await bot.get_updates()
    assert texts(first) == texts(await bot.get_updates()) == ["/start", "a"]

    assert texts(await bot.get_updates(offset=first[0].update_id + 1)) == ["a"]
    assert await bot.get_updates(offset=first[1].update_id + 1) == []
    assert await bot.get_updates() == []


async def test_a_limit_takes_the_oldest(bot: Bot, telegram: Telegram, olena: Person) -> None:
    await telegram.say(olena.id, "a")

    assert texts(await bot.get_updates(limit=1)) == ["/start"]


async def test_a_negative_offset_keeps_the_newest(bot: Bot, telegram: Telegram, olena: Person) -> None:
    for text in "abc":
        await telegram.say(olena.id, text)

    assert texts(await bot.get_updates(offset=-2)) == ["b", "c"]
    assert texts(await bot.get_updates()) == ["b", "c"]


async def test_a_poll_waits_for_an_update(bot: Bot, telegram: Telegram, olena: Person) -> None:
    poll = await poll_until_waiting(bot, telegram)

    await telegram.say(olena.id, "a")

    assert texts(await poll) == ["a"]


async def test_a_poll_ends_empty_after_its_timeout(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == []


async def test_of_two_pollers_the_older_is_told_of_the_conflict(bot: Bot, telegram: Telegram, olena: Person) -> None:
    older = await poll_until_waiting(bot, telegram)
    newer = asyncio.create_task(bot.get_updates(timeout=30))

    with pytest.raises(
        TelegramConflictError,
        match="Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    ):
        await older
    await telegram.say(olena.id, "a")
    assert texts(await newer) == ["a"]


async def test_a_client_that_hangs_up_leaves_the_update_to_the_next(
    bot: Bot, telegram: Telegram, olena: Person
) -> None:
    poll = await poll_until_waiting(bot, telegram)
    poll.cancel()
    async with asyncio.timeout(5):
        while telegram.updates.is_polled:
            await asyncio.sleep(0)

    await telegram.say(olena.id, "a")

    assert texts(await bot.get_updates()) == ["a"]


async def test_a_webhook_excludes_polling(bot: Bot, telegram: Telegram) -> None:
    poll = await poll_until_waiting(bot, telegram)
    await bot.set_webhook("https://example.org/hook")

    with pytest.raises(TelegramConflictError, match="Conflict: terminated by setWebhook request"):
        await poll
    with pytest.raises(TelegramConflictError, match="Conflict: can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == []


async def test_allowed_updates_are_remembered(bot: Bot, telegram: Telegram, olena: Person) -> None:
    sent = await bot.send_message(olena.id, "a")
    await bot.get_updates(offset=1000, allowed_updates=["callback_query"])

    await telegram.say(olena.id, "not wanted")
    await telegram.tap(olena.id, sent.message_id, "x")

    (update,) = await bot.get_updates()
    assert update.event_type == "callback_query"
    assert (await bot.get_webhook_info()).allowed_updates == ["callback_query"]


async def test_without_a_wish_most_updates_are_allowed(bot: Bot, telegram: Telegram, olena: Person) -> None:
    await bot.get_updates(offset=1000)
    await telegram.block(olena.id)

    assert [update.event_type for update in await bot.get_updates()] == ["my_chat_member"]


async def test_taps_are_delivered_for_a_while_only(bot: Bot, telegram: Telegram, olena: Person, clock) -> None:
    sent = await bot.send_message(olena.id, "a")
    await telegram.tap(olena.id, sent.message_id, "x")
    clock.forward(151)

    assert texts(await bot.get_updates()) == ["/start"]
    assert len(telegram.updates.pending) == 1


async def test_the_limit_has_its_limits(call) -> None:
    assert (await call("getUpdates", limit=101))[0] == 400
