"""The queue as people meet it: from the card to a place, to a turn, to tickets; and the organizer's knobs."""

import json
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from bot.screens.queue import where
from bot.texts import texts
from core.domain.draw import Proof
from core.domain.event_plan import Block, TierPlan
from core.domain.ids import EventId, PersonId, SeatId, SectionId
from core.domain.person import LANGUAGES, Role
from core.domain.queue import Knob, QueueFigures, QueueMode, QueueView
from core.services.calling import IN_OUTBOX_MAX
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody, words
from tests.plans import CLOCK_START, Clock, club_night, plan
from tests.teams import hire

OWNER = PersonId(2001)
ALERT_MAX = 200


async def with_queue(kassa: Kassa, event_id: EventId, *, rate: int = 10) -> EventId:
    await kassa.app.regulating.set_mode(OWNER, event_id, QueueMode.ON)
    await kassa.app.regulating.turn(OWNER, event_id, Knob.RATE, rate)
    return event_id


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    """Two tiers, on sale, with a queue that calls ten a minute."""
    tiers = (TierPlan("Front", 90_000), TierPlan("Back", 45_000))
    rows = Block("Stalls", 2, 10, ("Front", "Back"))
    return await with_queue(kassa, await kassa.app.organizing.create_event(plan(tiers=tiers, sections=(rows,))))


@pytest.fixture
async def soon(kassa: Kassa) -> EventId:
    """On sale in an hour."""
    opens = CLOCK_START + timedelta(hours=1)
    return await with_queue(kassa, await kassa.app.organizing.create_event(plan(sale_starts_at=opens)), rate=600)


async def sweep(kassa: Kassa, clock: Clock, seconds: int = 1) -> None:
    for _ in range(seconds):
        clock.go(minutes=1 / 60)
        await kassa.app.calling.call_due()
        await kassa.deliver()


async def wait_behind(kassa: Kassa, event_id: EventId, number: int) -> None:
    """So many strangers are in the queue first."""
    for person in range(number):
        await kassa.app.queueing.join(event_id, PersonId(7_000 + person))


async def test_from_the_card_into_the_queue_to_a_turn_and_to_tickets(
    kassa: Kassa, ann: Somebody, concert: EventId, clock: Clock
) -> None:
    await wait_behind(kassa, concert, 3)
    await ann.tap("🎟 Events", "Океан Ельзи")
    assert "🪑 Choose seats" not in ann.buttons
    await ann.tap("🚶 Join the queue")
    assert "You are number 4 in the queue" in ann.screen
    assert "We can say how long once the queue moves" in ann.screen
    assert "Free seats at this moment: 20" in ann.screen and "you then have 10 minutes to choose" in ann.screen
    await sweep(kassa, clock, 7)
    await ann.tap("📍 Where am I?")
    assert ann.alert == "You are number 2 of 2. About 0 min to 1 min, as fast as it goes now. Free seats: 20."
    number = len(ann.messages)
    await sweep(kassa, clock, 12)
    assert len(ann.messages) == number + 1
    assert "It is your turn, until 14:10" in ann.screen and ann.buttons[0] == "🪑 Choose seats"
    await ann.tap("📍 Where am I?")
    assert ann.alert == "It is your turn, until 14:10!"
    await ann.tap("🪑 Choose seats", "Row A", "1", "Hold 1 seat", "Pay")
    await ann.pay()
    assert len(ann.photos) > 0
    await ann.say("/events")
    await ann.tap("Океан Ельзи")
    assert "🚶 Join the queue" in ann.buttons and "🪑 Choose seats" not in ann.buttons, "buying has ended the turn"


