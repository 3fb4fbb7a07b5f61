import pytest

from core.app import connect, open_app
from core.settings import SettingsError
from tests.plans import settings_for_tests

SECRET = "hunter2"


@pytest.mark.parametrize("address", ["127.0.0.1:1/kassa", "127.0.0.1/kassa?sslmode=often", f"one:1,two:{SECRET}/kassa"])
async def test_a_database_that_is_away_is_one_sentence_without_the_password(address: str) -> None:
    settings = settings_for_tests(database_url=f"postgresql://kassa:{SECRET}@{address}")
    with pytest.raises(SettingsError, match="DATABASE_URL cannot be connected to") as error:
        await connect(settings)
    assert SECRET not in str(error.value)


async def test_a_database_without_our_schema_says_what_to_run(empty_database_url: str, redis_url: str) -> None:
    settings = settings_for_tests(database_url=empty_database_url, redis_url=redis_url)
    with pytest.raises(SettingsError, match="kassa migrate"):
        async with open_app(settings):
            pass
