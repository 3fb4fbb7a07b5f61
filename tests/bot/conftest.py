from collections.abc import AsyncIterator

import pytest
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from redis.asyncio import Redis

from core.settings import Settings
from db.pool import Pool
from simulator.telegram import Telegram
from tests.bot.telegram import Kassa, Somebody, kassa_on
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
    telegram = Telegram(settings.bot_token.get_secret_value())
    async with kassa_on(pool, redis, clock, settings, telegram, storage) as kassa:
        yield kassa
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
