"""The key that sends one's own number: a keyboard in place of the person's, which needs a message of its own."""

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.texts import Texts


async def offer(bot: Bot, chat_id: int, t: Texts) -> int:
    """Returns the message that brings the key."""
    key = KeyboardButton(text=t.plain("contact-key"), request_contact=True)
    keyboard = ReplyKeyboardMarkup(keyboard=[[key]], resize_keyboard=True)
    return (await bot.send_message(chat_id, t("contact-offer"), reply_markup=keyboard)).message_id


async def withdraw(bot: Bot, chat_id: int, message_id: int, t: Texts) -> None:
    """The person's own keyboard is back, and nothing tells of ours. It is no matter if this fails."""
    with suppress(TelegramAPIError):
        gone = await bot.send_message(chat_id, t("contact-done"), reply_markup=ReplyKeyboardRemove())
        for one in (message_id, gone.message_id):
            with suppress(TelegramAPIError):
                await bot.delete_message(chat_id, one)
