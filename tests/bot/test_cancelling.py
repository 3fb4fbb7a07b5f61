"""An event is cancelled: its title is typed, everybody is told, and all money goes back, whatever dies on the way."""

import pytest

from core.domain.event_plan import TierPlan
from core.domain.ids import EventId, OrderId, PersonId, TicketId
from core.domain.person import Role
from db.pool import Pool
from simulator.faults import Fault
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, plan
from tests.teams import hire

NBSP = "\N{NO-BREAK SPACE}"
STAFF_ONLY = "This is for the organizer’s staff only."


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


async def buy(somebody: Somebody, event_id: EventId, *seats: str) -> None:
    await somebody.open_link(f"e{event_id}")
    await somebody.tap("Choose seats", "Row A", *seats, "Hold", "Pay")
    await somebody.pay()


async def ask(somebody: Somebody) -> None:
    await somebody.say("/manage")
    await somebody.tap("Океан Ельзи", "✏️ Change", "✖️ Cancel the event")


async def test_all_money_goes_back_and_everybody_is_told(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await buy(ann, concert, "7", "8")
    await buy(bob, concert, "9")
    await ask(owner)
    assert f"all tickets end (3), and 2,700{NBSP}UAH goes back" in owner.screen
    await owner.say("yes")
    assert "That is not its title. Type it as it is: Океан Ельзи" in owner.screen
    assert await pool.fetchval("SELECT status FROM events") == "published"
    await owner.say("океан  ельзи")
    assert any("▓▓▓▓▓▓▓▓▓▓" in screen and "Tickets cancelled: 3 of 3" in screen for screen in owner.screens)
    await kassa.deliver()
    assert "❌ The event is cancelled: Океан Ельзи" in ann.screen and f"1,800{NBSP}UAH will be returned" in ann.screen
    assert f"900{NBSP}UAH will be returned" in bob.screen
    assert [row["reason"] for row in await pool.fetch("SELECT reason FROM refunds")] == ["event_cancelled"] * 2
    assert await pool.fetchval("SELECT sum(amount_minor)::bigint FROM refunds") == 270_000
    assert await kassa.app.auditing.findings(concert) == []
    await ann.open_link(f"e{concert}")
    assert "Cancelled" in ann.screen and "🪑 Choose seats" not in ann.buttons
    await owner.tap("Back", "↩️ What goes back")
    account = next(screen for screen in reversed(owner.screens) if "▓" in screen)
    assert f"To refund: 2,700{NBSP}UAH" in account
    assert account.endswith("✅ All tickets are cancelled. Money to return by hand: /refunds")
    to_make = [screen for screen in owner.screens if "yours to make" in screen]
    assert len(to_make) == 1 and f"2,700{NBSP}UAH" in to_make[0], "one message for all, not one for each order"
    await owner.say("/audit")
    assert "cancelled the event" in owner.screen


async def test_who_refunds_an_order_meanwhile_has_its_money_in_the_sum_of_all(
    kassa: Kassa, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await buy(ann, concert, "7", "8")
    await buy(bob, concert, "9")
    await kassa.app.cancelling.cancel(PersonId(owner.id), concert, "Океан Ельзи")
    await kassa.app.returning.take_back(PersonId(owner.id), concert, OrderId(2), [TicketId(3)])
    await kassa.app.cancelling.refund_due()
    await kassa.deliver()
    (to_make,) = [screen for screen in owner.screens if "yours to make" in screen]
    assert f"2,700{NBSP}UAH" in to_make


async def test_what_goes_back_by_itself_is_nobodys_to_return(kassa: Kassa, owner: Somebody, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(
        plan(currency="XTR", tiers=(TierPlan("Front", 900), TierPlan("Back", 450)))
    )
    await buy(ann, event_id, "7")
    await ask(owner)
    await owner.say("Океан Ельзи")
    account = next(screen for screen in reversed(owner.screens) if "▓" in screen)
    assert "To refund: ⭐" in account and account.endswith("✅ All tickets are cancelled.")


async def test_a_bar_that_telegram_does_not_take_stops_nothing(
    kassa: Kassa, concert: EventId, owner: Somebody, ann: Somebody
) -> None:
    await buy(ann, concert, "7", "8")
    await ask(owner)
    kassa.telegram.faults.add(Fault(code=429, method="editMessageText", chat_id=owner.id))
    await owner.say("Океан Ельзи")
    assert any("Tickets cancelled: 2 of 2" in screen for screen in owner.screens)
    assert not any("Something went wrong" in screen for screen in owner.screens)


async def test_what_a_crash_has_left_the_sweep_refunds_once(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await buy(ann, concert, "7")
    await buy(bob, concert, "9")
    await kassa.app.cancelling.cancel(PersonId(owner.id), concert, "Океан Ельзи")
    await kassa.app.returning.end_cancelled(concert, OrderId(1))  # and here it dies
    for _ in range(2):
        await kassa.app.cancelling.refund_due()
    assert await pool.fetchval("SELECT count(*) FROM refunds") == 2
    assert await pool.fetchval("SELECT count(*) FROM tickets WHERE status = 'valid'") == 0
    assert await kassa.app.auditing.findings(concert) == []


async def test_who_is_inside_or_has_gone_out_again_gets_all_back_too_and_gifts_are_told_of(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await buy(ann, concert, "7", "8", "9")
    await pool.execute("UPDATE tickets SET admitted_at = $1 WHERE id < 3", clock())
    await pool.execute("UPDATE tickets SET left_at = $1 WHERE id = 2", clock())
    await pool.execute("UPDATE tickets SET holder_id = $1 WHERE id = 3", bob.id)
    await ask(owner)
    assert f"all tickets end (3), and 2,700{NBSP}UAH goes back" in owner.screen
    await owner.say("Океан Ельзи")
    await kassa.deliver()
    assert any("Tickets cancelled: 3 of 3" in screen for screen in owner.screens)
    assert f"2,700{NBSP}UAH will be returned" in ann.screen
    assert "❌ The event is cancelled" in bob.screen and "will be returned" not in bob.screen
    assert await pool.fetchval("SELECT sum(amount_minor)::bigint FROM refunds") == 270_000
    assert await kassa.app.auditing.findings(concert) == []
    await owner.say(f"/refund {await pool.fetchval('SELECT number FROM tickets WHERE id = 1')}")
    assert owner.screen.count("· refunded") == 3 and "inside" not in owner.screen


async def test_stars_go_back_though_one_of_an_order_is_inside(
    kassa: Kassa, pool: Pool, clock: Clock, owner: Somebody, ann: Somebody
) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(price_minor=150, currency="XTR"))
    await ann.open_link(f"e{event_id}")
    await ann.tap("Get tickets", "2", "Pay")
    await ann.pay()
    await pool.execute("UPDATE tickets SET admitted_at = $1 WHERE id = 1", clock())
    await kassa.app.cancelling.cancel(PersonId(owner.id), event_id, "Techno Night")
    await kassa.app.cancelling.refund_due()
    await kassa.app.refunding.refund_due(kassa.cashier.ask_refund)
    await kassa.telegram.settle()
    assert len(kassa.telegram.calls("refundStarPayment")) == 1
    assert await kassa.app.auditing.findings(event_id) == []


async def test_at_the_door_every_ticket_is_not_valid_any_more(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await pool.execute("UPDATE events SET allows_reentry = true")
    await buy(ann, concert, "7")
    await hire(kassa.app, bob.id)
    await bob.say("/door")
    await bob.tap("Океан Ельзи")
    number = await pool.fetchval("SELECT number FROM tickets")
    await bob.say(number)
    assert "ADMITTED" in bob.screen and "Inside: 1 of 1" in bob.screen
    await kassa.app.cancelling.cancel(PersonId(owner.id), concert, "Океан Ельзи")
    await kassa.app.cancelling.refund_due()
    await bob.say(number)
    assert "NOT VALID" in bob.screen and "Inside: 0 of 0" in bob.screen
    await bob.say("/door")
    await bob.tap("Let out")
    await bob.say(number)
    assert "NOT VALID" in bob.screen


async def test_money_that_comes_later_goes_back_too(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody
) -> None:
    await ann.open_link(f"e{concert}")
    await ann.tap("Choose seats", "Row A", "7", "Hold", "Pay")
    await kassa.app.cancelling.cancel(PersonId(owner.id), concert, "Океан Ельзи")
    await ann.pay()
    assert await pool.fetchval("SELECT count(*) FROM tickets") == 0
    assert await kassa.app.auditing.findings(concert) == []


async def test_free_tickets_end_without_money(kassa: Kassa, pool: Pool, owner: Somebody, ann: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(club_night(price_minor=0))
    await ann.open_link(f"e{event_id}")
    await ann.tap("Get tickets", "2", "free")
    await kassa.app.cancelling.cancel(PersonId(owner.id), event_id, "Techno Night")
    await kassa.app.cancelling.refund_due()
    await kassa.deliver()
    assert "Your tickets are not valid any more" in ann.screen and "returned" not in ann.screen
    assert await pool.fetchval("SELECT count(*) FROM refunds") == 0
    assert await kassa.app.auditing.findings(event_id) == []


async def test_it_is_cancelled_once_and_not_after_it_has_begun(
    kassa: Kassa, clock: Clock, concert: EventId, owner: Somebody
) -> None:
    await kassa.app.cancelling.cancel(PersonId(owner.id), concert, "Океан Ельзи")
    await owner.craft(owner.last["message_id"], f"cancelask1:{concert}")
    assert owner.alert == "It has begun or is cancelled: nothing can be changed any more."
    other = await kassa.app.organizing.create_event(plan())
    clock.go(days=8)
    await owner.craft(owner.last["message_id"], f"cancelask1:{other}")
    assert owner.alert == "It has begun or is cancelled: nothing can be changed any more."


async def test_nobody_else_cancels(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    jazz = await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    await hire(kassa.app, ann.id, Role.ORGANIZER, jazz.id)
    await hire(kassa.app, bob.id)
    buyer = await kassa.meet("Cid")
    for somebody in (ann, bob, buyer):
        for data in (f"cancelask1:{concert}", f"cancelled1:{concert}"):
            await somebody.craft(somebody.last["message_id"], data)
            assert somebody.alert == STAFF_ONLY
        await somebody.say("Океан Ельзи")
    assert await pool.fetchval("SELECT status FROM events") == "published"
