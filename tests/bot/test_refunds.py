import pytest

from core.domain.ids import EventId, OrderId, PersonId
from core.domain.payment import Charge
from db.pool import Pool
from simulator.faults import Fault
from tests.books import assert_books_balance
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night


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
    assert ann.screen == "This is for the organizer's staff only."
    await ann.craft(ann.last["message_id"], f"refund1:{club}:1")
    assert ann.alert == "This is for the organizer's staff only."


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
    kassa: Kassa, clock: Clock, pool: Pool, club: EventId, ann: Somebody, bob: Somebody, rewriting: str
) -> None:
    await pay_too_late(kassa, clock, club, ann, bob)
    with pytest.raises(Exception, match="append-only"):
        await pool.execute(rewriting)
