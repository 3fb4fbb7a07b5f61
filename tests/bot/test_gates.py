"""Gates, going out and coming back, undoing, guests without a code, counts, alarms, and the offline list."""

import csv
import re
from collections.abc import Callable
from io import StringIO

import pytest
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from core.domain.event_plan import GatePlan, QuestionPlan
from core.domain.event_rule import EventRule
from core.domain.ids import EventId, PersonId
from core.domain.question import QuestionKind, Scope
from core.domain.ticket_code import printed_number
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, plan
from tests.teams import hire


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    """The first row comes in by the golden gate only, everybody by the main one. Going out for a while is fine."""
    gates = (GatePlan("Golden", ("Front",)), GatePlan("Back door", ("Back",)), GatePlan("Main"))
    return await kassa.app.organizing.create_event(plan(gates=gates, allows_reentry=True))


@pytest.fixture
async def door(kassa: Kassa, concert: EventId) -> Somebody:
    taras = await kassa.meet("Taras")
    await hire(kassa.app, taras.id)
    await taras.say("/door")
    await taras.tap("Океан Ельзи")
    return taras


async def buy(buyer: Somebody, row: str = "A", *seats: str) -> None:
    await buyer.say("/events")
    await buyer.tap("Океан Ельзи", "Choose seats", f"Row {row}", *(seats or ("1",)), "Hold", "Pay")
    await buyer.pay()


async def numbers(kassa: Kassa, buyer: Somebody) -> list[str]:
    return [ticket.number for group in await kassa.app.ticketing.mine(PersonId(buyer.id)) for ticket in group.tickets]


async def test_a_gate_lets_in_its_tiers_only_and_names_the_right_one(
    kassa: Kassa, door: Somebody, ann: Somebody
) -> None:
    await buy(ann, "A")
    [number] = await numbers(kassa, ann)
    assert door.screen.endswith("Which gate are you at?")
    await door.tap("Back door")
    assert "📍 Back door" in door.screen
    await door.say(number)
    assert "ANOTHER GATE" in door.screen and "This ticket comes in at: Golden, Main" in door.screen
    await door.say("/door")
    await door.tap("Another event", "Океан Ельзи", "Golden")
    await door.say(number)
    assert "ADMITTED" in door.screen and "Inside: 1 of 1" in door.screen
    await door.say(number)
    assert re.search(r"Admitted Dec 1, 14:00 · Golden · Taras", door.screen)


async def test_whoever_stands_at_a_gate_that_was_renamed_chooses_anew(
    kassa: Kassa, concert: EventId, door: Somebody, ann: Somebody, owner: Somebody
) -> None:
    await buy(ann, "A")
    [number] = await numbers(kassa, ann)
    await door.tap("Back door")
    await kassa.app.arranging.change(PersonId(owner.id), concert, EventRule.GATES, "Golden: Front\nYard: Back\nMain")
    await door.say(number)
    assert "Which event are you at?" in door.screen, "nobody comes in by a gate that is no more"
    await door.tap("Океан Ельзи", "Yard")
    await door.say(number)
    assert "ANOTHER GATE" in door.screen


async def test_a_holder_reads_which_gate_is_theirs(kassa: Kassa, concert: EventId, ann: Somebody, clock: Clock) -> None:
    await buy(ann, "A", "1", "2")
    captions = [screen for screen in ann.screens if "№" in screen]
    assert [caption.splitlines()[2:4] for caption in captions] == [
        [f"Stalls, row A, seat {seat}", "🚪 Entrance: Golden, Main"] for seat in ("1", "2")
    ]
    await buy(ann, "B", "1")
    assert "row B, seat 1\n🚪 Entrance: Back door, Main" in ann.screen
    await ann.say("/tickets")
    await ann.tap("Океан Ельзи")
    assert [line.partition(" · ")[0] for line in ann.screen.splitlines()[-5:]] == [
        *("Stalls, row A, seat 1", "Stalls, row A, seat 2", "🚪 Entrance: Golden, Main"),
        *("Stalls, row B, seat 1", "🚪 Entrance: Back door, Main"),
    ]
    clock.go(days=6)
    await kassa.app.reminding.remind_due()
    await kassa.deliver()
    assert "row A, seat 1\nStalls, row A, seat 2\n🚪 Entrance: Golden, Main\nStalls, row B, seat 1\n🚪" in ann.screen


