"""Check-ins as a sheet: how many came in when, and who let them in."""

from collections.abc import Callable, Hashable, Mapping
from datetime import timedelta
from typing import TypeVar

from bot.sheets.words import bars, count, share, subtitle, title, titles
from bot.texts import Texts
from core.domain.checkin import Verdict
from core.domain.ids import EventId
from core.domain.report import Admissions, Checkins, ReportKind
from core.render.sheet import Bar, Cell, Chart, ChartStyle, Figure, Sheet, Table

K = TypeVar("K", bound=Hashable)

SLOT = timedelta(minutes=15)
PASSED = {Verdict.ADMITTED, Verdict.READMITTED, Verdict.LEFT, Verdict.UNDONE}
SLOTS_MAX = 60
"""A column for each quarter of an hour up to so many, then only for those in which somebody came."""


def checkins_sheet(checkins: Checkins, t: Texts) -> Sheet:
    events = checkins.events
    title_of = titles(events, t)
    by_door = _counted(checkins, lambda row: row.admitted_by)
    if len(events) == 1:
        over_time = Chart(t.plain("report-by-time"), ChartStyle.COLUMNS, _slots(checkins, t))
    else:
        by_event = _counted(checkins, lambda row: title_of[row.event_id])
        over_time = Chart(t.plain("report-by-event"), ChartStyle.BARS, bars(by_event.items(), count, t))
    charts = [over_time, Chart(t.plain("report-by-door"), ChartStyle.BARS, bars(by_door.items(), count, t))]
    return Sheet(
        title(ReportKind.CHECKINS, events, t),
        subtitle(events, t),
        _figures(checkins, t),
        charts,
        [
            _table(t.plain("report-by-time"), "time", _by_slot(checkins, t), checkins, t),
            _table(t.plain("report-by-door"), "door", by_door, checkins, t),
            _verdicts(checkins, t),
        ],
        _data(checkins, title_of, t),
    )


def _figures(checkins: Checkins, t: Texts) -> list[Figure]:
    inside = t.plain("report-of", part=count(checkins.inside), whole=count(checkins.expected))
    refused = sum(number for verdict, number in checkins.scans.items() if verdict not in PASSED)
    found = [
        Figure(t.plain("report-inside"), inside),
        Figure(t.plain("report-came"), share(checkins.inside, checkins.expected)),
        Figure(t.plain("report-refused"), count(refused)),
    ]
    slots = _counted(checkins, lambda row: row.slot)
    if slots and len(checkins.events) == 1:
        busiest = max(slots, key=lambda slot: slots[slot])
        found.append(Figure(t.plain("report-busiest"), f"{t.time(busiest)}–{t.time(busiest + SLOT)}"))
    return found


def _counted(checkins: Checkins, key: Callable[[Admissions], K]) -> dict[K, int]:
    found: dict[K, int] = {}
    for row in checkins.rows:
        found[key(row)] = found.get(key(row), 0) + row.admitted
    return found


def _slots(checkins: Checkins, t: Texts) -> list[Bar]:
    slots = _counted(checkins, lambda row: row.slot)
    if not slots:
        return []
    first, last = min(slots), max(slots)
    number = (last - first) // SLOT + 1
    starts = [first + SLOT * place for place in range(number)] if number <= SLOTS_MAX else sorted(slots)
    return [Bar(t.time(start), slots.get(start, 0), count(slots.get(start, 0))) for start in starts]


def _by_slot(checkins: Checkins, t: Texts) -> dict[str, int]:
    return _counted(checkins, lambda row: t.when_short(row.slot))


def _table(name: str, column: str, groups: dict[str, int], checkins: Checkins, t: Texts) -> Table:
    rows: list[list[Cell]] = [[key, number] for key, number in groups.items()]
    return Table(
        name,
        [t.plain("report-column", column=column), t.plain("report-inside")],
        rows,
        [t.plain("report-total"), checkins.inside],
    )


def _verdicts(checkins: Checkins, t: Texts) -> Table:
    rows: list[list[Cell]] = [
        [t.plain("report-verdict", verdict=verdict), number] for verdict, number in checkins.scans.items()
    ]
    return Table(t.plain("report-scans"), [t.plain("report-scans"), t.plain("report-number")], rows)


def _data(checkins: Checkins, title_of: Mapping[EventId, str], t: Texts) -> Table:
    names = ("event", "time", "door", "inside")
    rows: list[list[Cell]] = [
        [title_of[row.event_id], row.slot, row.admitted_by, row.admitted] for row in checkins.rows
    ]
    return Table(t.plain("report-data"), [t.plain("report-column", column=name) for name in names], rows)
