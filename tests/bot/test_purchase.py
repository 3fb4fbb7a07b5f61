import pytest

from core.domain.ids import EventId
from core.render.qr_reader import read_codes
from db.pool import Pool
from simulator.faults import Fault
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, plan


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


@pytest.fixture
async def club(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(club_night())


async def hold(buyer: Somebody, *seats: str) -> None:
    """From the menu to a hold of seats in row A."""
    await buyer.say("/start")
    await buyer.tap("🎟 Events", "Океан Ельзи", "Choose seats", "Row A", *seats, "Hold")


async def test_a_buyer_comes_from_start_to_a_ticket(concert: EventId, ann: Somebody) -> None:
    assert "Hello, Ann" in ann.screen
    await ann.tap("🎟 Events")
    assert "Океан Ельзи" in ann.screen
    await ann.tap("Океан Ельзи")
    assert "Front · 900\N{NO-BREAK SPACE}UAH" in ann.screen
    await ann.tap("Choose seats", "Row A", "1", "2")
    assert "Chosen (2): A-1, A-2" in ann.screen
    await ann.tap("Hold 2 seats")
    assert "Held for you until 14:10" in ann.screen  # 12:10 UTC in Kyiv
    await ann.tap("Pay 1,800")
    assert ann.last["invoice"]["total_amount"] == 180_000

    assert (await ann.pay()).status == "approved"

    assert [message["photo"] != [] for message in ann.photos] == [True, True]
    assert "Paid: 1,800" in ann.screens[-4]
    assert not any("invoice" in message for message in ann.messages), "a paid invoice does not stay in the chat"
    [link] = read_codes(ann.photo_bytes(ann.photos[0]))
    assert link.startswith("https://t.me/kassa_demo_bot?start=t1")


async def test_the_slower_buyer_is_told_that_the_seat_is_gone(concert: EventId, ann: Somebody, bob: Somebody) -> None:
    for buyer in (ann, bob):
        await buyer.tap("🎟 Events", "Океан Ельзи", "Choose seats", "Row A", "1")
    await ann.tap("Hold 1 seat")
    await bob.tap("Hold 1 seat")

    assert bob.alert == "Already taken: A-1. Please choose others."
    await bob.tap("Row A")
    assert bob.buttons[0] == "✕"
    await bob.tap("✕")
    assert bob.alert == "Already taken: A-1. Please choose others."


async def test_a_tap_selects_and_another_deselects(concert: EventId, ann: Somebody) -> None:
    await ann.tap("🎟 Events", "Океан Ельзи", "Choose seats", "Row A", "3")
    assert "✅ 3" in ann.buttons
    await ann.tap("✅ 3")
    assert "✅ 3" not in ann.buttons
    assert not any("Hold" in button for button in ann.buttons)


async def test_one_more_than_the_limit_is_refused_with_the_rule(concert: EventId, ann: Somebody) -> None:
    await ann.tap("🎟 Events", "Океан Ельзи", "Choose seats", "Row A", "1", "2", "3", "4", "5")
    assert ann.alert == "At most 4 tickets per person for this event, with those you have already."


async def test_a_double_tap_on_hold_shows_the_hold(concert: EventId, ann: Somebody) -> None:
    await ann.tap("🎟 Events", "Океан Ельзи", "Choose seats", "Row A", "1")
    await ann.tap("Hold")
    await ann.craft(ann.last["message_id"], "hold1:1")
    assert ann.alert == "You hold tickets for this event already. Pay for them or release them first."
    assert "Held for you" in ann.screen


async def test_a_hold_shown_by_a_refusal_is_where_its_end_is_told(concert: EventId, ann: Somebody) -> None:
    await hold(ann, "1")
    await ann.say("/events")
    await ann.craft(ann.last["message_id"], "hold1:1")
    assert "Held for you" in ann.screen
    await ann.tap("Release the seats")
    assert "The seats are free again" in ann.screen


async def test_released_seats_are_free_again(concert: EventId, ann: Somebody, bob: Somebody) -> None:
    await hold(ann, "1")
    await ann.tap("Release the seats")
    assert "The seats are free again" in ann.screen

    await hold(bob, "1")
    assert "Held for you" in bob.screen


async def test_general_admission_is_bought_by_number(kassa: Kassa, club: EventId, ann: Somebody) -> None:
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "3")
    assert "Dance floor · 3 tickets" in ann.screen
    await ann.tap("Pay 900")
    await ann.pay()
    assert len(ann.photos) == 3


async def test_the_number_may_be_typed(club: EventId, ann: Somebody) -> None:
    await ann.tap("🎟 Events", "Techno Night", "Get tickets")
    await ann.say("2")
    assert "Dance floor · 2 tickets" in ann.screen


