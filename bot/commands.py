"""The command menu, in each language."""

from aiogram import Bot
from aiogram.types import BotCommand

from bot.texts import Texts, all_texts, texts

COMMANDS = ("start", "events", "tickets", "language", "help", "terms", "support")


async def set_commands(bot: Bot, default_language: str) -> None:
    await bot.set_my_commands(_commands(texts(default_language)))
    for t in all_texts():
        await bot.set_my_commands(_commands(t), language_code=t.language)


def _commands(t: Texts) -> list[BotCommand]:
    return [BotCommand(command=name, description=t.plain(f"command-{name}")) for name in COMMANDS]
