"""`kassa doctor` on real servers and a served Telegram, each of them broken in turn."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import asyncpg
import pytest
from aiogram.client.session.aiohttp import AiohttpSession
from aiohttp import web
from redis.asyncio import Redis

from cli import checkup, doctor
from core.app import build_app, utc_now
from core.domain.alarm import Trouble
from core.domain.backup import Backup
from core.domain.ids import EventId, OrderId, PersonId
from core.domain.message import SaleOpened, TurnBegan
from db import alarms, backups, messages
from db.pool import Pool
from scheduler.sweeps import build_scheduler
from simulator.faults import Fault
from simulator.server import serve
from simulator.telegram import Telegram
from tests.plans import settings_for_tests

SECRET = "s3cr3t-w0rd"
CHECKS = ["settings", "database", "schema", "redis", "telegram", "lag", "owners", "payments", "support", "e-mail"]
HOUSE = [
    "role",
    "clocks",
    "durability",
    "connections",
    "disk",
    "backup",
    "scheduler",
    "outbox",
    "queues",
    "money",
    "alarms",
]


class Disk(NamedTuple):
    total: int
    used: int
    free: int


class Report:
    """What the doctor printed, by check, and the exit code."""

    def __init__(self, code: int, printed: str) -> None:
        self.code = code
        self.printed = printed
        self.lines = {line[2:].partition(":")[0]: line for line in printed.splitlines()}

    @property
    def wrong(self) -> list[str]:
        return [name for name, line in self.lines.items() if line.startswith("✗")]

    @property
    def lacking(self) -> list[str]:
        """What Kassa runs without; the servers of the tests are never durable."""
        return [name for name, line in self.lines.items() if line.startswith("!") and name != "durability"]


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """However full the disk is on which the tests run."""
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Disk(1_000, 500, 500))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does not wait a quarter of a second for TLS that is not there."""

    async def close(session: AiohttpSession) -> None:
        if session._session is not None:
            await session._session.close()

    monkeypatch.setattr(AiohttpSession, "close", close)


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    telegram = Telegram(f"4242:{SECRET}")
    yield telegram
    await telegram.close()


@pytest.fixture
async def api_url(telegram: Telegram) -> AsyncIterator[str]:
    async with serve(telegram) as url:
        yield url