async def test_a_ticket_names_no_gate_where_all_let_it_in(kassa: Kassa, ann: Somebody) -> None:
    gates = (GatePlan("North"), GatePlan("South", ("Front", "Back")), GatePlan("Boxes", ("Front",)))
    await kassa.app.organizing.create_event(plan(gates=gates))
    await buy(ann, "A")
    assert "№" in ann.screen and "🚪" not in ann.screen
    await buy(ann, "B")
    assert "🚪 Entrance: North, South" in ann.screen


async def test_a_holder_goes_out_and_comes_back(kassa: Kassa, door: Somebody, ann: Somebody, clock: Clock) -> None:
    await buy(ann)
    [number] = await numbers(kassa, ann)
    await door.tap("Main", "⇤ Let out instead")
    await door.say(number)
    assert "NOT INSIDE" in door.screen
    await door.say("/door")
    await door.tap("⇥ Let in instead")
    await door.say(number)
    assert "ADMITTED" in door.screen
    await door.say("/door")
    await door.tap("⇤ Let out instead")
    await door.say(number)
    assert "👋 OUT" in door.screen and "Inside: 0 of 1" in door.screen
    await door.say("/door")
    await door.tap("⇥ Let in instead")
    await door.say(number)
    assert "BACK INSIDE" in door.screen and "Inside: 1 of 1" in door.screen


