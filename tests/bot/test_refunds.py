import csv
from dataclasses import replace
from io import StringIO

import asyncpg
import pytest

from core.domain.ids import EventId, OrderId, PersonId, TicketId
from core.domain.payment import Charge
from core.domain.person import Role
from db.pool import Pool
from simulator.faults import Fault
from tests.books import assert_books_balance
from tests.bot.conftest import OWNER_ID
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night
from tests.teams import hire

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
async def club(kassa: Kassa) -> EventId:
    """Two places at 300 UAH each."""
    return await kassa.app.organizing.create_event(club_night(capacity=2))


@pytest.fixture
async def stars_club(kassa: Kassa) -> EventId:
    """Two places at 150 Stars each."""
    return await kassa.app.organizing.create_event(club_night(capacity=2, price_minor=150, currency="XTR"))


async def buy(buyer: Somebody, event_id: EventId) -> str:
    """Both places; the charge that was made."""
    await buyer.open_link(f"e{event_id}")
    await buyer.tap("Get tickets", "2", "Pay")
    paid = await buyer.pay()
    assert paid.charge_id, paid.error
    return paid.charge_id


async def pay_too_late(kassa: Kassa, clock: Clock, event_id: EventId, buyer: Somebody, faster: Somebody) -> Charge:
    """Telegram tells of the buyer's payment only after somebody else has bought the places."""
    kassa.telegram.faults.add(Fault(kind="payment_never"))
    charge_id = await buy(buyer, event_id)
    clock.go(minutes=30)
    await buy(faster, event_id)
    order_id = await kassa.app.seating.pool.fetchval(
        "SELECT id FROM orders WHERE event_id = $1 AND buyer_id = $2", event_id, buyer.id
    )
    event = await kassa.app.checkout.event(event_id)
    amount = 300 if event.currency == "XTR" else 60_000
    charge = Charge(event_id, OrderId(order_id), PersonId(buyer.id), charge_id, "P-1", amount, event.currency)
    await tell_of(kassa, charge)
    return charge


async def tell_of(kassa: Kassa, charge: Charge) -> None:
    await kassa.app.settling.complete_payment(charge)
    await kassa.app.refunding.refund_due(kassa.cashier.ask_refund)
    await kassa.telegram.settle()  # Telegram's own service message
    await kassa.deliver()


async def test_stars_for_seats_that_are_gone_go_back_by_themselves(
    kassa: Kassa, clock: Clock, stars_club: EventId, ann: Somebody, bob: Somebody
) -> None:
    charge = await pay_too_late(kassa, clock, stars_club, ann, bob)

    assert any("⭐\N{NO-BREAK SPACE}300 will be returned to you" in screen for screen in ann.screens)
    assert any("⭐\N{NO-BREAK SPACE}300 went back to you" in screen for screen in ann.screens)
    assert not any("did not understand" in screen for screen in ann.screens), "a service message is no question"
    [refunded] = kassa.telegram.calls("refundStarPayment")
    assert refunded.parameters["telegram_payment_charge_id"] == charge.charge_id
    await assert_books_balance(kassa.app.seating.pool, stars_club, clock())


async def test_an_old_button_of_an_order_names_what_was_paid_for_it_not_its_price(
    kassa: Kassa, pool: Pool, club: EventId, ann: Somebody
) -> None:
    kassa.telegram.faults.add(Fault(kind="payment_never"))
    charge_id = await buy(ann, club)
    order_id = OrderId(await pool.fetchval("SELECT id FROM orders"))
    await tell_of(kassa, Charge(club, order_id, PersonId(ann.id), charge_id, "P-1", 50_000, "UAH"))
    await ann.craft(ann.last["message_id"], f"order1:{club}:{order_id}")
    assert f"500{NBSP}UAH will be returned to you" in ann.screen and "not that of the order" in ann.screen


