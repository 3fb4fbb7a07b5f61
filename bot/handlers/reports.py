"""Reports on the screen, and as files."""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from bot.callbacks import SendReport, ShowReport, ShowReports
from bot.report_files import send_attendee_list, send_sheet
from bot.screen import answer, show
from bot.screens import reports as screens
from bot.sheets.attendees import attendees_sheet
from bot.sheets.checkins import checkins_sheet
from bot.sheets.finance import finance_sheet
from bot.sheets.sales import sales_sheet
from bot.texts import Texts
from core.domain.ids import EventId, PersonId
from core.domain.person import Person
from core.domain.report import About, ReportKind
from core.render.sheet import Sheet
from core.services.exporting import Exporting
from core.services.pictures import Pictures
from core.services.reporting import Reporting


def build_router() -> Router:
    router = Router(name="reports")
    router.callback_query.register(show_kinds, ShowReports.filter())
    router.callback_query.register(show_report, ShowReport.filter())
    router.callback_query.register(send_report, SendReport.filter())
    return router


async def show_kinds(
    query: CallbackQuery, callback_data: ShowReports, person: Person, reporting: Reporting, t: Texts
) -> None:
    about = About(callback_data.range, EventId(callback_data.event_id))
    await show(query, screens.kinds(about, await reporting.events(person.id, about), t))


async def show_report(
    query: CallbackQuery,
    callback_data: ShowReport,
    person: Person,
    reporting: Reporting,
    pictures: Pictures,
    t: Texts,
) -> None:
    kind, about = callback_data.report, About(callback_data.range, EventId(callback_data.event_id))
    sheet = await sheet_of(kind, about, person.id, reporting, t)
    await show(query, screens.report(kind, about, sheet, pictures, t))


async def send_report(
    query: CallbackQuery,
    callback_data: SendReport,
    person: Person,
    reporting: Reporting,
    exporting: Exporting,
    pictures: Pictures,
    bot: Bot,
    t: Texts,
) -> None:
    kind, about = callback_data.report, About(callback_data.range, EventId(callback_data.event_id))
    sheet = await sheet_of(kind, about, person.id, reporting, t)
    await answer(query)
    if kind is ReportKind.ATTENDEES:
        await send_attendee_list(bot, person.id, about, callback_data.format, sheet, reporting, exporting, pictures, t)
        return
    await send_sheet(bot, person.id, sheet, kind, callback_data.format, reporting, pictures, t)


async def sheet_of(kind: ReportKind, about: About, person_id: PersonId, reporting: Reporting, t: Texts) -> Sheet:
    match kind:
        case ReportKind.SALES:
            return sales_sheet(await reporting.sales(person_id, about), t)
        case ReportKind.FINANCE:
            return finance_sheet(await reporting.finance(person_id, about), t)
        case ReportKind.ATTENDEES:
            return attendees_sheet(await reporting.attendees(person_id, about), t)
        case ReportKind.CHECKINS:
            return checkins_sheet(await reporting.checkins(person_id, about), t)
