"""Organizers make promo codes in the chat, see what they bring, and end them."""

import csv
from io import StringIO

import pytest

from core.domain.ids import EventId, PersonId
from core.domain.person import Role
from tests.bot.telegram import Kassa, Somebody
from tests.bot.test_hold import hold
from tests.plans import plan
from tests.teams import hire

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


@pytest.fixture
async def organizer(kassa: Kassa, concert: EventId) -> Somebody:
    olha = await kassa.meet("Olha")
    await hire(kassa.app, olha.id, Role.ORGANIZER)
    await olha.say("/manage")
    await olha.tap("Океан Ельзи", "🏷 Promo codes")
    return olha


def rows(kassa: Kassa, somebody: Somebody) -> list[dict[str, str]]:
    documents = [message for message in somebody.messages if "document" in message]
    content = kassa.telegram.files.read(documents[-1]["document"]["file_id"])[1]
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


async def test_a_code_is_made_used_counted_and_ended(
    kassa: Kassa, organizer: Somebody, ann: Somebody, bob: Somebody
) -> None:
    assert "There are none yet" in organizer.screen
    await organizer.say("friends 100 x3 until 24.12.2026")
    assert f"FRIENDS · −100{NBSP}UAH · used 0/3 · paid 0{NBSP}UAH · until Dec 25, 00:00" in organizer.screen
    await hold(ann, "1", "2")
    await ann.tap("🏷 Promo code")
    await ann.say("friends")
    await ann.tap("Pay")
    await ann.pay()
    await organizer.tap("↻ Refresh")
    assert f"FRIENDS · −100{NBSP}UAH · used 2/3 · paid 1,600{NBSP}UAH" in organizer.screen
    await organizer.tap("📄 CSV")
    assert rows(kassa, organizer) == [
        {
            "code": "FRIENDS", "percent": "", "amount": "100.00", "max_uses": "3", "valid_from": "",
            "valid_until": "2026-12-25T00:00+02:00", "tickets": "2", "discount": "200.00", "paid": "1600.00",
            "currency": "UAH",
        }
    ]  # fmt: skip
    await organizer.tap("✖️ FRIENDS")
    assert organizer.toast == "Done: nobody can use it from now on."
    await hold(bob, "5")
    await bob.tap("🏷 Promo code")
    await bob.say("friends")
    assert bob.screen.startswith("This promo code was good until")


async def test_a_code_may_be_typed_under_the_list_after_any_tap_on_it(organizer: Somebody) -> None:
    await organizer.say("spring 10%")
    await organizer.tap("📄 CSV")
    await organizer.say("summer 20%")
    assert "SUMMER · −20 %" in organizer.screen
    await organizer.tap("✖️ SPRING")
    await organizer.say("autumn 30%")
    assert "AUTUMN · −30 %" in organizer.screen


async def test_a_batch_is_for_one_ticket_each(kassa: Kassa, organizer: Somebody) -> None:
    await organizer.say("25 codes vip 50%")
    codes = rows(kassa, organizer)
    assert len({row["code"] for row in codes}) == 25
    assert all(row["code"].startswith("VIP-") and row["max_uses"] == "1" and row["percent"] == "50" for row in codes)
    assert "… and 5 more: they are in the file." in organizer.screen


async def test_amounts_are_numbers_in_a_spreadsheet_of_ones_language(kassa: Kassa, organizer: Somebody) -> None:
    await kassa.app.people.choose_language(PersonId(organizer.id), "uk")
    await organizer.say("2 codes vip 99.50")
    documents = [message for message in organizer.messages if "document" in message]
    content = kassa.telegram.files.read(documents[-1]["document"]["file_id"])[1].decode("utf-8-sig")
    assert [line.split(";")[2] for line in content.splitlines()] == ["amount", "99,50", "99,50"]


async def test_what_is_no_code_is_refused_and_may_be_typed_again(organizer: Somebody) -> None:
    for typed in ("10%", "AB 10%", "SPRING 0%", "SPRING 101%", "SPRING 1.5%", "SPRING 0.001",
                  "SPRING 10% until 31.02.2026",
                  "0 codes VIP 5%", "1001 codes VIP 5%", "SPRING 10% x0"):  # fmt: skip
        await organizer.say(typed)
        assert organizer.screen.startswith("I cannot read this code."), typed
    await organizer.say("SPRING 10%")
    assert "SPRING · −10 % · used 0/∞" in organizer.screen
    await organizer.say("spring 20%")
    assert organizer.screen == "SPRING is there already. Choose another name."


async def test_a_list_that_has_changed_ends_no_other_code(organizer: Somebody, kassa: Kassa) -> None:
    await organizer.say("SECOND 10%")
    old = organizer.last
    await organizer.say("FIRST 10%")
    await organizer.craft(old["message_id"], old["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    assert organizer.alert and "no such promo code" in organizer.alert


@pytest.mark.parametrize("data", ["codes1:1", "endcode1:1:0:1", "codefile1:1"])
async def test_nobody_else_makes_codes(
    kassa: Kassa, organizer: Somebody, ann: Somebody, bob: Somebody, data: str
) -> None:
    await hire(kassa.app, bob.id)
    for somebody in (ann, bob):
        await somebody.craft(somebody.last["message_id"], data)
        assert somebody.alert == "This is for the organizer’s staff only."
