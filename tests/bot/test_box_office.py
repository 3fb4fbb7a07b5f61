"""The box office: cash in the books, tickets given away, and a limit that is for buyers."""

import pytest

from core.domain.ids import EventId, PersonId
from core.domain.person import Role
from db.pool import Pool
from tests.books import Stock, assert_books_balance
from tests.bot.telegram import Kassa, Somebody
from tests.bot.test_hold import hold
from tests.plans import Clock, club_night, plan
from tests.teams import hire


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


@pytest.fixture
async def clerk(kassa: Kassa) -> Somebody:
    """At the door, where tickets are sold too."""
    taras = await kassa.meet("Taras")
    await hire(kassa.app, taras.id)
    return taras


@pytest.fixture
async def organizer(kassa: Kassa) -> Somebody:
    olha = await kassa.meet("Olha")
    await hire(kassa.app, olha.id, Role.ORGANIZER)
    return olha


async def test_seats_are_sold_for_cash_and_go_to_the_buyer_by_link(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, clerk: Somebody, ann: Somebody
) -> None:
    await hold(clerk, "1", "2")
    assert "🎁 Give away free of charge" not in clerk.buttons
    await clerk.tap("💵 Sell for cash: 1,800")
    assert len(clerk.photos) == 2 and any("✅ Paid: 1,800" in screen for screen in clerk.screens)
    row = await pool.fetchrow(
        "SELECT provider, amount_minor, channel FROM payments JOIN orders ON orders.id = order_id"
    )
    assert row is not None and tuple(row) == ("cash", 180_000, "box_office")
    assert (await assert_books_balance(pool, concert, clock())).sold == 2
    assert await pool.fetchval("SELECT about FROM acts WHERE what = 'sold-for-cash'") == "1: 180000 UAH"

    await clerk.say("/tickets")
    await clerk.tap("Океан Ельзи", "Give to a friend", "A-1")
    link = clerk.screen.partition("start=")[2].split()[0]
    await ann.open_link(link)
    await ann.tap("Take the ticket")
    assert len(ann.photos) == 1


async def test_an_organizer_gives_tickets_away(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, organizer: Somebody
) -> None:
    await hold(organizer, "1", "2")
    await organizer.tap("🎁 Give away free of charge")
    assert len(organizer.photos) == 2
    assert await pool.fetchval("SELECT sum(price_minor) FROM tickets") == 0
    assert await pool.fetchval("SELECT channel FROM orders") == "complimentary"
    assert (await assert_books_balance(pool, concert, clock())).sold == 2


async def test_who_works_for_an_event_may_hold_more_than_a_buyer(
    kassa: Kassa, concert: EventId, clerk: Somebody, ann: Somebody
) -> None:
    await hold(clerk, "1", "2", "3", "4", "5", "6")
    assert "💵 Sell for cash: 5,400" in "".join(clerk.buttons)
    await ann.tap("🎟 Events", "Океан Ельзи", "Choose seats", "Row B", "1", "2", "3", "4", "5")
    assert ann.alert and ann.alert.startswith("At most 4 tickets")


async def test_many_places_are_typed_at_the_box_office(kassa: Kassa, clerk: Somebody, ann: Somebody) -> None:
    await kassa.app.organizing.create_event(club_night(limit_per_buyer=4))
    for somebody in (clerk, ann):
        await somebody.say("/events")
        await somebody.tap("Techno Night", "Get tickets")
        await somebody.say("12")
    assert "12 tickets × 300" in clerk.screen
    assert "At most 4 tickets" in ann.screen


async def test_what_was_sold_or_given_away_counts_for_no_limit(
    kassa: Kassa, pool: Pool, clock: Clock, organizer: Somebody
) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(capacity=120, limit_per_buyer=4))
    for done in ("💵 Sell for cash", "🎁 Give away free of charge"):
        await organizer.open_link(f"e{event_id}")
        await organizer.tap("Get tickets")
        await organizer.say("50")
        await organizer.tap(done)
    await organizer.open_link(f"e{event_id}")
    await organizer.tap("Get tickets")
    await organizer.say("12")
    for label, count in (("➕ One more", 13), ("➖ One fewer", 12)):
        await organizer.tap(label)
        assert f"{count} tickets × 300" in organizer.screen
    assert await assert_books_balance(pool, event_id, clock()) == Stock(free=8, held=12, sold=100)


async def test_buyers_take_no_cash(kassa: Kassa, pool: Pool, concert: EventId, ann: Somebody, clerk: Somebody) -> None:
    await hold(ann, "1")
    assert not [label for label in ann.buttons if "cash" in label or "free of charge" in label]
    for data in ("box1:1:1:90000", "comp1:1:1"):
        await ann.craft(ann.last["message_id"], data)
        assert ann.alert == "This is for the organizer’s staff only."
    await clerk.craft(clerk.last["message_id"], "box1:1:1:90000")
    assert clerk.alert and clerk.alert.startswith("This order is not yours"), (
        "nor is the hold of a buyer theirs to sell"
    )
    await hold(clerk, "2")
    await clerk.craft(clerk.last["message_id"], "box1:1:2:1")
    assert clerk.alert and clerk.alert.startswith("The price of this order is different")
    await clerk.craft(clerk.last["message_id"], "comp1:1:2")
    assert clerk.alert == "This is for the organizer’s staff only."
    assert await pool.fetchval("SELECT count(*) FROM tickets") == 0


async def test_of_a_cancelled_event_nothing_is_sold_or_given_away(
    kassa: Kassa, pool: Pool, concert: EventId, organizer: Somebody
) -> None:
    await hold(organizer, "1")
    await kassa.app.cancelling.cancel(PersonId(organizer.id), concert, "Океан Ельзи")
    for label in ("💵 Sell for cash", "🎁 Give away free of charge"):
        await organizer.tap(label)
        assert organizer.alert and organizer.alert.startswith("This event is cancelled")
    assert await pool.fetchval("SELECT count(*) FROM tickets") == 0
    assert await pool.fetchval("SELECT count(*) FROM payments") == 0


async def test_stars_are_no_cash(kassa: Kassa, pool: Pool, clerk: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(plan(currency="XTR"))
    await hold(clerk, "1")
    assert not [label for label in clerk.buttons if "cash" in label]
    await clerk.craft(clerk.last["message_id"], f"box1:{event_id}:1:90000")
    assert clerk.alert and clerk.alert.startswith("This order cannot be paid in cash")
    assert await pool.fetchval("SELECT count(*) FROM payments") == 0


async def test_cash_goes_back_by_hand(
    kassa: Kassa, pool: Pool, concert: EventId, clerk: Somebody, owner: Somebody
) -> None:
    await hold(clerk, "1")
    await clerk.tap("💵 Sell for cash")
    [group] = await kassa.app.ticketing.mine(PersonId(clerk.id))
    await owner.say(f"/refund {group.tickets[0].number}")
    await owner.tap("A-1", "Yes")
    assert await pool.fetchval("SELECT by_hand FROM refunds") is True