async def test_who_has_gone_out_stays_out_where_nobody_may_come_back(kassa: Kassa, pool: Pool, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(plan())
    bob = await kassa.meet("Bob")
    await hire(kassa.app, bob.id)
    await buy(ann)
    [number] = await numbers(kassa, ann)
    await bob.say("/door")
    await bob.tap("Океан Ельзи")
    assert not [label for label in bob.buttons if "Let" in label]
    await bob.craft(bob.last["message_id"], f"gate1:{event_id}:0:0")
    await bob.say(number)
    await bob.craft(bob.messages[-3]["message_id"], f"gate1:{event_id}:0:1")
    await bob.say(number)
    await bob.craft(bob.messages[-3]["message_id"], f"gate1:{event_id}:0:0")
    await bob.say(number)
    assert "ALREADY INSIDE" in bob.screen


async def test_a_scan_can_be_taken_back_once(kassa: Kassa, pool: Pool, door: Somebody, ann: Somebody) -> None:
    await buy(ann)
    [number] = await numbers(kassa, ann)
    await door.tap("Main")
    await door.say(number)
    undo = door.last
    await door.tap("↩️ Undo")
    assert "TAKEN BACK" in door.screen and "Inside: 0 of 1" in door.screen
    await door.craft(undo["message_id"], "undo1:1:1")
    assert door.alert and door.alert.startswith("This cannot be taken back any more")
    await door.say(number)
    assert "ADMITTED" in door.screen
    log = await pool.fetch("SELECT verdict, undoes_id FROM scans ORDER BY id")
    assert [tuple(row) for row in log] == [("admitted", None), ("undone", 1), ("admitted", None)]


async def test_going_out_and_coming_back_can_be_taken_back_too(kassa: Kassa, door: Somebody, ann: Somebody) -> None:
    await buy(ann)
    [number] = await numbers(kassa, ann)
    await door.tap("Main")
    await door.say(number)
    for turn, inside in (("⇤ Let out instead", "Inside: 1 of 1"), ("⇥ Let in instead", "Inside: 0 of 1")):
        await door.say("/door")
        await door.tap(turn)
        if "out" not in turn:  # out first, so that they can come back
            await door.tap("⇤ Let out instead")
            await door.say(number)
            await door.say("/door")
            await door.tap(turn)
        await door.say(number)
        await door.tap("↩️ Undo")
        assert inside in door.screen


async def test_a_guest_without_a_phone_is_found_and_let_in_with_a_reason(
    kassa: Kassa, pool: Pool, door: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await buy(ann, "A", "3")
    await buy(bob, "B", "4")
    await door.tap("Main", "🔎 Find a guest")
    for words, name in (("an", "Ann"), ("b-4", "Bob"), ("A 3", "Ann"), ("2", "Bob"), ("@bob", "Bob")):
        await door.say(words)
        assert [label for label in door.buttons if "Stalls" in label] == [
            f"{name} · Stalls {'A-3' if name == 'Ann' else 'B-4'}"
        ], words
    await door.say("100%")
    assert "Nobody like that" in door.screen
    await door.say("Bob")
    await door.tap("Bob · Stalls B-4")
    assert "⚪️ not inside yet" in door.screen
    await door.tap("phone is dead")
    assert "ADMITTED" in door.screen
    assert await pool.fetchval("SELECT reason FROM scans") == "phone-dead"
    await door.say("/find bob")
    await door.tap("Bob · Stalls B-4")
    assert "🟢 inside since 14:00" in door.screen


async def test_guests_are_found_by_what_they_said_of_themselves(kassa: Kassa, ann: Somebody) -> None:
    questions = (QuestionPlan(QuestionKind.NAME), QuestionPlan(QuestionKind.PHONE, Scope.ORDER))
    await kassa.app.organizing.create_event(club_night(questions=questions))
    await ann.say("/events")
    await ann.tap("Techno Night", "Get tickets", "1", "Details")
    await ann.say("Марія Коваленко")
    await ann.say("+380671234567")
    await ann.tap("Pay")
    await ann.pay()
    taras = await kassa.meet("Taras")
    await hire(kassa.app, taras.id)
    await taras.say("/door")
    await taras.tap("Techno Night")
    for words in ("коваленко", "067123", "4567"):
        await taras.say(f"/find {words}")
        assert [label for label in taras.buttons if "Марія" in label], words


async def test_more_guests_than_are_shown_are_not_kept_quiet(kassa: Kassa, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(price_minor=0, limit_per_buyer=11))
    await ann.open_link(f"e{event_id}")
    await ann.tap("Get tickets", "10", "free")
    taras = await kassa.meet("Taras")
    await hire(kassa.app, taras.id)
    await taras.say("/door")
    await taras.tap("Techno Night")
    await taras.say("/find Ann")
    assert taras.screen == "🔎 Ann" and sum("Ann" in label for label in taras.buttons) == 10
    await ann.open_link(f"e{event_id}")
    await ann.tap("Get tickets", "1", "free")
    await taras.say("Ann")
    assert taras.screen == "🔎 Ann\n\n… and more: type more of the name, a phone number or the seat."
    assert sum("Ann" in label for label in taras.buttons) == 10


async def test_another_guest_may_be_typed_after_one_that_was_looked_for_by_command(
    kassa: Kassa, door: Somebody, ann: Somebody
) -> None:
    await buy(ann, "A", "1")
    await door.tap("Golden")
    await door.say("/find Olena")
    assert "Type something else" in door.screen
    await door.say("Ann")
    assert "Ann · Stalls A-1" in door.buttons


async def test_the_counts_are_those_of_the_log(kassa: Kassa, door: Somebody, ann: Somebody, clock: Clock) -> None:
    await buy(ann, "A", "1", "2", "3")
    first, second, third = await numbers(kassa, ann)
    await door.tap("Golden")
    await door.say(first)
    await door.say(second)
    clock.go(minutes=20)
    await door.say("/door")
    await door.tap("Another event", "Океан Ельзи", "Main")
    await door.say(third)
    await door.tap("↩️ Undo")
    await door.say(third)
    await door.say("/door")
    await door.tap("📈 Counts")
    assert "Inside: 3 of 3 · still to come: 0 · went out: 0" in door.screen
    assert "Golden: 2\nMain: 1" in door.screen
    assert re.search(r"14:00 ▇+ 2\n14:15 ▇+ 1", door.screen), "what was taken back does not count"


async def test_the_holder_is_told_of_the_scan_and_can_raise_an_alarm(
    kassa: Kassa, door: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await buy(ann)
    [number] = await numbers(kassa, ann)
    await door.tap("Main")
    await door.say(number)
    assert ann.screen.startswith("🚪 You were let in at 14:00 · Main")
    await bob.craft(bob.last["message_id"], ann.last["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    assert bob.alert and "no such ticket among yours" in bob.alert
    await ann.tap("🚨 That was not me")
    assert "The people at the doors know now" in ann.screen
    assert door.screen.startswith("🚨 “That was not me”") and "Stalls, row A, seat 1" in door.screen


def marked(content: bytes, mark: Callable[[list[str]], None]) -> bytes:
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    for row in rows[1:]:
        mark(row)
    lines = StringIO()
    csv.writer(lines, delimiter=";").writerows(rows)
    return lines.getvalue().encode()


async def test_an_offline_list_is_ticked_off_and_brought_back(
    kassa: Kassa, pool: Pool, door: Somebody, ann: Somebody
) -> None:
    await buy(ann, "A", "1", "2", "3")
    first, *_ = await numbers(kassa, ann)
    await door.tap("Main", "📄 List to print")
    content = kassa.telegram.files.read(door.last["document"]["file_id"])[1]
    await door.say(first)

    ticked = marked(content, lambda row: row.__setitem__(7, "x" if row[4] in ("1", "2") else ""))
    await door.send_document(ticked, "door-list.csv")
    assert "✅ 1 ticket was let in by the list." in door.screen
    assert "⚠️ 1 ticket was inside already:\n• Ann · Stalls, row A, seat 1" in door.screen
    assert "Inside: 2 of 3" in door.screen
    assert await pool.fetchval("SELECT count(*) FROM scans WHERE reason = 'offline-list'") == 2


async def test_the_offline_list_comes_on_paper_too(kassa: Kassa, door: Somebody, ann: Somebody, bob: Somebody) -> None:
    await buy(bob, "B", "4")
    await buy(ann, "A", "1", "2")
    first, _ = await numbers(kassa, ann)
    await door.tap("Main")
    await door.say(first)
    await door.say("/door")
    await door.tap("📄 List to print")
    paper, table = door.messages[-2:]
    assert "3 tickets, as of Dec 1, 14:00" in paper["caption"] and "send it back here" in table["caption"]
    assert paper["document"]["file_name"] == "door-list.pdf"
    [page] = PdfDocument(kassa.telegram.files.read(paper["document"]["file_id"])[1])
    text = page.get_textpage().get_text_range()
    signed = kassa.telegram.files.read(table["document"]["file_id"])[1].decode().partition("#signature,")[2]
    assert f"signature {signed[:4]} {signed[4:8]}" in text and "page 1 of 1" in text
    lines = [line for line in text.splitlines() if "Stalls" in line]
    assert [line.split()[0] for line in lines] == ["Ann", "Ann", "Bob"]
    assert printed_number(first) in lines[0] and "14:00" in lines[0] and "14:00" not in lines[1]


async def test_a_post_that_lets_out_still_lets_in_by_hand_and_by_the_list(
    kassa: Kassa, pool: Pool, door: Somebody, ann: Somebody
) -> None:
    await buy(ann, "A", "1", "2")
    await door.tap("Back door", "📄 List to print")
    content = kassa.telegram.files.read(door.last["document"]["file_id"])[1]
    await door.send_document(marked(content, lambda row: row.__setitem__(7, "x" * (row[4] == "1"))), "door-list.csv")
    assert "✅ 1 ticket was let in by the list." in door.screen, "on paper there are no gates"

    await door.say("/door")
    await door.tap("Another event", "Океан Ельзи", "Main", "⇤ Let out instead")
    await door.send_document(marked(content, lambda row: row.__setitem__(7, "x" * (row[4] == "1"))), "door-list.csv")
    assert "⚠️ 1 ticket was inside already:" in door.screen and "Inside: 1 of 2" in door.screen
    await door.say("/find A 2")
    await door.tap("Stalls A-2", "phone is dead")
    assert "ADMITTED" in door.screen and "Inside: 2 of 2" in door.screen
    verdicts = [row["verdict"] for row in await pool.fetch("SELECT verdict FROM scans ORDER BY id")]
    assert verdicts == ["admitted", "already_admitted", "admitted"]


@pytest.mark.parametrize("how", ["number", "signature", "head", "binary"])
async def test_a_list_that_is_not_ours_lets_nobody_in(
    kassa: Kassa, pool: Pool, door: Somebody, ann: Somebody, how: str
) -> None:
    await buy(ann)
    await door.tap("Main", "📄 List to print")
    content = kassa.telegram.files.read(door.last["document"]["file_id"])[1]
    changed = {
        "number": marked(content, lambda row: row.__setitem__(0, row[0].replace("-", "0-"))),
        "signature": marked(content, lambda row: row.__setitem__(1, "0" * 64)),
        "head": content.replace(b"number", b"nummer"),
        "binary": bytes(range(256)),
    }[how]
    await door.send_document(changed, "door-list.csv")
    assert door.screen.startswith("This is no list of this event")
    assert await pool.fetchval("SELECT count(*) FROM scans") == 0


@pytest.mark.parametrize(
    "data", ["gate1:1:1:0", "counts1", "undo1:1:1", "guests1", "guest1:1:1", "admit1:1:1:other", "list1:1"]
)
async def test_buyers_open_no_door(kassa: Kassa, concert: EventId, ann: Somebody, data: str) -> None:
    await buy(ann)
    await ann.craft(ann.last["message_id"], data)
    assert ann.alert == "This is for the organizer’s staff only."
    await ann.say("/find Ann")
    assert ann.screen == "This is for the organizer’s staff only."


async def test_a_plan_names_gates_with_tiers_that_it_has() -> None:
    with pytest.raises(ValueError, match="Nobody"):
        plan(gates=(GatePlan("Golden", ("Nobody",)),)).gate_rows()
