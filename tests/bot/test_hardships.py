"""What goes wrong in real chats, and must not cost anybody anything."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.handlers import payment
from core.domain.event_plan import TierPlan
from core.domain.finding import Finding
from core.domain.ids import EventId, PersonId
from core.domain.payment import Charge
from core.domain.person import Person
from core.domain.ticket_code import TicketKeys, TicketSecret
from db.pool import Pool
from simulator.faults import Fault
from tests.books import assert_books_balance
from tests.bot.telegram import Kassa, Somebody
from tests.plans import KYIV, Clock, club_night, plan


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(plan())


@pytest.fixture
async def club(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(club_night())


async def hold(buyer: Somebody, event_id: EventId) -> None:
    await buyer.open_link(f"e{event_id}")
    await buyer.tap("Get tickets", "2")


async def test_after_a_declined_card_the_buyer_can_pay_again(kassa: Kassa, club: EventId, ann: Somebody) -> None:
    await hold(ann, club)
    await ann.tap("Pay")
    assert (await ann.pay(outcome="decline")).status == "refused"

    await ann.open_link(f"e{club}")
    await ann.tap("⏳ My hold")
    assert "If the payment did not go through, pay again" in ann.screen
    await ann.tap("Pay again")
    assert (await ann.pay()).status == "approved"
    assert len([photo for photo in ann.photos if "№" in photo["caption"]]) == 2


async def test_a_pre_checkout_answered_too_late_leaves_the_hold_as_it_was(
    kassa: Kassa, pool: Pool, club: EventId, ann: Somebody
) -> None:
    await hold(ann, club)
    before = await pool.fetchrow("SELECT status, expires_at FROM orders")
    await ann.tap("Pay")
    too_late = Fault(method="answerPreCheckoutQuery", code=400, text="query is too old")
    kassa.telegram.faults.add(too_late)
    kassa.telegram.payments.timeout = 0.1
    assert (await ann.pay()).status == "timeout"

    assert await pool.fetchrow("SELECT status, expires_at FROM orders") == before
    await ann.tap("Release the seats")
    assert "The seats are free again" in ann.screen


async def test_a_second_pre_checkout_answered_too_late_leaves_the_first_payment_its_time(
    kassa: Kassa, pool: Pool, club: EventId, ann: Somebody
) -> None:
    await hold(ann, club)
    await ann.tap("Pay")
    await ann.pay(outcome="decline")
    under_way = await pool.fetchrow("SELECT status, expires_at FROM orders")
    kassa.telegram.faults.add(Fault(method="answerPreCheckoutQuery", code=400, text="query is too old"))
    kassa.telegram.payments.timeout = 0.1
    assert (await ann.pay()).status == "timeout"
    assert await pool.fetchrow("SELECT status, expires_at FROM orders") == under_way


@pytest.mark.parametrize("is_too_old", [False, True])
async def test_a_database_that_is_too_slow_has_the_payment_refused_in_time_and_the_hold_left_as_it_was(
    kassa: Kassa, pool: Pool, club: EventId, ann: Somebody, monkeypatch: pytest.MonkeyPatch, is_too_old: bool
) -> None:
    """Also where Telegram has given up before."""
    monkeypatch.setattr(payment, "ANSWER_WITHIN", 0.1)
    if is_too_old:
        refused = Fault(method="answerPreCheckoutQuery", code=400, text="query is too old", when="after")
        kassa.telegram.faults.add(refused)
    await hold(ann, club)
    before = await pool.fetchrow("SELECT status, expires_at FROM orders")
    await ann.tap("Pay")
    answered, answer = asyncio.Event(), kassa.telegram.payments.answer

    def note_and_answer(*what: Any) -> None:
        answer(*what)
        answered.set()

    monkeypatch.setattr(kassa.telegram.payments, "answer", note_and_answer)
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute("SELECT FROM orders FOR UPDATE")
        paying = asyncio.create_task(ann.pay())
        async with asyncio.timeout(5):
            await answered.wait()
    paid = await paying
    assert paid.status == "refused"
    assert paid.error == "We could not check your seats in time. Nothing was charged; please pay again in a minute."
    after = await pool.fetchrow("SELECT status, expires_at FROM orders FOR UPDATE")  # behind whoever waits for it
    assert after == before


async def test_money_does_not_wait_for_a_tap_that_hangs(kassa: Kassa, club: EventId, ann: Somebody) -> None:
    await hold(ann, club)
    await ann.tap("Pay")
    go_on = asyncio.Event()
    kept = kassa.app.browsing.look

    async def hang(person_id: PersonId, finding: Finding) -> object:
        await go_on.wait()
        return await kept(person_id, finding)

    kassa.app.browsing.look = hang  # type: ignore[assignment,method-assign]
    tap = asyncio.create_task(ann.say("/events"))
    async with asyncio.timeout(5):
        assert (await ann.pay()).status == "approved"
    assert not tap.done()
    go_on.set()
    await tap


async def test_a_lost_seat_does_not_keep_the_others_from_being_held(
    concert: EventId, ann: Somebody, bob: Somebody
) -> None:
    await ann.open_link(f"e{concert}")
    await ann.tap("Choose seats", "Row A", "7", "8")
    await bob.open_link(f"e{concert}")
    await bob.tap("Choose seats", "Row A", "7", "Hold")
    await ann.tap("Hold 2 seats")
    assert ann.alert == "Already taken: A-7. Please choose others."
    await ann.tap("Hold 1 seat")
    assert "Held for you" in ann.screen


async def test_a_hold_that_ended_counts_towards_no_limit_even_if_nothing_sweeps(
    clock: Clock, concert: EventId, ann: Somebody
) -> None:
    await ann.open_link(f"e{concert}")
    await ann.tap("Choose seats", "Row A", "1", "2", "3", "4", "Hold")
    clock.go(minutes=10)
    await ann.open_link(f"e{concert}")
    await ann.tap("Choose seats", "Row A", "1")
    assert ann.alert is None
    assert "✅ 1" in ann.buttons


async def test_an_event_cancelled_meanwhile_takes_no_money(
    kassa: Kassa, pool: Pool, club: EventId, ann: Somebody
) -> None:
    await hold(ann, club)
    await ann.tap("Pay")
    await pool.execute("UPDATE events SET status = 'cancelled'")
    paid = await ann.pay()
    assert (paid.status, paid.error) == ("refused", "This event is cancelled.")


async def test_a_draft_is_shown_to_nobody(kassa: Kassa, pool: Pool, club: EventId, ann: Somebody) -> None:
    await pool.execute("UPDATE events SET status = 'draft'")
    await ann.open_link(f"e{club}")
    assert "not there any more" in ann.screen


@pytest.mark.parametrize("payload", ["2:1:1", "nonsense", "1:99:99", "1:1:x"])
async def test_money_for_nothing_that_we_know_is_recorded_and_owed_back(
    kassa: Kassa, pool: Pool, club: EventId, ann: Somebody, owner: Somebody, payload: str
) -> None:
    await kassa.receive(
        {
            "update_id": 10**6,
            "message": {
                "message_id": 10**6,
                "date": 0,
                "chat": {"id": ann.id, "type": "private"},
                "from": {"id": ann.id, "is_bot": False, "first_name": "Ann", "username": "ann", "language_code": "en"},
                "successful_payment": {
                    "currency": "UAH",
                    "total_amount": 5000,
                    "invoice_payload": payload,
                    "telegram_payment_charge_id": "strange",
                    "provider_payment_charge_id": "p",
                },
            },
        }
    )
    assert await pool.fetchval("SELECT amount_minor FROM refunds WHERE reason = 'unknown_order'") == 5000
    assert "We could not tell what this payment was for" in ann.screen
    await owner.say("/refunds")
    assert "50\N{NO-BREAK SPACE}UAH · Ann" in owner.screen


async def test_a_tap_on_a_message_that_telegram_keeps_from_us_gets_a_new_screen(ann: Somebody, kassa: Kassa) -> None:
    await kassa.receive(
        {
            "update_id": 10**6,
            "callback_query": {
                "id": "1",
                "from": {"id": ann.id, "is_bot": False, "first_name": "Ann", "username": "ann", "language_code": "en"},
                "chat_instance": "1",
                "message": {"message_id": 1, "date": 0, "chat": {"id": ann.id, "type": "private"}},
                "data": "events1:1",
            },
        }
    )
    assert "Upcoming events" in ann.screen


async def test_an_apology_is_seen_even_if_the_tap_was_answered(kassa: Kassa, club: EventId, ann: Somebody) -> None:
    await hold(ann, club)
    kassa.telegram.faults.add(Fault(method="sendInvoice", code=400, text="BOT_METHOD_INVALID"))
    await ann.tap("Pay")
    assert ann.screen == "Something went wrong on our side. Nothing was lost; please try again in a minute."


UNANSWERED = (Fault(method="answerCallbackQuery", code=429), Fault("drop", method="answerCallbackQuery"))


@pytest.mark.parametrize("fault", UNANSWERED, ids=lambda fault: fault.kind)
async def test_a_button_that_goes_on_spinning_keeps_no_screen_from_anybody(
    kassa: Kassa, club: EventId, ann: Somebody, fault: Fault
) -> None:
    await ann.open_link(f"e{club}")
    await ann.tap("Get tickets")
    kassa.telegram.faults.add(replace(fault))
    await ann.tap("2")
    assert "Held for you" in ann.screen
    await ann.tap("Release the seats")
    assert "The seats are free again" in ann.screen


@pytest.mark.parametrize("fault", UNANSWERED, ids=lambda fault: fault.kind)
async def test_an_alert_that_does_not_get_through_becomes_a_message(
    kassa: Kassa, concert: EventId, ann: Somebody, fault: Fault
) -> None:
    await ann.open_link(f"e{concert}")
    await ann.tap("Choose seats", "Row A", "1", "2", "3", "4")
    kassa.telegram.faults.add(replace(fault))
    await ann.tap("5")
    assert ann.screen == "At most 4 tickets per person for this event, with those you have already."


async def test_a_hold_is_shown_though_the_picture_of_the_hall_cannot_be_taken_away(
    kassa: Kassa, concert: EventId, ann: Somebody
) -> None:
    await ann.open_link(f"e{concert}")
    await ann.tap("Choose seats", "Row A", "1")
    kassa.telegram.faults.add(Fault(method="deleteMessage", code=429))
    await ann.tap("Hold")
    assert "Held for you" in ann.screen, "and no apology"
    await ann.tap("Release the seats")
    assert "The seats are free again" in ann.screen


async def test_an_amount_that_telegram_does_not_take_is_said_and_the_hold_stays(
    kassa: Kassa, pool: Pool, club: EventId, ann: Somebody
) -> None:
    await hold(ann, club)
    kassa.telegram.faults.add(Fault(method="sendInvoice", code=400, text="CURRENCY_TOTAL_AMOUNT_INVALID"))
    await ann.tap("Pay")
    assert "cannot be paid in one payment here. Please choose fewer tickets" in ann.screen
    assert await pool.fetchval("SELECT status FROM orders") == "held"


async def test_staff_asked_for_a_number_may_scan_all_the_same(
    kassa: Kassa, concert: EventId, club: EventId, ann: Somebody, owner: Somebody
) -> None:
    await ann.open_link(f"e{concert}")
    await ann.tap("Choose seats", "Row A", "1", "Hold", "Pay")
    await ann.pay()
    await owner.say("/door")
    await owner.tap("Океан Ельзи")
    await owner.open_link(f"e{club}")
    await owner.tap("Get tickets")
    await owner.send_photo(ann.photo_bytes(ann.photos[-1]))
    assert "ADMITTED" in owner.screen


async def test_a_card_with_many_tiers_and_long_words_still_fits(kassa: Kassa, ann: Somebody) -> None:
    tiers = tuple(TierPlan(f"Category number {n} with a long name", 10_000 + n) for n in range(20))
    venue = replace(KYIV, name="Palace of " * 90, city="City of " * 90, address="Street of " * 90)
    event_id = await kassa.app.organizing.create_event(
        plan(title="Т" * 120, description="слово " * 1000, venue=venue, tiers=(*plan().tiers, *tiers))
    )
    await ann.open_link(f"e{event_id}")
    assert "Т" * 120 in ann.screen
    assert "Front · 900" in ann.screen


async def test_a_link_with_more_behind_it_opens_the_menu(club: EventId, ann: Somebody) -> None:
    await ann.open_link(f"e{club}_promo")
    assert "Hello, Ann" in ann.screen


async def test_a_name_that_moved_to_somebody_else_is_theirs(kassa: Kassa) -> None:
    await kassa.app.people.meet(Person(PersonId(71), "Old Max", "max", "en"))
    await kassa.app.people.meet(Person(PersonId(72), "New Max", "Max", "en"))
    found = [await kassa.app.people.find(PersonId(number)) for number in (71, 72)]
    assert [person.username for person in found if person] == [None, "Max"]


async def test_what_another_version_wrote_keeps_nothing_from_anybody(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody, bob: Somebody
) -> None:
    await pool.execute(
        "INSERT INTO messages (recipient_id, kind, body, due_at) VALUES ($1, 'of_tomorrow', '{}', $2)", ann.id, clock()
    )
    await hold(bob, club)
    await bob.tap("Pay")
    await bob.pay()
    assert len([photo for photo in bob.photos if "№" in photo["caption"]]) == 2


async def test_another_amount_than_the_orders_is_owed_back(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody
) -> None:
    await hold(ann, club)
    order_id = await pool.fetchval("SELECT id FROM orders")
    await kassa.app.settling.complete_payment(Charge(club, order_id, PersonId(ann.id), "c", "p", 2, "UAH"))
    await kassa.deliver()
    assert "was not that of the order" in ann.screen
    assert (await assert_books_balance(pool, club, clock())).sold == 0


async def test_secrets_are_in_no_repr(kassa: Kassa, club: EventId, ann: Somebody) -> None:
    assert "kkkk" not in repr(TicketKeys.parse("1:" + "k" * 32))
    await hold(ann, club)
    await ann.tap("Pay")
    await ann.pay()
    [group] = await kassa.app.ticketing.mine(PersonId(ann.id))
    ticket = group.tickets[0]
    for shown in (ticket, TicketSecret(club, ticket.secret)):
        assert repr(ticket.secret) not in repr(shown)
