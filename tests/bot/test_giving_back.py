"""A buyer gives tickets back, by the policy of the event."""

from datetime import timedelta

import pytest

from core.domain.ids import EventId, PersonId
from core.domain.return_policy import ReturnPolicy
from db.pool import Pool
from tests.books import Stock, assert_books_balance
from tests.bot.telegram import Kassa, Somebody
from tests.bot.test_my_tickets import link_for, open_tickets
from tests.bot.test_returns import buy, two_in_row_a
from tests.plans import CLOCK_START, Clock, club_night, plan

NBSP = "\N{NO-BREAK SPACE}"
POLICY = ReturnPolicy(free_until=CLOCK_START + timedelta(days=5), percent=50)


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan(returns=POLICY))


async def test_a_ticket_goes_back_for_all_of_its_price_while_that_is_the_rule(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody, bob: Somebody, owner: Somebody
) -> None:
    await two_in_row_a(ann, concert)
    await open_tickets(ann, "Return")
    assert "Full refund until Dec 6, 14:00, then 50 % until the event begins." in ann.screen
    await ann.tap(f"A-7 · 900{NBSP}UAH")
    assert f"You get: 900{NBSP}UAH" in ann.screen
    await ann.tap("Yes, return")
    assert f"900{NBSP}UAH will be returned to you" in ann.screen
    assert f"A refund of 900{NBSP}UAH" in owner.screen
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=19, held=0, sold=1)
    await buy(bob, concert, "Choose seats", "Row A", "7", "Hold")
    await owner.say("/refunds")
    assert "Returned by the buyer" in owner.screen
    await owner.tap("Returned 900")
    assert f"900{NBSP}UAH went back to you" in ann.screen


async def test_later_a_part_comes_back_and_the_rest_is_kept_in_the_books(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody
) -> None:
    await two_in_row_a(ann, concert)
    clock.go(days=5)
    await open_tickets(ann, "Return")
    assert "50 % of the price comes back until the event begins" in ann.screen
    for seat in ("A-7", "A-8"):
        await open_tickets(ann, "Return", f"{seat} · 450{NBSP}UAH", "Yes, return")
    balance = await kassa.app.auditing.balance(concert)
    assert (balance.received_minor, balance.kept_minor, balance.refund_due_minor) == (180_000, 90_000, 90_000)
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=20, held=0, sold=0)
    assert await pool.fetchval("SELECT status FROM orders") == "refund_due"


async def test_an_old_button_of_the_order_says_what_is_owed_for_it_or_came_back(
    kassa: Kassa, clock: Clock, concert: EventId, ann: Somebody, owner: Somebody
) -> None:
    await two_in_row_a(ann, concert)
    clock.go(days=5)
    for seat in ("A-7", "A-8"):
        await open_tickets(ann, "Return", f"{seat} · 450{NBSP}UAH", "Yes, return")
    await ann.craft(ann.last["message_id"], f"order1:{concert}:1")
    assert f"900{NBSP}UAH will be returned to you" in ann.screen and "You returned your tickets" in ann.screen
    await owner.say("/refunds")
    await owner.tap("Returned 450")
    await ann.craft(ann.last["message_id"], f"order1:{concert}:1")
    assert f"450{NBSP}UAH will be returned to you" in ann.screen
    await owner.say("/refunds")
    await owner.tap("Returned 450")
    await ann.craft(ann.last["message_id"], f"order1:{concert}:1")
    assert f"900{NBSP}UAH went back to you" in ann.screen and "has ended" in ann.screen
    await ann.craft(ann.last["message_id"], f"pay1:{concert}:1")
    assert ann.alert and ann.alert.startswith("This order has ended.")


async def test_the_amount_is_the_one_that_was_shown_or_nothing_happens(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody
) -> None:
    await two_in_row_a(ann, concert)
    await open_tickets(ann, "Return", "A-7")
    clock.go(days=5)
    await ann.tap("Yes, return")
    assert ann.alert == "This ticket cannot be returned, or the amount has changed. Open your tickets again: /tickets"
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=18, held=0, sold=2)


async def test_a_return_costs_nobody_a_part_of_what_a_cancelled_event_gives_back(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, ann: Somebody, owner: Somebody
) -> None:
    await two_in_row_a(ann, concert)
    clock.go(days=5)
    await open_tickets(ann, "Return", f"A-7 · 450{NBSP}UAH")
    await kassa.app.cancelling.cancel(PersonId(owner.id), concert, "Океан Ельзи")
    await ann.tap("Yes, return")
    assert ann.alert == "This event is cancelled."
    assert await kassa.app.returning.offers(concert, PersonId(ann.id)) == []
    await kassa.app.cancelling.refund_due()
    balance = await kassa.app.auditing.balance(concert)
    assert (balance.kept_minor, balance.refund_due_minor) == (0, 180_000)
    assert await assert_books_balance(pool, concert, clock()) == Stock(free=20, held=0, sold=0)


