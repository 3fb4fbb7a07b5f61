"""Payments that no update told of: found in Telegram's list, or put before the owner."""

import pytest

from core.domain.ids import EventId
from core.domain.payment import Charge
from core.domain.person import Role
from db.pool import Pool
from simulator.faults import Fault
from tests.books import Stock, assert_books_balance
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night
from tests.teams import hire

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
async def club(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(club_night(capacity=2))


@pytest.fixture
async def stars_club(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(club_night(capacity=2, price_minor=150, currency="XTR"))


async def pay_and_never_hear_of_it(kassa: Kassa, event_id: EventId, buyer: Somebody, quantity: str = "2") -> str:
    kassa.telegram.faults.add(Fault(kind="payment_never"))
    await buyer.open_link(f"e{event_id}")
    await buyer.tap("Get tickets", quantity, "Pay")
    paid = await buyer.pay()
    assert paid.charge_id
    return paid.charge_id


async def expire(kassa: Kassa, clock: Clock) -> None:
    clock.go(minutes=30)
    await kassa.app.seating.release_due()
    await kassa.app.reconciling.tell_of_unconfirmed_due()
    await kassa.deliver()


def tickets(buyer: Somebody) -> int:
    return sum("№" in photo["caption"] for photo in buyer.photos)


# --- Stars


async def test_stars_that_no_update_told_of_are_found_and_become_tickets(
    kassa: Kassa, pool: Pool, clock: Clock, stars_club: EventId, ann: Somebody
) -> None:
    charge_id = await pay_and_never_hear_of_it(kassa, stars_club, ann)
    assert tickets(ann) == 0

    await kassa.cashier.read_stars()
    await kassa.deliver()

    assert tickets(ann) == 2
    assert await pool.fetchval("SELECT charge_id FROM payments") == charge_id
    assert await assert_books_balance(pool, stars_club, clock()) == Stock(free=0, held=0, sold=2)


async def test_what_was_read_of_the_stars_is_not_asked_for_again(
    kassa: Kassa, pool: Pool, clock: Clock, stars_club: EventId, ann: Somebody, bob: Somebody
) -> None:
    for buyer in (ann, bob):
        await buyer.open_link(f"e{stars_club}")
        await buyer.tap("Get tickets", "1", "Pay")
        await buyer.pay()
        await kassa.cashier.read_stars()
    await kassa.cashier.read_stars()

    asked = [int(call.parameters.get("offset") or 0) for call in kassa.telegram.calls("getStarTransactions")]
    assert asked == [0, 1, 1, 2, 2]
    assert await pool.fetchval("SELECT count(*) FROM payments") == 2, "those that updates had told of"
    await assert_books_balance(pool, stars_club, clock())


async def test_more_stars_than_one_page_are_all_read(
    kassa: Kassa, pool: Pool, clock: Clock, ann: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.services.reconciling.PAGE", 2)
    club = await kassa.app.organizing.create_event(club_night(capacity=5, price_minor=150, currency="XTR"))
    for number in range(3):
        buyer = await kassa.meet(f"Buyer{number}")
        await pay_and_never_hear_of_it(kassa, club, buyer, "1")
    await kassa.cashier.read_stars()
    assert await assert_books_balance(pool, club, clock()) == Stock(free=2, held=0, sold=3)


async def test_stars_that_went_back_without_our_knowing_are_booked_as_back(
    kassa: Kassa, pool: Pool, clock: Clock, stars_club: EventId, ann: Somebody, bob: Somebody
) -> None:
    """The process died after Telegram gave the Stars back, and before that was written down."""
    charge_id = await pay_and_never_hear_of_it(kassa, stars_club, ann)
    await expire(kassa, clock)
    await bob.open_link(f"e{stars_club}")
    await bob.tap("Get tickets", "2", "Pay")
    await bob.pay()
    await kassa.cashier.read_stars()
    assert await pool.fetchval("SELECT status FROM refunds") == "due"
    await kassa.bot.refund_star_payment(ann.id, charge_id)

    await kassa.cashier.read_stars()
    await kassa.telegram.settle()
    await kassa.deliver()

    assert await pool.fetchval("SELECT status FROM refunds") == "done"
    assert sum("went back to you" in screen for screen in ann.screens) == 1
    await assert_books_balance(pool, stars_club, clock())


async def test_stars_that_went_back_and_were_not_owed_are_told_of_with_a_way_to_end_the_tickets(
    kassa: Kassa, pool: Pool, clock: Clock, stars_club: EventId, ann: Somebody, owner: Somebody
) -> None:
    """The owners are told: Stars are the bot's, whatever card provider the team has."""
    await hire(kassa.app, 3003, Role.ORGANIZER)
    await pool.execute("UPDATE teams SET provider_token = '1:LIVE:theirs'")
    await ann.open_link(f"e{stars_club}")
    await ann.tap("Get tickets", "2", "Pay")
    paid = await ann.pay()
    assert paid.charge_id
    await kassa.bot.refund_star_payment(ann.id, paid.charge_id)
    for _ in range(2):
        await kassa.cashier.read_stars()
        await kassa.deliver()
    assert sum("went back to the buyer without Kassa" in screen for screen in owner.screens) == 1
    assert f"⭐{NBSP}300" in owner.screen and "Techno Night" in owner.screen and "Ann" in owner.screen
    assert await pool.fetchval("SELECT count(*) FROM tickets WHERE status = 'valid'") == 2, "people decide"

    await owner.tap("Whole order", "Yes, refund")
    await kassa.app.refunding.refund_due(kassa.cashier.ask_refund)
    await kassa.telegram.settle()
    assert await pool.fetchval("SELECT status FROM refunds") == "done"
    assert await assert_books_balance(pool, stars_club, clock()) == Stock(free=2, held=0, sold=0)


async def test_a_list_of_stars_that_cannot_be_had_is_asked_for_again(
    kassa: Kassa, pool: Pool, stars_club: EventId, ann: Somebody
) -> None:
    await pay_and_never_hear_of_it(kassa, stars_club, ann)
    kassa.telegram.faults.add(Fault(method="getStarTransactions", code=502))
    with pytest.raises(Exception, match="Bad Gateway"):
        await kassa.cashier.read_stars()
    await kassa.cashier.read_stars()
    await kassa.deliver()
    assert tickets(ann) == 2


# --- Cards


async def test_a_card_payment_that_never_came_is_put_before_the_owner_and_its_seats_are_free(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody, owner: Somebody
) -> None:
    await pay_and_never_hear_of_it(kassa, club, ann)
    clock.go(minutes=19)
    await kassa.app.seating.release_due()
    assert await assert_books_balance(pool, club, clock()) == Stock(free=0, held=2, sold=0), (
        "until the extended deadline"
    )
    await expire(kassa, clock)

    assert await assert_books_balance(pool, club, clock()) == Stock(free=2, held=0, sold=0)
    assert any("If you have paid all the same, your tickets or your money will come" in shown for shown in ann.screens)
    assert "A payment was begun and Telegram never said how it ended" in owner.screen
    await owner.say("/payments")
    assert f"600{NBSP}UAH · Ann (@ann)" in owner.screen
    assert "“Techno Night”, order 1" in owner.screen


async def test_the_owner_who_sees_the_money_has_the_tickets_sent(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody, owner: Somebody
) -> None:
    charge_id = await pay_and_never_hear_of_it(kassa, club, ann)
    await expire(kassa, clock)
    await owner.say("/payments")
    await owner.tap("1 was paid")

    assert owner.screen.endswith("There is nothing to look up.")
    assert tickets(ann) == 2
    assert await assert_books_balance(pool, club, clock()) == Stock(free=0, held=0, sold=2)
    assert await pool.fetchval("SELECT confirmed_by FROM payments") == owner.id

    order_id = await pool.fetchval("SELECT id FROM orders")
    for _ in range(2):  # Telegram finds its tongue, and repeats itself
        await kassa.app.settling.complete_payment(Charge(club, order_id, ann.id, charge_id, "P", 60_000, "UAH"))  # type: ignore[arg-type]
    assert await pool.fetchval("SELECT count(*) FROM payments") == 1, "the same money"
    assert await pool.fetchval("SELECT count(*) FROM refunds") == 0
    second = Charge(club, order_id, ann.id, "another", "P2", 60_000, "UAH")  # type: ignore[arg-type]
    await kassa.app.settling.complete_payment(second)
    assert await pool.fetchval("SELECT reason FROM refunds") == "second_charge", "other money"
    await assert_books_balance(pool, club, clock())


async def test_money_that_came_too_late_for_the_seats_is_owed_back_when_the_owner_confirms_it(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody, bob: Somebody, owner: Somebody
) -> None:
    await pay_and_never_hear_of_it(kassa, club, ann)
    await expire(kassa, clock)
    await bob.open_link(f"e{club}")
    await bob.tap("Get tickets", "2", "Pay")
    await bob.pay()
    await owner.say("/payments")
    await owner.tap("1 was paid")
    assert f"600{NBSP}UAH will be returned to you" in ann.screen
    await assert_books_balance(pool, club, clock())


async def test_what_the_owner_dismissed_is_gone_and_a_second_tap_is_answered(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody, owner: Somebody
) -> None:
    await pay_and_never_hear_of_it(kassa, club, ann)
    await expire(kassa, clock)
    await owner.say("/payments")
    both = [button["callback_data"] for button in owner.last["reply_markup"]["inline_keyboard"][0]]
    await owner.tap("1 was not")
    assert owner.screen.endswith("There is nothing to look up.")
    for data in both:
        await owner.craft(owner.last["message_id"], data)
        assert owner.alert == "This payment is dealt with already: /payments"
    assert tickets(ann) == 0
    assert await pool.fetchval("SELECT count(*) FROM payments") == 0


async def test_a_late_update_takes_the_payment_off_the_list(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody, owner: Somebody
) -> None:
    charge_id = await pay_and_never_hear_of_it(kassa, club, ann)
    await expire(kassa, clock)
    order_id = await pool.fetchval("SELECT id FROM orders")
    await kassa.app.settling.complete_payment(Charge(club, order_id, ann.id, charge_id, "P", 60_000, "UAH"))  # type: ignore[arg-type]
    await kassa.deliver()
    assert tickets(ann) == 2
    await owner.say("/payments")
    assert owner.screen.endswith("There is nothing to look up.")


async def test_the_owner_is_told_of_many_at_most_once_an_hour(kassa: Kassa, clock: Clock, owner: Somebody) -> None:
    club = await kassa.app.organizing.create_event(club_night(capacity=9))
    for number in range(3):
        await pay_and_never_hear_of_it(kassa, club, await kassa.meet(f"Buyer{number}"), "1")
    await expire(kassa, clock)
    assert "3 payments were begun" in owner.screen
    told = len(owner.messages)
    await pay_and_never_hear_of_it(kassa, club, await kassa.meet("Later"), "1")
    await expire(kassa, clock)
    assert len(owner.messages) == told
    clock.go(minutes=31)
    await expire(kassa, clock)
    assert len(owner.messages) == told + 1
    assert "A payment was begun" in owner.screen


@pytest.mark.parametrize("act", ["came1", "nevercame1"])
async def test_nobody_else_confirms_or_dismisses_payments(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody, act: str
) -> None:
    await pay_and_never_hear_of_it(kassa, club, ann)
    await expire(kassa, clock)
    await ann.say("/payments")
    assert ann.screen == "This is for the organizer’s staff only."
    await ann.craft(ann.last["message_id"], f"{act}:{club}:1")
    assert ann.alert == "This is for the organizer’s staff only."
    assert await pool.fetchval("SELECT count(*) FROM unconfirmed_payments WHERE closed_at IS NULL") == 1