async def test_a_crafted_tap_without_a_turn_is_told_why_and_where_to_go(
    kassa: Kassa, ann: Somebody, concert: EventId
) -> None:
    for payload in (
        f"hall1:{concert}",
        f"best1:{concert}:1:2",
        f"bestrow1:{concert}:1:0:2",
        f"split1:{concert}:1:2",
        f"holdn1:{concert}:1:1",
    ):
        await ann.craft(ann.last["message_id"], payload)
        assert ann.alert and ann.alert.startswith("There is a queue for this event, and it is not your turn yet.")
        assert "There is a queue" in ann.screen and ann.buttons[0] == "🚶 Join the queue"
    await kassa.app.seating.toggle(concert, PersonId(ann.id), SeatId(1))
    await ann.craft(ann.last["message_id"], f"hold1:{concert}")
    assert ann.alert and ann.alert.startswith("There is a queue")


async def test_leaving_gives_the_place_back_and_the_turn(
    kassa: Kassa, ann: Somebody, concert: EventId, clock: Clock
) -> None:
    await wait_behind(kassa, concert, 5)
    await ann.tap("🎟 Events", "Океан Ельзи", "Join the queue", "‹ Back")
    assert "🚶 My place in the queue" in ann.buttons
    await ann.tap("🚶 My place in the queue", "✖️ Leave the queue")
    assert ann.toast == "You have left the queue." and "🚶 Join the queue" in ann.buttons
    await ann.tap("🚶 Join the queue")
    await sweep(kassa, clock, 60)
    await ann.tap("✖️ Give the turn back")
    assert ann.toast == "The turn goes to the next in the queue."
    assert "🚶 Join the queue" in ann.buttons and "🪑 Choose seats" not in ann.buttons


async def test_a_turn_that_passes_is_told_and_a_stale_message_is_not_sent(
    kassa: Kassa, pool: Pool, ann: Somebody, concert: EventId, clock: Clock
) -> None:
    await ann.tap("🎟 Events", "Океан Ельзи", "Join the queue")
    await sweep(kassa, clock)
    assert "It is your turn" in ann.screen
    clock.go(minutes=10)
    await sweep(kassa, clock)
    assert "Your turn has passed" in ann.screen
    await ann.tap("🪑 Choose seats")
    assert ann.alert and "not your turn" in ann.alert
    await ann.tap("🚶 Join the queue")
    await kassa.app.calling.call_due()
    await ann.tap("Leave the queue")
    screen = ann.screen
    await kassa.deliver()
    assert ann.screen == screen, "the turn was given back before it was told of"
    assert not await pool.fetchval("SELECT count(*) FROM messages WHERE sent_at IS NULL AND failed_at IS NULL")


async def test_a_wish_is_asked_in_one_message_and_held_when_the_turn_comes(
    kassa: Kassa, ann: Somebody, concert: EventId, clock: Clock
) -> None:
    await wait_behind(kassa, concert, 5)
    await ann.tap("🎟 Events", "Океан Ельзи", "Join the queue")
    number = len(ann.messages)
    await ann.tap("📝 My wish")
    assert ann.buttons == ["1", "2", "3", "4", "No wish", "‹ Back"]
    await ann.tap("2")
    assert ann.buttons == [
        "Any category",
        "Any category up to 450\N{NO-BREAK SPACE}UAH",
        "Front · 900\N{NO-BREAK SPACE}UAH",
        "Back · 450\N{NO-BREAK SPACE}UAH",
        "‹ Back",
    ]
    await ann.tap("Back · 450", "👥 Only together")
    assert "📝 2 tickets · Back · up to 450\N{NO-BREAK SPACE}UAH each · together" in ann.screen
    assert len(ann.messages) == number
    await sweep(kassa, clock, 60)
    assert "Your turn, and your wish: held until" in ann.screen
    assert "row B" in ann.screen and "Total: 900" in ann.screen
    await ann.tap("Pay 900")
    await ann.pay()
    assert len(ann.photos) >= 2


