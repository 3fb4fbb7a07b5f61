"""A file sent to the bot by an organizer becomes an event, and an event is sent as the file that would make it."""

import asyncio
from io import BytesIO

from aiogram import Bot, F, Router
from aiogram.types import BufferedInputFile, CallbackQuery, Document, Message

from bot.callbacks import SendEventFile
from bot.filters import IsOrganizer
from bot.screen import answer, show
from bot.screens import event_files as screens
from bot.screens import managing as desk
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.event_file.problems import BadEventFile
from core.event_file.reading import EventFile
from core.event_file.tree import BYTES_MAX
from core.services.describing import Describing
from core.services.managing import Managing
from core.services.organizing import Organizing

NAMES = r"(?i).+\.(ya?ml|json)"


def build_router() -> Router:
    router = Router(name="event_files")
    router.message.register(import_event, F.document.file_name.regexp(NAMES, mode="fullmatch"), IsOrganizer())
    router.callback_query.register(send_file, SendEventFile.filter())
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


async def send_file(
    query: CallbackQuery, callback_data: SendEventFile, person: Person, describing: Describing, bot: Bot, t: Texts
) -> None:
    text = await describing.file(person.id, EventId(callback_data.event_id))
    await answer(query)
    file = BufferedInputFile(text.encode(), f"event-{callback_data.event_id}.yaml")
    await bot.send_document(person.id, file, caption=t("event-file"))


async def download(document: Document, bot: Bot) -> str:
    """The text of a document, as far as it is not too long to be looked at."""
    if (document.file_size or 0) > BYTES_MAX:
        return " " * (BYTES_MAX + 1)
    content = await bot.download(document, destination=BytesIO())
    assert isinstance(content, BytesIO), "downloaded into memory"
    return content.getvalue().decode("utf-8-sig", errors="replace").replace("\0", "")
