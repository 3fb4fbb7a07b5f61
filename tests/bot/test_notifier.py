"""The outbox speaks through a Telegram that refuses, breaks off and limits."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties

from bot.budget import CHAT_BURST, SendBudget
from bot.dispatcher import build_notifier
from bot.notifier import Notifier
from bot.paid_broadcast import PaidBroadcast
from core.app import build_app
from core.domain.ids import EventId, OrderId, PersonId, SectionId
from core.domain.message import Channel, Delivery, HoldExpired, OrderPaid, SaleOpened
from core.domain.payment import Charge
from core.services.messaging import AT_ONCE_MAX, BULK_AT_ONCE_MAX, CLAIM_TTL, Messaging
from db import messages
from db.pool import Pool
from simulator.faults import Fault
from simulator.session import DirectSession
from tests.bot.telegram import Kassa, Somebody
from tests.plans import Clock, club_night, settings_for_tests

SENDS = ("sendMessage", "sendPhoto")


@pytest.fixture
async def club(kassa: Kassa) -> EventId:
    return await kassa.app.organizing.create_event(club_night())


async def buy(kassa: Kassa, club: EventId, buyer: Somebody, quantity: int = 1) -> OrderId:
    """Paid for, and nothing of it said yet: the outbox has one message for the order and one for each ticket."""
    app, person = kassa.app, PersonId(buyer.id)
    order = await app.seating.hold_quantity(club, person, SectionId(1), quantity)
    await app.checkout.begin_payment(club, order.id, person, order.total_minor, order.currency)
    name = f"charge-{order.id}"
    await app.settling.complete_payment(Charge(club, order.id, person, name, name, order.total_minor, order.currency))
    return order.id


def told(buyer: Somebody) -> list[str]:
    """What the buyer got since Start: the order and the tickets."""
    return ["ticket" if "photo" in message else "order" for message in buyer.messages[2:]]


async def outbox(pool: Pool) -> list[dict[str, Any]]:
    return [dict(row) for row in await pool.fetch("SELECT * FROM messages ORDER BY id")]


async def due_in(pool: Pool, clock: Clock) -> list[timedelta]:
    """How long the messages that are still to be sent are put off."""
    waiting = [row for row in await outbox(pool) if row["sent_at"] is None and row["failed_at"] is None]
    return [row["due_at"] - clock() for row in waiting]


async def test_a_chat_that_is_limited_is_left_alone_for_as_long_as_telegram_says_and_keeps_its_order(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody
) -> None:
    await buy(kassa, club, ann, 2)
    kassa.telegram.faults.add(Fault(method="sendMessage", chat_id=ann.id, code=429, retry_after=35))
    await kassa.deliver()
    assert told(ann) == []
    assert (await due_in(pool, clock))[0] == timedelta(seconds=35)

    clock.go(minutes=34.9 / 60)
    await kassa.deliver()
    assert told(ann) == [], "retrying within retry_after would lengthen it"
    clock.go(minutes=0.2 / 60)
    await kassa.deliver()
    assert told(ann) == ["order", "ticket", "ticket"]


async def test_a_limit_in_the_middle_holds_back_what_comes_after(
    kassa: Kassa, clock: Clock, club: EventId, ann: Somebody
) -> None:
    await buy(kassa, club, ann, 3)
    kassa.telegram.faults.add(Fault(method="sendPhoto", code=429, retry_after=5))
    await kassa.deliver()
    assert told(ann) == ["order"]
    clock.go(minutes=5 / 60)
    await kassa.deliver()
    assert told(ann) == ["order", "ticket", "ticket", "ticket"]
    numbers = [photo["caption"].rpartition("№ ")[2] for photo in ann.photos]
    [group] = await kassa.app.ticketing.mine(PersonId(ann.id))
    assert [number.replace("-", "") for number in numbers] == [ticket.number for ticket in group.tickets]


async def test_one_limited_chat_holds_up_no_other(kassa: Kassa, club: EventId, ann: Somebody, bob: Somebody) -> None:
    for buyer in (ann, bob):
        await buy(kassa, club, buyer)
    kassa.telegram.faults.add(Fault(chat_id=ann.id, code=429, retry_after=35, count=None))
    await kassa.deliver()
    assert (told(ann), told(bob)) == ([], ["order", "ticket"])


@pytest.mark.parametrize(
    "fault",
    [*(Fault(code=code, count=None) for code in (500, 502, 401, 404)), Fault(kind="drop", count=None)],
    ids=["500", "502", "401", "404", "drop"],
)
async def test_an_outage_is_waited_out_with_growing_pauses(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody, fault: Fault
) -> None:
    await buy(kassa, club, ann)
    kassa.telegram.faults.add(fault)
    pauses = []
    for _ in range(12):
        await kassa.deliver()
        pauses.append((await due_in(pool, clock))[0].total_seconds())
        clock.now += timedelta(seconds=pauses[-1])
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]

    kassa.telegram.faults.clear()
    await kassa.deliver()
    assert told(ann) == ["order", "ticket"]


async def test_an_edit_whose_answer_was_lost_is_not_said_twice(
    kassa: Kassa, clock: Clock, club: EventId, ann: Somebody
) -> None:
    """The hold's own message was changed, but the connection broke before we heard so."""
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "1", "Pay")
    kassa.telegram.faults.add(Fault(kind="drop", method="editMessageText", when="after"))
    await ann.pay()
    clock.go(minutes=1)
    await kassa.deliver()
    assert sum("Paid: " in screen for screen in ann.screens) == 1
    assert len(ann.photos) == 1


