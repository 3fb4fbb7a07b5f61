"""`kassa event`: makes an event of a file, as the owner with the lowest id, checks the file, or writes one."""

import asyncio
import sys
from argparse import ArgumentTypeError
from pathlib import Path

from bot.screens.event_files import problem
from bot.texts import texts
from cli.numbers import event_number
from core.app import App, open_app
from core.domain.ids import PersonId
from core.domain.refusal import EventNotFound
from core.event_file.problems import BadEventFile
from core.event_file.reading import EventFile
from core.settings import SettingsError, load_settings


def main(action: str, of: str) -> None:
    try:
        print(asyncio.run(_export(of) if action == "export" else _read(action, Path(of).read_text("utf-8-sig"))))
    except (OSError, SettingsError) as error:
        sys.exit(str(error))
    except UnicodeDecodeError:
        sys.exit(f"{of} is not written in UTF-8: save it so, and try again.")
    except (EventNotFound, ArgumentTypeError):
        sys.exit(f"There is no event {of}.")
    except BadEventFile as bad:
        t = texts("en")
        lines = [f"✗ {problem(one, t)}" for one in bad.problems]
        sys.exit("\n".join([*lines, *([f"… and {bad.more} more"] if bad.more else [])]))


async def _read(action: str, text: str) -> str:
    file = EventFile.read(text)
    async with open_app(load_settings()) as app:
        if action == "check":
            await app.organizing.check(_owner(app), file)
            return f"✓ {file.fields.title}: nothing is wrong with it"
        event_id = await app.organizing.import_event(_owner(app), file)
        return f"✓ {file.fields.title}: event {event_id}, {file.fields.status}"


async def _export(number: str) -> str:
    event_id = event_number(number)
    async with open_app(load_settings()) as app:
        return await app.describing.file(_owner(app), event_id)


def _owner(app: App) -> PersonId:
    if not app.rights.owner_ids:
        raise SettingsError("OWNER_IDS names nobody: an event needs somebody who has made it.")
    return min(app.rights.owner_ids)