async def test_a_wish_that_cannot_be_had_leaves_the_turn_to_choose_by_hand(
    kassa: Kassa, ann: Somebody, concert: EventId, clock: Clock
) -> None:
    await wait_behind(kassa, concert, 5)
    await ann.tap(
        "🎟 Events", "Океан Ельзи", "Join the queue", "📝 My wish", "2", "Any category up to", "Apart is fine too"
    )
    await kassa.app.pricing.change(OWNER, concert, 2, "2000")  # type: ignore[arg-type]
    await sweep(kassa, clock, 60)
    assert "It is your turn" in ann.screen and "There was nothing that fits your wish" in ann.screen
    await ann.tap("🪑 Choose seats", "Row A", "1", "Hold 1 seat")
    assert "Held for you until" in ann.screen


async def test_a_wish_can_be_taken_back(kassa: Kassa, ann: Somebody, concert: EventId) -> None:
    await ann.tap("🎟 Events", "Океан Ельзи", "Join the queue", "📝 My wish", "1", "Any category")
    assert "📝 1 ticket" in ann.screen and "together" not in ann.screen
    await ann.tap("📝 My wish", "No wish")
    assert "📝" not in ann.screen


async def test_before_the_sale_one_joins_the_draw_and_can_check_it_afterwards(
    kassa: Kassa, ann: Somebody, bob: Somebody, soon: EventId, clock: Clock
) -> None:
    await ann.tap("🎟 Events", "Океан Ельзи")
    assert "🚶 Join the queue" in ann.buttons and "🔔 Remind me when the sale opens" in ann.buttons
    await ann.craft(ann.last["message_id"], f"queue1:{soon}")
    assert "There will be a queue" in ann.screen and "takes part in a draw" in ann.screen
    await ann.tap("🚶 Join the queue")
    await wait_behind(kassa, soon, 40)
    assert "You take part in the draw" in ann.screen
    sealed = code_after(ann.screen, "seal: ")
    entry = code_after(ann.screen, "your entry: ")
    await sweep(kassa, clock)
    await ann.tap("📍 Where am I?")
    assert ann.alert == ("You take part in the draw, with 41 entries so far. It is when the sale opens: Dec 1, 15:00.")
    await ann.say("/proof")
    assert "There is no draw to check" in ann.screen
    clock.now = CLOCK_START + timedelta(hours=1)
    await sweep(kassa, clock, 4)
    await ann.tap("📍 Where am I?")
    assert ann.alert and ann.alert.startswith("The list is closed: 41 entries, hash ")
    announced = ann.alert.split("hash ")[1].split("…")[0]
    await sweep(kassa, clock, 20)
    await ann.say("/proof")
    proof = document(kassa, ann)
    await ann.tap("📄 The whole list")
    listed = document(kassa, ann)
    assert "All 41 entries" in ann.screen
    found = json.loads(proof)
    assert (found["seal"], found["entry"]) == (sealed, entry)
    assert found["list_hash"].startswith(announced) and entry in listed.decode()
    assert Proof.read(proof.decode()).flaws(listed.decode()) == []
    await bob.say("/proof")
    assert "There is no draw to check" in bob.screen


def code_after(screen: str, label: str) -> str:
    return screen.split(label)[1].split("\n")[0].strip()


def document(kassa: Kassa, somebody: Somebody) -> bytes:
    return kassa.telegram.files.read(somebody.last["document"]["file_id"])[1]


async def test_the_list_is_uploaded_once_for_everybody(
    kassa: Kassa, ann: Somebody, bob: Somebody, soon: EventId, clock: Clock
) -> None:
    for somebody in (ann, bob):
        await somebody.tap("🎟 Events", "Океан Ельзи", "Join the queue")
    clock.now = CLOCK_START + timedelta(hours=1)
    await sweep(kassa, clock, 20)
    for somebody in (ann, bob):
        await somebody.say("/proof")
        await somebody.tap("📄 The whole list")
    assert document(kassa, ann) == document(kassa, bob)
    first, second = (call.parameters["document"] for call in kassa.telegram.calls("sendDocument")[1::2])
    assert first != second and second == ann.last["document"]["file_id"]


