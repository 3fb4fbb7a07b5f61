"""Sales as a sheet: by day, tier, promo code and channel."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.sheets.words import amounts, bars, count, currencies_of, heads, moneys, subtitle, title, titles
from bot.texts import Texts
from core.domain.currency import amount
from core.domain.ids import EventId
from core.domain.report import ReportKind, Sales, SalesRow, Sum
from core.render.sheet import Bar, Cell, Chart, ChartStyle, Figure, Sheet, Table

DAYS_MAX = 92
"""A column for each day up to so many, then for each week."""


def sales_sheet(sales: Sales, t: Texts) -> Sheet:
    total, events = sales.total, sales.events
    title_of = titles(events, t)
    breakdowns: list[tuple[str, str, dict[str, Sum]]] = [
        ("tier", t.plain("report-by-tier"), sales.by(lambda row: row.tier)),
        ("channel", t.plain("report-by-channel"), sales.by(lambda row: t.plain("report-channel", channel=row.channel))),
        ("code", t.plain("report-by-code"), sales.by(lambda row: row.promo_code or t.plain("report-no-code"))),
    ]
    if len(events) > 1:
        by_event = {title_of[event_id]: one for event_id, one in sales.by(lambda row: row.event_id).items()}
        breakdowns.insert(0, ("event", t.plain("report-by-event"), by_event))
    by_day = sales.by(lambda row: row.day)
    return Sheet(
        title(ReportKind.SALES, events, t),
        subtitle(events, t),
        _figures(sales, total, t),
        [
            Chart(t.plain("report-by-day-chart"), ChartStyle.COLUMNS, _days(sales, t)),
            *[
                _chart(name, groups, sales, t)
                for column, name, groups in breakdowns
                if len(groups) > 1 or column == breakdowns[0][0]
            ],
        ],
        [
            _table(t.plain("report-by-day"), t.plain("report-day"), by_day, sales, t),
            *[
                _table(name, t.plain("report-column", column=column), groups, sales, t)
                for column, name, groups in breakdowns
            ],
        ],
        _data(sales, title_of, t),
    )


def _figures(sales: Sales, total: Sum, t: Texts) -> list[Figure]:
    sold = t.plain("report-of", part=count(total.valid), whole=count(sales.capacity))
    found = [
        Figure(t.plain("report-sold"), sold),
        Figure(t.plain("report-income"), moneys(total.income_minor, sales.events, t)),
        Figure(t.plain("report-returned"), count(total.returned)),
    ]
    if any(total.discount_minor.values()):
        found.append(Figure(t.plain("report-discounts"), moneys(total.discount_minor, sales.events, t)))
    return found


def _days(sales: Sales, t: Texts) -> list[Bar]:
    """Days without a sale have a column of nothing."""
    sold = {day: one.valid for day, one in sales.by(lambda row: row.day).items()}
    if not sold:
        return []
    first, last = min(sold), max(sold)
    step = 1 if (last - first).days < DAYS_MAX else 7
    starts = [first + timedelta(days=place) for place in range(0, (last - first).days + 1, step)]
    found = []
    for start in starts:
        tickets = sum(sold.get(start + timedelta(days=place), 0) for place in range(step))
        found.append(Bar(_day(start, t), tickets, count(tickets)))
    return found


def _day(day: date, t: Texts) -> str:
    return t.day(datetime(day.year, day.month, day.day), with_year=False)  # noqa: DTZ001 - a day has no zone


def _chart(name: str, groups: dict[str, Sum], sales: Sales, t: Texts) -> Chart:
    shown = {key: f"{count(one.valid)} · {moneys(one.income_minor, sales.events, t)}" for key, one in groups.items()}
    return Chart(name, ChartStyle.BARS, bars([(key, one.valid) for key, one in groups.items()], count, t, shown))


def _table(name: str, first: str, groups: Mapping[Any, Sum], sales: Sales, t: Texts) -> Table:
    currencies = currencies_of(sales.events)

    def line(key: Cell, one: Sum) -> list[Cell]:
        return [key, one.valid, one.returned, *amounts(one.income_minor, currencies)]

    head = [first, t.plain("report-sold"), t.plain("report-returned"), *heads(t.plain("report-income"), currencies)]
    total = line(t.plain("report-total"), sales.total)
    return Table(name, head, [line(key, one) for key, one in groups.items()], total)


def _data(sales: Sales, title_of: Mapping[EventId, str], t: Texts) -> Table:
    names = ("event", "day", "tier", "code", "channel", "sold", "returned", "income", "discounts", "currency")
    return Table(t.plain("report-data"), _head(names, t), [_line(row, title_of, t) for row in sales.rows])


def _head(names: Sequence[str], t: Texts) -> list[str]:
    return [t.plain("report-column", column=name) for name in names]


def _line(row: SalesRow, title_of: Mapping[EventId, str], t: Texts) -> list[Cell]:
    channel = t.plain("report-channel", channel=row.channel)
    income, discount = amount(row.income_minor, row.currency), amount(row.discount_minor, row.currency)
    what: list[Cell] = [title_of[row.event_id], row.day, row.tier, row.promo_code, channel]
    return [*what, row.valid, row.returned, income, discount, row.currency]
