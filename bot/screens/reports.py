"""Reports: which one, of which events, and what it says in few words beside its picture."""

from bot.keyboards import reports as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts, cut
from core.domain.event import Event
from core.domain.report import About, Range, ReportKind
from core.domain.visit import History
from core.render.sheet import Sheet
from core.services.pictures import Picture, Pictures
from core.services.reporting import FOUND_MAX, Choice

TITLE_MAX, NOTE_MAX = 200, 200


def choose(t: Texts) -> Screen:
    return Screen(t("reports-choose"), keyboards.choose(t))


def kinds(about: About, events: list[Event], t: Texts) -> Screen:
    if about.range is Range.EVENT:
        what = t.plain("reports-of-event", title=events[0].title, when=t.when(events[0].starts_at))
    else:
        events_in_words = t.plain("report-events", count=len(events))
        what = t.plain("reports-of-events", range=about.range, events=events_in_words)
    return Screen(t("reports-kinds", what=what), keyboards.kinds(about, t))


def report(kind: ReportKind, about: About, sheet: Sheet, pictures: Pictures, t: Texts) -> Screen:
    return Screen(words(sheet, t), keyboards.report(kind, about, t), pictures.sheet(sheet))


def tick(choice: Choice, page: int, t: Texts) -> Screen:
    return Screen(t("reports-tick-how"), keyboards.tick(choice, page, t))


def ask_visitor(t: Texts) -> Screen:
    return Screen(t("visitor-ask"), keyboards.back_to_reports(t))


def visitors(found: list[History], t: Texts) -> Screen:
    if len(found) > FOUND_MAX:
        return Screen(t("visitor-found-many", count=FOUND_MAX), keyboards.visitors(found[:FOUND_MAX], t))
    return Screen(t("visitor-found", count=len(found)), keyboards.visitors(found, t))


def visitor(history: History, sheet: Sheet, picture: Picture, t: Texts) -> Screen:
    return Screen(words(sheet, t), keyboards.visitor(history.person.id, t), picture)


def words(sheet: Sheet, t: Texts) -> str:
    """The figures in the caption: they can be copied, and read aloud."""
    lines = [t("report-figure", label=figure.label, value=figure.value) for figure in sheet.figures[:12]]
    title, note = cut(sheet.title, TITLE_MAX), cut(sheet.note, NOTE_MAX)
    return t(
        "report-words",
        title=title,
        subtitle=cut(sheet.subtitle, TITLE_MAX),
        figures=Html("\n".join(lines)),
        note=Html("\n\n" + t("report-note", note=note)) if note else Html(""),
    )
