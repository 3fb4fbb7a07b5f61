"""Redis is speed, never the truth: with it gone the whole purchase still works."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.fsm.storage.base import StorageKey
from redis.asyncio import Redis

from bot import running
from bot.cashier import Cashier
from bot.dispatcher import build_dispatcher, build_notifier
from bot.states import Typing
from core.app import build_app
from core.domain.event_plan import QuestionPlan
from core.domain.ids import PersonId
from core.domain.question import QuestionKind, Scope
from db.cache import open_redis
from db.pool import Pool
from simulator.session import DirectSession
from simulator.telegram import Telegram
from tests.bot.telegram import Kassa
from tests.plans import Clock, club_night, plan, settings_for_tests

QUICK = 2.0  # seconds; a pre-checkout has ten
KEY = StorageKey(bot_id=4242, chat_id=1001, user_id=1001)


@pytest.fixture
def dead_url(tmp_path: Path) -> str:
    """Nobody listens there."""
    return f"unix://{tmp_path}/gone"


@pytest.fixture
async def silent_url(tmp_path: Path) -> AsyncIterator[str]:
    """Somebody takes the call and never says a word, as a frozen server does."""
    hang_up = asyncio.Event()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await hang_up.wait()
        writer.close()

    server = await asyncio.start_unix_server(listen, tmp_path / "silent")
    yield f"unix://{tmp_path}/silent"
    hang_up.set()
    server.close()
    await server.wait_closed()


@pytest.fixture
async def kassa(pool: Pool, clock: Clock, dead_url: str) -> AsyncIterator[Kassa]:
    """The bot as `run_bot` builds it, on a Redis that is not there."""
    settings = settings_for_tests(redis_url=dead_url)
    telegram = Telegram(settings.bot_token.get_secret_value())
    bot = Bot(telegram.token, DirectSession(telegram), DefaultBotProperties(parse_mode=ParseMode.HTML))
    async with open_redis(dead_url) as redis:
        app = build_app(pool, redis, settings, clock)
        storage = running.open_storage(redis)
        notifier = build_notifier(bot, app, settings_for_tests())
        dispatcher = build_dispatcher(app, notifier, storage, settings_for_tests())
        kassa = Kassa(app, telegram, bot, dispatcher, notifier, Cashier(bot, app.refunding, app.reconciling))
        telegram.receiver = kassa.receive
        yield kassa
    await telegram.close()


async def test_seats_are_chosen_held_paid_for_and_shown_again(kassa: Kassa) -> None:
    await kassa.app.organizing.create_event(plan())
    ann = await kassa.meet("Ann")
    async with asyncio.timeout(5 * QUICK):
        await ann.tap("🎟 Events", "Океан Ельзи", "Choose seats", "Row A", "1", "2", "Hold 2 seats", "Pay")
        assert (await ann.pay()).status == "approved"
        assert len(ann.photos) == 2
        await ann.say("/tickets")
        await ann.tap("Океан Ельзи · 2", "Show the codes")
    assert len((await kassa.app.ticketing.mine(PersonId(ann.id)))[0].tickets) == 2
    assert len(ann.photos) == 4


async def test_a_number_can_still_be_typed(kassa: Kassa) -> None:
    """What the bot waits for is kept in the process then."""
    await kassa.app.organizing.create_event(club_night())
    ann, bob = await kassa.meet("Ann"), await kassa.meet("Bob")
    for buyer in (ann, bob):
        await buyer.tap("🎟 Events", "Techno Night", "Get tickets")
    await ann.say("2")
    assert "Dance floor · 2 tickets" in ann.screen
    await ann.say("2")
    assert "Nothing like that" in ann.screen, "the question was answered"
    await bob.say("/tickets")
    await bob.say("2")
    assert "Nothing like that" in bob.screen, "another command ends the question"


async def test_details_can_still_be_typed(kassa: Kassa) -> None:
    questions = (QuestionPlan(QuestionKind.NAME), QuestionPlan(QuestionKind.PHONE, Scope.ORDER))
    await kassa.app.organizing.create_event(club_night(questions=questions))
    ann = await kassa.meet("Ann")
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "1", "📝 Details (0 of 2)")
    await ann.say("Zoe")
    await ann.press("📱 Send my number")
    assert "Name: Zoe" in ann.screen
    await ann.tap("Pay")
    assert (await ann.pay()).status == "approved"


async def test_a_ticket_still_opens_the_door(kassa: Kassa) -> None:
    event_id = await kassa.app.organizing.create_event(club_night())
    ann, owner = await kassa.meet("Ann"), await kassa.meet("Iryna", person_id=2001)
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "1", "Pay")
    await ann.pay()
    await owner.say("/door")
    await owner.craft(owner.last["message_id"], f"post1:{event_id}")
    await owner.send_photo(ann.photo_bytes(ann.photos[-1]))
    assert "ADMITTED" in owner.screen


async def test_a_redis_that_is_away_costs_little_time(dead_url: str, silent_url: str) -> None:
    """Every update asks for its state first, a pre-checkout too: that answer may not wait for retries."""
    for url in (dead_url, silent_url):
        async with open_redis(url) as redis, asyncio.timeout(QUICK):
            assert await running.open_storage(redis).get_state(KEY) is None


async def test_a_crowd_waits_for_a_silent_redis_no_longer_than_one_does_twice(silent_url: str) -> None:
    """Who asks while a question gets no answer is in the next one, and nobody asks once more by themselves."""
    keys = [replace(KEY, user_id=number) for number in range(30)]
    async with open_redis(silent_url) as redis, asyncio.timeout(QUICK * 2):
        storage = running.open_storage(redis)
        assert await asyncio.gather(*map(storage.get_state, keys)) == [None] * len(keys)


async def test_what_was_typed_while_redis_was_away_does_not_come_up_when_it_is_away_again(
    redis: Redis, dead_url: str
) -> None:
    async with open_redis(dead_url) as dead:
        storage, away = running.open_storage(redis), running.open_storage(dead)
        there = storage.primary
        for primary, expected in ((away.primary, Typing.quantity.state), (there, None), (away.primary, None)):
            storage.primary = primary
            if expected:
                await storage.set_state(KEY, Typing.quantity)
            assert await storage.get_state(KEY) == expected


async def test_with_redis_there_the_state_is_kept_in_it(redis: Redis) -> None:
    storage = running.open_storage(redis)
    await storage.set_state(KEY, Typing.quantity)
    await storage.set_data(KEY, {"event_id": 1})
    other = running.open_storage(redis)
    assert (await other.get_state(KEY), await other.get_data(KEY)) == (Typing.quantity.state, {"event_id": 1})
    lives = [await redis.ttl(key) for key in await redis.keys("*")]
    assert len(lives) == 2
    assert all(0 < seconds <= running.TYPING_TTL for seconds in lives)
