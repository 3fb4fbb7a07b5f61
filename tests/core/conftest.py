import pytest
from redis.asyncio import Redis

from core.app import App, build_app
from db.pool import Pool
from tests.plans import CLOCK_START, Clock, settings_for_tests


@pytest.fixture
def clock() -> Clock:
    return Clock(CLOCK_START)


@pytest.fixture
def app(pool: Pool, redis: Redis, clock: Clock) -> App:
    return build_app(pool, redis, settings_for_tests(), clock)