@pytest.mark.parametrize("fault", [Fault(code=429), Fault("drop")], ids=["429", "drop"])
async def test_what_was_said_is_not_said_twice_because_the_older_message_could_not_be_removed(
    kassa: Kassa, clock: Clock, club: EventId, ann: Somebody, fault: Fault
) -> None:
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "1")
    clock.go(minutes=8)
    await kassa.app.seating.nudge_due()
    kassa.telegram.faults.add(replace(fault, method="deleteMessage"))
    for _ in range(2):
        await kassa.deliver()
        clock.go(minutes=0.1)
    said = [call.parameters["text"] for call in kassa.telegram.calls("sendMessage")]
    assert sum("Your hold ends at" in text for text in said) == 1


async def test_an_invoice_that_cannot_be_removed_yet_goes_before_the_end_of_its_hold_is_told(
    kassa: Kassa, clock: Clock, club: EventId, ann: Somebody
) -> None:
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "1", "Pay")
    clock.go(minutes=10)
    await kassa.app.seating.release_due()
    kassa.telegram.faults.add(Fault(method="deleteMessage", code=429))
    for _ in range(2):
        await kassa.deliver()
        clock.go(minutes=0.1)
    assert not any("invoice" in message for message in ann.messages)
    assert sum("Your hold has ended" in screen for screen in ann.screens) == 1


async def test_what_waits_for_whoever_stopped_the_bot_comes_when_they_are_back(
    kassa: Kassa, pool: Pool, club: EventId, ann: Somebody, bob: Somebody
) -> None:
    for buyer in (ann, bob):
        await buy(kassa, club, buyer, 2)
    await kassa.telegram.block(ann.id)
    await kassa.deliver()
    assert told(bob) == ["order", "ticket", "ticket"]
    rows = [row for row in await outbox(pool) if row["recipient_id"] == ann.id]
    assert [row["sent_at"] or row["failed_at"] for row in rows] == [None] * 3
    assert [row["attempts"] for row in rows] == [1, 0, 0], "nothing is tried in vain"
    await kassa.deliver()
    assert [row["attempts"] for row in await outbox(pool) if row["recipient_id"] == ann.id] == [1, 0, 0]

    await kassa.telegram.unblock(ann.id)
    assert told(ann) == ["order", "ticket", "ticket"]
    assert await pool.fetchval("SELECT count(*) FROM people WHERE blocked_at IS NOT NULL") == 0


async def test_a_hold_that_ended_while_the_bot_was_stopped_is_no_news_any_more(
    kassa: Kassa, clock: Clock, club: EventId, ann: Somebody
) -> None:
    await kassa.app.seating.hold_quantity(club, PersonId(ann.id), SectionId(1), 1)
    await kassa.telegram.block(ann.id)
    clock.go(minutes=10)
    await kassa.app.seating.release_due()
    await kassa.deliver()
    await kassa.telegram.unblock(ann.id)
    assert not any("Your hold has ended" in screen for screen in ann.screens)


async def test_whoever_writes_again_is_back_even_if_nobody_told_us(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody
) -> None:
    kassa.telegram.faults.add(Fault(method="sendMessage", chat_id=ann.id, code=403))
    await buy(kassa, club, ann)
    await kassa.deliver()
    assert await pool.fetchval("SELECT blocked_at FROM people WHERE id = $1", ann.id) == clock()
    await ann.say("/help")
    assert "Paid: " in "".join(ann.screens)
    assert len(ann.photos) == 1


