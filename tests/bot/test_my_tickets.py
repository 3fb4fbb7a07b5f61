"""My tickets: shown again, printed, put into a calendar, given to a friend."""

import asyncio

import pytest
from icalendar import Calendar

from core.domain.event import EventDetail
from core.domain.ids import EventId, PersonId
from db.pool import Pool
from tests.books import Stock, assert_books_balance
from tests.bot.telegram import Kassa, Somebody, words
from tests.bot.test_returns import two_in_row_a
from tests.plans import Clock, plan


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


def document(somebody: Somebody) -> bytes:
    return somebody.kassa.telegram.files.read(somebody.last["document"]["file_id"])[1]


def tickets(somebody: Somebody) -> list[str]:
    """The captions of the tickets in the chat, in order."""
    return [words(photo) for photo in somebody.photos if "№" in words(photo)]


async def open_tickets(somebody: Somebody, *taps: str) -> None:
    await somebody.say("/tickets")
    await somebody.tap("Океан Ельзи", *taps)


async def link_for(giver: Somebody, place: str) -> str:
    """The payload of the link that the giver got."""
    await open_tickets(giver, "Give to a friend", place)
    return giver.screen.rpartition("?start=")[2].strip()


async def test_the_tickets_of_an_event_have_a_screen_with_everything_to_do(concert: EventId, ann: Somebody) -> None:
    numbers = await two_in_row_a(ann, concert)
    await open_tickets(ann)
    assert f"Stalls, row A, seat 7 · № {numbers[0]}" in ann.screen
    assert "вул. Велика Васильківська, 103" in ann.screen
    before = len(ann.photos)
    await ann.tap("Show the codes")
    assert [caption.rpartition("№ ")[2] for caption in tickets(ann)[-2:]] == numbers
    assert len(ann.photos) == before + 2
    await ann.tap("‹ Back")
    assert any("My tickets" in screen for screen in ann.screens)


async def test_tickets_come_as_pdf(concert: EventId, ann: Somebody) -> None:
    await two_in_row_a(ann, concert)
    await open_tickets(ann, "PDF")
    assert ann.last["document"]["file_name"] == "tickets.pdf"
    assert document(ann).startswith(b"%PDF-")


async def test_an_event_goes_into_the_calendar(kassa: Kassa, concert: EventId, ann: Somebody) -> None:
    numbers = await two_in_row_a(ann, concert)
    await open_tickets(ann, "Calendar")
    [event] = Calendar.from_ical(document(ann)).walk("VEVENT")
    assert event["SUMMARY"] == "Океан Ельзи"
    assert event.decoded("DTSTART") == (await kassa.app.checkout.event(concert)).starts_at
    assert all(number in str(event["DESCRIPTION"]) for number in numbers)


async def test_an_event_that_has_changed_takes_the_place_of_what_the_calendar_has(
    kassa: Kassa, concert: EventId, owner: Somebody, ann: Somebody
) -> None:
    await two_in_row_a(ann, concert)
    await open_tickets(ann, "Calendar")
    [before] = Calendar.from_ical(document(ann)).walk("VEVENT")
    await kassa.app.editing.change(PersonId(owner.id), concert, EventDetail.PLACE, "The Roof\nKyrylivska 41")
    await open_tickets(ann, "Calendar")
    [after] = Calendar.from_ical(document(ann)).walk("VEVENT")
    assert after["UID"] == before["UID"] and (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert str(after["LOCATION"]).startswith("The Roof")


async def test_the_way_there_is_one_tap_from_the_tickets(concert: EventId, ann: Somebody) -> None:
    await two_in_row_a(ann, concert)
    await open_tickets(ann, "🗺 On the map")
    assert ann.last["venue"]["address"] == "Київ, вул. Велика Васильківська, 103"
    await ann.tap("✖️ Close the map")
    assert "venue" not in ann.last


async def test_a_friend_takes_a_ticket_and_the_old_code_dies(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody, bob: Somebody, owner: Somebody
) -> None:
    numbers = await two_in_row_a(ann, concert)
    [group] = await kassa.app.ticketing.mine(PersonId(ann.id))
    old_token = kassa.app.ticketing.token(group.tickets[0])
    link = await link_for(ann, "A-7")

    await bob.open_link(link)
    assert "Ann gives you a ticket" in bob.screen
    assert "Stalls, row A, seat 7" in bob.screen
    await bob.tap("Take the ticket")

    [new] = tickets(bob)
    new_number = new.rpartition("№ ")[2]
    assert new_number not in numbers
    assert "Bob has taken your ticket for “Океан Ельзи”" in ann.screen
    await open_tickets(ann)
    assert "seat 7" not in ann.screen
    assert "seat 8" in ann.screen
    await owner.say("/door")
    await owner.tap("Океан Ельзи")
    await owner.say(numbers[0])
    assert "UNKNOWN CODE" in owner.screen
    await owner.open_link(old_token)
    assert "UNKNOWN CODE" in owner.screen
    await owner.say(new_number)
    assert "ADMITTED" in owner.screen
    assert "Bob" in owner.screen
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=18, held=0, sold=2)