async def test_a_refund_is_made_once_however_often_the_payment_is_told(
    kassa: Kassa, clock: Clock, stars_club: EventId, ann: Somebody, bob: Somebody
) -> None:
    charge = await pay_too_late(kassa, clock, stars_club, ann, bob)
    for _ in range(3):
        await tell_of(kassa, charge)
    assert len(kassa.telegram.calls("refundStarPayment")) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="drop", when="after"),
        Fault(kind="drop", when="before"),
        Fault(code=502),
        Fault(code=429, retry_after=5),
    ],
    ids=["answer lost", "request lost", "server error", "too many requests"],
)
async def test_a_refund_that_did_not_work_is_tried_again(
    kassa: Kassa, clock: Clock, stars_club: EventId, ann: Somebody, bob: Somebody, fault: Fault
) -> None:
    fault.method = "refundStarPayment"
    kassa.telegram.faults.add(fault)
    charge = await pay_too_late(kassa, clock, stars_club, ann, bob)
    assert not any("went back" in screen for screen in ann.screens)

    clock.go(minutes=2)
    await tell_of(kassa, charge)

    assert sum("went back to you" in screen for screen in ann.screens) == 1
    refunds = [message for message in ann.messages if "refunded_payment" in message]
    assert len(refunds) == 1


async def test_what_telegram_refuses_to_refund_comes_before_the_owner(
    kassa: Kassa, clock: Clock, stars_club: EventId, ann: Somebody, bob: Somebody, owner: Somebody
) -> None:
    kassa.telegram.faults.add(Fault(method="refundStarPayment", code=400, text="CHARGE_NOT_FOUND"))
    await pay_too_late(kassa, clock, stars_club, ann, bob)
    await owner.say("/refunds")
    assert "Telegram refused: Bad Request: CHARGE_NOT_FOUND" in owner.screen


