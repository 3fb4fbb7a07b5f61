"""`kassa doctor`: checks the settings and the connections of the bot, and says what is wrong."""

import asyncio
import sys
from datetime import timedelta

import asyncpg
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramUnauthorizedError
from aiosmtplib import SMTPException
from alembic.script.revision import RevisionError
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from bot.mailer import connect
from bot.running import build_bot
from bot.webhook import WANTED
from cli.checkup import Check, Lacking, Wrong, house_checks
from core.settings import Settings, SettingsError, load_settings
from db import migrate
from db.cache import open_redis
from db.update_streams import StreamsAway, UpdateStreams

POSTGRESQL_MIN = 150_000  # as server_version_num: version 15
CHECK_SECONDS = 15
LAG_MAX = timedelta(seconds=5)
MEMORY_FULL = 0.9
UPDATES_MANY = 1_000


def main() -> None:
    sys.exit(asyncio.run(_examine()))


async def _examine() -> int:
    """Prints a line for each check; returns the exit code: 1 if Kassa cannot run as it is."""
    try:
        settings = load_settings()
    except SettingsError as error:
        print(f"✗ settings: {error}")
        return 1
    print("✓ settings: all are there and have the right form")
    checks: list[tuple[str, Check]] = [
        ("database", _database),
        ("schema", _schema),
        ("redis", _redis),
        ("telegram", _telegram),
        ("lag", _lag),
        ("owners", _owners),
        ("payments", _payments),
        ("support", _support),
        ("e-mail", _email),
    ]
    results = {name: await _run(name, check, settings) for name, check in checks}
    if results["database"] and results["schema"]:
        results |= {name: await _run(name, check, settings) for name, check in house_checks()}
    return 0 if all(results.values()) else 1


async def _run(name: str, check: Check, settings: Settings) -> bool:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            print(f"✓ {name}: {await check(settings)}")
    except Lacking as lacking:
        print(f"! {name}: {lacking}")
        return True
    except Wrong as wrong:
        print(f"✗ {name}: {wrong}")
    except TimeoutError:
        print(f"✗ {name}: no answer within {CHECK_SECONDS} s")
    else:
        return True
    return False


async def _database(settings: Settings) -> str:
    try:
        conn = await asyncpg.connect(settings.database_url)
    except ValueError as error:  # its text would quote a piece of the URL
        raise Wrong("DATABASE_URL is none that PostgreSQL understands") from error
    except (OSError, asyncpg.PostgresError) as error:
        raise Wrong(f"cannot connect to DATABASE_URL: {error}") from error
    try:
        number = int(await conn.fetchval("SHOW server_version_num"))
        if number < POSTGRESQL_MIN:
            raise Wrong(f"PostgreSQL {number // 10_000} is too old: 15 or newer is needed")
        return f"PostgreSQL {await conn.fetchval('SHOW server_version')}"
    finally:
        await conn.close()


async def _schema(settings: Settings) -> str:
    try:
        waiting = await migrate.pending(settings.database_url)
    except RevisionError as error:
        raise Wrong(f"newer than this Kassa: {error}") from error
    except (OSError, ValueError, SQLAlchemyError, asyncpg.PostgresError) as error:
        raise Wrong("cannot be read") from error
    if waiting:
        raise Wrong(f"migrations are waiting ({len(waiting)}): run `kassa migrate`")
    return "up to date"


async def _redis(settings: Settings) -> str:
    try:
        async with open_redis(settings.redis_url) as redis:
            await redis.ping()
            info, memory = await redis.info("server"), await redis.info("memory")
    except (OSError, RedisError) as error:
        raise Wrong(f"cannot connect to REDIS_URL: {error}") from error
    used, most, policy = memory["used_memory"], memory.get("maxmemory", 0), memory.get("maxmemory_policy", "noeviction")
    if most and policy != "noeviction":
        raise Lacking(f"maxmemory-policy is {policy}: updates may be thrown away unread; set it to noeviction")
    if most and used > most * MEMORY_FULL:
        raise Lacking(f"{used / 1e6:,.0f} of {most / 1e6:,.0f} MB are in use: raise maxmemory, or start more workers")
    return (
        f"{info.get('server_name', 'redis')} {info.get('valkey_version', info['redis_version'])}, {used / 1e6:,.0f} MB"
    )


async def _telegram(settings: Settings) -> str:
    async with build_bot(settings) as bot:
        try:
            me = await bot.get_me()
            webhook = await bot.get_webhook_info()
        except TelegramUnauthorizedError as error:
            raise Wrong("BOT_TOKEN is not accepted: take it again from @BotFather") from error
        except TelegramAPIError as error:
            raise Wrong(f"{settings.bot_api_url or 'Telegram'} does not answer: {error}") from error
        except ClientDecodeError as error:
            raise Wrong(f"{settings.bot_api_url or 'Telegram'} does not answer as a Bot API does") from error
    if webhook.url and settings.webhook_url is None:
        raise Lacking("a webhook is set, which the bot will remove at its start to use long polling")
    if webhook.url != (settings.webhook_url or ""):
        raise Lacking("Telegram does not know WEBHOOK_URL yet: the bot will tell it at its start")
    if webhook.last_error_message:
        raise Lacking(f"WEBHOOK_URL could not be reached at {webhook.last_error_date}: {webhook.last_error_message}")
    if webhook.allowed_updates and (missing := WANTED - set(webhook.allowed_updates)):
        raise Lacking(f"Telegram does not bring {', '.join(sorted(missing))}: start the bot anew, it tells Telegram")
    if webhook.pending_update_count > UPDATES_MANY:
        raise Lacking(
            f"updates wait at Telegram ({webhook.pending_update_count}): is the bot running, is it fast enough?"
        )
    if not me.supports_inline_queries:
        raise Lacking(f"@{me.username} cannot share events into other chats: /setinline at @BotFather")
    return f"@{me.username}, updates waiting: {webhook.pending_update_count}"


async def _lag(settings: Settings) -> str:
    try:
        async with open_redis(settings.redis_url) as redis:
            lag = await UpdateStreams(redis, settings.bot_id).lag()
    except StreamsAway as error:
        raise Wrong(f"cannot be read from REDIS_URL: {error}") from error
    if lag.age > LAG_MAX:
        age = f"{lag.age.total_seconds():.0f} s"
        raise Lacking(f"waiting for workers: {lag.depth}, the oldest for {age}: start more of them")
    return f"waiting for workers: {lag.depth}"


async def _owners(settings: Settings) -> str:
    if not settings.owner_ids:
        raise Lacking("OWNER_IDS is empty: nobody can name door staff; put your Telegram id there")
    return f"{len(settings.owner_ids)} named"


async def _payments(settings: Settings) -> str:
    currencies = settings.provider_tokens()
    if not currencies:
        raise Lacking("PAYMENT_PROVIDER_TOKEN is empty: only free events and prices in Stars can be sold")
    return "a provider token for " + ", ".join("every other currency" if c == "*" else c for c in sorted(currencies))


async def _support(settings: Settings) -> str:
    if not settings.support_contact:
        raise Lacking("SUPPORT_CONTACT is empty: /support names nobody to write to")
    return "buyers are told whom to write to"


async def _email(settings: Settings) -> str:
    if settings.smtp_url is None:
        return "not set up, tickets come in the chat only"
    try:
        async with connect(settings.smtp_url.get_secret_value()) as server:
            return f"{server.hostname} takes e-mail from {settings.email_from}"
    except (SMTPException, OSError) as error:
        raise Wrong(f"SMTP_URL does not work: {error}") from error
