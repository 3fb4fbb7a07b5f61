"""What `kassa doctor` asks of a house that is set up: clocks, disk, durability, and what waits or rings."""

import shutil
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial

import aiohttp
import asyncpg

from core.app import utc_now
from core.domain.alarm import Limits
from core.services.alarming import DISK
from core.services.auditing import SETTLE_WITHIN
from core.settings import Settings
from db import alarms, backups, figures, payments, rights, server, sweeps
from db.pool import Conn

TELEGRAM = "https://api.telegram.org"
SKEW_SMALL, SKEW_LARGE = timedelta(seconds=5), timedelta(seconds=60)
SAFE = ("fsync", "full_page_writes", "autovacuum")
CONNECTIONS_WANTED = 20
"""By each process, at most."""
COUNTED_MAX = 1_000
ASKED_WITHIN = aiohttp.ClientTimeout(total=5)

Check = Callable[[Settings], Awaitable[str]]


class Wrong(Exception):
    """A check failed; the text says what to do."""


class Lacking(Exception):
    """Kassa runs, but the text says what it cannot do."""


def house_checks() -> list[tuple[str, Check]]:
    """Of a database that has our schema."""
    checks: list[tuple[str, Callable[[Settings, Conn], Awaitable[str]]]] = [
        ("role", _role),
        ("clocks", _clocks),
        ("durability", _durability),
        ("connections", _connections),
        ("disk", _disk),
        ("backup", _backup),
        ("scheduler", _scheduler),
        ("outbox", _outbox),
        ("queues", _queues),
        ("money", _money),
        ("alarms", _alarms),
    ]
    return [(name, partial(_with_connection, check)) for name, check in checks]


async def _with_connection(check: Callable[[Settings, Conn], Awaitable[str]], settings: Settings) -> str:
    conn = await asyncpg.connect(settings.database_url, statement_cache_size=0)
    try:
        return await check(settings, conn)
    finally:
        await conn.close()


async def _role(settings: Settings, conn: Conn) -> str:
    """Whoever takes over the bot can do what its role may do."""
    name = await server.role(conn)
    if await rights.may_rewrite_books(conn):
        raise Lacking(
            f"DATABASE_URL connects as {name}, who may change the tables and rewrite the books: give the bot a role of"
            " its own, and let DATABASE_OWNER_URL name this one (docs/deployment.md)"
        )
    return f"{name} may not rewrite the books"


async def _clocks(settings: Settings, conn: Conn) -> str:
    """How far this machine is from the others: holds end by our clock."""
    skews = {"the database": await server.clock(conn) - utc_now()}
    if (at_telegram := await _clock_of_telegram(settings)) is not None:
        skews["Telegram"] = at_telegram - utc_now()
    name, most = max(skews.items(), key=lambda skew: abs(skew[1]))
    said = f"{abs(most.total_seconds()):.0f} s away from {name}"
    if abs(most) > SKEW_LARGE:
        raise Wrong(f"the clock of this machine is {said}: let chrony or systemd-timesyncd set it")
    if abs(most) > SKEW_SMALL:
        raise Lacking(f"the clock of this machine is {said}: let chrony or systemd-timesyncd set it")
    return said


async def _clock_of_telegram(settings: Settings) -> datetime | None:
    """By the header `Date` of any answer; None where there is none."""
    try:
        async with (
            aiohttp.ClientSession(timeout=ASKED_WITHIN) as session,
            session.head(settings.bot_api_url or TELEGRAM, allow_redirects=False) as answer,
        ):
            return parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return None


async def _durability(settings: Settings, conn: Conn) -> str:
    if off := await server.parameters_off(conn, SAFE):
        raise Lacking(f"PostgreSQL has {', '.join(off)} off: what was sold may be lost in a crash, or it gets slow")
    return f"{', '.join(SAFE)} are on"


async def _connections(settings: Settings, conn: Conn) -> str:
    if settings.database_pooled:
        return "behind a pooler: not looked at"
    free, most = await server.connections_left(conn)
    if free < CONNECTIONS_WANTED:
        raise Lacking(
            f"{free} of {most} are left, and a process wants up to {CONNECTIONS_WANTED}: raise max_connections"
        )
    return f"{free} of {most} are left"


async def _disk(settings: Settings, conn: Conn) -> str:
    disk, size = shutil.disk_usage(DISK), await server.size(conn)
    said = f"{disk.free * 100 // disk.total} % of this machine's are free, the database has {size / 1e6:,.0f} MB"
    if disk.free * 100 < disk.total * settings.disk_free_percent_min:
        raise Lacking(f"{said}: make room, or lower DISK_FREE_PERCENT_MIN")
    return said


async def _backup(settings: Settings, conn: Conn) -> str:
    last, hours_max = await backups.last(conn), settings.backup_hours_max
    if last is None:
        if hours_max:
            raise Lacking("`kassa backup` has never been here, and BACKUP_HOURS_MAX wants one")
        return "`kassa backup` has never been here; BACKUP_HOURS_MAX would ask for one"
    hours = (utc_now() - last.made_at) / timedelta(hours=1)
    said = f"the last one is {hours:.0f} h old and has {last.bytes:,} bytes"
    if hours_max and hours > hours_max:
        raise Lacking(f"{said}, and BACKUP_HOURS_MAX is {hours_max}")
    return said


async def _scheduler(settings: Settings, conn: Conn) -> str:
    last = await sweeps.last_done(conn)
    if last is None:
        return "has never run"
    if overdue := await sweeps.overdue(conn, utc_now(), _limits(settings).sweep_age):
        raise Lacking(f"stands still, or fails at {', '.join(overdue)}: is `kassa run` or `kassa schedule` running?")
    return f"was at work {(utc_now() - last).total_seconds():.0f} s ago"


async def _outbox(settings: Settings, conn: Conn) -> str:
    waiting = await figures.outbox(conn, utc_now())
    number, age = sum(number for number, _ in waiting.values()), max((age for _, age in waiting.values()), default=0.0)
    said = f"messages that are due: {number}, the oldest for {age:.0f} s" if number else "nothing is due"
    if _limits(settings).late(waiting):
        raise Lacking(f"{said}: is the bot running, and does Telegram answer it?")
    if given_up := await figures.given_up(conn, utc_now() - timedelta(days=1)):
        raise Lacking(f"{said}, but within a day so many were given up, perhaps tickets: {given_up}: the log says why")
    return said


async def _queues(settings: Settings, conn: Conn) -> str:
    waiting = await figures.queues(conn)
    return f"people who wait: {sum(waiting.values())}, for so many events: {len(waiting)}"


async def _money(settings: Settings, conn: Conn) -> str:
    now, limits = utc_now(), _limits(settings)
    waits = {
        "payments that are neither tickets nor a refund": len(
            await payments.unsettled(conn, now - SETTLE_WITHIN, COUNTED_MAX)
        ),
        "refunds that Telegram has not made": await figures.refunds_by_telegram(
            conn, now - limits.refund_by_telegram_age
        ),
        "refunds to make by hand (/refunds)": await figures.refunds_by_hand(conn, now),
        "payments to look up (/payments)": await figures.unconfirmed_payments(conn, now),
    }
    if there := [f"{what}: {number}" for what, number in waits.items() if number]:
        raise Lacking(", ".join(there))
    return "nothing waits for anybody"


async def _alarms(settings: Settings, conn: Conn) -> str:
    if ringing := await alarms.still_there(conn):
        raise Lacking(f"{', '.join(ringing)}: docs/operations.md says what to do")
    return "none rings"


def _limits(settings: Settings) -> Limits:
    return Limits(settings.disk_free_percent_min, None)
