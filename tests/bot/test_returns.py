"""The organizer takes tickets back: money, tickets and seats follow together."""

import pytest

from core.domain.ids import EventId
from db.pool import Pool
from tests.books import Stock, assert_books_balance
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, plan

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


async def buy(buyer: Somebody, event_id: EventId, *taps: str) -> list[str]:
    """The numbers of the tickets that came."""
    before = len(buyer.photos)
    await buyer.open_link(f"e{event_id}")
    await buyer.tap(*taps)
    if "Pay" in " ".join(buyer.buttons):
        await buyer.tap("Pay")
        assert (await buyer.pay()).status == "approved"
    return [photo["caption"].rpartition("№ ")[2] for photo in buyer.photos[before:]]


async def two_in_row_a(buyer: Somebody, event_id: EventId) -> list[str]:
    return await buy(buyer, event_id, "Choose seats", "Row A", "7", "8", "Hold")


async def refund(owner: Somebody, number: str, *taps: str) -> None:
    await owner.say(f"/refund {number}")
    await owner.tap(*taps)


async def test_one_ticket_of_an_order_goes_back_and_the_other_stays(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody, bob: Somebody, owner: Somebody
) -> None:
    numbers = await two_in_row_a(ann, concert)
    await refund(owner, numbers[0], f"A-7 · 900{NBSP}UAH", "Yes, refund")

    assert owner.toast == "Done, the buyer is told."
    assert "The organizer cancelled your ticket for “Океан Ельзи”" in ann.screen
    assert f"row A, seat 7\n№ {numbers[0]}" in ann.screen
    assert f"900{NBSP}UAH will be returned to you" in ann.screen
    assert f"A refund of 900{NBSP}UAH" in owner.screens[-1]
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=19, held=0, sold=1)
    assert await pool.fetchval("SELECT status FROM orders") == "paid"

    await owner.say("/refunds")
    await owner.tap("Returned 900")
    assert f"900{NBSP}UAH went back to you" in ann.screen
    assert await pool.fetchval("SELECT status FROM orders") == "paid"
    await buy(bob, concert, "Choose seats", "Row A", "7", "Hold")
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=18, held=0, sold=2)


async def test_the_rest_of_the_order_can_go_back_later_and_then_it_is_closed(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody, owner: Somebody
) -> None:
    numbers = await two_in_row_a(ann, concert)
    await refund(owner, numbers[0], "A-7", "Yes, refund")
    await refund(owner, numbers[1], "A-8", "Yes, refund")
    assert await pool.fetchval("SELECT status FROM orders") == "refund_due"
    await owner.say("/refunds")
    await owner.tap("Returned 900")
    assert await pool.fetchval("SELECT status FROM orders") == "refund_due", "half of the money is still owed"
    await owner.tap("Returned 900")
    assert await pool.fetchval("SELECT status FROM orders") == "refunded"
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=20, held=0, sold=0)


async def test_a_whole_order_is_one_refund(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody, owner: Somebody
) -> None:
    numbers = await two_in_row_a(ann, concert)
    await refund(owner, numbers[1].lower(), f"Whole order · 1,800{NBSP}UAH", "Yes, refund")
    assert [row["amount_minor"] for row in await pool.fetch("SELECT * FROM refunds")] == [180_000]
    assert await pool.fetchval("SELECT status FROM orders") == "refund_due"
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=20, held=0, sold=0)
    await ann.say("/tickets")
    assert "You have no tickets yet" in ann.screen


async def test_a_friend_who_was_given_one_of_them_is_told_of_it_and_of_no_money(
    kassa: Kassa, concert: EventId, ann: Somebody, bob: Somebody, owner: Somebody
) -> None:
    numbers = await two_in_row_a(ann, concert)
    await ann.say("/tickets")
    await ann.tap("Океан Ельзи", "Give to a friend", "A-7")
    await bob.open_link(ann.screen.partition("start=")[2].split()[0])
    await bob.tap("Take the ticket")
    await refund(owner, numbers[1], "Whole order", "Yes, refund")
    assert f"1,800{NBSP}UAH will be returned to you" in ann.screen
    assert "The organizer cancelled your ticket for “Океан Ельзи”" in bob.screen
    assert "seat 7" in bob.screen and "seat 8" not in bob.screen and "returned to you" not in bob.screen


async def test_what_was_taken_back_is_not_let_in_and_counts_towards_no_limit(
    kassa: Kassa, concert: EventId, ann: Somebody, owner: Somebody
) -> None:
    numbers = await buy(ann, concert, "Choose seats", "Row A", "1", "2", "3", "4", "Hold")
    await refund(owner, numbers[0], "A-1", "Yes, refund")
    await owner.say("/door")
    await owner.tap("Океан Ельзи")
    await owner.say(numbers[0])
    assert "NOT VALID" in owner.screen
    assert len(await buy(ann, concert, "Choose seats", "Row A", "1", "Hold")) == 1