async def test_a_link_works_once(concert: EventId, ann: Somebody, bob: Somebody, kassa: Kassa) -> None:
    await two_in_row_a(ann, concert)
    link = await link_for(ann, "A-7")
    cat = await kassa.meet("Cat")
    for friend in (bob, cat):
        await friend.open_link(link)
    await bob.tap("Take the ticket")
    await cat.tap("Take the ticket")
    assert cat.alert == "This link does not work any more: the ticket was taken, or the link was taken back."
    assert tickets(cat) == []
    await cat.open_link(link)
    assert "does not work any more" in cat.screen


async def test_of_many_friends_at_once_one_takes_the_ticket(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody
) -> None:
    await two_in_row_a(ann, concert)
    link = await link_for(ann, "A-7")
    friends = [await kassa.meet(f"Friend{number}") for number in range(12)]
    for friend in friends:
        await friend.open_link(link)
    await asyncio.gather(*(friend.tap("Take the ticket") for friend in friends))
    assert sum(len(tickets(friend)) for friend in friends) == 1
    assert await pool.fetchval("SELECT count(*) FROM tickets") == 2
    await assert_books_balance(pool, concert, clock())


async def test_until_it_is_taken_the_link_can_be_taken_back(concert: EventId, ann: Somebody, bob: Somebody) -> None:
    await two_in_row_a(ann, concert)
    link = await link_for(ann, "A-7")
    assert link == await link_for(ann, "A-7"), "the same link as before"
    await open_tickets(ann, "Give to a friend")
    assert any("A-7 · on offer" in label for label in ann.buttons)
    await ann.tap("A-7", "Take the link back")
    assert ann.toast == "Done: the link does not work any more."
    await bob.open_link(link)
    assert "does not work any more" in bob.screen
    assert link != await link_for(ann, "A-7")


async def test_the_giver_does_not_take_the_own_ticket(concert: EventId, ann: Somebody) -> None:
    await two_in_row_a(ann, concert)
    link = await link_for(ann, "A-7")
    await ann.open_link(link)
    assert "This is your own link" in ann.screen
    event_id, _, secret = link.removeprefix("g").partition("_")
    await ann.craft(ann.last["message_id"], f"take1:{event_id}:{secret}")
    assert ann.alert == "This is your own ticket. Send the link to a friend."
    await ann.open_link(link)
    assert "This is your own link" in ann.screen, "and the link still works"


async def test_a_ticket_that_was_used_or_refunded_cannot_be_taken(
    concert: EventId, ann: Somebody, bob: Somebody, owner: Somebody
) -> None:
    numbers = await two_in_row_a(ann, concert)
    links = [await link_for(ann, "A-7"), await link_for(ann, "A-8")]
    for link in links:
        await bob.open_link(link)
    screens = [message["message_id"] for message in bob.messages[-1:]]
    await owner.say("/door")
    await owner.tap("Океан Ельзи")
    await owner.say(numbers[0])
    await owner.say(f"/refund {numbers[1]}")
    await owner.tap("A-8", "Yes, refund")
    for link in links:
        event_id, _, secret = link.removeprefix("g").partition("_")
        await bob.craft(screens[0], f"take1:{event_id}:{secret}")
        assert bob.alert and "does not work any more" in bob.alert
        await bob.open_link(link)
        assert "does not work any more" in bob.screen
    assert tickets(bob) == []


@pytest.mark.parametrize(
    "act", ["tickof1:{e}", "send1:{e}", "pdf1:{e}", "ics1:{e}", "gifts1:{e}", "give1:{e}:1", "ungive1:{e}:1"]
)
async def test_nobody_else_gets_at_the_tickets(concert: EventId, ann: Somebody, bob: Somebody, act: str) -> None:
    await two_in_row_a(ann, concert)
    await link_for(ann, "A-7")
    await bob.craft(bob.last["message_id"], act.format(e=concert))
    assert bob.alert
    assert "No" in bob.alert or "no such ticket" in bob.alert or "does not work" in bob.alert
    assert tickets(bob) == []
    assert not any("document" in message for message in bob.messages)


@pytest.mark.parametrize("payload", ["g1_", "g1_short", "g999_AAAAAAAAAAAAAAAAAAAAAA", "g_AAAAAAAAAAAAAAAAAAAAAA"])
async def test_a_link_that_was_made_up_gives_nothing(concert: EventId, bob: Somebody, payload: str) -> None:
    await bob.open_link(payload)
    assert "does not work any more" in bob.screen or "Hello, Bob" in bob.screen
