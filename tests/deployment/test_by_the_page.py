"""From nothing to a bot that is backed up and comes back, with systemd, by what the pages say and nothing else.

The blocks are typed as they stand in docs/deployment.md and docs/backup.md, below a folder in place of `/`. PostgreSQL,
Valkey, a simulated Telegram and every command of Kassa are real; what installs packages or talks to systemd is not.
"""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from db.embedded import postgres
from db.embedded.postgres import find_place, server_account
from simulator.server import serve
from simulator.telegram import Telegram
from tests.docs.documents import ROOT

DEPLOYMENT, BACKUP = ((ROOT / "docs" / f"{page}.md").read_text() for page in ("deployment", "backup"))
PASSWORD = "owners-s3cr3t"
STUBS = {
    "apt": "exit 0",
    "python3": 'mkdir -p "$3/bin"',  # -m venv FOLDER
    "runuser": 'shift 3; exec "$@"',
    "redis-cli": 'echo "redis-cli $*"',
    "systemctl": '[ "$*" != "start kassa-migrate" ] || exec kassa migrate',
    "systemd-run": f'exec {sys.executable} {{root}}/systemd_run.py "$@"',
}
SYSTEMD_RUN = r"""
import os, sys
from pathlib import Path
mark = "--property=EnvironmentFile="
for file in (Path(one.removeprefix(mark).removeprefix("-")) for one in sys.argv if one.startswith(mark)):
    for line in file.read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition("=")
            os.environ[name] = value
command = [one for one in sys.argv[1:] if not one.startswith("--")]
os.execv(command[0], command[:1] + sys.argv[sys.argv.index(command[0]) + 1:])
"""


@dataclass
class Machine:
    root: Path
    environment: dict[str, str]

    def here(self, text: str) -> str:
        return re.sub(r"(?<![\w./])/(etc|opt|usr/local|var/lib)/", rf"{self.root}/\1/", text)

    def type(self, commands: str, stdin: str = "") -> str:
        done = subprocess.run(
            ["bash", "-euc", self.here(commands)],
            env=self.environment,
            cwd=ROOT,
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # no terminal, so that a password can be typed here
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def edit(self, name: str, **values: str) -> None:
        """A file of settings, as an operator fills it in."""
        path = self.root / "etc" / "kassa" / name
        text = path.read_text()
        for key, value in values.items():
            text, times = re.subn(rf"^{key}=.*$", f"{key}={value}", text, flags=re.MULTILINE)
            assert times == 1, key
        path.write_text(text)


def blocks(page: str, chapter: str) -> list[str]:
    """Of one chapter, those that are commands."""
    text = re.split(r"^## ", page.partition(f"\n## {chapter}\n")[2], flags=re.MULTILINE)[0]
    return re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
async def host(server_base: Path) -> AsyncIterator[str]:
    async with postgres(server_base / "server", database="postgres", durable=False) as url:
        yield url.partition("host=")[2].partition("&")[0]


@pytest.fixture
def machine(tmp_path: Path, server_base: Path, host: str) -> Machine:
    root = tmp_path / "root"
    for folder in ("bin", "etc/redis", "etc/systemd/system", "usr/local/sbin", "var/lib/kassa-backups"):
        (root / folder).mkdir(parents=True)
    (root / "systemd_run.py").write_text(SYSTEMD_RUN)
    for name, does in STUBS.items():
        (root / "bin" / name).write_text(f"#!/bin/sh\n{does.replace('{root}', str(root))}\n")
        (root / "bin" / name).chmod(0o755)
    venv = root / "opt" / "kassa" / "venv" / "bin"
    venv.mkdir(parents=True)
    for name, does in (("pip", "exit 0"), ("kassa", f'exec {sys.executable} -m cli "$@"')):
        (venv / name).write_text(f"#!/bin/sh\n{does}\n")
        (venv / name).chmod(0o755)
    programs = find_place(server_base, server_account()).program("psql").parent
    paths = (root / "bin", root / "usr" / "local" / "sbin", programs, os.environ["PATH"])
    unset = ("BOT_TOKEN", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "TICKET_KEYS")
    environment = {key: value for key, value in os.environ.items() if key not in unset}
    return Machine(
        root,
        environment
        | {"PATH": ":".join(map(str, paths)), "PYTHONPATH": str(ROOT), "PGHOST": host, "PGUSER": "postgres"},
    )


@asynccontextmanager
async def served() -> AsyncIterator[str]:
    """A Telegram, in this process: so nothing of Kassa is waited for without letting it work."""
    telegram = Telegram("4242:abc")
    try:
        async with serve(telegram) as url:
            yield url
    finally:
        await telegram.close()


async def test_a_stranger_has_a_bot_and_its_backup_brings_everything_back(
    machine: Machine, host: str, redis_url: str
) -> None:
    install, start = blocks(DEPLOYMENT, "systemd")
    restore = next(block for block in blocks(BACKUP, "Restoring") if "docker" not in block)
    machine.type(install, stdin=f"{PASSWORD}\n{PASSWORD}\n")
    by_hand = machine.root / "usr" / "local" / "sbin" / "kassa"
    by_hand.write_text(machine.here(by_hand.read_text()))
    owner_env = machine.root / "etc" / "kassa" / "owner.env"
    owner_env.write_text(owner_env.read_text().replace("PASSWORD", PASSWORD).replace("@localhost/kassa", at(host)))
    [app_url] = re.findall(r"`DATABASE_URL=(postgresql://kassa_app:<[^>]*>@localhost/kassa)`", DEPLOYMENT)
    async with served() as api_url:
        machine.edit(
            "kassa.env",
            BOT_TOKEN="4242:abc",
            BOT_API_URL=api_url,
            DATABASE_URL=re.sub("<.*>", "s3cr3t", app_url).replace("@localhost/kassa", at(host)),
            REDIS_URL=redis_url,
            TICKET_KEYS="1:" + "k" * 32,
        )
        assert "✓ role: kassa_app may not rewrite the books" in await asyncio.to_thread(machine.type, start)
        await asyncio.to_thread(machine.type, "kassa seed")
        had = await events(host)
        assert had > 1
        [service] = re.findall(
            r"^ExecStart=\S*/(kassa backup .*)$",
            (ROOT / "deploy" / "systemd" / "kassa-backup.service").read_text(),
            re.MULTILINE,
        )
        await asyncio.to_thread(machine.type, service)
        [file] = (machine.root / "var" / "lib" / "kassa-backups").iterdir()
        restore = restore.replace("2026-11-29-231033.dump", file.name).replace("redis://localhost:6379/0", redis_url)
        printed = await asyncio.to_thread(machine.type, restore)
    assert "is restored" in printed and "✓ role: kassa_app may not rewrite the books" in printed
    assert f"redis-cli -u {redis_url} FLUSHDB" in printed
    assert await events(host) == had
    old = await asyncpg.connect(host=host, user="postgres", database="kassa_before")
    assert await old.fetchval("SELECT count(*) FROM events") == had
    assert await old.fetchval("SHOW server_encoding") == "UTF8"
    await old.close()


def at(host: str) -> str:
    return f"@/kassa?host={host}&port=5432"


async def events(host: str) -> int:
    """As the bot sees them."""
    conn = await asyncpg.connect(host=host, user="kassa_app", database="kassa")
    try:
        return int(await conn.fetchval("SELECT count(*) FROM events"))
    finally:
        await conn.close()