async def test_card_payments_are_returned_by_the_owner_who_then_says_so(
    kassa: Kassa, clock: Clock, club: EventId, ann: Somebody, bob: Somebody, owner: Somebody
) -> None:
    await pay_too_late(kassa, clock, club, ann, bob)
    assert "A refund of 600\N{NO-BREAK SPACE}UAH for “Techno Night” is yours to make" in owner.screen
    assert kassa.telegram.calls("refundStarPayment") == []

    await owner.say("/refunds")
    assert "600\N{NO-BREAK SPACE}UAH · Ann (@ann)" in owner.screen
    assert "charge P-1" in owner.screen
    made = owner.last["message_id"], owner.last["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await owner.tap("Returned 600")
    assert owner.screens[-1].endswith("Nothing is owed to anybody.")
    assert "600\N{NO-BREAK SPACE}UAH went back to you" in ann.screen

    await owner.craft(*made)
    assert owner.alert == "This refund is made already, or is not there any more: /refunds"


async def test_nobody_but_the_owner_sees_or_makes_refunds(
    kassa: Kassa, clock: Clock, club: EventId, ann: Somebody, bob: Somebody, owner: Somebody
) -> None:
    await pay_too_late(kassa, clock, club, ann, bob)
    await ann.say("/refunds")
    assert ann.screen == "This is for the organizer’s staff only."
    await ann.craft(ann.last["message_id"], f"refund2:{club}:1:0")
    assert ann.alert == "This is for the organizer’s staff only."


@pytest.mark.parametrize(
    "rewriting",
    [
        "DELETE FROM payments",
        "UPDATE payments SET amount_minor = 1",
        "UPDATE payments SET charge_id = 'other'",
        "DELETE FROM refunds",
        "UPDATE refunds SET amount_minor = 1",
    ],
)
async def test_the_books_cannot_be_rewritten(
    kassa: Kassa, clock: Clock, owner_url: str, club: EventId, ann: Somebody, bob: Somebody, rewriting: str
) -> None:
    """Not even by their owner; the bot's own role has no right to begin with."""
    await pay_too_late(kassa, clock, club, ann, bob)
    owner = await asyncpg.connect(owner_url)
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await owner.execute(rewriting)
    await owner.close()


@pytest.fixture
async def cancelled(kassa: Kassa, ann: Somebody, bob: Somebody) -> EventId:
    """Owes 900 UAH to Ann, for two orders, and 600 to Bob."""
    event_id = await kassa.app.organizing.create_event(replace(club_night(), title="Jazz Night"))
    for buyer, quantity in ((ann, "2"), (ann, "1"), (bob, "2")):
        await buyer.open_link(f"e{event_id}")
        await buyer.tap("Get tickets", quantity, "Pay")
        assert (await buyer.pay()).charge_id
    await kassa.app.cancelling.cancel(PersonId(OWNER_ID), event_id, "Jazz Night")
    await kassa.app.cancelling.refund_due()
    await kassa.deliver()
    return event_id


async def took_back_one(kassa: Kassa, owner: Somebody, buyer: Somebody) -> None:
    """One more refund, of 300 UAH, that has nothing to do with the others."""
    event_id = await kassa.app.organizing.create_event(club_night(capacity=1))
    await buyer.open_link(f"e{event_id}")
    await buyer.tap("Get tickets", "1", "Pay")
    await buyer.pay()
    await owner.say(f"/refund {buyer.photos[-1]['caption'].rpartition('№ ')[2]}")
    await owner.tap("Dance floor", "Yes, refund")


def told_of(buyer: Somebody) -> list[str]:
    return [screen.partition(" went back")[0] for screen in buyer.screens if "went back to you" in screen]


async def test_all_refunds_of_an_event_are_confirmed_at_once_and_each_payer_is_told_once(
    kassa: Kassa, pool: Pool, clock: Clock, cancelled: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await took_back_one(kassa, owner, bob)
    await owner.say("/refunds")
    await owner.tap("Jazz Night · 3")
    assert f"3 refunds, 1,500{NBSP}UAH together" in owner.screen and "Techno Night" not in owner.screen
    await owner.tap("All returned (3)")
    assert f"Is all of this returned: 3 refunds, 1,500{NBSP}UAH together?" in owner.screen
    assert told_of(ann) == [], "nothing is done before it is confirmed"
    yes = owner.last["message_id"], owner.last["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await owner.tap("Yes, it is all returned")
    assert owner.toast == "Done, every buyer is told."
    assert "Techno Night" in owner.screen and "Jazz Night" not in owner.screen
    assert (told_of(ann), told_of(bob)) == ([f"↩️ 900{NBSP}UAH"], [f"↩️ 600{NBSP}UAH"])
    orders = await pool.fetch("SELECT DISTINCT status FROM orders WHERE event_id = $1", cancelled)
    assert [row["status"] for row in orders] == ["refunded"]
    assert await pool.fetchval("SELECT count(*) FROM refunds WHERE done_by = $1", owner.id) == 3
    await assert_books_balance(pool, cancelled, clock())

    await owner.craft(*yes)
    assert owner.alert == "This refund is made already, or is not there any more: /refunds"
    await owner.say("/audit")
    assert owner.screen.count("returned money by hand, all at once (3: 150000 UAH)") == 1
    assert len(told_of(ann)) == 1


async def test_what_is_owed_after_the_list_was_shown_is_not_confirmed_with_it(
    kassa: Kassa, pool: Pool, club: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    for buyer in (ann, bob):
        await buyer.open_link(f"e{club}")
        await buyer.tap("Get tickets", "1", "Pay")
        await buyer.pay()
    await kassa.app.returning.take_back(PersonId(owner.id), club, OrderId(1), [TicketId(1)])
    await owner.say("/refunds")
    await owner.tap("Techno Night · 1", "File for the provider")
    await kassa.app.returning.take_back(PersonId(owner.id), club, OrderId(2), [TicketId(2)])
    await kassa.deliver()
    await owner.tap("All returned (1)")
    assert f"Is all of this returned: 1 refund, 300{NBSP}UAH?" in owner.screen
    assert any("document" in message for message in owner.messages), "the file is still there"
    await owner.tap("Yes, it is all returned")
    assert (told_of(ann), told_of(bob)) == ([f"↩️ 300{NBSP}UAH"], [])
    assert "· Bob (@bob)" in owner.screen and "· Ann (@ann)" not in owner.screen


async def test_a_confirmation_of_what_has_changed_meanwhile_is_asked_anew(
    kassa: Kassa, pool: Pool, cancelled: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await owner.say("/refunds")
    await owner.tap("Jazz Night · 3", "All returned (3)")
    owed = await kassa.app.refunding.by_hand(PersonId(owner.id))
    await kassa.app.refunding.done_by_hand(PersonId(owner.id), cancelled, owed[-1].refund.id)
    await owner.tap("Yes, it is all returned")
    assert owner.alert == "Something has changed meanwhile. Look at the number and the sum again."
    assert f"Is all of this returned: 2 refunds, 900{NBSP}UAH together?" in owner.screen
    assert await pool.fetchval("SELECT count(*) FROM refunds WHERE status = 'done'") == 1
    await owner.tap("Yes, it is all returned")
    assert (told_of(ann), told_of(bob)) == ([f"↩️ 900{NBSP}UAH"], [f"↩️ 600{NBSP}UAH"])


async def test_one_refund_of_an_event_leads_back_to_the_others_of_it(
    kassa: Kassa, cancelled: EventId, owner: Somebody
) -> None:
    await owner.say("/refunds")
    await owner.tap("Jazz Night · 3", "Returned 300")
    assert f"2 refunds, 1,200{NBSP}UAH together" in owner.screen
    await owner.tap("Returned 600", "Returned 600")
    assert owner.screen.endswith("Nothing is owed to anybody.")


async def test_the_provider_gets_a_file_of_the_refunds_in_which_nothing_is_a_formula(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody, bob: Somebody, owner: Somebody
) -> None:
    charge = await pay_too_late(kassa, clock, club, ann, bob)
    await kassa.app.settling.complete_payment(replace(charge, charge_id="second", provider_charge_id="=1+1"))
    await owner.say("/refunds")
    await owner.tap("Techno Night · 2", "File for the provider")
    assert f"2 refunds, 1,200{NBSP}UAH together" in owner.screen
    content = kassa.telegram.files.read(owner.last["document"]["file_id"])[1].decode("utf-8-sig")
    assert list(csv.reader(StringIO(content))) == [
        ["refund", "charge_id", "amount", "currency", "order", "paid_at"],
        ["1", "P-1", "600.00", "UAH", str(charge.order_id), "2026-12-01 14:30"],
        ["2", "'=1+1", "600.00", "UAH", str(charge.order_id), "2026-12-01 14:30"],
    ]


async def test_nobody_else_sees_or_confirms_the_refunds_of_an_event(
    kassa: Kassa, pool: Pool, cancelled: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    other = await kassa.app.teaming.found(PersonId(owner.id), "Other")
    await hire(kassa.app, ann.id, Role.ORGANIZER, other.id)
    await hire(kassa.app, bob.id)
    owed = await kassa.app.refunding.of_event(PersonId(owner.id), cancelled)
    for somebody in (ann, bob):
        for data in (
            f"refundsof1:{cancelled}",
            f"refundfile1:{cancelled}:{owed.up_to}",
            f"refundsask1:{cancelled}:{owed.up_to}",
            f"refundsall1:{cancelled}:{owed.up_to}:{owed.check}",
        ):
            await somebody.craft(somebody.last["message_id"], data)
            assert somebody.alert == "This is for the organizer’s staff only.", data
    await ann.say("/refunds")
    assert ann.screen.endswith("Nothing is owed to anybody.")
    assert await pool.fetchval("SELECT count(*) FROM refunds WHERE status = 'done'") == 0
