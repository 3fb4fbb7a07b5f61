"""Backing up: everything of one moment in one file, and back again into an empty database."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from core.domain.audit import Balance, Finding
from core.domain.backup import Backup, Holdings
from core.services.auditing import Auditing
from db import archives, backups, events, migrate
from db.archives import ArchiveError, Contents
from db.pool import Conn, Pool, snapshot

FOR_US_ONLY = 0o600
"""There are names, addresses and secrets in it."""


@dataclass(frozen=True, slots=True)
class Books:
    """What a database holds, and whether it agrees with itself."""

    holdings: Holdings
    audits: list[tuple[Balance, list[Finding]]]

    @property
    def close(self) -> bool:
        return not any(findings for _, findings in self.audits)


class BackingUp:
    """`database_url` is of the database that `pool` leads to."""

    def __init__(self, pool: Pool, database_url: str, clock: Callable[[], datetime]) -> None:
        self.pool = pool
        self.database_url = database_url
        self.auditing = Auditing(pool, clock, frozenset())

    async def back_up(self, to: Path) -> tuple[Backup, Books]:
        """Nobody sees the file before it is whole and was read again. Raises `ArchiveError`."""
        if to.exists():
            raise ArchiveError(f"{to} is there already, and a backup is never written over another file")
        part = to.with_name(f".{to.name}.{token_hex(4)}.part")
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL, FOR_US_ONLY))
            async with snapshot(self.pool) as conn:
                name, at = await backups.export_snapshot(conn)
                books, schema = await self._books(conn), await backups.schema(conn)
                await archives.dump(self.database_url, name, part, (await backups.server(conn)).postgresql)
            await archives.contents(part)
            _publish(part, to)
        except OSError as error:
            raise ArchiveError(f"{to} cannot be written: {error.strerror}") from error
        finally:
            part.unlink(missing_ok=True)
        backup = Backup(at, to.stat().st_size, schema)
        await backups.note(self.pool, backup)
        return backup, books

    async def restore(self, source: Path) -> Books:
        """Into the database, which must be empty. Raises `ArchiveError`; then nothing was changed in it."""
        contents = await read(source)
        server = await backups.server(self.pool)
        if server.postgresql < contents.postgresql:
            raise ArchiveError(
                f"{source} is of PostgreSQL {contents.postgresql}, and this server is older: {server.postgresql}"
            )
        if there := await backups.count_relations(self.pool):
            raise ArchiveError(
                f"the database {server.database} is not empty, there are {there} tables in it, and nothing was changed."
                f" Make an empty one: CREATE DATABASE kassa_restored OWNER {server.user} TEMPLATE template0; and let"
                " DATABASE_URL lead there, and DATABASE_OWNER_URL if there is one (docs/backup.md)"
            )
        await archives.restore(self.database_url, source, max(contents.pg_dump, server.postgresql))
        await migrate.upgrade(self.database_url)
        await backups.move_numbers_on(self.pool)
        await backups.analyze(self.pool)
        async with snapshot(self.pool) as conn:
            return await self._books(conn)

    async def _books(self, conn: Conn) -> Books:
        audits = [await self.auditing.audit(conn, event_id) for event_id in await events.all_ids(conn)]
        return Books(await backups.holdings(conn), audits)


async def read(source: Path) -> Contents:
    """What is in a backup. Refused where it is damaged, or of a Kassa that is newer than this one."""
    if not source.is_file():
        raise ArchiveError(f"there is no file {source}")
    contents = await archives.contents(source)
    if not migrate.knows(contents.schema):
        raise ArchiveError(
            f"{source} is of a newer Kassa than this one, its schema is {contents.schema}: install that release first"
        )
    return contents


def _publish(part: Path, to: Path) -> None:
    """On the disk, and only then under its name, which is nobody else's."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    try:
        os.link(part, to)
    except FileExistsError:
        raise ArchiveError(f"{to} is there already, and a backup is never written over another file") from None
    except OSError:  # a file system without links
        part.rename(to)
    with suppress(OSError):  # some cannot
        folder = os.open(to.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