@pytest.mark.parametrize("text", ["two", "2.5", "-1", "99999", "½"])
async def test_a_number_that_is_none_is_asked_for_again(club: EventId, ann: Somebody, text: str) -> None:
    await ann.tap("🎟 Events", "Techno Night", "Get tickets")
    await ann.say(text)
    assert "a number from 1 to 4" in ann.screen
    await ann.say("2")
    assert "Held for you" in ann.screen


async def test_the_number_that_is_asked_for_again_is_one_that_can_be_had(kassa: Kassa, ann: Somebody) -> None:
    await kassa.app.organizing.create_event(club_night(limit_per_buyer=1))
    await ann.tap("🎟 Events", "Techno Night", "Get tickets")
    await ann.say("two")
    assert ann.screen == "Only one ticket can be had here: please type 1."


async def test_a_sticker_where_a_number_is_asked_for(club: EventId, ann: Somebody) -> None:
    await ann.tap("🎟 Events", "Techno Night", "Get tickets")
    await ann.send_sticker()
    assert "a number from 1 to 4" in ann.screen


async def test_zero_and_too_many_are_refused_by_the_rule(club: EventId, ann: Somebody) -> None:
    await ann.tap("🎟 Events", "Techno Night", "Get tickets")
    await ann.say("0")
    assert ann.screen == "Please choose a number from 1 to 4."
    await ann.say("5")
    assert "At most 4 tickets" in ann.screen


async def test_a_smaller_number_may_be_typed_when_a_tapped_one_was_too_many(
    kassa: Kassa, ann: Somebody, bob: Somebody
) -> None:
    await kassa.app.organizing.create_event(club_night(4))
    await ann.tap("🎟 Events", "Techno Night", "Get tickets")
    await bob.tap("🎟 Events", "Techno Night", "Get tickets", "3")
    await ann.tap("4")
    assert ann.alert == "Only 1 place is left. Please take fewer."
    await ann.say("1")
    assert "Dance floor · 1 ticket" in ann.screen


async def test_a_number_typed_after_something_else_holds_nothing(club: EventId, ann: Somebody) -> None:
    await ann.tap("🎟 Events", "Techno Night", "Get tickets")
    await ann.say("/tickets")
    await ann.say("2")
    assert "Nothing like that" in ann.screen


async def test_a_free_event_needs_no_invoice(kassa: Kassa, ann: Somebody) -> None:
    await kassa.app.organizing.create_event(club_night(price_minor=0))
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "2", "Get tickets for free")
    assert len(ann.photos) == 2
    assert "Confirmed" in ann.screens[-3]
    assert kassa.telegram.calls("sendInvoice") == []


async def test_my_tickets_shows_them_again_without_another_upload(
    kassa: Kassa, concert: EventId, ann: Somebody
) -> None:
    await hold(ann, "1")
    await ann.tap("Pay")
    await ann.pay()
    await ann.say("/tickets")
    assert "Океан Ельзи" in ann.screen
    first = ann.photos[-1]
    await ann.tap("Океан Ельзи · 1", "Show the codes")
    assert ann.photos[-1]["message_id"] != first["message_id"]
    assert ann.photos[-1]["photo"] == first["photo"]


async def test_a_hold_that_ended_is_told_in_its_message_and_refused_at_pre_checkout(
    kassa: Kassa, clock: Clock, concert: EventId, ann: Somebody
) -> None:
    await hold(ann, "1")
    await ann.tap("Pay")
    clock.go(minutes=10)
    paid = await ann.pay()
    assert paid.status == "refused"
    assert paid.error == (
        "Your hold has ended and the seats are on sale again. Nothing was charged. Please choose again."
    )

    await kassa.app.seating.release_due()
    await kassa.deliver()
    assert "Your hold has ended" in ann.screen
    assert not any("invoice" in message for message in ann.messages)
    await ann.tap("Choose again", "Row A", "1", "Hold")
    assert "Held for you" in ann.screen


