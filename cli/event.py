"""`kassa event import FILE`: makes an event of a file, as the first owner; `check` only says what is wrong with it."""

import asyncio
import sys
from pathlib import Path

from bot.screens.event_files import problem
from bot.texts import texts
from core.app import open_app
from core.domain.ids import PersonId
from core.event_file.problems import BadEventFile
from core.event_file.reading import EventFile
from core.settings import SettingsError, load_settings


def main(action: str, file: Path) -> None:
    try:
        text = file.read_text("utf-8-sig")
        sys.exit(asyncio.run(_import(EventFile.read(text), is_dry=action == "check")))
    except (OSError, UnicodeDecodeError, SettingsError) as error:
        sys.exit(str(error))
    except BadEventFile as bad:
        t = texts("en")
        lines = [f"✗ {problem(one, t)}" for one in bad.problems]
        sys.exit("\n".join([*lines, *([f"… and {bad.more} more"] if bad.more else [])]))


async def _import(file: EventFile, *, is_dry: bool) -> int:
    """The exit code."""
    settings = load_settings()
    if not settings.owner_ids:
        raise SettingsError("OWNER_IDS names nobody: an event needs somebody who has made it.")
    owner = PersonId(min(settings.owner_ids))
    async with open_app(settings) as app:
        if is_dry:
            await app.organizing.check(owner, file)
            print(f"✓ {file.fields.title}: nothing is wrong with it")
            return 0
        event_id = await app.organizing.import_event(owner, file)
    print(f"✓ {file.fields.title}: event {event_id}, {file.fields.status}")
    return 0
