"""What an event asks of those who wait in its queue: after they have a place, and before a wish can become a hold."""

from datetime import timedelta

import pytest

from core.domain.ids import EventId
from core.domain.person import LANGUAGES
from core.domain.protection import Guard
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.bot.test_captcha import GUARDED, answer
from tests.bot.test_contact import KEY
from tests.bot.test_queue import sweep, wait_behind, with_queue
from tests.plans import CLOCK_START, Clock, plan
from tests.teams import hire

KEPT = "🚶 You are in the queue, and your place is kept."
WAITING = {"en": "while you wait", "uk": "поки чекаєте", "ru": "пока вы ждёте"}


async def guarded(kassa: Kassa, *guards: Guard, **changes: object) -> EventId:
    """A concert with a queue that calls ten a minute."""
    return await with_queue(kassa, await kassa.app.organizing.create_event(plan(guards=frozenset(guards), **changes)))


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await guarded(kassa, *GUARDED)


async def join(somebody: Somebody) -> None:
    await somebody.tap("🎟 Events", "Океан Ельзи", "Join the queue")


async def test_the_place_is_that_of_the_tap_however_long_the_answer_takes(
    kassa: Kassa, pool: Pool, ann: Somebody, concert: EventId
) -> None:
    await wait_behind(kassa, concert, 3)
    await join(ann)
    assert ann.screen.startswith(f"{KEPT}\n\n🙂 One question while you wait") and "photo" in ann.last
    await wait_behind(kassa, concert, 6)
    await answer(pool, ann, concert, off_by=1)
    assert ann.screen.startswith("That was not it")
    await answer(pool, ann, concert)
    assert "You are number 4 in the queue" in ann.screen
    await ann.tap("‹ Back", "🚶 My place in the queue", "✖️ Leave the queue", "🚶 Join the queue")
    assert "You are number 7 in the queue" in ann.screen, "it is asked once for an event"


async def test_who_does_not_answer_waits_all_the_same_and_is_asked_before_a_wish(
    kassa: Kassa, pool: Pool, ann: Somebody, concert: EventId, clock: Clock
) -> None:
    await wait_behind(kassa, concert, 3)
    await join(ann)
    await ann.tap("‹ Back", "🚶 My place in the queue")
    assert "You are number 4 in the queue" in ann.screen
    await ann.tap("📝 My wish", "2", "Front", "👥 Only together")
    assert ann.screen.startswith("🙂 One question first")
    await answer(pool, ann, concert)
    assert "You are number 4 in the queue" in ann.screen and "📝 2 tickets · Front" in ann.screen
    await sweep(kassa, clock, 30)
    assert "Your turn, and your wish: held until" in ann.screen


async def test_without_an_answer_there_is_no_wish(
    kassa: Kassa, pool: Pool, ann: Somebody, concert: EventId, clock: Clock
) -> None:
    await join(ann)
    await ann.craft(ann.last["message_id"], f"qset1:{concert}:1:0:0:1")
    assert ann.screen.startswith("🙂 One question first")
    await ann.craft(ann.last["message_id"], f"qset1:{concert}:0:0:0:0")
    assert "You are number 1 in the queue" in ann.screen, "to have none is always possible"
    await sweep(kassa, clock)
    assert "It is your turn" in ann.screen
    await ann.tap("🪑 Choose seats", "Row A", "1", "Hold 1 seat")
    assert ann.screen.startswith("🙂 One question first")
    await answer(pool, ann, concert)
    assert "Held for you until" in ann.screen


async def test_who_has_left_does_not_come_back_by_an_answer(
    kassa: Kassa, pool: Pool, ann: Somebody, concert: EventId
) -> None:
    await join(ann)
    question = ann.last["message_id"]
    await ann.craft(question, f"qleave1:{concert}")
    await answer(pool, ann, concert)
    assert "There is a queue" in ann.screen and "🚶 Join the queue" in ann.buttons
    assert await pool.fetchval("SELECT count(*) FROM queue_entries WHERE status = 'waiting'") == 0


async def test_who_has_to_wait_for_another_question_has_a_place_at_once(
    pool: Pool, ann: Somebody, concert: EventId
) -> None:
    await join(ann)
    for _ in range(3):
        await answer(pool, ann, concert, off_by=1)
    assert ann.alert and "too many wrong answers" in ann.alert
    await ann.tap("‹ Back", "🚶 My place in the queue", "✖️ Leave the queue", "🚶 Join the queue")
    assert "You are number 1 in the queue" in ann.screen and ann.alert is None
    await ann.tap("📝 My wish", "1", "Any category")
    assert ann.alert and "too many wrong answers" in ann.alert


async def test_the_own_number_is_asked_for_after_the_question(kassa: Kassa, pool: Pool, ann: Somebody) -> None:
    event_id = await guarded(kassa, *Guard)
    await join(ann)
    assert "One question while you wait" in ann.screen
    await answer(pool, ann, event_id)
    assert any(screen.startswith(f"{KEPT}\n\n📱 Your number, while you wait") for screen in ann.screens)
    await ann.press(KEY)
    await ann.tap("▶️ Go on")
    assert "You are number 1 in the queue" in ann.screen
    assert await pool.fetchval("SELECT count(*) FROM phone_claims") == 0, "a number is somebody's with a hold or a wish"
    await ann.tap("📝 My wish", "1", "Any category")
    assert "📝 1 ticket" in ann.screen
    assert await pool.fetchval("SELECT count(*) FROM phone_claims") == 1


async def test_before_the_draw_it_is_asked_too(kassa: Kassa, pool: Pool, ann: Somebody) -> None:
    event_id = await guarded(kassa, *GUARDED, sale_starts_at=CLOCK_START + timedelta(hours=1))
    await join(ann)
    assert "One question while you wait" in ann.screen
    assert await pool.fetchval("SELECT count(*) FROM queue_entries WHERE status = 'waiting'") == 1
    await answer(pool, ann, event_id)
    assert "You take part in the draw" in ann.screen


async def test_who_works_for_the_event_is_asked_nothing(kassa: Kassa, concert: EventId) -> None:
    taras = await kassa.meet("Taras")
    await hire(kassa.app, taras.id)
    await taras.craft(taras.last["message_id"], f"qjoin1:{concert}")
    assert "You are number 1 in the queue" in taras.screen


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_is_asked_in_all_languages(kassa: Kassa, pool: Pool, language: str) -> None:
    event_id = await guarded(kassa, *Guard)
    somebody = await kassa.meet("Olena", language)
    await somebody.craft(somebody.last["message_id"], f"qjoin1:{event_id}")
    assert somebody.screen.startswith("🚶") and WAITING[language] in somebody.screen
    await answer(pool, somebody, event_id)
    assert any(
        screen.startswith("🚶") and "📱" in screen and WAITING[language] in screen for screen in somebody.screens
    )
