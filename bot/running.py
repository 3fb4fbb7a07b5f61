"""Settings and services become a bot that talks."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from functools import partial

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.fsm.storage.redis import RedisStorage
from redis.asyncio import Redis

from bot.cashier import Cashier
from bot.commands import introduce_bot
from bot.dispatcher import build_dispatcher, build_notifier
from bot.emails import Emails
from bot.handling import Handling, feed
from bot.mailer import Mailer, run_without_server
from bot.middlewares.measuring import measure_calls, measure_handlers
from bot.paid_broadcast import PaidBroadcast
from bot.polling import Polling, answered
from bot.receiver import Receiver
from bot.session import LeanSession
from bot.storage import FallbackStorage
from bot.watchman import Watchman
from bot.webhook import Webhook
from core.app import App
from core.domain.event_draft import WAITS_FOR_WORDS
from core.settings import Settings, SettingsError

TYPING_TTL = int(WAITS_FOR_WORDS.total_seconds())
"""Seconds after which any question that waits for text is forgotten."""


def build_bot(settings: Settings) -> Bot:
    server = TelegramAPIServer.from_base(settings.bot_api_url) if settings.bot_api_url else PRODUCTION
    session = LeanSession(api=server)
    if settings.paid_broadcast:
        session.middleware(PaidBroadcast())
    return Bot(
        settings.bot_token.get_secret_value(),
        session=session,
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )


async def build_mailer(bot: Bot, app: App, settings: Settings) -> Mailer:
    """Only with an `SMTP_URL`."""
    assert settings.smtp_url is not None, "without it there is no e-mail"
    bot_username = (await bot.me()).username or ""
    emails = Emails(settings.email_from, bot_username, app.checkout, app.ticketing, app.returning, app.pictures)
    return Mailer(settings.smtp_url.get_secret_value(), emails, app.messaging, app.people, settings.default_language)


def open_storage(redis: Redis) -> FallbackStorage:
    """What is asked of it goes together with all else that asks Redis at the same time."""
    return FallbackStorage(RedisStorage(redis, state_ttl=TYPING_TTL, data_ttl=TYPING_TTL))


async def run_bot(settings: Settings, app: App) -> None:
    """Answers people until cancelled: what Telegram brings, if there is a `WEBHOOK_URL`, or what is fetched from it."""

    async def answer_people(bot: Bot, dispatcher: Dispatcher) -> None:
        if settings.webhook_url is None:
            await Polling(bot, dispatcher).run()
            return
        handling = Handling(bot, dispatcher, app.receiving)
        try:
            await Webhook(settings, handling.handle).run(bot, dispatcher.resolve_used_update_types())
        finally:
            await handling.finish()

    await _run(settings, app, answer_people)


async def run_receiver(settings: Settings, payments: App, pre_checkouts: App, all_else: App) -> None:
    """Takes what Telegram brings until cancelled. Each of the three is Kassa, with connections of its own."""
    if settings.webhook_url is None:
        raise SettingsError("WEBHOOK_URL is missing: it is where receivers take what Telegram brings.")
    async with AsyncExitStack() as opened:
        bot = await opened.enter_async_context(build_bot(settings))
        storage = open_storage(all_else.redis)
        measure_calls(bot, all_else.metrics)
        await _know_ourselves(bot)

        def lane(app: App) -> Handling:
            dispatcher = build_dispatcher(app, build_notifier(bot, app, settings), storage, settings)
            opened.push_async_callback(dispatcher["live_views"].stop)
            measure_handlers(dispatcher, app.metrics)
            return Handling(bot, dispatcher, app.receiving)

        receiver = Receiver(lane(payments), lane(pre_checkouts), lane(all_else), all_else.receiving)
        try:
            kinds = receiver.all_else.dispatcher.resolve_used_update_types()
            await Webhook(settings, receiver.take).run(bot, kinds)
        finally:
            await receiver.finish()


async def run_worker(settings: Settings, app: App) -> None:
    """Answers people until cancelled: what receivers have kept."""

    async def answer_people(bot: Bot, dispatcher: Dispatcher) -> None:
        await app.working.work(partial(feed, bot, dispatcher))

    await _run(settings, app, answer_people)


async def _run(
    settings: Settings, app: App, answer_people: Callable[[Bot, Dispatcher], Coroutine[object, object, None]]
) -> None:
    async with AsyncExitStack() as opened:
        bot = await opened.enter_async_context(build_bot(settings))
        storage = open_storage(app.redis)
        notifier = build_notifier(bot, app, settings)
        dispatcher = build_dispatcher(app, notifier, storage, settings)
        opened.push_async_callback(dispatcher["live_views"].stop)
        measure_handlers(dispatcher, app.metrics)
        measure_calls(bot, app.metrics)
        await _know_ourselves(bot)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(
                introduce_bot(bot, app.rights, settings.default_language, sends_email=settings.smtp_url is not None)
            )
            tasks.create_task(notifier.run())
            tasks.create_task(Cashier(bot, app.refunding, app.reconciling).run())
            tasks.create_task(Watchman(bot, app.alarming, settings.webhook_url).run())
            if settings.smtp_url:
                tasks.create_task((await build_mailer(bot, app, settings)).run())
            else:
                tasks.create_task(run_without_server(app.messaging))
            tasks.create_task(answer_people(bot, dispatcher))


async def _know_ourselves(bot: Bot) -> None:
    """Waits until Telegram answers. A token that it does not know is a wrong setting."""
    try:
        await answered(bot.me)
    except TelegramUnauthorizedError as error:
        raise SettingsError("BOT_TOKEN is not accepted by Telegram: take it again from @BotFather.") from error
