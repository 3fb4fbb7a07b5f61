"""What docs/backup.md says of point-in-time recovery, typed as it stands there, against a server of the test's own."""

import asyncio
import os
import re
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import asyncpg
import pytest

from db.embedded.postgres import clean_environment, find_place, server_account

PAGE = (Path(__file__).parents[2] / "docs" / "backup.md").read_text().partition("## To the minute")[2]
COPIED_WITHIN = 20.0
QUIET_BYTES_MAX = 200_000
"""Of sixteen million, where a minute has little to say."""
STUBS = {
    "runuser": 'shift 3; exec "$@"',
    "date": 'exec cat "{base}/today"',
    "systemctl": """case "$*" in
        stop*) exec pg_ctl --pgdata={main} --mode=fast --wait stop ;;
        start*) exec pg_ctl --pgdata={main} --options="-c config_file={etc}/postgresql.conf" --log={base}/log start
    esac""",
}


@dataclass
class Machine:
    """A folder in place of `/`, where data and settings lie as Debian has them, and the account of the server."""

    base: Path

    @property
    def main(self) -> Path:
        return self.base / "var/lib/postgresql/17/main"

    @property
    def etc(self) -> Path:
        return self.base / "etc/postgresql/17/main"

    @property
    def kept(self) -> Path:
        return self.base / "var/backups/kassa"

    @property
    def programs(self) -> Path:
        return find_place(self.base, server_account()).program("pg_ctl").parent

    def blocks(self, kind: str) -> list[str]:
        """Those of the page, with our places."""
        return [
            re.sub(r"(?<![\w.$])/(etc|var)/", rf"{self.base}/\1/", block).replace("-o postgres -g postgres ", "")
            for block in re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
        ]

    def type(self, commands: str) -> str:
        account = server_account()
        printed = self.base / "typed.log"
        with printed.open("wb") as log:  # no pipe: the server that is started would keep it open
            done = subprocess.run(
                ["bash", "-euc", commands],
                env=clean_environment()
                | {
                    "PATH": f"{self.base}/bin:{self.programs}:{os.environ['PATH']}",
                    "PGHOST": str(self.base),
                    "PGUSER": "postgres",
                },
                cwd="/",
                stdout=log,
                stderr=log,
                user=account.uid,
                group=account.gid,
                extra_groups=None if account.uid is None else [],
                check=False,
            )
        assert done.returncode == 0, printed.read_text()
        return printed.read_text()

    async def connect(self) -> asyncpg.Connection:
        return await asyncpg.connect(host=str(self.base), user="postgres", database="postgres")


@pytest.fixture
async def machine(server_base: Path) -> AsyncIterator[Machine]:
    machine = Machine(server_base)
    (server_base / "bin").mkdir()
    for name, does in STUBS.items():
        script = does.format(base=server_base, main=machine.main, etc=machine.etc)
        (server_base / "bin" / name).write_text(f"#!/bin/sh\n{script}\n")
        (server_base / "bin" / name).chmod(0o755)
    server_account().own(server_base)
    settings = f"""
        unix_socket_directories = '{server_base}'
        listen_addresses = ''
        hba_file = '{machine.etc}/pg_hba.conf'
        ident_file = '{machine.etc}/pg_ident.conf'
        include_dir = 'conf.d'
    """
    machine.type(
        f"""
        mkdir -p {machine.etc}/conf.d {server_base}/var/backups {machine.main.parent}
        initdb --pgdata={machine.main} --username=postgres --auth=trust --no-sync --no-locale
        rm {machine.main}/postgresql.conf
        mv {machine.main}/pg_*.conf {machine.etc}
        cat > {machine.etc}/postgresql.conf <<END
{settings}\nEND
        """
    )
    yield machine
    if (machine.main / "postmaster.pid").exists():
        machine.type(f"pg_ctl --pgdata={machine.main} --mode=immediate stop")


async def test_the_database_comes_back_as_it_was_at_a_moment(machine: Machine) -> None:
    [conf], [prepare, keep, recover] = machine.blocks("conf"), machine.blocks("sh")
    machine.type(prepare)
    machine.type(f"cat > {machine.etc}/conf.d/kassa.conf <<'END'\n{conf}END\nsystemctl start postgresql")
    conn = await machine.connect()
    await conn.execute("CREATE TABLE sales (what text)")
    firsts = []
    for week in (14, 21, 28):
        await conn.execute("INSERT INTO sales VALUES ($1)", f"week {week}")
        firsts.append(await archived(machine, conn))
        (machine.base / "today").write_text(f"2026-11-{week}\n")
        machine.type(keep)
    assert {path.name for path in machine.kept.iterdir()} == {"base-2026-11-21", "base-2026-11-28", "wal"}
    assert not kept(machine, firsts[0]).exists(), "older than the older copy"
    assert not kept(machine, firsts[1]).exists() and kept(machine, firsts[2]).exists()
    assert kept(machine, firsts[2]).stat().st_size < QUIET_BYTES_MAX

    await conn.execute("INSERT INTO sales VALUES ('after the copy')")
    moment: datetime = await conn.fetchval("SELECT clock_timestamp()")
    await conn.execute("INSERT INTO sales VALUES ('the mistake')")
    await conn.close()

    machine.type(recover.replace("2026-11-29 20:14:00+00", str(moment)))
    conn = await machine.connect()
    async with asyncio.timeout(COPIED_WITHIN):
        while await conn.fetchval("SELECT pg_is_in_recovery()"):
            await asyncio.sleep(0.05)
    came_back = [row["what"] for row in await conn.fetch("SELECT * FROM sales")]
    assert came_back == ["week 14", "week 21", "week 28", "after the copy"]
    await conn.execute("INSERT INTO sales VALUES ('and on it goes')")
    assert (await archived(machine, conn)).startswith("00000002"), "on a new timeline"
    await conn.close()


async def test_what_is_kept_is_never_written_over_and_may_be_kept_again(machine: Machine) -> None:
    """A server that crashed asks once more for what it has kept already."""
    [conf], [prepare, *_] = machine.blocks("conf"), machine.blocks("sh")
    machine.type(prepare)
    [command] = re.findall(r"^archive_command = '(.*)'$", conf, re.MULTILINE)
    ours, another = machine.base / "ours", machine.base / "another"
    machine.type(f"echo ours > {ours}; echo another > {another}")
    for file, does_well in ((ours, True), (ours, True), (another, False)):
        typed = command.replace("%f", "1").replace("%p", str(file))
        if does_well:
            machine.type(f"sh -c '{typed}'")
        else:
            with pytest.raises(AssertionError):
                machine.type(f"sh -c '{typed}'")
    assert machine.type(f"gzip -dc {machine.kept}/wal/1.gz") == "ours\n"


def kept(machine: Machine, name: str) -> Path:
    return machine.kept / "wal" / f"{name}.gz"


async def archived(machine: Machine, conn: asyncpg.Connection) -> str:
    """What was written so far is kept, in a file of that name."""
    name = str(await conn.fetchval("SELECT pg_walfile_name(pg_switch_wal())"))
    async with asyncio.timeout(COPIED_WITHIN):
        while not kept(machine, name).exists():
            await asyncio.sleep(0.05)  # the archiver tells nobody
    return name
