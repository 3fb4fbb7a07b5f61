"""A file sent to the bot by an organizer becomes an event."""

import asyncio
from io import BytesIO

from aiogram import Bot, F, Router
from aiogram.types import Document, Message

from bot.filters import IsOrganizer
from bot.screen import show
from bot.screens import event_files as screens
from bot.screens import managing as desk
from bot.texts import Texts
from core.domain.person import Person
from core.event_file.problems import BadEventFile
from core.event_file.reading import EventFile
from core.event_file.tree import BYTES_MAX
from core.services.managing import Managing
from core.services.organizing import Organizing

NAMES = r"(?i).+\.(ya?ml|json)"


def build_router() -> Router:
    router = Router(name="event_files")
    router.message.register(import_event, F.document.file_name.regexp(NAMES, mode="fullmatch"), IsOrganizer())
    return router


async def import_event(
    message: Message, person: Person, organizing: Organizing, managing: Managing, bot: Bot, t: Texts
) -> None:
    assert message.document, "the filter lets nothing else through"
    try:
        file = await asyncio.to_thread(EventFile.read, await download(message.document, bot))
        event_id = await organizing.import_event(person.id, file)
    except BadEventFile as bad:
        await show(message, screens.problems(bad, t))
    else:
        await show(message, desk.event(await managing.event(person.id, event_id), t))


async def download(document: Document, bot: Bot) -> str:
    """The text of a document, as far as it is not too long to be looked at."""
    if (document.file_size or 0) > BYTES_MAX:
        return " " * (BYTES_MAX + 1)
    content = await bot.download(document, destination=BytesIO())
    assert isinstance(content, BytesIO), "downloaded into memory"
    return content.getvalue().decode("utf-8-sig", errors="replace")
