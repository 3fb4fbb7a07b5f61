"""`kassa restore FILE`: brings a backup into an empty database and audits it; `--rehearse` into one that is dropped."""

import logging
import sys
from pathlib import Path

from cli.backup import print_books, settings_without_pooler
from core.app import connect, utc_now
from core.running import run_to_its_end
from core.services.backing_up import BackingUp, Books
from core.settings import Settings
from db.archives import ArchiveError
from db.scratch_database import MayNotCreate, scratch_database, url_of

WHAT_NOW = """\
What to do now (docs/backup.md says more):
  1. Empty Redis, before anything is started: what it knows is of another time. valkey-cli -u "$REDIS_URL" FLUSHDB
  2. kassa migrate, which gives the role of DATABASE_URL its rights if there is a DATABASE_OWNER_URL; kassa doctor; then
     start Kassa. It tells Telegram the webhook by itself, if there is one.
  3. Messages that were sent after the backup may come once more. Stars that were paid after it are found within
     minutes, and become tickets or go back.
  4. What cards paid after it nobody lists but your provider: compare with /payments, and /refunds before you return
     anything a second time."""


def main(file: Path, *, rehearse: bool) -> None:
    run_to_its_end(lambda: _restore(file, rehearse=rehearse), log_level=logging.WARNING)


async def _restore(file: Path, *, rehearse: bool) -> None:
    settings = settings_without_pooler()
    try:
        if rehearse:
            async with scratch_database(settings.database_url, with_schema=False) as name:
                url = url_of(settings.database_url, name)
                books = await _restored(settings.model_copy(update={"database_url": url}), file)
        else:
            books = await _restored(settings, file)
    except ArchiveError as error:
        sys.exit(f"✗ not restored: {error}")
    except MayNotCreate as error:
        sys.exit(f"✗ not rehearsed: the role {error} may not create databases: ALTER ROLE {error} CREATEDB")
    print(f"✓ {file} can be restored" if rehearse else f"✓ {file} is restored")
    print_books(books)
    if not rehearse:
        print(WHAT_NOW)
    if not books.close:
        sys.exit(1)


async def _restored(settings: Settings, file: Path) -> Books:
    async with await connect(settings) as pool:
        return await BackingUp(pool, settings.database_url, utc_now).restore(file)