async def test_without_a_policy_and_after_the_start_nothing_goes_back(
    kassa: Kassa, clock: Clock, concert: EventId, ann: Somebody
) -> None:
    strict = await kassa.app.organizing.create_event(plan(title="Strict"))
    await two_in_row_a(ann, strict)
    await ann.say("/tickets")
    await ann.tap("Strict", "Return")
    assert "takes no paid tickets back. None of your tickets can be returned now" in ann.screen
    await two_in_row_a(ann, concert)
    clock.go(days=7)
    await open_tickets(ann, "Return")
    assert "None of your tickets can be returned now" in ann.screen
    await ann.craft(ann.last["message_id"], f"ret1:{concert}:3:45000")
    assert ann.alert and "cannot be returned" in ann.alert


async def test_free_tickets_go_back_without_money(kassa: Kassa, pool: Pool, clock: Clock, ann: Somebody) -> None:
    club = await kassa.app.organizing.create_event(club_night(capacity=5, price_minor=0))
    await buy(ann, club, "Get tickets", "2", "Get tickets for free")
    await ann.say("/tickets")
    await ann.tap("Techno Night", "Return", f"Dance floor · 0{NBSP}UAH")
    assert f"You get: 0{NBSP}UAH" in ann.screen
    await ann.tap("Yes, return")
    assert "The ticket is returned" in ann.screen
    assert "will be returned to you" not in ann.screen
    assert await assert_books_balance(pool, club, clock()) == Stock(free=4, held=0, sold=1)
    await ann.say("/tickets")
    await ann.tap("Techno Night", "Return", f"Dance floor · 0{NBSP}UAH", "Yes, return")
    await ann.craft(ann.last["message_id"], f"order1:{club}:1")
    assert "not valid any more" in ann.screen and "returned to you" not in ann.screen


async def test_stars_go_back_for_the_whole_order_at_once(kassa: Kassa, pool: Pool, clock: Clock, ann: Somebody) -> None:
    club = await kassa.app.organizing.create_event(
        club_night(capacity=5, price_minor=150, currency="XTR", returns=POLICY)
    )
    await buy(ann, club, "Get tickets", "2")
    await ann.say("/tickets")
    await ann.tap("Techno Night", "Return", f"All 2 tickets · ⭐{NBSP}300")
    await ann.tap("Yes, return")
    await kassa.app.refunding.refund_due(kassa.cashier.ask_refund)
    await kassa.telegram.settle()
    assert len(kassa.telegram.calls("refundStarPayment")) == 1
    assert await assert_books_balance(pool, club, clock()) == Stock(free=5, held=0, sold=0)


async def test_a_gift_is_returned_neither_by_the_friend_nor_by_the_giver(
    kassa: Kassa, concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await two_in_row_a(ann, concert)
    await bob.open_link(await link_for(ann, "A-7"))
    await bob.tap("Take the ticket")
    await open_tickets(bob, "Return")
    assert "None of your tickets can be returned now" in bob.screen
    await open_tickets(ann, "Return")
    assert [label for label in ann.buttons if "A-" in label] == [f"↩️ Stalls A-8 · 900{NBSP}UAH"]
    for somebody in (ann, bob):
        await somebody.craft(somebody.last["message_id"], f"ret1:{concert}:1:90000")
        assert somebody.alert and "cannot be returned" in somebody.alert


async def test_a_ticket_on_offer_that_is_returned_takes_its_link_with_it(
    concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await two_in_row_a(ann, concert)
    link = await link_for(ann, "A-7")
    await open_tickets(ann, "Return", "A-7", "Yes, return")
    await bob.open_link(link)
    assert "does not work any more" in bob.screen


async def test_a_double_tap_returns_once(pool: Pool, clock: Clock, concert: EventId, ann: Somebody) -> None:
    await two_in_row_a(ann, concert)
    await open_tickets(ann, "Return", "A-7")
    yes = ann.last["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for _ in range(2):
        await ann.craft(ann.last["message_id"], yes)
    assert ann.alert and "cannot be returned" in ann.alert
    assert await pool.fetchval("SELECT count(*) FROM refunds") == 1
    await assert_books_balance(pool, concert, clock())


async def test_a_buyer_is_told_of_a_return_whose_answer_was_lost(kassa: Kassa, concert: EventId, ann: Somebody) -> None:
    await two_in_row_a(ann, concert)
    [ticket, _] = (await kassa.app.ticketing.mine_of_event(concert, PersonId(ann.id))).tickets
    await kassa.app.returning.give_back(concert, ticket.id, PersonId(ann.id), 90_000)  # and the bot is killed
    await kassa.deliver()
    assert f"900{NBSP}UAH will be returned to you" in ann.screen and "seat 7" in ann.screen