@pytest.fixture(autouse=True)
def environment(app_url: str, redis_url: str, api_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """All is well."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DEFAULT_LANGUAGE", raising=False)
    for name, value in {
        "BOT_TOKEN": f"4242:{SECRET}",
        "BOT_API_URL": api_url,
        "DATABASE_URL": app_url,
        "REDIS_URL": redis_url,
        "OWNER_IDS": "1001,1002",
        "SUPPORT_CONTACT": "@kassa_help",
        "PAYMENT_PROVIDER_TOKEN": f"1234:TEST:{SECRET}",
        "TICKET_KEYS": f"1:{SECRET}{'k' * 32}",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def examine(capsys: pytest.CaptureFixture[str]):
    async def examine() -> Report:
        code = await asyncio.to_thread(exit_code)
        report = Report(code, capsys.readouterr().out)
        assert SECRET not in report.printed
        assert "Traceback" not in report.printed
        assert code == (1 if report.wrong else 0)
        return report

    return examine


def exit_code() -> int:
    """Of the command itself, in a thread: it opens an event loop of its own."""
    try:
        doctor.main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


async def test_all_is_well(examine) -> None:
    report = await examine()
    assert list(report.lines) == CHECKS + HOUSE
    assert report.wrong == []
    assert "PostgreSQL" in report.lines["database"]
    assert "valkey" in report.lines["redis"]
    assert "@kassa_demo_bot, updates waiting: 0" in report.lines["telegram"]
    assert "2 named" in report.lines["owners"]
    assert report.code == 0


async def test_waiting_updates_are_counted(examine, telegram: Telegram) -> None:
    await telegram.add_person(1001, "Ann")
    await telegram.say(1001, "/start")
    report = await examine()
    assert "updates waiting: 1" in report.lines["telegram"]


async def test_wrong_settings_end_the_examination(examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKET_KEYS", f"1:{SECRET}")
    report = await examine()
    assert report.printed == "✗ settings: TICKET_KEYS is wrong: key 1 is shorter than 32 characters.\n"


@pytest.mark.parametrize(
    "url", ["postgresql://postgres@/kassa?host={}", "postgresql://kassa:s3cr3t-w0rd@127.0.0.1:9/kassa"]
)
async def test_the_database_is_away(examine, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url.format(tmp_path))
    report = await examine()
    assert report.wrong == ["database", "schema"]
    assert "cannot connect to DATABASE_URL" in report.lines["database"]


async def test_the_database_is_not_there(examine, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url.replace("/kassa_test", "/nothing_like_kassa_test"))
    report = await examine()
    assert report.wrong == ["database", "schema"]
    assert "does not exist" in report.lines["database"]


async def test_a_url_that_the_driver_does_not_understand(examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://kassa:{SECRET}@one:5432,two:x/kassa")
    report = await examine()
    assert report.wrong == ["database", "schema"]


async def test_the_schema_is_behind(examine, empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", empty_database_url)
    report = await examine()
    assert report.wrong == ["schema"]
    assert "run `kassa migrate`" in report.lines["schema"]


async def test_the_schema_is_ahead(examine, database_url: str) -> None:
    """An older Kassa was started on the database of a newer one."""
    conn = await asyncpg.connect(database_url)
    await conn.execute("UPDATE alembic_version SET version_num = '9999'")
    await conn.close()
    report = await examine()
    assert report.wrong == ["schema"]
    assert "9999" in report.lines["schema"]


async def test_redis_is_away(examine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for url in (f"unix://{tmp_path}/gone", f"redis://:{SECRET}@127.0.0.1:9/0"):
        monkeypatch.setenv("REDIS_URL", url)
        report = await examine()
        assert report.wrong == ["redis", "lag"]
        assert "cannot connect to REDIS_URL" in report.lines["redis"]


async def test_redis_is_something_else(examine, api_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", api_url.replace("http://", "redis://"))
    report = await examine()
    assert report.wrong == ["redis", "lag"]


async def test_the_token_is_refused(examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "4242:another")
    report = await examine()
    assert report.wrong == ["telegram"]
    assert "BOT_TOKEN is not accepted" in report.lines["telegram"]


async def test_telegram_does_not_answer(examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:9")
    report = await examine()
    assert report.wrong == ["telegram"]
    assert "http://127.0.0.1:9 does not answer" in report.lines["telegram"]


async def test_telegram_is_in_trouble(examine, telegram: Telegram) -> None:
    telegram.faults.add(Fault(method="getMe", code=502))
    report = await examine()
    assert report.wrong == ["telegram"]


async def test_behind_the_address_of_telegram_is_something_else(examine, monkeypatch: pytest.MonkeyPatch) -> None:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", not_telegram)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    monkeypatch.setenv("BOT_API_URL", f"http://127.0.0.1:{runner.addresses[0][1]}")
    report = await examine()
    await runner.cleanup()
    assert report.wrong == ["telegram"]


async def test_events_cannot_be_shared(examine, telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> None:
    me = telegram.bot_user() | {"supports_inline_queries": False}
    monkeypatch.setattr(telegram, "bot_user", lambda: me)
    report = await examine()
    assert report.lacking == ["telegram"] and "/setinline at @BotFather" in report.lines["telegram"]


async def not_telegram(request: web.Request) -> web.Response:
    return web.Response(text="<html>It works!</html>", content_type="text/html")


async def test_a_webhook_is_set(examine, telegram: Telegram) -> None:
    await telegram.call("setWebhook", {"url": "http://127.0.0.1:9/"})
    report = await examine()
    assert (report.wrong, report.lacking) == ([], ["telegram"])
    assert "a webhook is set" in report.lines["telegram"]


async def test_updates_wait_too_long_for_a_worker(examine, redis: Redis) -> None:
    await redis.xadd("kassa:4242:updates:7", {"body": "{}"}, id="1-0")  # in 1970
    report = await examine()
    assert (report.wrong, report.lacking) == ([], ["lag"])
    assert "waiting for workers: 1, the oldest for" in report.lines["lag"]


async def test_telegram_does_not_know_the_webhook_yet(
    examine, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET * 2)
    assert "does not know WEBHOOK_URL yet" in (await examine()).lines["telegram"]
    await telegram.call("setWebhook", {"url": "http://127.0.0.1:9/"})
    assert (await examine()).lacking == []


async def test_telegram_cannot_reach_the_webhook(examine, telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET * 2)
    await telegram.call("setWebhook", {"url": "http://127.0.0.1:9/"})
    assert telegram.updates.webhook
    telegram.updates.webhook.last_error = 1_700_000_000, "Connection refused"
    report = await examine()
    assert (report.wrong, report.lacking) == ([], ["telegram"])
    assert "Connection refused" in report.lines["telegram"]


async def test_a_check_that_gets_no_answer_gives_up(
    examine, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "CHECK_SECONDS", 0.5)
    telegram.faults.add(Fault(kind="silence", method="getMe"))
    report = await examine()
    assert report.wrong == ["telegram"]
    assert "no answer within 0.5 s" in report.lines["telegram"]


async def test_there_are_no_owners(examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OWNER_IDS")
    report = await examine()
    assert (report.wrong, report.lacking) == ([], ["owners"])
    assert "OWNER_IDS is empty" in report.lines["owners"]


async def test_there_are_no_payments(examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYMENT_PROVIDER_TOKEN", "")
    report = await examine()
    assert (report.wrong, report.lacking) == ([], ["payments"])
    assert "PAYMENT_PROVIDER_TOKEN is empty" in report.lines["payments"]


async def test_support_names_nobody(examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUPPORT_CONTACT")
    report = await examine()
    assert (report.wrong, report.lacking) == ([], ["support"])
    assert "SUPPORT_CONTACT is empty: /support names nobody" in report.lines["support"]


async def test_several_things_at_once_are_all_told(examine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", f"unix://{tmp_path}/gone")
    monkeypatch.delenv("OWNER_IDS")
    report = await examine()
    assert (report.wrong, report.lacking) == (["redis", "lag"], ["owners"])


async def test_the_mail_server_does_not_answer(examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_URL", f"smtp://kassa:{SECRET}@127.0.0.1:1")
    monkeypatch.setenv("EMAIL_FROM", "tickets@example.org")
    report = await examine()
    assert report.wrong == ["e-mail"]
    assert "SMTP_URL does not work" in report.lines["e-mail"]


# --- The house


async def test_telegram_does_not_bring_what_is_asked_for(
    examine, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without pre-checkouts nobody can pay, and nothing else would say so."""
    monkeypatch.setenv("WEBHOOK_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET * 2)
    await telegram.call("setWebhook", {"url": "http://127.0.0.1:9/", "allowed_updates": ["message", "callback_query"]})
    report = await examine()
    assert report.lacking == ["telegram"]
    assert "Telegram does not bring inline_query, my_chat_member, pre_checkout_query" in report.lines["telegram"]


async def test_a_redis_that_throws_away_or_is_full(examine, redis: Redis) -> None:
    try:
        await redis.config_set("maxmemory", "1gb")
        for policy, lacking in (("noeviction", []), ("allkeys-lru", ["redis"])):
            await redis.config_set("maxmemory-policy", policy)
            assert (await examine()).lacking == lacking
        await redis.config_set("maxmemory-policy", "noeviction")
        await redis.config_set("maxmemory", int((await redis.info("memory"))["used_memory"] * 1.05))
        assert "in use: raise maxmemory" in (await examine()).lines["redis"]
    finally:
        await redis.config_set("maxmemory", 0)
        await redis.config_set("maxmemory-policy", "noeviction")


@pytest.mark.parametrize(("seconds", "verdict"), [(0, "✓"), (30, "!"), (-90, "✗")])
async def test_a_clock_that_is_wrong(examine, monkeypatch: pytest.MonkeyPatch, seconds: int, verdict: str) -> None:
    monkeypatch.setattr(checkup, "utc_now", lambda: utc_now() + timedelta(seconds=seconds))
    assert (await examine()).lines["clocks"].startswith(verdict)


async def test_the_clock_of_telegram_is_asked_for(api_url: str) -> None:
    at_telegram = await checkup._clock_of_telegram(settings_for_tests(bot_api_url=api_url))
    assert at_telegram is not None and abs(at_telegram - utc_now()) < timedelta(seconds=5)
    assert await checkup._clock_of_telegram(settings_for_tests(bot_api_url="http://127.0.0.1:9")) is None


async def test_a_server_that_does_not_keep_what_it_was_told(examine, pool: Pool) -> None:
    """As those of the tests, unless they are somebody's own."""
    is_off = await pool.fetchval("SHOW fsync") == "off"
    line = (await examine()).lines["durability"]
    assert ("fsync" in line.partition("off")[0], line.startswith("!")) == (True, is_off)


async def test_the_bot_works_as_the_owner_of_the_tables(
    examine, owner_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "may not rewrite the books" in (await examine()).lines["role"]
    monkeypatch.setenv("DATABASE_URL", owner_url)
    report = await examine()
    assert report.lacking == ["role"]
    assert "a role of its own" in report.lines["role"]


async def test_connections_of_others_count_as_well(examine, pool: Pool) -> None:
    """The role of the bot is not told what they are."""
    said = (await examine()).lines["connections"]
    assert int(said.split()[2]) <= int(said.split()[4]) - pool.get_size()


async def test_few_connections_are_left(examine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert " are left" in (await examine()).lines["connections"]
    monkeypatch.setattr(checkup, "CONNECTIONS_WANTED", 2_000)
    assert (await examine()).lacking == ["connections"]
    monkeypatch.setenv("DATABASE_POOLED", "true")
    assert (await examine()).lacking == []


async def test_the_disk_is_nearly_full(examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: {"/": Disk(1_000, 901, 99)}[path])
    report = await examine()
    assert report.lacking == ["disk"] and "9 % of this machine's are free" in report.lines["disk"]
    monkeypatch.setenv("DISK_FREE_PERCENT_MIN", "5")
    assert (await examine()).lacking == []


async def test_the_backup_is_old(examine, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "has never been here" in (await examine()).lines["backup"]
    monkeypatch.setenv("BACKUP_HOURS_MAX", "24")
    assert (await examine()).lacking == ["backup"]
    await backups.note(pool, Backup(utc_now() - timedelta(hours=3), 1_234, "0026"))
    report = await examine()
    assert report.lacking == [] and "the last one is 3 h old and has 1,234 bytes" in report.lines["backup"]
    monkeypatch.setenv("BACKUP_HOURS_MAX", "2")
    assert (await examine()).lacking == ["backup"]


async def test_the_scheduler_stands_still(examine, pool: Pool, redis: Redis) -> None:
    app = build_app(pool, redis, settings_for_tests())
    build_scheduler(app)
    await app.pulse.keep_due()
    assert "was at work" in (await examine()).lines["scheduler"]
    await pool.execute("UPDATE sweeps SET done_at = now() - interval '6 minutes' WHERE name = 'move-prices'")
    report = await examine()
    assert report.lacking == ["scheduler"] and "fails at move-prices" in report.lines["scheduler"]


async def test_what_was_given_up_is_told_for_a_day(examine, pool: Pool) -> None:
    await messages.add(pool, PersonId(1), SaleOpened(EventId(1)), utc_now())
    await pool.execute("UPDATE messages SET failed_at = now(), failure = $1", f"{messages.GIVEN_UP}ValueError()")
    report = await examine()
    assert report.lacking == ["outbox"] and "were given up, perhaps tickets: 1" in report.lines["outbox"]
    await pool.execute("UPDATE messages SET failed_at = now() - interval '25 hours'")
    assert (await examine()).lacking == []


async def test_what_waits_and_what_rings_is_told(examine, pool: Pool) -> None:
    await messages.add(pool, PersonId(1), TurnBegan(EventId(1)), utc_now() - timedelta(minutes=11))
    await pool.execute("INSERT INTO unconfirmed_payments VALUES (1, $1, now())", OrderId(1))
    await pool.execute(
        """
        INSERT INTO queue_entries (event_id, person_id, nonce, joined_at)
        SELECT 1, person, '', now() FROM generate_series(1, 3) person
        """
    )
    async with pool.acquire() as conn:
        await alarms.raise_once(conn, alarms.HOUSE, Trouble.OUTBOX_OLD, utc_now())
    report = await examine()
    assert report.lacking == ["outbox", "money", "alarms"]
    assert "messages that are due: 1, the oldest for 66" in report.lines["outbox"]
    assert "payments to look up (/payments): 1" in report.lines["money"]
    assert "people who wait: 3, for so many events: 1" in report.lines["queues"]
    assert "outbox-old" in report.lines["alarms"]
