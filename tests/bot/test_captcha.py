"""Before the first hold of a protected event there is one question, with a picture or in words."""

import asyncio

import pytest

from core.domain.captcha import CHOICES
from core.domain.ids import EventId, PersonId
from core.domain.protection import Guard
from core.services.captchas import Asked, Passed
from db import captchas
from db.pool import Pool, transaction
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, plan
from tests.teams import hire

NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
GUARDED = frozenset({Guard.CAPTCHA})


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan(guards=GUARDED))


async def tap_hold(buyer: Somebody, event_id: EventId, *seats: str) -> None:
    await buyer.open_link(f"e{event_id}")
    await buyer.tap("Choose seats", "Row A", *seats, "Hold")


async def right(pool: Pool, buyer: Somebody, event_id: EventId) -> tuple[int, int]:
    """The number of the open question, and its answer."""
    async with transaction(pool) as conn:
        row = await captchas.lock(conn, event_id, PersonId(buyer.id))
    assert row is not None, "nothing was asked"
    return row.number, row.captcha.answer


async def answer(pool: Pool, buyer: Somebody, event_id: EventId, off_by: int = 0) -> None:
    number, choice = await right(pool, buyer, event_id)
    await buyer.craft(buyer.last["message_id"], f"captcha1:{event_id}:{number}:{(choice + off_by) % CHOICES}")


async def test_the_right_answer_holds_the_seats_that_were_chosen(pool: Pool, concert: EventId, ann: Somebody) -> None:
    await tap_hold(ann, concert, "3", "4")
    assert ann.screen.startswith("🙂 One question first") and "photo" in ann.last
    assert len(ann.buttons) == CHOICES + 2
    assert ann.alert is None
    await answer(pool, ann, concert)
    assert "Held for you until 14:10" in ann.screen
    assert "row A, seat 3" in ann.screen and "row A, seat 4" in ann.screen


async def test_the_question_is_asked_once_for_an_event(pool: Pool, concert: EventId, ann: Somebody) -> None:
    await tap_hold(ann, concert, "3")
    await answer(pool, ann, concert)
    await ann.tap("Release the seats")
    await tap_hold(ann, concert, "5")
    assert "row A, seat 5" in ann.screen


async def test_the_best_seats_are_held_after_it_too(pool: Pool, concert: EventId, ann: Somebody) -> None:
    await ann.open_link(f"e{concert}")
    await ann.tap("Choose seats", "Best 2 together")
    await answer(pool, ann, concert)
    assert "Held for you until 14:10" in ann.screen and "Total: 1,800" in ann.screen


async def test_a_typed_number_is_held_after_it_too(kassa: Kassa, pool: Pool, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(guards=GUARDED))
    await ann.open_link(f"e{event_id}")
    await ann.tap("Get tickets")
    await ann.say("3")
    assert ann.screen.startswith("🙂 One question first")
    await answer(pool, ann, event_id)
    assert "3 tickets × 300" in ann.screen


async def test_a_wrong_answer_brings_another_question_and_the_third_one_a_pause(
    pool: Pool, concert: EventId, clock: Clock, ann: Somebody
) -> None:
    await tap_hold(ann, concert, "3")
    before = ann.photo_bytes(ann.last)
    for _ in range(2):
        await answer(pool, ann, concert, off_by=1)
        assert ann.screen.startswith("That was not it") and ann.photo_bytes(ann.last) != before
    await answer(pool, ann, concert, off_by=1)
    refused = ann.alert
    assert refused is not None and "Please try again after Tuesday, December 1, 14:10" in refused
    await tap_hold(ann, concert)
    assert ann.alert == refused
    await answer(pool, ann, concert)
    assert ann.alert == refused, "even the right answer waits"
    clock.go(minutes=10)
    await ann.tap("Hold")
    await answer(pool, ann, concert)
    assert "row A, seat 3" in ann.screen


async def test_who_cannot_see_the_picture_answers_a_sum_in_words(pool: Pool, concert: EventId, ann: Somebody) -> None:
    await tap_hold(ann, concert, "3")
    await ann.tap("I cannot see the picture")
    assert "How much is" in ann.screen and "photo" not in ann.last
    one, other, less = (NUMBERS.index(word) for word in ann.screen.split("How much is ")[1].rstrip("?").split()[::2])
    await answer(pool, ann, concert, off_by=1)
    assert "How much is" in ann.screen, "the next one is in words too"
    one, other, less = (NUMBERS.index(word) for word in ann.screen.split("How much is ")[1].rstrip("?").split()[::2])
    await ann.tap(str(one + other - less))
    assert "row A, seat 3" in ann.screen


async def test_crafted_taps_hold_nothing(pool: Pool, concert: EventId, ann: Somebody, bob: Somebody) -> None:
    await tap_hold(bob, concert, "7")
    await tap_hold(ann, concert, "3")
    number, choice = await right(pool, ann, concert)
    first = ann.last["message_id"]
    for data in (
        *(f"hold1:{concert}", f"best1:{concert}:1:2", f"bestrow1:{concert}:1:0:2", f"split1:{concert}:1:2"),
        *(f"captcha1:{concert}:{number + 1}:{choice}", f"captcha1:{concert + 1}:{number}:{choice}"),
    ):
        await ann.craft(first, data)
        await ann.open_link("nowhere")
    bobs_number, bobs_choice = await right(pool, bob, concert)
    anns = choice if choice != bobs_choice else (choice + 1) % CHOICES  # one in 24 times they are the same
    await bob.craft(bob.last["message_id"], f"captcha1:{concert}:{bobs_number}:{anns}")
    assert await pool.fetchval("SELECT count(*) FROM orders") == 0


async def test_of_many_answers_at_once_only_one_counts(
    kassa: Kassa, pool: Pool, concert: EventId, ann: Somebody
) -> None:
    await tap_hold(ann, concert, "3")
    number, choice = await right(pool, ann, concert)
    wrong = [place for place in range(CHOICES) if place != choice]
    answered = await asyncio.gather(
        *(kassa.app.captchas.answer(concert, PersonId(ann.id), number, place) for place in (*wrong, choice))
    )
    assert sum(isinstance(one, Asked) and one.was_wrong for one in answered) == 1
    assert not any(isinstance(one, Passed) for one in answered)


async def test_who_works_for_the_event_is_not_asked(kassa: Kassa, concert: EventId) -> None:
    taras = await kassa.meet("Taras")
    await hire(kassa.app, taras.id)
    await tap_hold(taras, concert, "3")
    assert "row A, seat 3" in taras.screen


async def test_who_waits_for_seats_is_asked_too(kassa: Kassa, pool: Pool, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(1, guards=GUARDED))
    owner = await kassa.meet("Iryna", person_id=2001)
    await owner.open_link(f"e{event_id}")
    await owner.tap("Get tickets", "1")
    await ann.open_link(f"e{event_id}")
    await ann.tap("Waiting list", "1")
    assert ann.screen.startswith("🙂 One question first")
    await answer(pool, ann, event_id)
    assert "You are first" in ann.screen


async def test_an_organizer_switches_it_on_and_off(kassa: Kassa, ann: Somebody, owner: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(plan())
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "✏️ Change", "Rules of the sale", "Picture question", "before the first hold")
    assert "Picture question: before the first hold" in owner.screen
    await tap_hold(ann, event_id, "3")
    assert ann.screen.startswith("🙂 One question first")
    await owner.tap("Picture question", "none")
    await ann.craft(ann.last["message_id"], f"hold1:{event_id}")
    assert "row A, seat 3" in ann.screen
