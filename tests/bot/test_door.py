import asyncio
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from core.domain.ids import EventId, PersonId
from simulator.faults import Fault
from tests.bot.telegram import Kassa, Somebody
from tests.plans import club_night, plan
from tests.teams import hire


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


@pytest.fixture
async def club(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(club_night())


@pytest.fixture
async def door(kassa: Kassa, owner: Somebody, concert: EventId) -> Somebody:
    """Taras, named by the owner and standing at the concert."""
    taras = await kassa.meet("Taras")
    await hire(kassa.app, taras.id)
    await taras.say("/door")
    await taras.tap("Океан Ельзи")
    return taras


async def buy(buyer: Somebody, seat: str = "1") -> dict:
    """A ticket for the concert: the message with its picture."""
    await buyer.say("/events")
    await buyer.tap("Океан Ельзи", "Choose seats", "Row A", seat, "Hold", "Pay")
    await buyer.pay()
    return buyer.photos[-1]


async def token_of(kassa: Kassa, buyer: Somebody) -> str:
    [group] = await kassa.app.ticketing.mine(PersonId(buyer.id))
    return kassa.app.ticketing.token(group.tickets[0])


async def test_a_photo_of_the_ticket_admits_once(door: Somebody, ann: Somebody) -> None:
    ticket = await buy(ann)
    await door.send_photo(ann.photo_bytes(ticket))
    assert "ADMITTED" in door.screen
    assert "Stalls, row A, seat 1" in door.screen
    assert "Ann" in door.screen
    assert "Inside: 1 of 1" in door.screen

    await door.send_photo(ann.photo_bytes(ticket))
    assert "ALREADY INSIDE" in door.screen
    assert "· Taras" in door.screen


async def test_the_picture_may_come_as_a_file(door: Somebody, ann: Somebody) -> None:
    ticket = await buy(ann)
    await door.send_document(ann.photo_bytes(ticket))
    assert "ADMITTED" in door.screen


async def test_the_printed_number_may_be_typed_carelessly(kassa: Kassa, door: Somebody, ann: Somebody) -> None:
    await buy(ann)
    [group] = await kassa.app.ticketing.mine(PersonId(ann.id))
    number = group.tickets[0].number.lower().replace("0", "o").replace("1", "l")
    await door.say(f"{number[:4]} - {number[4:]}")
    assert "ADMITTED" in door.screen


async def test_the_whole_link_may_be_typed(kassa: Kassa, door: Somebody, ann: Somebody) -> None:
    await buy(ann)
    await door.say(f"https://t.me/kassa_demo_bot?start={await token_of(kassa, ann)}")
    assert "ADMITTED" in door.screen


async def test_the_link_opened_by_the_camera_of_staff_admits(kassa: Kassa, door: Somebody, ann: Somebody) -> None:
    await buy(ann)
    await door.open_link(await token_of(kassa, ann))
    assert "ADMITTED" in door.screen


async def test_the_link_opened_by_its_holder_shows_the_ticket(kassa: Kassa, door: Somebody, ann: Somebody) -> None:
    await buy(ann)
    shown = len(ann.photos)
    await ann.open_link(await token_of(kassa, ann))
    assert len(ann.photos) == shown + 1
    await door.open_link(await token_of(kassa, ann))
    assert "ADMITTED" in door.screen, "looking at a ticket does not use it up"


async def test_the_link_opened_by_anybody_else_tells_nothing(
    kassa: Kassa, door: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await buy(ann)
    await bob.open_link(await token_of(kassa, ann))
    assert bob.screen == "This code is a ticket of somebody else. It is to be shown at the entrance."
    assert bob.photos == []


@pytest.mark.parametrize("position", range(34))
async def test_a_code_with_one_character_changed_is_unknown(
    kassa: Kassa, door: Somebody, ann: Somebody, position: int
) -> None:
    await buy(ann)
    token = await token_of(kassa, ann)
    other = "A" if token[position] != "A" else "B"
    await door.say(token[:position] + other + token[position + 1 :])
    assert "UNKNOWN CODE" in door.screen


async def test_a_ticket_of_another_event_is_named_but_not_admitted(
    kassa: Kassa, club: EventId, door: Somebody, ann: Somebody
) -> None:
    await ann.say("/events")
    await ann.tap("Techno Night", "Get tickets", "1", "Pay")
    await ann.pay()
    await door.send_photo(ann.photo_bytes(ann.photos[-1]))
    assert "ANOTHER EVENT" in door.screen
    assert "Techno Night" in door.screen
    assert "Ann" not in door.screen


async def test_a_photo_without_a_code_gets_advice(door: Somebody) -> None:
    white = BytesIO()
    Image.new("RGB", (400, 300), "white").save(white, "JPEG")
    await door.send_photo(white.getvalue())
    assert "No QR code found" in door.screen


async def test_a_file_that_is_no_picture_gets_advice(door: Somebody) -> None:
    await door.send_document(b"not a picture", "ticket.png")
    assert "cannot be opened" in door.screen


async def test_staff_who_chose_no_event_are_asked_to(
    kassa: Kassa, owner: Somebody, concert: EventId, ann: Somebody
) -> None:
    ticket = await buy(ann)
    await owner.send_photo(ann.photo_bytes(ticket))
    assert "Which event are you at?" in owner.screen
    await owner.tap("Океан Ельзи")
    await owner.send_photo(ann.photo_bytes(ticket))
    assert "ADMITTED" in owner.screen


async def test_a_buyer_is_no_door(ann: Somebody, bob: Somebody, concert: EventId) -> None:
    ticket = await buy(ann)
    await bob.send_photo(ann.photo_bytes(ticket))
    assert "Pictures are read only at the door" in bob.screen
    await bob.say("/door")
    assert bob.screen == "This is for the organizer’s staff only."
    await bob.craft(bob.last["message_id"], f"post1:{concert}")
    assert bob.alert == "This is for the organizer’s staff only."


async def test_many_codes_in_one_photo_get_a_verdict_each(door: Somebody, ann: Somebody) -> None:
    await door.send_photo(await photo_of_two(ann))
    assert [screen for screen in door.screens if "ADMITTED" in screen].__len__() == 2


async def photo_of_two(buyer: Somebody) -> bytes:
    """Tickets, one beside the other."""
    pictures = [Image.open(BytesIO(buyer.photo_bytes(await buy(buyer, seat)))) for seat in ("1", "2")]
    both = Image.new("RGB", (sum(picture.width for picture in pictures), pictures[0].height), "white")
    both.paste(pictures[0], (0, 0))
    both.paste(pictures[1], (pictures[0].width, 0))
    photo = BytesIO()
    both.save(photo, "PNG")
    return photo.getvalue()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What was waited for, in no time."""
    waited: list[float] = []
    sleep = asyncio.sleep

    async def note(seconds: float) -> None:
        waited.append(seconds)
        await sleep(0)

    monkeypatch.setattr("bot.handlers.door.asyncio.sleep", note)
    return waited


@pytest.mark.parametrize(
    "fault", [Fault(code=429, retry_after=7), Fault(code=502), Fault("drop")], ids=["429", "502", "drop"]
)
async def test_a_verdict_that_telegram_refuses_is_said_once_more(
    kassa: Kassa, door: Somebody, ann: Somebody, waits: list[float], fault: Fault
) -> None:
    """The ticket is used up: who scans it again for want of an answer would read that somebody came in with it."""
    ticket = await buy(ann)
    kassa.telegram.faults.add(replace(fault, method="sendMessage", chat_id=door.id))
    await door.send_photo(ann.photo_bytes(ticket))
    assert "ADMITTED" in door.screen
    assert (7 in waits) == (fault.retry_after is not None), "as long as Telegram asks for"


async def test_one_verdict_that_is_not_heard_keeps_none_of_the_others_back(
    kassa: Kassa, door: Somebody, ann: Somebody
) -> None:
    photo = await photo_of_two(ann)
    kassa.telegram.faults.add(Fault(method="sendMessage", chat_id=door.id, code=429, retry_after=300))
    await door.send_photo(photo)
    assert [screen for screen in door.screens if "Inside: 2 of 2" in screen], "the second was scanned, and told"
    assert "Something went wrong" in door.screen


async def test_a_verdict_is_heard_though_the_photo_was_deleted_meanwhile(
    kassa: Kassa, door: Somebody, ann: Somebody
) -> None:
    await buy(ann)
    gone = door.messages[0] | {"message_id": 999, "text": await token_of(kassa, ann), "entities": []}
    await kassa.receive({"update_id": 10**6, "message": gone})
    assert "ADMITTED" in door.screen
