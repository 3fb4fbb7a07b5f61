"""One visitor's history as a sheet."""

from collections.abc import Sequence

from bot.sheets.words import bars, count, money
from bot.texts import Texts
from core.domain.currency import amount
from core.domain.report import money as by_currency
from core.domain.visit import History, Visit
from core.render.sheet import Cell, Chart, ChartStyle, Figure, Sheet, Table

NAMES = ("event", "day", "place", "tier", "price", "currency", "bought", "way", "status", "admitted")
PRINTED = ("event", "day", "place", "price", "currency", "way", "status", "admitted")


def visitor_sheet(history: History, t: Texts) -> Sheet:
    visits = history.visits
    of_event: dict[str, int] = {}
    for visit in visits:
        of_event[visit.event_title] = of_event.get(visit.event_title, 0) + 1
    data = Table(t.plain("report-tickets"), _head(NAMES, t), [_line(visit, t) for visit in visits])
    places = [NAMES.index(name) for name in PRINTED]
    printed = [[line[place] for place in places] for line in data.rows]
    return Sheet(
        t.plain("visitor-title", name=name_of(history)),
        f"@{history.person.username}" if history.person.username else str(history.person.id),
        [
            Figure(t.plain("visitor-bought"), count(len(history.bought))),
            Figure(t.plain("visitor-attended"), count(sum(visit.is_attended for visit in visits))),
            Figure(t.plain("visitor-returned"), count(sum(visit.is_returned for visit in visits))),
            Figure(t.plain("visitor-spent"), _spent(history, t)),
        ],
        [Chart(t.plain("report-by-event"), ChartStyle.BARS, bars(of_event.items(), count, t))],
        [Table(data.title, _head(PRINTED, t), printed)],
        data,
    )


def _head(names: Sequence[str], t: Texts) -> list[str]:
    return [t.plain("report-column", column=name) for name in names]


def name_of(history: History) -> str:
    return history.person.name or str(history.person.id)


def _spent(history: History, t: Texts) -> str:
    """For what they have bought and not returned, and what was kept of the rest."""
    spent = by_currency(
        (visit.currency, visit.kept_minor if visit.is_returned else visit.price_minor) for visit in history.bought
    )
    return " + ".join(money(minor, currency, t) for currency, minor in spent.items() if minor) or "0"


def _line(visit: Visit, t: Texts) -> list[Cell]:
    place = ", ".join(filter(None, (visit.section, visit.row, visit.seat if visit.row else "")))
    what: list[Cell] = [visit.event_title, visit.starts_at, place, visit.tier]
    what += [amount(visit.price_minor, visit.currency), visit.currency, visit.issued_at]
    return [
        *what,
        t.plain("visitor-way", way=visit.way),
        t.plain("report-ticket", status=visit.status),
        visit.admitted_at if visit.is_attended else None,
    ]
