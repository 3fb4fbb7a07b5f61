"""`kassa backup` and `kassa restore` as an operator runs them: processes of their own."""

import asyncio
import os
import re
import signal
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
from redis.asyncio import Redis

from cli import backup, restore
from core.app import build_app
from core.settings import SettingsError
from db import archives, backups
from db.embedded import Engines
from db.pool import Conn, Pool
from tests.conftest import with_path
from tests.plans import club_night, plan, settings_for_tests

SOON = 30.0
"""Seconds: a process has to begin."""
SECRET = "s3cr3t w0rd/?#"


@pytest.fixture
async def filled(pool: Pool, redis: Redis) -> None:
    """Two events on sale."""
    app = build_app(pool, redis, settings_for_tests())
    for one in (plan(), club_night()):
        await app.organizing.create_event(one)


@pytest.fixture
def environment(database_url: str, redis_url: str) -> dict[str, str]:
    return {
        "BOT_TOKEN": "4242:backup",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "TICKET_KEYS": "1:" + "k" * 32,
    }


@pytest.fixture
def kassa(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The exit code, and what was printed: the commands themselves, in this process."""

    async def run(command: str, file: Path, to: str | None = None, **how: bool) -> tuple[int, str]:
        for name, value in (environment | ({"DATABASE_URL": to} if to else {})).items():
            monkeypatch.setenv(name, value)
        code, why = 0, ""
        try:
            await (
                backup._back_up(file) if command == "backup" else restore._restore(file, **{"rehearse": False} | how)
            )
        except SystemExit as end:
            code, why = (end.code, "") if isinstance(end.code, int) else (1, str(end.code))
        return code, capsys.readouterr().out + why

    return run


async def test_a_backup_says_what_it_has_and_comes_back_into_an_empty_database(
    filled: None, kassa, pool: Pool, empty_database_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "kassa.dump"
    code, printed = await kassa("backup", file)
    assert code == 0, printed
    assert re.search(r"✓ .*kassa.dump: [\d,]+ bytes, schema \d{4}, as of 20", printed)
    assert "0 people, 2 events, 0 orders, 0 tickets" in printed and "✓ the books balance" in printed
    assert "✓ 1 Океан Ельзи: 20 seats = 20 free" in printed
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file], "nothing is left beside it"
    assert (await backups.last(pool)).bytes == file.stat().st_size  # type: ignore[union-attr]

    code, printed = await kassa("restore", file, to=empty_database_url)
    assert code == 0, printed
    assert "is restored" in printed and "✓ 2 Techno Night: 50 seats" in printed and "Empty Redis" in printed
    conn = await asyncpg.connect(empty_database_url)
    assert await conn.fetchval("SELECT count(*) FROM seats") == 70
    await conn.close()


async def test_a_file_that_is_there_is_never_written_over(filled: None, kassa, tmp_path: Path) -> None:
    file = tmp_path / "kassa.dump"
    file.write_text("precious")
    code, printed = await kassa("backup", file)
    assert code == 1
    assert "is there already, and a backup is never written over another file" in printed
    assert file.read_text() == "precious"
    code, printed = await kassa("backup", tmp_path / "no folder" / "kassa.dump")
    assert code == 1 and "cannot be written: No such file or directory" in printed


async def test_in_a_folder_a_backup_is_named_by_its_moment(filled: None, kassa, tmp_path: Path) -> None:
    code, printed = await kassa("backup", tmp_path)
    assert code == 0, printed
    [file] = tmp_path.iterdir()
    moment = datetime.strptime(file.name, "%Y-%m-%d-%H%M%S.dump").replace(tzinfo=UTC)
    assert timedelta() <= datetime.now(UTC) - moment < timedelta(minutes=1)
    assert f"✓ {file}: " in printed


async def test_only_an_empty_database_takes_a_backup(filled: None, kassa, pool: Pool, tmp_path: Path) -> None:
    file = tmp_path / "kassa.dump"
    await kassa("backup", file)
    code, printed = await kassa("restore", file)
    assert code == 1
    assert "is not empty" in printed and "CREATE DATABASE kassa_restored OWNER" in printed
    assert "let DATABASE_URL lead there, and DATABASE_OWNER_URL if there is one" in printed
    assert await pool.fetchval("SELECT count(*) FROM events") == 2


async def test_a_rehearsal_leaves_nothing_behind(
    filled: None, kassa, pool: Pool, server: Conn, database_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "kassa.dump"
    await kassa("backup", file)
    code, printed = await kassa("restore", file, rehearse=True)
    assert code == 0, printed
    assert "can be restored" in printed and "✓ the books balance" in printed and "Redis" not in printed
    assert await server.fetch("SELECT FROM pg_database WHERE starts_with(datname, 'kassa_rehearsal_')") == []
    await pool.execute("UPDATE seats SET status = 'sold', order_id = 1 WHERE event_id = 2 AND id = 7")
    damaged = tmp_path / "damaged.dump"
    code, printed = await kassa("backup", damaged)
    assert code == 0 and "✗ the books do not balance" in printed, "better than no backup"
    code, printed = await kassa("restore", damaged, rehearse=True)
    assert code == 1 and "✗ sold-seat-without-ticket: 7" in printed


async def test_a_backup_of_a_newer_kassa_or_a_broken_one_is_refused_before_anything_is_done(
    filled: None, kassa, pool: Pool, empty_database_url: str, tmp_path: Path
) -> None:
    file, newer, cut, other = (tmp_path / name for name in ("kassa.dump", "newer.dump", "cut.dump", "other.dump"))
    await kassa("backup", file)
    await pool.execute("UPDATE alembic_version SET version_num = '9999'")
    await kassa("backup", newer)
    cut.write_bytes(file.read_bytes()[:-2_000])
    other.write_text("no backup")
    for wrong, why in (
        (newer, "is of a newer Kassa than this one, its schema is 9999: install that release first"),
        (cut, "pg_restore failed"),
        (other, "pg_restore failed"),
        (tmp_path / "nothing.dump", "there is no file"),
    ):
        code, printed = await kassa("restore", wrong, to=empty_database_url)
        assert code == 1 and why in printed, printed
    conn = await asyncpg.connect(empty_database_url)
    assert await backups.count_relations(conn) == 0
    await conn.close()


async def test_a_role_that_only_owns_its_database_can_restore_and_no_password_is_seen(
    filled: None, kassa, engines: Engines, server: Conn, tmp_path: Path
) -> None:
    """The password is none that the server asks for: what counts is where it could be read."""
    file = tmp_path / "kassa.dump"
    await kassa("backup", file)
    await server.execute("CREATE ROLE kassa_owner LOGIN; ")
    await server.execute("CREATE DATABASE kassa_owned OWNER kassa_owner TEMPLATE template0")
    try:
        url = with_path(engines.database_url, "kassa_owned").replace("postgres@", "kassa_owner:s3cr3t%20w0rd%2F%3F%23@")
        code, printed = await kassa("restore", file, to=url)
        assert code == 0, printed
        code, printed = await kassa("backup", tmp_path / "again.dump", to=url)
        assert code == 0, printed
        shown, environment = archives._without_password(url)
        assert environment == {"PGPASSWORD": SECRET} and "s3cr3t" not in shown and "kassa_owner@" in shown
        shown, environment = archives._without_password("postgresql://kassa@/kassa?host=/tmp&password=a%26b")
        assert environment == {"PGPASSWORD": "a&b"} and shown == "postgresql://kassa@/kassa?host=%2Ftmp"
        assert archives._without_password("postgresql://kassa@db/kassa")[1] == {}, "PGPASSFILE is left to libpq"
    finally:
        await server.execute("DROP DATABASE kassa_owned WITH (FORCE)")
        await server.execute("DROP ROLE kassa_owner")


async def test_a_url_that_names_no_host_leads_to_a_socket(
    filled: None, kassa, database_url: str, tmp_path: Path
) -> None:
    """`postgresql:///kassa?host=/run/postgresql`, as it is written for a server of the same machine."""
    if "//postgres@/" not in database_url:
        pytest.skip("the tests were given a server elsewhere")
    to = database_url.replace("//postgres@/", "///") + "&user=postgres"
    file = tmp_path / "kassa.dump"
    code, printed = await kassa("backup", file, to=to)
    assert code == 0, printed
    code, printed = await kassa("restore", file, to=to, rehearse=True)
    assert code == 0, printed


async def test_a_pg_dump_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 14.2 (Debian 14.2-1)'\n")
    old.chmod(0o755)
    monkeypatch.setattr(archives, "_places", lambda name: [old])
    with pytest.raises(archives.ArchiveError, match=r"pg_dump is of PostgreSQL 14, and 18 or newer is needed"):
        await archives.dump("postgresql://unused", "1", tmp_path / "out", 18)
    monkeypatch.setattr(archives, "_places", lambda name: [])
    with pytest.raises(archives.ArchiveError, match=r"pg_dump is not here: install postgresql-client"):
        await archives.dump("postgresql://unused", "1", tmp_path / "out", 18)


async def test_a_pooler_is_no_place_for_a_backup(
    filled: None, kassa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_POOLED", "true")
    for command in ("backup", "restore"):
        with pytest.raises(SettingsError, match="leads to a pooler"):
            await kassa(command, tmp_path / "kassa.dump")


@pytest.mark.parametrize("command", [("backup", "kassa.dump"), ("restore", "kassa.dump"), ("migrate",), ("seed",)])
async def test_whoever_stops_a_command_keeps_what_was_to_follow_it_from_beginning(
    environment: dict[str, str], tmp_path: Path, command: tuple[str, ...]
) -> None:
    """As in `kassa restore FILE && kassa migrate`."""
    asked = asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await reader.read()
        writer.close()

    async with await asyncio.start_server(hang, "127.0.0.1", 0) as database:
        port = database.sockets[0].getsockname()[1]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "cli", *command),
            env=os.environ | environment | {"DATABASE_URL": f"postgresql://kassa@127.0.0.1:{port}/kassa"},
            stderr=asyncio.subprocess.PIPE,
        )
        async with asyncio.timeout(SOON):
            await asked.wait()
            process.send_signal(signal.SIGTERM)
            _, complained = await process.communicate()
    assert process.returncode == 130
    assert complained.decode().endswith("Stopped before it was done.\n")


async def test_as_an_operator_types_it(filled: None, environment: dict[str, str], tmp_path: Path) -> None:
    command = (sys.executable, "-m", "cli", "backup", str(tmp_path / "kassa.dump"))
    process = await asyncio.create_subprocess_exec(
        *command, env=os.environ | environment, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0 and "✓ the books balance" in printed.decode()
