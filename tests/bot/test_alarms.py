"""Alarms as the owner reads them, and the webhook that the watchman asks Telegram about."""

import pytest

from bot.screens import alarms
from bot.texts import all_texts
from bot.watchman import Watchman
from bot.webhook import WANTED
from core.domain.alarm import Trouble
from core.domain.message import HouseAlarm, HouseAlarmOver
from db import figures
from db.pool import Pool
from tests.bot.conftest import OWNER_ID
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock

URL = "http://127.0.0.1:9/hook"


@pytest.fixture
def watchman(kassa: Kassa) -> Watchman:
    return Watchman(kassa.bot, kassa.app.alarming, URL)


async def test_an_error_at_the_webhook_comes_into_the_owners_chat_once_and_its_end(
    kassa: Kassa, owner: Somebody, ann: Somebody, watchman: Watchman, clock: Clock, pool: Pool
) -> None:
    await kassa.telegram.call("setWebhook", {"url": URL})
    assert kassa.telegram.updates.webhook
    await watchman.look()
    await kassa.deliver()
    assert "🚨" not in owner.screen
    kassa.telegram.updates.webhook.last_error = int(kassa.telegram.clock()), "Connection <refused>"
    for _ in range(2):
        await watchman.look()
        await kassa.deliver()
    assert sum("Telegram does not reach the bot" in screen for screen in owner.screens) == 1
    assert "It says: Connection <refused>" in owner.screen and "docs/operations.md, webhook-fails" in owner.screen
    assert "🚨" not in ann.screen
    kassa.telegram.updates.webhook.last_error = None
    clock.go(minutes=7)
    await watchman.look()
    await kassa.deliver()
    assert owner.screen == "✅ All right again: Telegram does not reach the bot. It lasted 7 min."


async def test_an_owner_who_presses_start_late_hears_of_what_comes_then(
    kassa: Kassa, watchman: Watchman, clock: Clock, pool: Pool
) -> None:
    await kassa.telegram.add_person(OWNER_ID, first_name="Iryna", username=None)
    await kassa.telegram.call("setWebhook", {"url": URL + "-of-another"})
    for _ in range(2):
        await watchman.look()
        await kassa.deliver()
        clock.go(days=2)
    assert await figures.outbox(pool, clock()) == {}, "nothing waits for who cannot be written to"
    assert await pool.fetchval("SELECT count(failed_at) FROM messages") == 2

    owner = kassa.people[OWNER_ID] = Somebody(kassa, OWNER_ID)
    await owner.say("/start")
    await watchman.look()
    await kassa.deliver()
    assert "🚨" in owner.screen


@pytest.mark.parametrize("trouble", Trouble)
def test_every_alarm_can_be_said_in_every_language(trouble: Trouble) -> None:
    for t in all_texts():
        said = alarms.ringing(HouseAlarm(trouble, 7, "some-place"), t)
        assert str(trouble) in said and ("7" in said or "some-place" in said)
        assert len(said) < 1_000
        assert "3" in alarms.over(HouseAlarmOver(trouble, 3), t)


def test_the_doctor_misses_what_there_are_handlers_for(kassa: Kassa) -> None:
    assert set(kassa.dispatcher.resolve_used_update_types()) == WANTED
