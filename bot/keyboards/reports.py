"""Which report, of which events, as which file."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import (
    ChooseReports,
    FindVisitor,
    ManageEvent,
    ManageEvents,
    SendReport,
    SendVisitor,
    ShowMenu,
    ShowReport,
    ShowReports,
    ShowTicked,
    ShowVisitor,
    TickEvent,
)
from bot.keyboards.layout import Page, button, in_columns, keyboard
from bot.keyboards.paging import arrows
from bot.texts import Texts
from core.domain.ids import PersonId
from core.domain.report import About, FileFormat, Range, ReportKind
from core.domain.visit import History
from core.services.reporting import Choice

PERIODS = (Range.THIS_MONTH, Range.LAST_MONTH, Range.THIS_YEAR, Range.ALL)
EVENTS_ON_PAGE = 10


def choose(t: Texts) -> InlineKeyboardMarkup:
    periods = [button(t.plain("report-range", range=one), ShowReports(range=one, event_id=0)) for one in PERIODS]
    return keyboard(
        *in_columns(periods, 2),
        [button(t.plain("reports-tick"), ShowTicked(page=0))],
        [button(t.plain("visitor-button"), FindVisitor())],
        [button(t.plain("back"), ManageEvents(page=0)), button(t.plain("home"), ShowMenu())],
    )


def kinds(about: About, t: Texts) -> InlineKeyboardMarkup:
    reports = [
        button(
            t.plain("report-kind-button", report=kind),
            ShowReport(report=kind, range=about.range, event_id=about.event_id),
        )
        for kind in ReportKind
    ]
    back = ManageEvent(event_id=about.event_id) if about.range is Range.EVENT else ChooseReports()
    return keyboard(*in_columns(reports, 2), [button(t.plain("back"), back), button(t.plain("home"), ShowMenu())])


def report(kind: ReportKind, about: About, t: Texts) -> InlineKeyboardMarkup:
    files = [
        button(f"📎 {one.upper()}", SendReport(report=kind, range=about.range, event_id=about.event_id, format=one))
        for one in FileFormat
    ]
    refresh = ShowReport(report=kind, range=about.range, event_id=about.event_id)
    back = ShowReports(range=about.range, event_id=about.event_id)
    return keyboard(files, [button(t.plain("manage-refresh"), refresh), button(t.plain("back"), back)])


def tick(choice: Choice, number: int, t: Texts) -> InlineKeyboardMarkup:
    page = Page.of(choice.events, number, EVENTS_ON_PAGE)
    events = [
        [
            button(
                ("✅ " if event.id in choice.ticked else "")
                + t.plain("door-event-button", title=event.title, when=t.when_short(event.starts_at)),
                TickEvent(event_id=event.id, page=page.number),
            )
        ]
        for event in page.things
    ]
    count = len(choice.ticked)
    return keyboard(
        *events,
        arrows(page, lambda number: ShowTicked(page=number)),
        [button(t.plain("reports-of-ticked", count=count), ShowReports(range=Range.TICKED, event_id=0))]
        if count
        else [],
        [button(t.plain("back"), ChooseReports())],
    )


def visitors(found: list[History], t: Texts) -> InlineKeyboardMarkup:
    people = []
    for history in found:
        username = f" @{history.person.username}" if history.person.username else ""
        name = f"{history.person.name or history.person.id}{username}"
        label = t.plain("visitor-found-button", name=name, count=len(history.visits))
        people.append([button(label, ShowVisitor(person_id=history.person.id))])
    return keyboard(*people, [button(t.plain("visitor-again"), FindVisitor())])


def visitor(person_id: PersonId, t: Texts) -> InlineKeyboardMarkup:
    files = [button(f"📎 {one.upper()}", SendVisitor(person_id=person_id, format=one)) for one in FileFormat]
    return keyboard(files, [button(t.plain("visitor-again"), FindVisitor()), button(t.plain("back"), ChooseReports())])


def back_to_reports(t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), ChooseReports())])