async def test_whoever_left_telegram_is_written_off(kassa: Kassa, pool: Pool, club: EventId, ann: Somebody) -> None:
    kassa.telegram.faults.add(Fault(chat_id=ann.id, code=403, text="user is deactivated", count=None))
    await buy(kassa, club, ann)
    await kassa.deliver()
    assert all("deactivated" in row["failure"] for row in await outbox(pool))


async def test_after_a_block_the_tickets_are_still_under_my_tickets(kassa: Kassa, club: EventId, ann: Somebody) -> None:
    await buy(kassa, club, ann)
    await kassa.telegram.block(ann.id)
    await kassa.deliver()
    await ann.say("/start")
    await ann.tap("My tickets", "Techno Night · 1", "Show the codes")
    assert "№" in ann.last["caption"]


async def test_one_chat_gets_a_burst_and_then_its_share_while_others_are_not_held_up() -> None:
    """Measured by the limiters' own clock, without waiting: who would have to wait, and who would not."""
    budget = SendBudget(per_second=1000, per_chat=0.001)
    for _ in range(CHAT_BURST):
        async with asyncio.timeout(1), budget.share(1):
            pass
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05), budget.share(1):
            pass
    async with asyncio.timeout(1), budget.share(2):
        pass


async def test_all_chats_together_get_no_more_than_their_share() -> None:
    budget = SendBudget(per_second=0.01, per_chat=1000)
    async with asyncio.timeout(1), budget.share(1):
        pass
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05), budget.share(2):
            pass


async def test_chats_that_have_been_quiet_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.budget.CHATS_REMEMBERED", 10)
    budget = SendBudget(per_second=1e6, per_chat=1e6)
    for chat_id in range(100):
        async with budget.share(chat_id):
            pass
    assert len(budget._chats) < 20


async def test_a_telegram_with_its_real_limits_is_never_exceeded(
    kassa: Kassa, redis: Any, pool: Pool, clock: Clock
) -> None:
    """Six messages for each of three people: the simulator counts as Telegram does, and refuses what is too much."""
    club = await kassa.app.organizing.create_event(club_night())
    for name in ("Ann", "Bob", "Cat"):
        await buy(kassa, club, await kassa.meet(name), 4)
    settings = settings_for_tests(sends_per_second=25.0, sends_per_chat=1.0)
    notifier = build_notifier(kassa.bot, build_app(pool, redis, settings, clock), settings)
    kassa.telegram.limits.switch(burst=CHAT_BURST)
    await kassa.app.messaging.deliver_due(notifier.deliver)
    assert not [call for call in kassa.telegram.calls() if call.status == 429]
    assert all(row["sent_at"] for row in await outbox(pool))


async def test_paid_messages_are_not_held_up_and_answers_to_people_are_not_paid_for(
    kassa: Kassa, redis: Any, pool: Pool, clock: Clock
) -> None:
    club = await kassa.app.organizing.create_event(club_night())
    for name in ("Ann", "Bob", "Cat"):
        await buy(kassa, club, await kassa.meet(name), 4)
    assert not any("allow_paid_broadcast" in call.parameters for call in kassa.telegram.calls())
    settings = settings_for_tests(sends_per_second=1000.0, sends_per_chat=1000.0)
    kassa.bot.session.middleware(PaidBroadcast())
    notifier = build_notifier(kassa.bot, build_app(pool, redis, settings, clock), settings)
    kassa.telegram.limits.switch(per_second=2, per_chat=None)
    before = kassa.telegram.calls()[-1].number
    await kassa.app.messaging.deliver_due(notifier.deliver)
    sent = [call for call in kassa.telegram.calls(since=before) if call.method.startswith("send")]
    assert len(sent) >= 5
    assert all(call.status == 200 and call.parameters["allow_paid_broadcast"] for call in sent)


async def test_two_notifiers_at_once_send_nothing_twice(
    kassa: Kassa, pool: Pool, redis: Any, clock: Clock, club: EventId
) -> None:
    buyers = [await kassa.meet(f"Buyer{n}") for n in range(8)]
    for buyer in buyers:
        await buy(kassa, club, buyer, 2)
    other = another_notifier(kassa, pool, redis, clock)
    notifiers = [kassa.notifier, other] * 2
    await asyncio.gather(*(kassa.app.messaging.deliver_due(one.deliver) for one in notifiers))
    sent = Counter((call.method, call.chat_id) for method in SENDS for call in kassa.telegram.calls(method))
    for buyer in buyers:
        assert told(buyer) == ["order", "ticket", "ticket"]
        assert sent["sendPhoto", buyer.id] == 2
    assert all(row["attempts"] == 1 for row in await outbox(pool))


