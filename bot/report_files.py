"""Reports as files. Only the list of attendees may be long: it goes by the disk from the database to Telegram."""

from html import escape

from aiogram import Bot
from aiogram.types import BufferedInputFile, FSInputFile

from bot.progress import Progress
from bot.sheets.attendees import list_head, list_line, with_list
from bot.texts import Texts
from core.domain.ids import PersonId
from core.domain.refusal import FileTooLarge
from core.domain.report import About, FileFormat
from core.render.sheet import Sheet
from core.services.exporting import Exporting
from core.services.pictures import Pictures
from core.services.reporting import Reporting

PRINTED_MAX = 1_000
"""Longer lists nobody prints: then the PDF has the numbers only, and says where the list is."""


async def send_sheet(
    bot: Bot,
    person_id: PersonId,
    sheet: Sheet,
    name: str,
    file_format: FileFormat,
    reporting: Reporting,
    pictures: Pictures,
    t: Texts,
) -> None:
    content = await pictures.sheet_file(sheet, file_format, t.language, reporting.clock())
    document = BufferedInputFile(content, f"{name}.{file_format}")
    await bot.send_document(person_id, document, caption=t("report-caption", title=sheet.title))


async def send_attendee_list(
    bot: Bot,
    person_id: PersonId,
    about: About,
    file_format: FileFormat,
    sheet: Sheet,
    reporting: Reporting,
    exporting: Exporting,
    pictures: Pictures,
    t: Texts,
) -> None:
    attendees = await reporting.attendees(person_id, about)
    line, caption = list_line(attendees, t), t("report-caption", title=sheet.title)
    if file_format is FileFormat.PDF:
        if attendees.listed <= PRINTED_MAX:
            sheet = with_list(sheet, await exporting.lines(person_id, about, line, PRINTED_MAX), t)
        else:
            caption = t("report-list-elsewhere", title=sheet.title)
        content = await pictures.sheet_file(sheet, file_format, t.language, reporting.clock())
        await bot.send_document(person_id, BufferedInputFile(content, "attendees.pdf"), caption=caption)
        return
    head = list_head(attendees, t)
    try:
        async with (
            Progress(bot, person_id, attendees.listed, t) as progress,
            exporting.attendees(person_id, about, file_format, t.language, head, line, progress.at) as path,
        ):
            await bot.send_document(person_id, FSInputFile(path), caption=caption)
    except FileTooLarge as refusal:  # the tap was answered long ago: an alert would not be seen
        await bot.send_message(person_id, escape(t.refusal(refusal), quote=False))
