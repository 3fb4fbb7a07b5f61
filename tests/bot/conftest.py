from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from redis.asyncio import Redis

from bot.cashier import Cashier
from bot.dispatcher import build_dispatcher, build_notifier
from core.app import build_app
from core.settings import Settings
from db.pool import Pool
from simulator.session import DirectSession
from simulator.telegram import Telegram
from tests.bot.telegram import Kassa, Somebody
from tests.plans import CLOCK_START, Clock, settings_for_tests

OWNER_ID = 2001


@pytest.fixture
def clock() -> Clock:
    return Clock(CLOCK_START)


@pytest.fixture
def settings() -> Settings:
    return settings_for_tests()


@pytest.fixture
def storage() -> BaseStorage:
    return MemoryStorage()


@pytest.fixture
async def kassa(
    pool: Pool, redis: Redis, clock: Clock, settings: Settings, storage: BaseStorage
) -> AsyncIterator[Kassa]:
    app = build_app(pool, redis, settings, clock)
    telegram = Telegram(settings.bot_token.get_secret_value())
    bot = Bot(telegram.token, DirectSession(telegram), DefaultBotProperties(parse_mode=ParseMode.HTML))
    notifier = build_notifier(bot, app, settings)
    dispatcher = build_dispatcher(app, notifier, storage, settings)
    kassa = Kassa(app, telegram, bot, dispatcher, notifier, Cashier(bot, app.refunding, app.reconciling))
    telegram.receiver = kassa.receive
    yield kassa
    await dispatcher["live_views"].stop()
    await storage.close()
    await telegram.close()


@pytest.fixture
async def ann(kassa: Kassa) -> Somebody:
    return await kassa.meet("Ann")


@pytest.fixture
async def bob(kassa: Kassa) -> Somebody:
    return await kassa.meet("Bob")


@pytest.fixture
async def owner(kassa: Kassa) -> Somebody:
    return await kassa.meet("Iryna", person_id=OWNER_ID)
