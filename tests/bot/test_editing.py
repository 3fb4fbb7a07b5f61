"""An event changes while it is on sale: holders hear of another time or place, and what hangs on it moves along."""

from datetime import UTC, datetime

import pytest

from core.domain.event import EventDetail
from core.domain.ids import EventId, PersonId
from core.domain.person import Role
from core.domain.return_policy import ReturnPolicy
from db.pool import Pool
from tests.bot.telegram import Kassa, Somebody
from tests.plans import CLOCK_START, Clock, plan
from tests.teams import hire

STAFF_ONLY = "This is for the organizer’s staff only."
UNTIL = datetime(2026, 12, 6, 14, 0, tzinfo=UTC)


@pytest.fixture
async def concert(kassa: Kassa) -> EventId:
    """Starts on December 8 at 14:00 in Kyiv."""
    return await kassa.app.organizing.create_event(plan(returns=ReturnPolicy(UNTIL, 0)))


async def buy(somebody: Somebody, event_id: EventId, seat: str = "7") -> None:
    await somebody.open_link(f"e{event_id}")
    await somebody.tap("Choose seats", "Row A", seat, "Hold", "Pay")
    await somebody.pay()


async def edit(somebody: Somebody, what: str) -> None:
    await somebody.say("/manage")
    await somebody.tap("Океан Ельзи", "✏️ Change", what)


