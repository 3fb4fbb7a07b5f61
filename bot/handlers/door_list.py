"""The offline list of a door: sent before, brought back afterwards."""

from io import BytesIO

from aiogram import Bot, F, Router
from aiogram.types import BufferedInputFile, CallbackQuery, Document, Message

from bot.callbacks import SendDoorList
from bot.filters import IsStaff
from bot.notifier import Notifier
from bot.screen import answer, show
from bot.screens import door_list as screens
from bot.texts import Texts
from core.domain.ids import EventId
from core.domain.person import Person
from core.domain.refusal import ForeignList
from core.render.door_list_file import UnreadableList, read_door_list
from core.services.checkin import Checkin
from core.services.door_list import DoorList
from core.services.pictures import Pictures

LIST_BYTES_MAX = 10 * 1024 * 1024


def build_router() -> Router:
    router = Router(name="door_list")
    router.callback_query.register(send_list, SendDoorList.filter())
    router.message.register(take_list, F.document.file_name.endswith(".csv"), F.document.as_("file"), IsStaff())
    return router


async def send_list(
    query: CallbackQuery,
    callback_data: SendDoorList,
    person: Person,
    door_list: DoorList,
    pictures: Pictures,
    bot: Bot,
    t: Texts,
) -> None:
    """To print, and to be brought back."""
    made = await door_list.make(person.id, EventId(callback_data.event_id))
    await answer(query)
    paper = await pictures.door_list_pdf(made.tickets, screens.words(made, t), t.language, made.made_at)
    await bot.send_document(person.id, BufferedInputFile(paper, "door-list.pdf"), caption=screens.printed(made, t))
    table = await pictures.door_list_file(made.tickets, made.signature, t.language)
    await bot.send_document(person.id, BufferedInputFile(table, "door-list.csv"), caption=screens.table(made, t))


async def take_list(
    message: Message,
    file: Document,
    person: Person,
    checkin: Checkin,
    door_list: DoorList,
    notifier: Notifier,
    bot: Bot,
    t: Texts,
) -> None:
    if (file.file_size or 0) > LIST_BYTES_MAX:
        raise ForeignList
    content = await bot.download(file, destination=BytesIO())
    assert isinstance(content, BytesIO), "downloaded into memory"
    try:
        listed, signature, ticks = read_door_list(content.getvalue())
    except UnreadableList as error:
        raise ForeignList from error
    done = await door_list.read(person.id, listed, signature, ticks)
    turnout = await checkin.turnout(await checkin.post(person.id))
    await show(message, screens.imported(done, turnout, t))
    notifier.wake()