async def test_an_expired_seat_is_sold_to_the_next_before_any_sweep(
    clock: Clock, concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await hold(ann, "1")
    clock.go(minutes=10)
    await hold(bob, "1")
    assert "Held for you" in bob.screen


async def test_a_second_hold_leads_back_to_the_first(concert: EventId, ann: Somebody) -> None:
    await hold(ann, "1")
    old_message = ann.last["message_id"]
    await ann.say("/events")
    await ann.tap("Океан Ельзи")
    assert "⏳ My hold" in ann.buttons[0]
    await ann.craft(old_message, "seat1:1:1:0:2")
    await ann.craft(old_message, "hold1:1")
    assert ann.alert == "You hold tickets for this event already. Pay for them or release them first."
    assert any("Held for you" in screen for screen in ann.screens)


async def test_a_forwarded_invoice_cannot_be_paid_by_somebody_else(
    kassa: Kassa, concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await hold(ann, "1")
    await ann.tap("Pay")
    paid = await kassa.telegram.pay(bob.id, ann.last["message_id"], chat_id=ann.id)
    assert paid.status == "refused"
    assert "not yours" in (paid.error or "")


async def test_an_old_invoice_is_not_paid_after_a_new_hold(kassa: Kassa, concert: EventId, ann: Somebody) -> None:
    """The messages stay: a client may show what the bot deleted."""
    kassa.telegram.faults.add(Fault(method="deleteMessage", code=400, text="message can't be deleted", count=None))
    await hold(ann, "1")
    await ann.tap("Pay")
    old = ann.last["message_id"]
    await ann.tap("Release the seats")
    await hold(ann, "2")
    await ann.tap("Pay")
    refused = await kassa.telegram.pay(ann.id, old)
    assert refused.status == "refused"
    assert refused.error and refused.error.startswith("Your hold has ended")
    assert (await ann.pay()).status == "approved", "the new one is paid"


async def test_an_invoice_of_another_amount_is_refused(
    kassa: Kassa, pool: Pool, concert: EventId, ann: Somebody
) -> None:
    await hold(ann, "1")
    await ann.tap("Pay")
    await pool.execute("UPDATE orders SET prices_minor = '{1}'")
    refused = await ann.pay()
    assert refused.status == "refused"
    assert refused.error == "The price of this order is different. Open it again and pay from there."


async def test_an_invoice_is_paid_once(kassa: Kassa, concert: EventId, ann: Somebody) -> None:
    kassa.telegram.faults.add(Fault(method="deleteMessage", code=400, text="message can't be deleted", count=None))
    await hold(ann, "1")
    await ann.tap("Pay")
    invoice = ann.last["message_id"]
    await ann.pay()
    again = await kassa.telegram.pay(ann.id, invoice)
    assert again.status == "refused"
    assert again.error == "These tickets are yours already: /tickets"


@pytest.mark.parametrize(
    "data",
    ["order1:1:1", "pay1:1:1", "free1:1:1", "rel1:1:1", "order1:1:999999", "rel1:9223372036854775807:1"],
)
async def test_a_crafted_callback_opens_no_foreign_order(
    concert: EventId, ann: Somebody, bob: Somebody, data: str
) -> None:
    await hold(ann, "1")
    await bob.craft(bob.last["message_id"], data)
    assert bob.alert == "This order is not yours or is not there any more. Your tickets: /tickets"


@pytest.mark.parametrize(
    "data",
    [
        "seat1:1:1:0:999",
        "seat1:1:99:0:1",
        "seat1:99:1:0:1",
        "row1:1:1:77",
        "row1:1:1:-1",
        "sec1:1:42",
        "hall1:0",
        "event1:-5",
        "holdn1:1:1:0",
        "holdn1:1:1:-3",
        "holdn1:1:7:2",
        "hold1:1",
        "events1:-1",
        "events1:99999999999999999999999999",
        "event1:99999999999999999999999999",
        "seat1:1:1:0:99999999999999999999999999",
        "post1:1",
        "staff1:1",
        "lang1:xx",
        "seat0:old",
        "nonsense",
        "::::",
    ],
)
async def test_crafted_and_old_callbacks_are_harmless(concert: EventId, ann: Somebody, data: str) -> None:
    await ann.craft(ann.last["message_id"], data)
    assert ann.alert is None or "went wrong" not in ann.alert, ann.alert
    await hold(ann, "5")
    assert "Held for you" in ann.screen


async def test_a_crafted_row_of_a_standing_section_is_no_screen(kassa: Kassa, ann: Somebody) -> None:
    """It would have a button for each place, and Telegram takes a hundred."""
    event_id = await kassa.app.organizing.create_event(club_night(capacity=50))
    await ann.craft(ann.last["message_id"], f"row1:{event_id}:1:0")
    assert ann.alert == "This event is not there any more. Here is what is on: /events"
    assert len(ann.buttons) < 10


async def test_an_old_keyboard_says_so_and_is_replaced(ann: Somebody) -> None:
    await ann.craft(ann.last["message_id"], "seat0:1:2")
    assert ann.alert == "This keyboard is out of date. Here is a fresh one."
    assert "🎟 Events" in ann.buttons


async def test_an_unexpected_error_is_one_calm_sentence(
    kassa: Kassa, ann: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*asked: object) -> None:
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr(kassa.app.browsing, "look", broken)
    await ann.tap("🎟 Events")
    assert ann.alert == "Something went wrong on our side. Nothing was lost; please try again in a minute."
    monkeypatch.undo()
    await ann.tap("🎟 Events")
    assert "Upcoming events" in ann.screen