async def test_a_list_that_telegram_has_no_more_is_uploaded_anew(
    kassa: Kassa, redis: Redis, ann: Somebody, soon: EventId, clock: Clock
) -> None:
    await ann.tap("🎟 Events", "Океан Ельзи", "Join the queue")
    clock.now = CLOCK_START + timedelta(hours=1)
    await sweep(kassa, clock, 20)
    await ann.say("/proof")
    await ann.tap("📄 The whole list")
    uploaded = document(kassa, ann)
    await redis.set(f"kassa:file:queue-list:{soon}", "as of another bot")
    await ann.say("/proof")
    await ann.tap("📄 The whole list")
    assert document(kassa, ann) == uploaded
    assert await redis.get(f"kassa:file:queue-list:{soon}") == ann.last["document"]["file_id"]


async def test_pushes_never_exceed_the_budget_and_the_front_comes_first(
    kassa: Kassa, ann: Somebody, soon: EventId, clock: Clock
) -> None:
    """Nothing is delivered here: as if Telegram took nothing."""
    await kassa.app.regulating.turn(OWNER, soon, Knob.RATE, 1500)
    clock.now = CLOCK_START + timedelta(hours=1)
    await wait_behind(kassa, soon, IN_OUTBOX_MAX + 30)
    for _ in range(60):
        clock.go(minutes=1 / 60)
        await kassa.app.calling.call_due()
    figures = await kassa.app.queueing.figures(soon)
    assert (figures.inside, figures.waiting) == (IN_OUTBOX_MAX, 30)


async def test_an_organizer_turns_it_on_sets_its_speed_and_pauses_it(
    kassa: Kassa, ann: Somebody, owner: Somebody, clock: Clock
) -> None:
    await kassa.app.organizing.create_event(club_night())
    await owner.say("/manage")
    await owner.tap("Techno Night", "🚶 Queue")
    assert "Off: everybody buys at once" in owner.screen and "✓ Off" in owner.buttons
    await owner.tap("On")
    assert "On: whoever wants to buy needs a turn" in owner.screen and "rate: 300 a minute" in owner.screen
    await owner.tap("⏩ ↓ 200", "🚪 ↑ 750", "⏱ ↓ 7")
    for line in ("rate: 200 a minute", "inside at once: 750", "a turn: 7 min"):
        assert line in owner.screen
    await ann.tap("🎟 Events", "Techno Night", "Join the queue")
    await owner.tap("⏸ Pause the queue")
    assert "Paused" in owner.screen
    await sweep(kassa, clock, 3)
    await ann.tap("📍 Where am I?")
    assert ann.alert and "The queue is paused, and your place is kept" in ann.alert
    await owner.tap("▶️ Let the queue go on")
    await sweep(kassa, clock, 1)
    assert "It is your turn" in ann.screen
    await owner.tap("↻ Refresh")
    assert "inside: 1" in owner.screen
    await owner.tap("Auto")
    assert "begins by itself above 600 holds a minute" in owner.screen and "🌊 ↓ 300" in owner.buttons
    await owner.say("/audit")
    assert any("set the queue: ⏩ 200" in said and "paused the queue" in said for said in owner.screens)


async def test_an_organizer_sees_the_queue_as_it_is_whenever_the_sweep_has_counted_it(
    kassa: Kassa, ann: Somebody, owner: Somebody, concert: EventId, clock: Clock
) -> None:
    await wait_behind(kassa, concert, 3)
    await sweep(kassa, clock)
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "🚶 Queue")
    assert "Waiting: 2" in owner.screen
    await ann.tap("🎟 Events", "Океан Ельзи", "Join the queue")
    await owner.tap("↻ Refresh")
    assert "Waiting: 3" in owner.screen and "🌊" not in owner.screen
    await owner.tap("Auto")
    assert "there is no rush, everybody buys at once; whoever still waits is let in too" in owner.screen
    assert "🌊 a rush: above 600 holds a minute" in owner.screen