async def test_a_new_start_is_confirmed_and_told_to_every_holder_once(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await buy(ann, concert)
    await edit(owner, "Day and time")
    assert "1 person with tickets will be told" in owner.screen and "Europe/Kyiv" in owner.screen
    await owner.say("sometime")
    assert "I cannot read a day and a time" in owner.screen
    await owner.say("10.12 20:00")
    assert (
        "Was: Tuesday, December 8, 14:00" in owner.screen and "Now: Thursday, December 10, 2026, 20:00" in owner.screen
    )
    assert "📣" not in "".join(ann.screens), "nothing is told before it is confirmed"
    await owner.tap("Yes, move it")
    await kassa.deliver()
    assert "Thursday, December 10, 20:00" in owner.screen
    assert ann.screen.startswith("📣 New time: Океан Ельзи") and "December 10, 20:00" in ann.screen
    assert "Before: Tuesday, December 8, 14:00" in ann.screen
    assert "📣" not in "".join(bob.screens)
    await owner.craft(
        owner.last["message_id"], f"move1:{concert}:{int(datetime(2026, 12, 10, 18, tzinfo=UTC).timestamp()) // 60}"
    )
    await kassa.deliver()
    assert sum(screen.startswith("📣") for screen in ann.screens) == 1, "the same again is no news"


async def test_what_hangs_on_the_start_moves_along(
    kassa: Kassa, pool: Pool, clock: Clock, concert: EventId, owner: Somebody, ann: Somebody
) -> None:
    await buy(ann, concert)
    clock.go(days=6)
    await kassa.app.reminding.remind_due()
    await kassa.app.editing.move(PersonId(owner.id), concert, datetime(2026, 12, 11, 18, 0, tzinfo=UTC))
    event = await pool.fetchrow("SELECT starts_at, sale_ends_at FROM events")
    assert event and event["sale_ends_at"] == event["starts_at"]
    assert await pool.fetchval("SELECT free_until FROM return_policies") > UNTIL
    due = [
        row["due_at"] for row in await pool.fetch("SELECT due_at FROM reminders WHERE sent_at IS NULL ORDER BY due_at")
    ]
    assert due == [datetime(2026, 12, 10, 18, 0, tzinfo=UTC), datetime(2026, 12, 11, 16, 0, tzinfo=UTC)]
    await kassa.app.editing.move(PersonId(owner.id), concert, datetime(2026, 12, 8, 18, 0, tzinfo=UTC))
    assert await pool.fetchval("SELECT free_until FROM return_policies") > UNTIL, "what was promised is not taken back"


async def test_a_new_place_is_told_and_the_old_one_stays_for_others(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody
) -> None:
    other = await kassa.app.organizing.create_event(plan(title="Other"))
    await buy(ann, concert)
    await edit(owner, "Place")
    await owner.say("The Roof\nKyrylivska 41")
    await kassa.deliver()
    assert "The Roof, Київ" in owner.screen
    assert "📣 New place" in ann.screen and "The Roof, Kyrylivska 41, Київ" in ann.screen
    assert "Before: Палац «Україна», вул. Велика Васильківська, 103, Київ" in ann.screen
    assert await pool.fetchval("SELECT venue_name FROM events_at_venues WHERE id = $1", other) == "Палац «Україна»"


async def test_words_change_and_nobody_is_woken(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody
) -> None:
    await buy(ann, concert)
    await edit(owner, "Title")
    await owner.say("Океан Ельзи: весна")
    await kassa.deliver()
    assert "Океан Ельзи: весна" in owner.screen and "📣" not in "".join(ann.screens)
    await edit(owner, "Description")
    await owner.say("New <b>words</b>")
    assert await pool.fetchval("SELECT description FROM events") == "New <b>words</b>"
    assert await pool.fetchval("SELECT picture_file_id FROM tickets") is None, "the ticket is drawn anew"
    await ann.say("весна")
    assert "Океан Ельзи: весна" in ann.screen, "it is found by its new name"
    await owner.say("/audit")
    assert "changed Title → Океан Ельзи: весна" in owner.screen


async def test_a_start_in_the_hour_that_clocks_leave_out_is_refused(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody
) -> None:
    before = await pool.fetchval("SELECT starts_at FROM events")
    await edit(owner, "Day and time")
    await owner.say("28.03.2027 3:30")
    assert "28.03.2027 03:30 does not exist: the clocks go forward that night." in owner.screen
    assert await pool.fetchval("SELECT starts_at FROM events") == before
    await owner.say("28.03.2027 4:00")
    assert "Now: Sunday, March 28, 2027, 04:00" in owner.screen


async def test_what_has_begun_is_not_changed(kassa: Kassa, clock: Clock, concert: EventId, owner: Somebody) -> None:
    clock.go(days=7, minutes=1)
    await owner.craft(owner.last["message_id"], f"edit1:{concert}")
    assert owner.alert == "It has begun or is cancelled: nothing can be changed any more."


@pytest.mark.parametrize("minute", [0, 1, int(CLOCK_START.timestamp()) // 60])
async def test_a_crafted_start_is_refused(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, minute: int
) -> None:
    before = await pool.fetchval("SELECT starts_at FROM events")
    await owner.craft(owner.last["message_id"], f"move1:{concert}:{minute}")
    assert owner.alert and "is in the past" in owner.alert
    assert await pool.fetchval("SELECT starts_at FROM events") == before


async def test_a_start_before_the_sale_opens_is_refused(kassa: Kassa, pool: Pool, owner: Somebody) -> None:
    event_id = await kassa.app.organizing.create_event(plan(sale_starts_at=datetime(2026, 12, 5, 12, 0, tzinfo=UTC)))
    minute = int(datetime(2026, 12, 4, 12, 0, tzinfo=UTC).timestamp()) // 60
    await owner.craft(owner.last["message_id"], f"move1:{event_id}:{minute}")
    assert owner.alert and "and the event would begin before it" in owner.alert


async def test_nobody_else_changes_an_event(
    kassa: Kassa, pool: Pool, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    jazz = await kassa.app.teaming.found(PersonId(owner.id), "Jazz")
    await hire(kassa.app, ann.id, Role.ORGANIZER, jazz.id)
    await hire(kassa.app, bob.id)
    buyer = await kassa.meet("Cid")
    for somebody in (ann, bob, buyer):
        for data in (f"edit1:{concert}", f"editask1:{concert}:title", f"move1:{concert}:29800000"):
            await somebody.craft(somebody.last["message_id"], data)
            assert somebody.alert == STAFF_ONLY, data
    assert await pool.fetchval("SELECT count(*) FROM acts WHERE what = 'event-changed'") == 0


async def test_who_bought_before_a_move_may_return_for_all_of_the_price(
    kassa: Kassa, clock: Clock, concert: EventId, owner: Somebody, ann: Somebody, bob: Somebody
) -> None:
    await buy(ann, concert)
    clock.go(days=1)
    await kassa.app.editing.move(PersonId(owner.id), concert, datetime(2026, 12, 20, 18, 0, tzinfo=UTC))
    await kassa.deliver()
    assert "you may return them for all of their price until the event begins" in ann.screen
    clock.go(minutes=1)
    await buy(bob, concert, "8")
    clock.go(days=17.9)
    assert [offer.amount_minor for offer in await kassa.app.returning.offers(concert, PersonId(ann.id))] == [90_000]
    assert await kassa.app.returning.offers(concert, PersonId(bob.id)) == [], "he knew when it would be"


async def test_the_pin_on_the_map_is_sent_or_typed_and_nobody_is_told(
    kassa: Kassa, owner: Somebody, ann: Somebody, concert: EventId, pool: Pool
) -> None:
    await buy(ann, concert)
    told = await pool.fetchval("SELECT count(*) FROM messages")
    await owner.say("/manage")
    await owner.tap("Океан Ельзи", "✏️ Change", "Pin on the map")
    for wrong in ("somewhere", "91 0", "0 181", "50.45"):
        await owner.say(wrong)
        assert "no place on the map" in owner.screen
    await owner.send_location(50.5, 30.25)
    assert "🛠 Океан Ельзи" in owner.screen
    pin = "SELECT latitude, longitude FROM venues JOIN events ON venue_id = venues.id WHERE events.id = 1"
    assert tuple(await pool.fetchrow(pin) or ()) == (50.5, 30.25)
    await owner.tap("✏️ Change", "Pin on the map")
    await owner.send_location(-0.00001, 9.5)
    assert tuple(await pool.fetchrow(pin) or ()) == (-0.00001, 9.5), "on the equator"
    await owner.tap("✏️ Change", "Pin on the map")
    await owner.say("-33.86, 151.2")
    assert tuple(await pool.fetchrow(pin) or ()) == (-33.86, 151.2)
    assert await pool.fetchval("SELECT count(*) FROM messages") == told
    await kassa.app.editing.change(PersonId(2001), concert, EventDetail.PLACE, "палац «україна»\nдругий вхід")
    assert tuple(await pool.fetchrow(pin) or ()) == (-33.86, 151.2), "the same place keeps its pin"
