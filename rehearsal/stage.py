"""The stage of a rehearsal: a copy of an event in a scratch database, with an app of its own, and no way to the people.

The real database is only read, in one snapshot; the real Redis is not looked at.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from redis.exceptions import RedisError

from core.app import App, build_app, connect, utc_now
from core.domain.event import Event, EventStatus
from core.domain.hall import Hall
from core.domain.ids import EventId, PersonId
from core.domain.queue import QueueMode
from core.settings import Settings, SettingsError
from db import event_copies, events, migrate, questions, queues, scratch_database
from db.cache import open_redis
from db.pool import Pool, has_schema, snapshot
from db.scratch_database import MayNotCreate
from db.scratch_redis import NoEmptyDatabase, scratch_redis
from rehearsal.script import CannotRehearse, Script

NOBODY = PersonId(0)
ON_SALE = timedelta(days=7)
"""Longer than any rehearsal."""


@dataclass(frozen=True, slots=True)
class Stage:
    """`event` is the copy and `original` the real one; both have the same id."""

    app: App
    pool: Pool
    settings: Settings
    original: Event
    event: Event
    hall: Hall  # as it is when the sale begins
    queue_mode: QueueMode
    asks_details: bool

    @property
    def taken(self) -> int:
        """Seats that are sold, held or blocked in reality, and are blocked here."""
        return sum(not seat.is_free for seat in self.hall.seats)

    @property
    def on_request(self) -> int:
        """Free accessible seats: no simulated person asks for one."""
        return sum(seat.is_free and seat.is_accessible for seat in self.hall.seats)

    @property
    def for_sale(self) -> int:
        return len(self.hall.seats) - self.taken - self.on_request


@asynccontextmanager
async def staged(settings: Settings, event_id: EventId, script: Script) -> AsyncIterator[Stage]:
    """Everything that it has made is gone afterwards. Raises `CannotRehearse`."""
    settings = settings.as_owner()
    if settings.database_pooled:
        raise CannotRehearse(
            "DATABASE_URL leads to a pooler: a rehearsal needs PostgreSQL itself, so let DATABASE_OWNER_URL lead there."
        )
    async with AsyncExitStack() as opened:
        async with await connect(settings) as real:
            original = await _original(real, settings, event_id)
            scratch = await _scratch(opened, settings)
            pool = await opened.enter_async_context(await connect(scratch))
            await _copy(real, pool, original, script)
        redis = await opened.enter_async_context(open_redis(scratch.redis_url))
        app = build_app(pool, redis, scratch)
        opened.push_async_callback(app.batches.drain)
        yield await _set(app, pool, scratch, original)


async def _original(real: Pool, settings: Settings, event_id: EventId) -> Event:
    if not await has_schema(real) or await migrate.pending(settings.database_url):
        raise SettingsError("The database of DATABASE_URL waits for migrations: run `kassa migrate` first.")
    event = await events.by_id(real, event_id)
    if event is None:
        raise CannotRehearse(f"There is no event {event_id}.")
    if event.status is EventStatus.CANCELLED:
        raise CannotRehearse(f"Event {event_id} is cancelled: there is no sale to rehearse.")
    if event.has_begun(utc_now()):
        raise CannotRehearse(f"Event {event_id} has begun or is over: there is no sale to rehearse.")
    return event


async def _scratch(opened: AsyncExitStack, settings: Settings) -> Settings:
    """The same settings, with a database and a Redis of the rehearsal's own."""
    try:
        name = await opened.enter_async_context(scratch_database.scratch_database(settings.database_url))
        in_use = await scratch_database.names(settings.database_url)
        redis_url = await opened.enter_async_context(scratch_redis(settings.redis_url, name, in_use))
    except MayNotCreate as role:
        raise CannotRehearse(
            f"The role {role} of DATABASE_URL may not create databases, and a rehearsal needs one for a while: "
            f"ALTER ROLE {role} CREATEDB, or set DATABASE_URL to a role that may."
        ) from role
    except NoEmptyDatabase:
        raise CannotRehearse(
            "The server of REDIS_URL has no empty numbered database from 1 to 15, and a rehearsal needs one for a "
            "while: empty one, or set REDIS_URL to another server."
        ) from None
    except (RedisError, OSError) as error:
        raise CannotRehearse(f"REDIS_URL cannot be used: {error}.") from error
    database_url = scratch_database.url_of(settings.database_url, name)
    return settings.model_copy(update={"database_url": database_url, "redis_url": redis_url})


async def _copy(real: Pool, pool: Pool, original: Event, script: Script) -> None:
    async with snapshot(real) as source, pool.acquire() as target, target.transaction():
        now = utc_now()
        await event_copies.copy(source, target, original.id)
        await event_copies.block(
            target, original.id, await event_copies.taken(source, original.id, now), now, now + ON_SALE
        )
        hold_ttl = min(original.hold_ttl, script.hold_ttl)
        await event_copies.put_on_sale(target, original.id, now, now + ON_SALE, hold_ttl, script.per_minute)


async def _set(app: App, pool: Pool, settings: Settings, original: Event) -> Stage:
    event = await events.by_id(pool, original.id)
    assert event is not None, "it was just copied"
    stage = Stage(
        app=app,
        pool=pool,
        settings=settings,
        original=original,
        event=event,
        hall=(await app.seating.view(event.id, NOBODY)).hall,
        queue_mode=(await queues.of_event(pool, event.id)).rules.mode,
        asks_details=await questions.of_event(pool, event.id) is not None,
    )
    if not stage.for_sale:
        raise CannotRehearse(f"No seat of event {event.id} is free: there is no sale to rehearse.")
    return stage
