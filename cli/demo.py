"""`kassa demo`: everything on this machine, with a simulated Telegram and its chat page."""

import errno
import logging
import os
import secrets
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from time import perf_counter

from pydantic import SecretStr

from cli.run import run_all
from cli.seed import seed
from core.app import App, open_app
from core.domain.ids import PersonId
from core.domain.person import Person, Role
from core.domain.team import HOUSE
from core.running import run_until_stopped
from core.settings import Settings
from db import migrate
from db.embedded import EngineError, Engines, engines
from simulator.server import serve
from simulator.telegram import Telegram

OWNER = Person(PersonId(2001), "Ірина", "iryna", "uk")
DOOR = Person(PersonId(3001), "Тарас", "taras", "uk")
REGULAR = Person(PersonId(1001), "Олена", "olena", "uk")
NEWCOMER = Person(PersonId(1002), "Max", "max", "en")
ROLES = {OWNER: "Organizer", DOOR: "Door staff", REGULAR: "Buyer", NEWCOMER: "Buyer"}
BOT_USERNAME = "kassa_demo_bot"
TOKEN, PROVIDER_TOKEN = "4242:demo", "4242:TEST:demo"


def main() -> None:
    run_until_stopped(_demo, log_level=logging.WARNING)


async def _demo() -> None:
    base, port = Path(os.environ.get("DEMO_DATA", ".demo")), _port()
    started_at, is_ours = perf_counter(), False
    try:
        async with AsyncExitStack() as opened:
            _say("starting PostgreSQL and Valkey …")
            servers = await opened.enter_async_context(engines(base))
            is_ours = True
            _say("bringing the database up to date …")
            await migrate.upgrade(servers.database_url)
            _say("opening the simulated Telegram …")
            telegram = Telegram(TOKEN, BOT_USERNAME, data=base / "telegram")
            opened.push_async_callback(telegram.close)
            await invite_people(telegram)
            url = await opened.enter_async_context(serve(telegram, port=port))
            settings = _settings(servers, url, base)
            app = await opened.enter_async_context(open_app(settings))
            await prepare(settings, app)
            _say(f"ready after {perf_counter() - started_at:.1f} s: open {url} — Ctrl-C stops everything")
            await run_all(settings, app)
    except EngineError as error:
        sys.exit(f"kassa: {error}")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(f"kassa: port {port} is in use: choose another one with DEMO_PORT=8081 make demo")
        if is_ours:
            raise
        sys.exit(f"kassa: the data cannot be kept in {base}: {error.strerror}; choose another place with DEMO_DATA")
    finally:
        if is_ours:
            _say(f"stopped; the data stay in {base}")


def _port() -> int:
    port = os.environ.get("DEMO_PORT", "8080")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"kassa: DEMO_PORT must be a number from 1 to 65535, not {port!r}")
    return int(port)


def _settings(servers: Engines, telegram_url: str, base: Path) -> Settings:
    """The demo's own settings: those of the environment are for the real bot."""
    return Settings(
        _env_file=None,
        bot_token=SecretStr(TOKEN),
        bot_api_url=telegram_url,
        database_url=servers.database_url,
        redis_url=servers.redis_url,
        owner_ids=frozenset({OWNER.id}),
        payment_provider_token=SecretStr(PROVIDER_TOKEN),
        default_language="en",
        disk_free_percent_min=0,
        ticket_keys=SecretStr(_ticket_keys(base / "ticket_keys")),
    )


def _ticket_keys(path: Path) -> str:
    """Made once and kept, so that tickets of yesterday's demo still open the door."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"1:{secrets.token_urlsafe(32)}")
    return path.read_text()


async def invite_people(telegram: Telegram) -> None:
    """The people of the chat page, and the name of the bot."""
    await telegram.call("setMyName", {"name": "Kassa"})
    for person, role in ROLES.items():
        if telegram.find_chat(person.id) is None:
            await telegram.add_person(person.id, person.name, person.client_language, person.username, role)


async def prepare(settings: Settings, app: App) -> None:
    """Example events, and Тарас at the door."""
    for person in ROLES:
        await app.people.meet(person)
    if not (await app.rights.role(DOOR.id)).may_scan:
        invitation = await app.teaming.invite(OWNER.id, HOUSE, Role.DOOR)
        await app.teaming.join(DOOR.id, invitation.secret)
    if await seed(settings, app, regular=REGULAR):
        _say("added the example events")


def _say(what: str) -> None:
    print(f"kassa: {what}", flush=True)
