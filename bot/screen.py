"""A screen, and the one message in which screens change in place."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from html import escape

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InaccessibleMessage,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
)

from bot.reply import put_in_reply
from core.services.pictures import Picture

ALERT_MAX = 200  # characters that Telegram takes


@dataclass(frozen=True, slots=True)
class Screen:
    """What one message shows: words, at most one picture, buttons."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    picture: Picture | None = None


async def show(
    source: Message | CallbackQuery, screen: Screen, *, toast: str | None = None, alert: str | None = None
) -> Message:
    """Changes the message whose button was tapped, or sends a new one; returns the message that shows the screen."""
    bot = source.bot
    assert bot is not None, "updates come with their bot"
    if isinstance(source, Message):
        return await send(bot, source.chat.id, screen)
    await answer(source, toast=toast, alert=alert)
    message = source.message
    if message is None or isinstance(message, InaccessibleMessage):  # too old for Telegram to let us change it
        return await send(bot, source.from_user.id, screen)
    try:
        return await _change(bot, message, screen)
    except TelegramBadRequest as error:
        if "message is not modified" in error.message:
            return message
        return await send(bot, message.chat.id, screen)


async def show_in(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> int:
    """Changes a message that shows words, or sends a new one if it is gone; returns which one it is now."""
    try:
        await bot.edit_message_text(screen.text, chat_id=chat_id, message_id=message_id, reply_markup=screen.keyboard)
    except TelegramBadRequest as error:
        if "message is not modified" not in error.message:
            return (await send(bot, chat_id, screen)).message_id
    return message_id


async def answer(query: CallbackQuery, *, toast: str | None = None, alert: str | None = None) -> None:
    """Ends the spinner on the button, if Telegram lets us. An alert that does not get through becomes a message.

    By webhook, a tap without an alert is answered with the update, after what the handler shows.
    """
    text = alert or toast
    if text and len(text) > ALERT_MAX:
        text = text[: ALERT_MAX - 1] + "…"
    call = query.answer(text, show_alert=True if alert else None)
    if put_in_reply(None if alert else call) and not alert:
        return
    try:
        await call
    except TelegramAPIError:  # the tap was answered, or waited too long; or it is Telegram that is busy
        if alert and query.bot:
            await query.bot.send_message(query.from_user.id, escape(alert, quote=False))


async def send(bot: Bot, chat_id: int, screen: Screen) -> Message:
    picture = screen.picture
    if picture is None:
        return await bot.send_message(chat_id, screen.text, reply_markup=screen.keyboard)
    return await _with_photo(
        picture,
        lambda photo: bot.send_photo(chat_id, photo, caption=screen.text, reply_markup=screen.keyboard),
    )


async def by_file_id(file_id: str | None, act: Callable[[str], Awaitable[Message]]) -> Message | None:
    """What Telegram has already; None: it has it no more, and it is to be uploaded."""
    try:
        return await act(file_id) if file_id else None
    except TelegramBadRequest as error:
        if "file identifier" not in error.message:
            raise
        return None


async def _change(bot: Bot, message: Message, screen: Screen) -> Message:
    picture = screen.picture
    if picture is not None:
        return await _with_photo(picture, lambda photo: _change_photo(message, screen, photo))
    if message.text is not None:
        changed = await message.edit_text(screen.text, reply_markup=screen.keyboard)
        return changed if isinstance(changed, Message) else message
    sent = await send(bot, message.chat.id, screen)  # a photo cannot become text
    if message.document is None:  # a file stays with who asked for it
        with suppress(TelegramAPIError):
            await message.delete()
    return sent


async def _change_photo(message: Message, screen: Screen, photo: str | BufferedInputFile) -> Message:
    changed = await message.edit_media(InputMediaPhoto(media=photo, caption=screen.text), reply_markup=screen.keyboard)
    return changed if isinstance(changed, Message) else message


async def _with_photo(picture: Picture, act: Callable[[str | BufferedInputFile], Awaitable[Message]]) -> Message:
    """Shows a picture that Telegram has by its file id, and uploads it otherwise."""
    if message := await by_file_id(await picture.known_file_id(), act):
        return message
    message = await act(BufferedInputFile(await picture.draw(), "picture.jpg"))
    if message.photo:
        await picture.remember(message.photo[-1].file_id)
    return message
