"""What Telegram shows of the bot: the command menu by role and language, and its description. Sent when it changed."""

import logging

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeChat, BotCommandScopeDefault

from bot.texts import Texts, all_texts, texts
from core.domain.ids import PersonId
from core.domain.person import Role
from core.services.rights import Rights

logger = logging.getLogger(__name__)

FOR_ALL = (
    *("start", "events", "tickets", "proof", "email", "reminders", "language"),
    *("help", "terms", "support", "forget_me"),
)
FOR_ORGANIZERS = (
    *("manage", "newevent", "reports", "costs", "team", "door", "find"),
    *("refund", "refunds", "payments", "audit"),
)
FOR_ROLE = {
    Role.BUYER: FOR_ALL,
    Role.DOOR: ("door", "find", *FOR_ALL),
    Role.ORGANIZER: (*FOR_ORGANIZERS, *FOR_ALL),
    Role.OWNER: (*FOR_ORGANIZERS, *FOR_ALL),
}


async def introduce_bot(bot: Bot, rights: Rights, default_language: str, *, sends_email: bool = False) -> None:
    """All this is a convenience: if Telegram does not answer now, what was set before stays.

    Runs beside all else, and makes one call after the other: with a large staff it takes some seconds.
    """
    try:
        await _describe(bot, texts(default_language), None)
        for t in all_texts():
            await _describe(bot, t, t.language)
        await _set_commands(bot, Role.BUYER, BotCommandScopeDefault(), default_language, sends_email=sends_email)
        for person_id in await rights.roles():
            role = await rights.role(person_id)
            await show_commands_of(bot, person_id, role, default_language, sends_email=sends_email)
    except TelegramAPIError as error:
        logger.warning("the command menu and the description could not be set: %s", error)
    except Exception:
        logger.exception("the command menu and the description could not be set")


async def show_commands_of(
    bot: Bot, person_id: PersonId, role: Role, default_language: str, *, sends_email: bool = False
) -> None:
    """The menu of one person, whose role has changed perhaps."""
    try:
        scope = BotCommandScopeChat(chat_id=person_id)
        await _set_commands(bot, role, scope, default_language, sends_email=sends_email)
    except TelegramAPIError as error:  # such as: they have never talked to the bot
        logger.info("the command menu of %s could not be set: %s", person_id, error)


async def _set_commands(
    bot: Bot,
    role: Role,
    scope: BotCommandScopeDefault | BotCommandScopeChat,
    default_language: str,
    *,
    sends_email: bool,
) -> None:
    """What the house does not do is not offered: letters, where none are sent."""
    names = [name for name in FOR_ROLE[role] if sends_email or name != "email"]
    for language, t in ((None, texts(default_language)), *((t.language, t) for t in all_texts())):
        wanted = [BotCommand(command=name, description=t.plain(f"command-{name}")) for name in names]
        known = await bot.get_my_commands(scope, language)
        if [(one.command, one.description) for one in known] != [(one.command, one.description) for one in wanted]:
            await bot.set_my_commands(wanted, scope, language)


async def _describe(bot: Bot, t: Texts, language: str | None) -> None:
    description, short = t.plain("bot-description"), t.plain("bot-short-description")
    if (await bot.get_my_description(language)).description != description:
        await bot.set_my_description(description, language)
    if (await bot.get_my_short_description(language)).short_description != short:
        await bot.set_my_short_description(short, language)
