"""The command menu by role and language, and the description; sent only when something changed."""

import asyncio

import pytest
from aiogram.types import BotCommandScopeChat
from redis.asyncio import Redis

from bot.commands import introduce_bot
from bot.running import run_bot
from core.app import build_app
from core.domain.ids import PersonId
from core.domain.person import Role
from core.domain.team import HOUSE
from db.pool import Pool
from simulator.faults import Fault
from simulator.server import serve
from simulator.telegram import Telegram
from tests.bot.hearing import ANN, until
from tests.bot.telegram import Kassa, Somebody
from tests.plans import settings_for_tests
from tests.teams import hire

SETTERS = ("setMyCommands", "setMyDescription", "setMyShortDescription")


def sent(kassa: Kassa) -> int:
    return sum(len(kassa.telegram.calls(method)) for method in SETTERS)


async def menu(kassa: Kassa, person_id: int | None, language: str) -> list[str]:
    scope = BotCommandScopeChat(chat_id=person_id) if person_id else None
    return [command.command for command in await kassa.bot.get_my_commands(scope, language)]


async def test_everybody_has_a_menu_in_their_language_and_the_owner_has_more(kassa: Kassa, owner: Somebody) -> None:
    await introduce_bot(kassa.bot, kassa.app.rights, "en")
    assert "refunds" not in await menu(kassa, None, "uk")
    assert "forget_me" in await menu(kassa, None, "uk")
    assert {"refund", "refunds", "payments", "team", "audit", "door"} <= set(await menu(kassa, owner.id, "ru"))
    [start, *_] = await kassa.bot.get_my_commands(language_code="uk")
    assert start.description == "Головне меню"
    assert "Квитки" in (await kassa.bot.get_my_description("uk")).description
    assert "Tickets" in (await kassa.bot.get_my_short_description()).short_description


async def test_letters_are_offered_where_they_are_sent(kassa: Kassa, owner: Somebody) -> None:
    await introduce_bot(kassa.bot, kassa.app.rights, "en")
    assert "email" not in await menu(kassa, None, "uk") + await menu(kassa, owner.id, "uk")
    await introduce_bot(kassa.bot, kassa.app.rights, "en", sends_email=True)
    assert "email" in await menu(kassa, None, "uk") and "email" in await menu(kassa, owner.id, "uk")


async def test_what_has_not_changed_is_not_sent_again(kassa: Kassa, owner: Somebody) -> None:
    await introduce_bot(kassa.bot, kassa.app.rights, "en")
    before = sent(kassa)
    assert before > 0
    await introduce_bot(kassa.bot, kassa.app.rights, "en")
    assert sent(kassa) == before
    await introduce_bot(kassa.bot, kassa.app.rights, "uk")
    assert sent(kassa) > before, "the menu for those whose language we do not speak"


@pytest.mark.parametrize("method", ["getMyCommands", "setMyDescription"])
async def test_a_telegram_that_does_not_answer_keeps_no_bot_from_starting(
    kassa: Kassa, owner: Somebody, method: str
) -> None:
    kassa.telegram.faults.add(Fault(method=method, code=502, count=None))
    await introduce_bot(kassa.bot, kassa.app.rights, "en")


async def test_people_are_answered_before_telegram_says_what_it_shows_of_the_bot(
    pool: Pool, redis: Redis, redis_url: str
) -> None:
    settings = settings_for_tests(redis_url=redis_url)
    telegram = Telegram(settings.bot_token.get_secret_value())
    await telegram.add_person(ANN, "Ann")
    telegram.faults.add(Fault("silence", method="getMyDescription", count=None))
    async with serve(telegram) as url:
        app = build_app(pool, redis, settings)
        running = asyncio.create_task(run_bot(settings.model_copy(update={"bot_api_url": url}), app))
        try:
            await telegram.say(ANN, "/start")
            await until(lambda: any("Hello, Ann" in one["text"] for one in telegram.chat(ANN).messages.values()))
        finally:
            running.cancel()
            await asyncio.wait([running])
    await telegram.close()


async def test_an_owner_who_never_talked_to_the_bot_is_no_trouble(kassa: Kassa) -> None:
    await introduce_bot(kassa.bot, kassa.app.rights, "en")
    assert await menu(kassa, None, "en")


async def test_a_client_of_another_language_gets_the_menu_in_that_of_the_bot(kassa: Kassa) -> None:
    """Whoever gives and takes the rights, and whatever they speak."""
    ivan = await kassa.meet("Ivan", "ru")
    await hire(kassa.app, ivan.id, Role.ORGANIZER)
    hans = await kassa.meet("Hans", "de")
    invitation = await kassa.app.teaming.invite(PersonId(ivan.id), HOUSE, Role.DOOR)
    await hans.open_link(f"i{invitation.secret}")
    await hans.tap("Menu")
    await ivan.say("/team")
    await ivan.tap("✖️ Hans", "Да, убрать")
    [start, *_] = await kassa.bot.get_my_commands(BotCommandScopeChat(chat_id=hans.id))
    assert start.description == "Main menu"
