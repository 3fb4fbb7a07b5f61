"""The command menu, in each language."""

import logging

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand

from bot.texts import Texts, all_texts, texts

logger = logging.getLogger(__name__)

COMMANDS = ("start", "events", "tickets", "language", "help", "terms", "support")


async def set_commands(bot: Bot, default_language: str) -> None:
    """The menu is a convenience: if Telegram does not answer now, the bot starts with the menu it had."""
    try:
        await bot.set_my_commands(_commands(texts(default_language)))
        for t in all_texts():
            await bot.set_my_commands(_commands(t), language_code=t.language)
    except TelegramAPIError as error:
        logger.warning("the command menu could not be set: %s", error)


def _commands(t: Texts) -> list[BotCommand]:
    return [BotCommand(command=name, description=t.plain(f"command-{name}")) for name in COMMANDS]