async def test_stars_go_back_for_a_whole_order_only(
    kassa: Kassa, pool: Pool, clock: Clock, ann: Somebody, owner: Somebody
) -> None:
    club = await kassa.app.organizing.create_event(club_night(capacity=5, price_minor=150, currency="XTR"))
    numbers = await buy(ann, club, "Get tickets", "2")
    await refund(owner, numbers[0], "Dance floor · ⭐", "Yes, refund")
    assert owner.alert == "Stars go back only for a whole order, with all its tickets. Choose the whole order."
    assert await assert_books_balance(pool, club, clock()) == Stock(free=3, held=0, sold=2)

    await refund(owner, numbers[0], "Whole order", "Yes, refund")
    await kassa.app.refunding.refund_due(kassa.cashier.ask_refund)
    await kassa.telegram.settle()
    await kassa.deliver()
    assert len(kassa.telegram.calls("refundStarPayment")) == 1
    assert await pool.fetchval("SELECT status FROM orders") == "refunded"
    assert await assert_books_balance(pool, club, clock()) == Stock(free=5, held=0, sold=0)


async def test_whoever_is_inside_gets_no_refund(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody, owner: Somebody
) -> None:
    numbers = await two_in_row_a(ann, concert)
    await owner.say(f"/refund {numbers[0]}")
    await owner.tap("Whole order")
    confirmation = owner.last["message_id"], owner.last["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await owner.say("/door")
    await owner.tap("Океан Ельзи")
    await owner.say(numbers[0])
    await owner.craft(*confirmation)
    assert owner.alert == "This ticket is used: its holder is inside. It cannot be refunded."
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=18, held=0, sold=2)

    await owner.say(f"/refund {numbers[0]}")
    assert f"seat 7 · inside\n№ {numbers[0]}" in owner.screen
    assert not any("Whole order" in label or "A-7" in label for label in owner.buttons)


async def test_tickets_that_were_free_of_charge_are_taken_back_without_money(
    kassa: Kassa, pool: Pool, clock: Clock, ann: Somebody, owner: Somebody
) -> None:
    club = await kassa.app.organizing.create_event(club_night(capacity=5, price_minor=0))
    [number] = await buy(ann, club, "Get tickets", "1", "Get tickets for free")
    await refund(owner, number, "Dance floor", "Yes, refund")
    assert "cancelled your ticket" in ann.screen
    assert "returned" not in ann.screen
    assert await pool.fetchval("SELECT status FROM orders") == "refunded"
    assert await assert_books_balance(pool, club, clock()) == Stock(free=5, held=0, sold=0)


async def test_a_second_tap_on_yes_takes_nothing_back_twice(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody, owner: Somebody
) -> None:
    numbers = await two_in_row_a(ann, concert)
    await owner.say(f"/refund {numbers[0]}")
    await owner.tap("A-7")
    yes = owner.last["message_id"], owner.last["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await owner.craft(*yes)
    await owner.craft(*yes)
    assert owner.alert == "This refund is made already, or is not there any more: /refunds"
    assert await pool.fetchval("SELECT count(*) FROM refunds") == 1
    await assert_books_balance(pool, concert, clock())


@pytest.mark.parametrize("typed", ["9999-9999", "hello", "1", "№", "\N{SUPERSCRIPT TWO}" * 8])
async def test_a_number_of_no_ticket_is_refused_in_words(concert: EventId, owner: Somebody, typed: str) -> None:
    await owner.say(f"/refund {typed}")
    assert "No ticket has this number" in owner.screen


async def test_without_a_number_it_is_said_how(owner: Somebody) -> None:
    await owner.say("/refund")
    assert "Send the number of a ticket of the order" in owner.screen


@pytest.mark.parametrize("act", ["sold1", "askback1", "askall1", "back1", "backall1"])
async def test_nobody_else_takes_tickets_back(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody, bob: Somebody, act: str
) -> None:
    numbers = await two_in_row_a(ann, concert)
    order_id, ticket_id = await pool.fetchval("SELECT (order_id, min(id)) FROM tickets GROUP BY order_id")
    await bob.say(f"/refund {numbers[0]}")
    assert bob.screen == "This is for the organizer’s staff only."
    await bob.craft(bob.last["message_id"], f"{act}:{concert}:{ticket_id if 'back1' in act else order_id}")
    assert bob.alert == "This is for the organizer’s staff only."
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=18, held=0, sold=2)


async def test_more_than_was_paid_never_goes_back_whatever_the_code_does(
    kassa: Kassa, pool: Pool, concert: EventId, ann: Somebody, owner: Somebody
) -> None:
    numbers = await two_in_row_a(ann, concert)
    await refund(owner, numbers[0], "A-7", "Yes, refund")
    for amount_minor, fits in ((90_001, False), (90_000, True), (1, False)):
        insert = pool.execute(
            """
            INSERT INTO refunds (event_id, payment_id, ticket_id, amount_minor, reason, created_at)
            SELECT event_id, id, $1, $1, 'by_organizer', now() FROM payments
            """,
            amount_minor,
        )
        if fits:
            await insert
        else:
            with pytest.raises(Exception, match="would be more than it was"):
                await insert
