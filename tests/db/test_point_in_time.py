"""What docs/backup.md says of point-in-time recovery, typed as it stands there, against a server of the test's own."""

import asyncio
import os
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import asyncpg
import pytest

from db.embedded import postgres
from db.embedded.postgres import clean_environment, find_place, server_account

PAGE = (Path(__file__).parents[2] / "docs" / "backup.md").read_text().partition("## To the minute")[2]
COPIED_WITHIN = 20.0


@dataclass
class Machine:
    """A folder instead of the places that the page names, and the account of the server."""

    base: Path

    @property
    def data(self) -> Path:
        return self.base / "recovered"

    def read(self, kind: str) -> list[str]:
        """The blocks of the page, with our places."""
        blocks = re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
        return [
            block.replace("/var/backups/kassa", str(self.base)).replace("/var/lib/postgresql", str(self.base))
            for block in blocks
        ]

    def type(self, commands: str, host: str) -> None:
        account = server_account()
        programs = find_place(self.base, account).program("pg_ctl").parent
        with (self.base / "typed.log").open("wb") as log:  # no pipe: the server that is started would keep it open
            done = subprocess.run(
                ["bash", "-euc", commands],
                env=clean_environment()
                | {"PATH": f"{programs}:{os.environ['PATH']}", "PGHOST": host, "PGUSER": "postgres"},
                cwd="/",
                stdout=log,
                stderr=log,
                user=account.uid,
                group=account.gid,
                extra_groups=None if account.uid is None else [],
                check=False,
            )
        assert done.returncode == 0, (self.base / "typed.log").read_text()


@pytest.fixture
async def machine(server_base: Path) -> AsyncIterator[Machine]:
    machine = Machine(server_base)
    for folder in (server_base, server_base / "wal"):
        folder.mkdir(exist_ok=True)
        server_account().own(folder)
    yield machine
    if (machine.data / "postmaster.pid").exists():
        machine.type(f"pg_ctl --pgdata={machine.data} --mode=immediate stop", "")


async def test_the_database_comes_back_as_it_was_at_a_moment(machine: Machine) -> None:
    [conf], [back_up, recover] = machine.read("conf"), machine.read("sh")
    settings = dict(re.findall(r"^(\w+) = '?(.*?)'?$", conf, re.MULTILINE))
    async with postgres(machine.base / "old", **settings) as url:
        host = url.partition("host=")[2].partition("&")[0]
        conn = await asyncpg.connect(url)
        await conn.execute("CREATE TABLE sales (what text)")
        machine.type(back_up, host)
        await conn.execute("INSERT INTO sales VALUES ('after the base backup')")
        moment: datetime = await conn.fetchval("SELECT clock_timestamp()")
        await conn.execute("INSERT INTO sales VALUES ('the mistake')")
        written = await conn.fetchval("SELECT pg_walfile_name(pg_switch_wal())")
        await conn.close()
        async with asyncio.timeout(COPIED_WITHIN):
            while not (machine.base / "wal" / written).exists():
                await asyncio.sleep(0.05)  # the archiver tells nobody
    shutil.rmtree(machine.base / "old")

    ours = f"unix_socket_directories = '{machine.base}'\nlisten_addresses = ''\narchive_mode = off\nEND\ntouch"
    machine.type(recover.replace("2026-11-29 20:14:00+00", str(moment)).replace("END\ntouch", ours), "")
    conn = await asyncpg.connect(host=str(machine.base), user="postgres", database="kassa")
    async with asyncio.timeout(COPIED_WITHIN):
        while await conn.fetchval("SELECT pg_is_in_recovery()"):
            await asyncio.sleep(0.05)
    assert [row["what"] for row in await conn.fetch("SELECT * FROM sales")] == ["after the base backup"]
    await conn.execute("INSERT INTO sales VALUES ('and on it goes')")
    await conn.close()
