"""A disaster: a backup is restored into an empty server, and the bot goes on with the same chats, an empty Redis, and
whatever happened at Telegram since.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.running import open_storage
from core.app import App
from core.domain.ids import EventId, PersonId, SectionId
from core.domain.order import OrderStatus
from core.domain.payment import Charge
from core.domain.queue import QueueMode
from core.domain.waitlist import Party
from core.services.backing_up import BackingUp
from core.settings import Settings
from db import backups
from db.embedded import postgres
from db.pool import Pool, open_pool
from tests.books import Stock, assert_books_balance
from tests.bot.telegram import Kassa, Somebody, kassa_on
from tests.plans import Clock, club_night, plan

PAGE = (Path(__file__).parents[2] / "docs" / "backup.md").read_text()
OWNER, FLOOR = PersonId(2001), SectionId(1)
STARS = 150


@dataclass
class House:
    """What there is when the backup is made."""

    concert: EventId
    stars_club: EventId
    full: EventId
    queued: EventId


@pytest.fixture
async def house(kassa: Kassa) -> House:
    create = kassa.app.organizing.create_event
    house = House(
        await create(plan()),
        await create(replace(club_night(price_minor=STARS, currency="XTR"), title="Stars")),
        await create(replace(club_night(2), title="Full")),
        await create(replace(club_night(), title="Crowd")),
    )
    await kassa.app.regulating.set_mode(OWNER, house.queued, QueueMode.ON)
    return house


Disaster = Callable[[], Awaitable[Kassa]]


@pytest.fixture
async def back_up(
    kassa: Kassa, pool: Pool, redis: Redis, clock: Clock, settings: Settings, database_url: str, server_base: Path
) -> AsyncIterator[Callable[[], Awaitable[Disaster]]]:
    """Makes a backup. What it gives, called later, is the end of this server, and the bot on a new one."""
    async with AsyncExitStack() as opened:

        async def back_up() -> Disaster:
            file = server_base / "kassa.dump"
            _, books = await BackingUp(pool, database_url, clock).back_up(file)
            assert books.close

            async def restored() -> Kassa:
                new_url = await opened.enter_async_context(postgres(server_base / "new", durable=False))
                new_pool = await opened.enter_async_context(await open_pool(new_url))
                assert (await BackingUp(new_pool, new_url, clock).restore(file)) == books
                await redis.flushdb()
                again = await opened.enter_async_context(kassa_on(new_pool, redis, clock, settings, kassa.telegram))
                again.people = {person_id: Somebody(again, person_id) for person_id in kassa.people}
                return again

            return restored

        yield back_up


async def buys(somebody: Somebody, event: str, *taps: str) -> None:
    await somebody.say("/events")
    await somebody.tap(event, *taps, "Pay")
    assert (await somebody.pay()).status == "approved"


def tickets(somebody: Somebody) -> list[str]:
    """Their numbers, each as often as it was sent."""
    return [found[1] for photo in somebody.photos if (found := re.search("№ (\\S+)", photo["caption"]))]


async def pay_unheard(app: App, event_id: EventId, buyer: Somebody, charge_id: str) -> None:
    """The books know of it, and nothing was sent yet."""
    order = await app.seating.hold_quantity(event_id, PersonId(buyer.id), FLOOR, 1)
    await app.checkout.begin_payment(event_id, order.id, order.buyer_id, order.total_minor, order.currency)
    charge = Charge(event_id, order.id, order.buyer_id, charge_id, "", order.total_minor, order.currency)
    await app.settling.complete_payment(charge)


async def test_what_was_sold_given_returned_held_queued_and_written_is_there_again(
    kassa: Kassa, house: House, back_up, ann: Somebody, bob: Somebody, owner: Somebody, clock: Clock
) -> None:
    app = kassa.app
    await buys(ann, "Океан Ельзи", "Choose seats", "Row A", "1", "2", "3", "Hold 3 seats")
    kept, given, returned = [ticket for group in await app.ticketing.mine(PersonId(ann.id)) for ticket in group.tickets]
    _, secret = await app.giving.offer(house.concert, given.id, PersonId(ann.id))
    await app.giving.take(house.concert, secret, PersonId(bob.id))
    await app.returning.take_back(OWNER, house.concert, returned.order_id, [returned.id])
    await kassa.deliver()
    cat, dan, eve = [await kassa.meet(name) for name in ("Cat", "Dan", "Eve")]
    held = await app.seating.hold_quantity(house.full, PersonId(cat.id), FLOOR, 2)
    for waiting in (dan, eve):
        await app.waitlist.join(house.full, PersonId(waiting.id), Party(1))
        await app.queueing.join(house.queued, PersonId(waiting.id))
    await pay_unheard(app, house.stars_club, dan, "sent after the backup")
    await pay_unheard(app, house.stars_club, eve, "never sent before the disaster")
    restore = await back_up()
    await kassa.app.messaging.discard_waiting(PersonId(eve.id))  # the end came before her turn
    await kassa.deliver()
    assert (len(tickets(dan)), len(tickets(eve))) == (1, 0)

    again = await restore()

    await again.deliver()
    assert len(tickets(dan)) == 2 and len(set(tickets(dan))) == 1, "sent once more: nobody knew that it was"
    assert len(tickets(eve)) == 1, "nothing is lost"
    assert (len(tickets(ann)), len(tickets(bob))) == (3, 1), "what was known to be sent is not sent again"
    door = again.people[owner.id]
    await door.say("/door")
    await door.tap("Океан Ельзи")
    for number, verdict in ((kept.number, "ADMITTED"), (tickets(bob)[0], "ADMITTED"), (given.number, "UNKNOWN CODE")):
        await door.say(number)
        assert verdict in door.screen
    await door.send_photo(ann.photo_bytes(ann.photos[2]))
    assert "NOT VALID" in door.screen
    order = await again.app.checkout.order(house.full, held.id, PersonId(cat.id))
    assert order.is_open and order.order.expires_at == held.expires_at
    for place, waiting in enumerate((dan, eve), 1):
        view = await again.app.waitlist.view(house.full, PersonId(waiting.id))
        assert view.place and view.place.number == place
        assert (await again.app.queueing.view(house.queued, PersonId(waiting.id))).ahead == place - 1
    await again.app.seating.release(house.full, held.id, PersonId(cat.id))
    await again.deliver()
    assert "held until" in dan.screen, "the first of the waiting list has the offer"
    for event_id in (house.concert, house.stars_club, house.full):
        await assert_books_balance(again.app.auditing.pool, event_id, clock())


async def test_stars_that_were_paid_after_the_backup_become_tickets_or_go_back(
    kassa: Kassa, house: House, back_up, ann: Somebody, bob: Somebody, clock: Clock
) -> None:
    await ann.say("/events")
    await ann.tap("Stars", "Get tickets", "1")
    restore = await back_up()
    await ann.tap("Pay")
    await ann.pay()
    await buys(bob, "Stars", "Get tickets", "1")
    [of_ann, of_bob] = (await kassa.app.ticketing.mine(PersonId(ann.id)))[0].tickets, tickets(bob)

    again = await restore()
    cat = await again.meet("Cat")
    await cat.say("/events")
    await cat.tap("Stars", "Get tickets", "1")
    [numbered] = await again.app.auditing.pool.fetch("SELECT id FROM orders WHERE buyer_id = $1", cat.id)
    await again.cashier.read_stars()
    await again.app.refunding.refund_due(again.cashier.ask_refund)
    await again.deliver()

    assert len(tickets(ann)) == 2 and len(set(tickets(ann))) == 2, "she held the place: it is hers, with a new code"
    assert tickets(ann)[0].replace("-", "") == of_ann[0].number
    assert "150" in bob.screen and "went back to you" in bob.screen, "his order is in no book any more"
    assert numbered["id"] > backups.GAP, "its number is nobody else's"
    status = await again.app.auditing.pool.fetchval("SELECT status FROM orders WHERE buyer_id = $1", cat.id)
    assert status == OrderStatus.HELD
    balance = await assert_books_balance(again.app.auditing.pool, house.stars_club, clock())
    assert balance == Stock(free=48, held=1, sold=1)
    owner = await again.meet("Iryna", person_id=OWNER)
    await owner.say("/door")
    await owner.tap("Stars")
    await owner.say(of_bob[0])
    assert "UNKNOWN CODE" in owner.screen
    await owner.say(tickets(ann)[1])
    assert "ADMITTED" in owner.screen


def family(key: str) -> str:
    """`kassa:4242:updates:7` is `kassa:<bot>:updates`, as the page has it."""
    bot = re.match(r"kassa:(\d+|\{(?:self\.)?bot_id\}):([a-z-]+)", key)
    return f"kassa:<bot>:{bot[2]}" if bot else ":".join(key.split(":")[:2]) if key.startswith("kassa") else "fsm:…"


def test_every_key_in_redis_is_on_the_page() -> None:
    written = {found for file in Path("db").glob("*.py") for found in re.findall(r'"(kassa:[^"*]+)"', file.read_text())}
    cached = re.findall(r'Cache\(redis, "(\w+)"\)', Path("core/app.py").read_text() + Path("db/cache.py").read_text())
    families = {family(key) for key in written if "{self.kind}" not in key} | {f"kassa:{kind}" for kind in cached}
    table = PAGE.partition("## What is lost without Redis")[2].partition("##")[0]
    named = set(re.findall(r"`((?:kassa|fsm):[^`]+)`", table))
    assert named == families | {"fsm:…"} and len(families) > 8


async def test_an_empty_redis_costs_taps_and_nothing_that_was_paid_or_promised(
    kassa: Kassa,
    house: House,
    pool: Pool,
    redis: Redis,
    clock: Clock,
    settings: Settings,
) -> None:
    storage = open_storage(redis)
    async with kassa_on(pool, redis, clock, settings, kassa.telegram, storage) as bot:
        ann, bob, cat, dan = [await bot.meet(name) for name in ("Ann", "Bob", "Cat", "Dan")]
        owner = await bot.meet("Iryna", person_id=OWNER)
        await buys(ann, "Океан Ельзи", "Choose seats", "Row A", "1", "Hold 1 seat")
        await bob.say("/events")
        await bob.tap("Full", "Get tickets", "2")
        await bob.say("/events")
        await bob.tap("Stars", "Get tickets")
        await dan.say("/events")
        await dan.tap("Full", "🕒 Waiting list", "1")
        for person in (cat, dan):
            await bot.app.queueing.join(house.queued, PersonId(person.id))
            if person is cat:
                clock.go(minutes=1 / 60)
                await bot.app.calling.call_due()
        await owner.say("/manage")
        await owner.tap("Океан Ельзи", "📡 Live")
        kept = {family(str(key)) for key in await redis.keys()}
        assert {"fsm:…", "kassa:file", "kassa:live", "kassa:queue"} <= kept, "others live for a second"

        await redis.flushdb()

        number = len(bob.messages)
        await bob.say("3")
        assert "Nothing like that" in bob.screen and len(bob.messages) > number, "the typed number answers nothing now"
        await bob.tap("Pay")
        assert (await bob.pay()).status == "approved", "the hold is there"
        view = await bot.app.waitlist.view(house.full, PersonId(dan.id))
        assert view.place and view.place.number == 1
        assert (await bot.app.queueing.view(house.queued, PersonId(cat.id))).has_turn
        assert (await bot.app.queueing.view(house.queued, PersonId(dan.id))).ahead == 0
        await owner.say("/door")
        await owner.tap("Океан Ельзи")
        await owner.send_photo(ann.photo_bytes(ann.photos[-1]))
        assert "ADMITTED" in owner.screen
        await assert_books_balance(pool, house.concert, clock())
    await storage.close()
