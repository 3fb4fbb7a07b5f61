"""Who comes: the numbers as a sheet, and the list line by line, with what everybody answered."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from bot.sheets.words import bars, count, share, subtitle, title
from bot.texts import Texts
from core.domain.attendee import Attendee, Attendees, Column
from core.domain.currency import amount
from core.domain.report import ReportKind
from core.render.sheet import Cell, Chart, ChartStyle, Figure, Sheet, Table

WHO = ("event", "day", "number", "name", "holder", "username", "person", "section", "row", "seat", "tier")
WHAT = ("price", "currency", "code", "channel", "status", "bought", "admitted")
NAMES = (*WHO, *WHAT)
PRINTED = ("number", "name", "section", "row", "seat", "tier", "status")
"""What is printed of the list; the files have all of it."""


def attendees_sheet(attendees: Attendees, t: Texts) -> Sheet:
    valid = sum(one.valid for one in attendees.counts)
    inside = sum(one.inside for one in attendees.counts)
    returned = sum(one.returned for one in attendees.counts)
    inside_of = {one.tier: one.inside for one in attendees.counts} if inside else None
    by_tier = bars([(one.tier, one.valid) for one in attendees.counts], count, t, part_of=inside_of)
    rows: list[list[Cell]] = [[one.tier, one.valid, one.inside, one.returned] for one in attendees.counts]
    names = ("tier", "expected", "inside", "returned")
    head = [t.plain("report-column", column=name) for name in names]
    table = Table(t.plain("report-by-tier"), head, rows, [t.plain("report-total"), valid, inside, returned])
    return Sheet(
        title(ReportKind.ATTENDEES, attendees.events, t),
        subtitle(attendees.events, t),
        [
            Figure(t.plain("report-expected"), count(valid)),
            Figure(t.plain("report-inside"), count(inside)),
            Figure(t.plain("report-came"), share(inside, valid)),
            Figure(t.plain("report-returned"), count(returned)),
        ],
        [Chart(t.plain("report-by-tier"), ChartStyle.BARS, by_tier)],
        [table],
        table,
    )


def with_list(sheet: Sheet, lines: Sequence[Sequence[Cell]], t: Texts) -> Sheet:
    """For print: the numbers, and the list behind them."""
    places = [NAMES.index(name) for name in PRINTED]
    rows = [[line[place] for place in places] for line in lines]
    head = [t.plain("report-column", column=name) for name in PRINTED]
    return replace(sheet, tables=[*sheet.tables, Table(t.plain("report-list"), head, rows)])


def list_head(attendees: Attendees, t: Texts) -> list[str]:
    """A column for each question; the same question of several events has one."""
    questions = [_question(column, t) for column in _columns(attendees)]
    return [*(t.plain("report-column", column=name) for name in NAMES), *questions]


def list_line(attendees: Attendees, t: Texts) -> Callable[[Attendee], list[Cell]]:
    """How one of them becomes a line; safe to call from another thread."""
    columns = _columns(attendees)

    @cache
    def channel(name: str) -> str:
        return t.plain("report-channel", channel=name)

    @cache
    def status(name: str) -> str:
        return t.plain("report-ticket", status=name)

    def line(one: Attendee) -> list[Cell]:
        said: dict[Column, str] = {}
        for question_id, answer in one.answers.items():
            if column := attendees.columns.get((one.event_id, question_id)):
                said[column] = answer
        what: list[Cell] = [one.event_title, one.starts_at, one.number, one.name]
        what += [one.holder_name, f"@{one.username}" if one.username else "", one.holder_id]
        what += [one.section, one.row, one.seat, one.tier, amount(one.price_minor, one.currency), one.currency]
        what += [one.promo_code, channel(one.channel), status(one.status), one.issued_at, one.admitted_at]
        return [*what, *(said.get(column, "") for column in columns)]

    return line


def _columns(attendees: Attendees) -> list[Column]:
    return list(dict.fromkeys(attendees.columns.values()))


def _question(column: Column, t: Texts) -> str:
    return column.label or t.plain("report-question", question=column.kind)
