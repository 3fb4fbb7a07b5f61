"""`kassa backup FILE`: everything of one moment in one file, which only its owner may read.

In a folder it is named by the moment: `2026-11-29-231033.dump`, in UTC.
"""

import sys
from pathlib import Path

from cli.audit import print_audit
from core.app import connect, utc_now
from core.running import run_to_its_end
from core.services.backing_up import BackingUp, Books
from core.settings import Settings, SettingsError, load_settings
from db.archives import ArchiveError


def main(file: Path) -> None:
    run_to_its_end(lambda: _back_up(file))


async def _back_up(to: Path) -> None:
    settings = settings_without_pooler()
    file = to / f"{utc_now():%Y-%m-%d-%H%M%S}.dump" if to.is_dir() else to
    try:
        async with await connect(settings) as pool:
            backup, books = await BackingUp(pool, settings.database_url, utc_now).back_up(file)
    except ArchiveError as error:
        sys.exit(f"✗ no backup: {error}")
    print(f"✓ {file}: {backup.bytes:,} bytes, schema {backup.schema}, as of {backup.made_at:%Y-%m-%d %H:%M:%S} UTC")
    print_books(books)


def settings_without_pooler() -> Settings:
    """Of the owner; what pg_dump and pg_restore do, no pooler passes on."""
    settings = load_settings().as_owner()
    if settings.database_pooled:
        raise SettingsError(
            "DATABASE_URL leads to a pooler: a backup goes to PostgreSQL itself, so let DATABASE_OWNER_URL lead there."
        )
    return settings


def print_books(books: Books) -> None:
    """What there is, and whether it agrees with itself."""
    held = books.holdings
    print(f"  {held.people} people, {held.events} events, {held.orders} orders, {held.tickets} tickets")
    print(f"  {held.payments} payments, {held.refunds} refunds, {held.messages_to_send} messages to send")
    for balance, findings in books.audits:
        print_audit(balance, findings)
    print("✓ the books balance" if books.close else "✗ the books do not balance")
