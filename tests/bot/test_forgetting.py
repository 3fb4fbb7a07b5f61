"""Nothing of a person stays behind `/forget_me`: the whole database and Redis are looked through.

A new column that can hold words fails here until somebody has decided whether it can hold something of a person.
"""

import re
from collections.abc import AsyncIterator

import pytest
from aiogram.fsm.storage.base import BaseStorage
from redis.asyncio import Redis

from bot.running import open_storage
from core.domain.event_plan import QuestionPlan
from core.domain.ids import EventId, PersonId
from core.domain.message import Channel, Delivery
from core.domain.person import Role
from core.domain.protection import Guard
from core.domain.question import QuestionKind, Scope
from core.domain.team import HOUSE
from core.services.retries import Undeliverable
from db.pool import Pool
from tests.books import assert_books_balance
from tests.bot.telegram import Kassa, Somebody
from tests.dump import dump
from tests.plans import Clock, plan
from tests.teams import hire

NAME, EMAIL = "Zoriana Forgetova", "zoriana@forget.example"
FILLED = set(
    """
    answers.answer event_drafts.content findings.typed messages.failure people.email people.name people.phone
    people.username phone_claims.phone
    """.split()
)
"""In these stands something of a person. The test fills each of them before."""
ERASED_TOO = {"people.client_language": "", "people.chosen_language": None, "tickets.picture_file_id": None}
"""Nothing that one could look for, but of a person all the same: what is there afterwards."""
WORDS_OF_ORGANIZERS = set(
    """
    acts.about broadcasts.text cities.folded cities.name cities.time_zone costs.what events.artists
    events.description events.poster_file_id events.title gates.name growths.typed listings.words promo_codes.code
    questions.label search_aliases.means search_aliases.word search_words.word seats.number seats.row sections.name
    teams.currency teams.name teams.provider_token teams.support_contact teams.terms tiers.name venues.address
    venues.city venues.name venues.time_zone orders.promo_code
    """.split()
)
"""What organizers write of their events and teams is theirs, and stays when one of them goes."""
KINDS = set(
    """
    acts.what alarms.what captchas.kind captchas.next_tap costs.kind door_posts.direction
    event_drafts.poster_file_id event_drafts.step events.category events.currency events.status findings.category
    findings.period findings.price_currency listings.category listings.currency listings.time_zone invitations.role
    members.role messages.body messages.channel messages.kind orders.channel orders.currency orders.status
    payments.currency payments.provider questions.kind questions.scope queue_entries.status queues.mode
    refunds.reason refunds.status reminders.kind scans.reason scans.verdict sections.kind seats.status
    tickets.currency tickets.status waitlist_entries.status alembic_version.version_num backups.schema
    scan_totals.verdict sweeps.name
    """.split()
)
"""One of a few words that the program knows, and numbers."""
MADE_UP = set(
    """
    gifts.secret invitations.secret payments.charge_id payments.matched_charge_id payments.provider_charge_id
    queue_draws.list queue_draws.list_hash queue_draws.seed queue_entries.nonce refunds.failure tickets.number
    tickets.secret
    """.split()
)
"""Chance, and what providers call a payment by: the books need it."""


@pytest.fixture
def storage(redis: Redis) -> BaseStorage:
    """As it is in reality: what is half typed is in Redis."""
    return open_storage(redis)


async def test_for_each_column_of_words_it_is_decided_whether_it_is_personal(pool: Pool) -> None:
    columns = await pool.fetch(
        """
        SELECT table_name || '.' || column_name FROM information_schema.columns JOIN pg_tables ON tablename = table_name
        WHERE table_schema = 'public' AND schemaname = 'public'
          AND udt_name <> ALL ($1)
        """,
        "int2 int4 int8 bool timestamptz interval float4 float8 _int4 _int8".split(),
    )
    decided = [*FILLED, *ERASED_TOO, *WORDS_OF_ORGANIZERS, *KINDS, *MADE_UP]
    assert sorted(decided) == sorted(name for (name,) in columns)


async def test_nothing_of_a_person_stays(kassa: Kassa, pool: Pool, redis: Redis, clock: Clock, owner: Somebody) -> None:
    zoriana = await kassa.meet(NAME, "uk")
    number = kassa.telegram.chat(zoriana.id).person.contact()["phone_number"]
    marks = re.compile("|".join((*NAME.split(), EMAIL, number)), re.IGNORECASE)
    concert = await a_life(kassa, zoriana, number)

    before = await dump(pool)
    for column in FILLED:
        table, name = column.split(".")
        assert marks.search(str(await pool.fetch(f"SELECT {name}::text FROM {table}"))), column
    await zoriana.say("/forget_me")
    await zoriana.tap("Так, стерти")

    after = await dump(pool)
    assert before.keys() == after.keys()
    assert {table for table, rows in after.items() if marks.search(rows)} == set()
    for column, nothing in ERASED_TOO.items():
        table, name = column.split(".")
        whose = "id" if table == "people" else "holder_id"
        assert await pool.fetchval(f"SELECT {name} FROM {table} WHERE {whose} = $1", zoriana.id) == nothing, column
    assert not marks.search("\n".join([line async for line in all_of(redis)]))
    await assert_books_balance(pool, concert, clock())
    assert await pool.fetchval("SELECT count(*) FROM tickets WHERE holder_id = $1", zoriana.id) == 1
    assert await kassa.app.rights.role(PersonId(zoriana.id)) is Role.BUYER


async def a_life(kassa: Kassa, zoriana: Somebody, number: str) -> EventId:
    """Whatever one can leave behind: as a buyer, and as an organizer."""
    person_id = PersonId(zoriana.id)
    questions = (QuestionPlan(QuestionKind.NAME), QuestionPlan(QuestionKind.PHONE, Scope.ORDER))
    concert = await kassa.app.organizing.create_event(plan(questions=questions, guards=frozenset({Guard.CONTACT})))
    await kassa.app.people.set_email(person_id, EMAIL)
    await kassa.app.people.share_phone(person_id, number, person_id)
    await zoriana.open_link(f"e{concert}")
    await zoriana.tap("Обрати місця", "Ряд A", "7", "Забронювати", "📝 Дані", f"👤 {NAME}")
    await zoriana.press("📱 Надіслати мій номер")
    await zoriana.tap("💳 Сплатити")
    assert (await zoriana.pay()).status == "approved"
    await kassa.deliver()

    async def refuse(delivery: Delivery) -> None:
        raise Undeliverable(f"550 5.1.1 <{EMAIL}>: Recipient address rejected")

    await kassa.app.messaging.deliver_due(refuse, Channel.EMAIL)
    await zoriana.say(f"{NAME} concert")
    await hire(kassa.app, zoriana.id, Role.ORGANIZER)
    await kassa.app.drafting.start(person_id, HOUSE)
    await kassa.app.drafting.answer(person_id, f"An evening with {NAME}", "?")
    await zoriana.say("/email")
    return concert


async def all_of(redis: Redis) -> AsyncIterator[str]:
    """Every key, and what it holds."""
    reads = {"string": redis.get, "hash": redis.hgetall, "set": redis.smembers}
    async for key in redis.scan_iter():
        kind = str(await redis.type(key))
        yield str(key)
        if kind == "list":
            yield str(await redis.lrange(key, 0, -1))
        elif kind == "zset":
            yield str(await redis.zrange(key, 0, -1, withscores=True))
        elif kind == "stream":
            yield str(await redis.xrange(key))
        else:
            yield str(await reads[kind](key))