def another_notifier(kassa: Kassa, pool: Pool, redis: Any, clock: Clock) -> Notifier:
    """As in another process: nothing is shared but the database."""
    bot = Bot(kassa.telegram.token, DirectSession(kassa.telegram), DefaultBotProperties(parse_mode="HTML"))
    return build_notifier(bot, build_app(pool, redis, settings_for_tests(), clock), settings_for_tests())


async def test_a_notifier_that_died_before_sending_is_replaced_when_its_claim_ends(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody
) -> None:
    await buy(kassa, club, ann)
    [claimed] = await messages.claim_due(
        pool, Channel.CHAT, clock(), clock() + CLAIM_TTL, 30, 30
    )  # and then nothing: kill -9
    clock.now += CLAIM_TTL - timedelta(seconds=1)
    await kassa.deliver()
    assert told(ann) == [], "somebody may still be sending it"
    clock.go(minutes=1 / 60)
    await kassa.deliver()
    assert told(ann) == ["order", "ticket"]
    assert [row["attempts"] for row in await outbox(pool)] == [2, 1]
    assert isinstance(claimed.message, OrderPaid)


async def test_a_slow_send_to_one_person_holds_up_nobody_else(kassa: Kassa, club: EventId) -> None:
    slow, quick = [await kassa.meet(name) for name in ("Slow", "Quick")]
    for buyer in (slow, quick):
        await buy(kassa, club, buyer)
    answered = asyncio.Event()

    async def deliver(delivery: Delivery) -> None:
        if delivery.recipient_id == slow.id:
            await answered.wait()
        await kassa.notifier.deliver(delivery)
        if told(quick) == ["order", "ticket"]:
            answered.set()

    async with asyncio.timeout(10):
        await kassa.app.messaging.deliver_due(deliver)
    assert told(slow) == ["order", "ticket"]


