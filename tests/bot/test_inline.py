"""Sharing events in other chats: `@bot words`."""

from datetime import timedelta

import pytest

from core.domain.ids import EventId, PersonId
from tests.bot.telegram import Kassa, Somebody
from tests.plans import CLOCK_START, club_night, plan


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


async def test_words_typed_in_any_chat_share_an_event_whose_button_opens_the_bot_at_it(
    kassa: Kassa, ann: Somebody, concert: EventId
) -> None:
    query = await kassa.telegram.ask_inline(ann.id, "океан эльзы")
    [result] = query.results
    assert result["title"] == "Океан Ельзи"
    assert "Dec 8, 14:00 · Київ" in result["description"]
    shared = await kassa.telegram.share_result(ann.id, query, result["id"])
    assert "Океан Ельзи" in shared["text"] and "Великий концерт" in shared["text"]
    [[button]] = shared["reply_markup"]["inline_keyboard"]
    assert button["url"] == f"https://t.me/kassa_demo_bot?start=e{concert}"


@pytest.mark.usefixtures("concert")
async def test_a_shared_event_in_the_bot_s_own_chat_gets_no_answer(kassa: Kassa, ann: Somebody) -> None:
    query = await kassa.telegram.ask_inline(ann.id, "океан")
    await kassa.telegram.share_result(ann.id, query, query.results[0]["id"])
    assert "via_bot" in ann.last


@pytest.mark.usefixtures("concert")
async def test_nothing_found_leads_to_the_bot(kassa: Kassa, ann: Somebody) -> None:
    query = await kassa.telegram.ask_inline(ann.id, "бетмен")
    assert query.answer is not None
    assert query.results == []
    assert query.answer["button"] == {"text": "Nothing found. See all events", "start_parameter": "events"}
    await ann.open_link(query.answer["button"]["start_parameter"])
    assert "Upcoming events" in ann.screen


async def test_many_results_come_in_pages(kassa: Kassa, ann: Somebody) -> None:
    for n in range(1, 26):
        await kassa.app.organizing.create_event(plan(title=f"Concert {n}", starts_at=CLOCK_START + timedelta(days=n)))
    titles, offset = [], ""
    for _ in range(3):
        query = await kassa.telegram.ask_inline(ann.id, "", offset)
        assert query.answer is not None
        titles += [result["title"] for result in query.results]
        offset = query.answer.get("next_offset", "")
    assert titles == [f"Concert {n}" for n in range(1, 26)]
    assert offset == ""
    for strange in ("99999999999999999999", "-1", "x"):
        await kassa.telegram.ask_inline(ann.id, "", strange)


@pytest.mark.usefixtures("concert")
async def test_who_only_types_inline_is_not_remembered_and_reads_their_language(kassa: Kassa, ann: Somebody) -> None:
    stranger = await kassa.telegram.add_person(7001, "Stranger", "uk")
    query = await kassa.telegram.ask_inline(stranger.id, "океан")
    assert "8 груд." in query.results[0]["description"]
    assert await kassa.app.people.find(PersonId(stranger.id)) is None
    await ann.tap("🌐 Language", "Українська")
    query = await kassa.telegram.ask_inline(ann.id, "океан")
    assert "8 груд." in query.results[0]["description"]


@pytest.mark.usefixtures("concert")
async def test_typing_inline_leaves_a_question_open(kassa: Kassa, ann: Somebody) -> None:
    await kassa.app.organizing.create_event(club_night())
    await ann.tap("🎟 Events", "Techno Night", "🎟 Get tickets")
    await kassa.telegram.ask_inline(ann.id, "океан")
    await ann.say("2")
    assert "Dance floor · 2 tickets" in ann.screen
