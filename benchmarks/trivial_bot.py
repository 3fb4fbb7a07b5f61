"""The least that a bot can do, to compare with: aiogram as it comes, one handler, one call for each tap."""

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web


async def offer(message: Message) -> None:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Tap", callback_data="tap")]])
    await message.answer("Tap", reply_markup=keyboard)


async def answer(query: CallbackQuery) -> None:
    await query.answer("tapped")


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    bot, dispatcher = Bot(os.environ["BOT_TOKEN"], session=session), Dispatcher()
    dispatcher.message.register(offer)
    dispatcher.callback_query.register(answer)
    if url := os.environ.get("WEBHOOK_URL"):
        await serve(bot, dispatcher, url)
    else:
        await dispatcher.start_polling(bot)


async def serve(bot: Bot, dispatcher: Dispatcher, url: str) -> None:
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False).register(app, path="/")
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(os.environ["WEBHOOK_PORT"])).start()
    await bot.set_webhook(url, max_connections=100)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