async def test_the_live_view_shows_the_queue_and_has_its_knobs(
    kassa: Kassa, owner: Somebody, concert: EventId, clock: Clock
) -> None:
    await wait_behind(kassa, concert, 4)
    await sweep(kassa, clock, 1)
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "📡 Live")
    assert "🚶 Queue: 3 waiting · 1 inside · 1 let in within a minute, rate 10" in owner.screen
    await owner.tap("⏩ ↑ 20")
    assert "rate 20" in owner.screen and "⏩ ↑ 30" in owner.buttons
    await owner.tap("⏸ Pause the queue")
    assert "rate 20 · ⏸ paused" in owner.screen
    await kassa.dispatcher["live_views"].stop()


async def test_nobody_else_has_a_say_in_a_queue(kassa: Kassa, ann: Somebody, bob: Somebody, concert: EventId) -> None:
    await hire(kassa.app, bob.id)
    for somebody in (ann, bob):
        for payload in (
            f"qdesk1:{concert}",
            f"qmode1:{concert}:off",
            f"qknob1:{concert}:rate:1500:0",
            f"qpause1:{concert}:1:0",
        ):
            await somebody.craft(somebody.last["message_id"], payload)
            assert somebody.alert == "This is for the organizer’s staff only."
    _, queue = await kassa.app.regulating.queue(OWNER, concert)
    assert (queue.rules.mode, queue.rules.per_minute, queue.is_paused) == (QueueMode.ON, 10, False)


async def test_a_knob_goes_no_further_than_its_steps(kassa: Kassa, ann: Somebody, concert: EventId) -> None:
    await hire(kassa.app, ann.id, Role.ORGANIZER)
    await ann.craft(ann.last["message_id"], f"qknob1:{concert}:rate:0:0")
    assert ann.alert == "Please choose a number from 1 to 1,500."


async def test_sold_out_leads_to_the_waiting_list(kassa: Kassa, ann: Somebody, clock: Clock) -> None:
    event_id = await with_queue(kassa, await kassa.app.organizing.create_event(club_night(capacity=2, price_minor=0)))
    await ann.tap("🎟 Events", "Techno Night", "Join the queue")
    await kassa.app.regulating.pause(OWNER, event_id, on=True)
    order = await kassa.app.seating.hold_quantity(event_id, OWNER, SectionId(1), 2)
    await kassa.app.checkout.confirm_free(event_id, order.id, OWNER)
    await sweep(kassa, clock)
    assert "The queue has ended" in ann.screen and "Everything is sold" in ann.screen
    await ann.tap("event")
    assert "🕒 Waiting list" in ann.buttons and "🚶 Join the queue" not in ann.buttons


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_alert_about_a_place_fits(kassa: Kassa, concert: EventId, language: str) -> None:
    view = await kassa.app.queueing.join(concert, PersonId(7_000))
    crowd = QueueFigures(waiting=100_000, inside=5_000, last_minute=10, lately_per_minute=12.0, free=60_000)
    for ahead in (0, 99_999):
        changes = {name: getattr(view, name) for name in QueueView.__slots__} | {"figures": crowd, "ahead": ahead}
        said = where(QueueView(**changes), texts(language))
        assert 0 < len(said) <= ALERT_MAX
        assert "{" not in said


async def test_every_screen_speaks_all_languages(kassa: Kassa, soon: EventId, clock: Clock) -> None:
    people = [await kassa.meet(f"P{number}", language) for number, language in enumerate(LANGUAGES)]
    for person in people:
        await person.craft(person.last["message_id"], f"qjoin1:{soon}")
        assert "🎲" in words(person.last)
    clock.now = CLOCK_START + timedelta(hours=1)
    await sweep(kassa, clock, 20)
    said = {person.screen.split("\n")[0].rsplit(" ", 1)[0] for person in people}
    assert said == {"🎉 It is your turn, until", "🎉 Ваша черга, до", "🎉 Ваша очередь, до"}
