"""Where an event asks for it, the own number comes before the first hold; and other bots are nobody."""

import pytest
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage

from core.domain.ids import EventId, PersonId
from core.domain.protection import Guard
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.plans import plan
from tests.teams import hire

KEY = "📱 Send my number"


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan(guards=frozenset({Guard.CONTACT})))


async def tap_hold(buyer: Somebody, event_id: EventId, *seats: str) -> None:
    await buyer.open_link(f"e{event_id}")
    await buyer.tap("Choose seats", "Row A", *seats, "Hold")


async def test_after_the_number_one_tap_holds_the_seats_that_were_chosen(concert: EventId, ann: Somebody) -> None:
    await tap_hold(ann, concert, "3", "4")
    assert "Your number first" in ann.screens[-2] and ann.keys == [KEY]
    await ann.press(KEY)
    assert ann.keys == []
    await ann.tap("▶️ Go on")
    assert "row A, seat 3" in ann.screen and "row A, seat 4" in ann.screen


async def test_the_number_is_asked_for_once(kassa: Kassa, concert: EventId, ann: Somebody) -> None:
    await tap_hold(ann, concert, "3")
    await ann.press(KEY)
    another = await kassa.app.organizing.create_event(plan(title="Another", guards=frozenset({Guard.CONTACT})))
    await tap_hold(ann, another, "5")
    assert "row A, seat 5" in ann.screen


async def test_what_is_typed_or_somebody_elses_is_not_the_own_number(
    concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await tap_hold(ann, concert, "3")
    await ann.send_contact(of=bob)
    assert "Please send your own number" in ann.screen
    await ann.say("+380671234567")
    assert "it cannot be typed" in ann.screen and ann.keys == [KEY]
    await ann.craft(ann.last["message_id"], f"hold1:{concert}")
    assert "Your number first" in ann.screens[-2]


async def test_a_key_whose_question_is_forgotten_goes_when_it_is_pressed(
    pool: Pool, storage: BaseStorage, concert: EventId, ann: Somebody
) -> None:
    await tap_hold(ann, concert, "3")
    assert isinstance(storage, MemoryStorage)
    storage.storage.clear()  # an hour later
    await ann.press(KEY)
    assert ann.keys == []
    assert "We are not waiting for a phone number right now" in ann.screen and "/events" in ann.screen
    assert await pool.fetchval("SELECT count(phone) FROM people") == 0
    await tap_hold(ann, concert)
    await ann.press(KEY)
    await ann.tap("▶️ Go on")
    assert "row A, seat 3" in ann.screen


async def test_another_account_with_the_same_number_is_led_back(
    kassa: Kassa, concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    for buyer in (ann, bob):
        await kassa.app.people.share_phone(PersonId(buyer.id), "380671234567", PersonId(buyer.id))
    await tap_hold(ann, concert, "3")
    await tap_hold(bob, concert, "4")
    assert "from another account" in (bob.alert or "")
    another = await kassa.app.organizing.create_event(plan(title="Another", guards=frozenset({Guard.CONTACT})))
    await tap_hold(bob, another, "4")
    assert "row A, seat 4" in bob.screen


async def test_who_is_forgotten_leaves_no_number(
    kassa: Kassa, pool: Pool, concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await tap_hold(ann, concert, "3")
    await ann.press(KEY)
    await ann.tap("▶️ Go on")
    await ann.say("/forget_me")
    await ann.tap("Yes, erase")
    assert await pool.fetchval("SELECT count(*) FROM phone_claims") == 0
    assert await pool.fetchval("SELECT count(phone) FROM people") == 0


async def test_who_works_for_the_event_is_not_asked(kassa: Kassa, concert: EventId) -> None:
    taras = await kassa.meet("Taras")
    await hire(kassa.app, taras.id)
    await tap_hold(taras, concert, "3")
    assert "row A, seat 3" in taras.screen


async def test_an_organizer_switches_it_on(kassa: Kassa, ann: Somebody, owner: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(plan())
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "✏️ Change", "Rules of the sale", "Phone number", "one number is one buyer")
    assert "Phone number: one number is one buyer" in owner.screen and "Picture question: none" in owner.screen
    await tap_hold(ann, event_id, "3")
    assert "Your number first" in ann.screens[-2]


async def test_another_bot_is_nobody(kassa: Kassa, pool: Pool) -> None:
    robot = {"id": 4343, "is_bot": True, "first_name": "Robot"}
    chat = {"id": 4343, "type": "private", "first_name": "Robot"}
    message = {"message_id": 1, "date": 0, "from": robot, "chat": chat, "text": "/start"}
    await kassa.receive({"update_id": 1, "message": message})
    assert await pool.fetchval("SELECT count(*) FROM people WHERE id = 4343") == 0