async def test_what_is_written_while_a_send_hangs_does_not_wait_for_it(
    kassa: Kassa, club: EventId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.services.messaging.LOOK_AGAIN", 0.01)
    slow, quick = [await kassa.meet(name) for name in ("Slow", "Quick")]
    await buy(kassa, club, slow)
    hangs, answered = asyncio.Event(), asyncio.Event()

    async def deliver(delivery: Delivery) -> None:
        if delivery.recipient_id == slow.id:
            hangs.set()
            await answered.wait()
        await kassa.notifier.deliver(delivery)
        if told(quick) == ["order", "ticket"]:
            answered.set()

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        delivering = group.create_task(kassa.app.messaging.deliver_due(deliver))
        await hangs.wait()
        await buy(kassa, club, quick)
    assert delivering.result() == 4
    assert told(slow) == ["order", "ticket"]


async def test_a_ticket_waits_behind_nobody_of_a_crowd_and_the_crowd_not_until_all_tickets_are_sent(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody
) -> None:
    crowd = [PersonId(number) for number in range(1000, 1000 + 4 * AT_ONCE_MAX)]
    await messages.add_to_all(pool, crowd, SaleOpened(club), clock())
    begun, done = list[type[object]](), asyncio.Semaphore(0)

    async def deliver(delivery: Delivery) -> None:
        begun.append(type(delivery.message))
        if len(begun) == BULK_AT_ONCE_MAX:  # as many of the crowd as may be sent at once
            await buy(kassa, club, ann)
            done.release()
        await done.acquire()
        done.release()

    async with asyncio.timeout(30):
        await kassa.app.messaging.deliver_due(deliver)
    assert len(begun) == len(crowd) + 2
    assert begun[:BULK_AT_ONCE_MAX] == [SaleOpened] * BULK_AT_ONCE_MAX
    assert OrderPaid in begun[BULK_AT_ONCE_MAX : BULK_AT_ONCE_MAX + 2]

    for person_id in crowd:
        await messages.add(pool, PersonId(10 * person_id), HoldExpired(club, OrderId(1)), clock())
    await messages.add_to_all(pool, crowd, SaleOpened(club), clock())
    begun.clear()
    await kassa.app.messaging.deliver_due(deliver)
    assert Counter(begun[: AT_ONCE_MAX + BULK_AT_ONCE_MAX]) == {HoldExpired: AT_ONCE_MAX, SaleOpened: BULK_AT_ONCE_MAX}


async def test_a_stop_in_the_middle_of_a_send_loses_nothing(
    kassa: Kassa, clock: Clock, club: EventId, ann: Somebody
) -> None:
    await buy(kassa, club, ann)
    sending = asyncio.Event()

    async def hang(delivery: object) -> None:
        sending.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(kassa.app.messaging.deliver_due(hang))
    await sending.wait()
    task.cancel()
    await asyncio.wait([task])
    clock.now += CLAIM_TTL
    await kassa.deliver()
    assert told(ann) == ["order", "ticket"]


async def test_a_ticket_picture_is_uploaded_once_and_sent_by_its_id_afterwards(
    kassa: Kassa, pool: Pool, club: EventId, ann: Somebody
) -> None:
    await buy(kassa, club, ann)
    await kassa.deliver()
    for _ in range(3):
        await ann.say("/tickets")
        await ann.tap("Techno Night · 1", "Show the codes")
    photos = kassa.telegram.calls("sendPhoto", ann.id)
    assert [len(call.uploads) for call in photos] == [1, 0, 0, 0]
    assert len({message["photo"][-1]["file_id"] for message in ann.photos}) == 1


@pytest.mark.parametrize("file_id", ["nonsense", "AgACAgIAAxkBAAIBZ"])
async def test_a_picture_that_telegram_does_not_know_any_more_is_uploaded_again(
    kassa: Kassa, pool: Pool, club: EventId, ann: Somebody, file_id: str
) -> None:
    """Such as after a move to another bot: file ids are a bot's own."""
    await buy(kassa, club, ann)
    await kassa.deliver()
    await pool.execute("UPDATE tickets SET picture_file_id = $1", file_id)
    before = len(ann.photos)
    await ann.say("/tickets")
    await ann.tap("Techno Night · 1", "Show the codes")
    assert len(ann.photos) == before + 1
    [group] = await kassa.app.ticketing.mine(PersonId(ann.id))
    assert group.tickets[0].picture_file_id == ann.photos[-1]["photo"][-1]["file_id"]


async def test_a_message_goes_out_in_the_language_of_its_reader(kassa: Kassa, club: EventId) -> None:
    oksana = await kassa.meet("Oksana", "uk")
    await buy(kassa, club, oksana)
    await kassa.deliver()
    assert "Сплачено" in oksana.screens[-2] or "Оплачено" in oksana.screens[-2]


async def test_the_end_of_a_hold_is_told_even_if_its_message_was_deleted(
    kassa: Kassa, clock: Clock, club: EventId, ann: Somebody
) -> None:
    await ann.tap("🎟 Events", "Techno Night", "Get tickets", "1")
    clock.go(minutes=10)
    await kassa.app.seating.release_due()
    kassa.telegram.faults.add(Fault(method="editMessageText", code=400, text="message to edit not found"))
    await kassa.deliver()
    assert "Your hold has ended" in ann.screen


async def test_a_message_that_cannot_be_made_holds_up_nobody_else(
    kassa: Kassa, pool: Pool, clock: Clock, club: EventId, ann: Somebody, bob: Somebody
) -> None:
    await messages.add(pool, PersonId(ann.id), HoldExpired(club, OrderId(999)), clock())
    await buy(kassa, club, bob)
    await kassa.deliver()
    assert told(bob) == ["order", "ticket"]
    [row] = [row for row in await outbox(pool) if row["recipient_id"] == ann.id]
    assert row["sent_at"] is None


async def test_run_wakes_at_once_goes_on_after_an_error_and_stops_when_cancelled(
    kassa: Kassa, club: EventId, ann: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.notifier.POLL_EVERY", 60)
    done, deliver_due = asyncio.Event(), kassa.app.messaging.deliver_due
    failures = [OSError("the database is away")]

    async def watched(self: Messaging, deliver: Any) -> int:
        if failures:
            done.set()
            raise failures.pop()
        sent = await deliver_due(deliver)
        done.set()
        return sent

    monkeypatch.setattr(Messaging, "deliver_due", watched)
    task = asyncio.create_task(kassa.notifier.run())
    async with asyncio.timeout(5):
        await done.wait()
        done.clear()
        await buy(kassa, club, ann)
        kassa.notifier.wake()
        await done.wait()
    assert told(ann) == ["order", "ticket"]
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
