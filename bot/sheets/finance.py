"""Money as a sheet: what came in, what went back, what it cost, and what is left."""

from collections.abc import Iterator

from bot.sheets.words import money, subtitle, title, titles
from bot.texts import Texts
from core.domain.cost import CostKind
from core.domain.currency import amount
from core.domain.finance import Finance, Finances
from core.domain.ids import EventId
from core.domain.report import ReportKind
from core.render.sheet import Bar, Cell, Chart, ChartStyle, Figure, Sheet, Table

BLUE, ORANGE, GREEN, PINK, BROWN = range(5)  # places in the palette


def finance_sheet(finances: Finances, t: Texts) -> Sheet:
    events, one_currency = finances.events, len(finances.of_currency) == 1
    tables = []
    for finance in finances.of_currency:
        tables.append(_statement(finance, finances, t))
        if len(events) > 1:
            tables.append(_by_event(finance, finances, t))
    has_fees = any(finance.fees_minor for finance in finances.of_currency)
    return Sheet(
        title(ReportKind.FINANCE, events, t),
        subtitle(events, t),
        [figure for finance in finances.of_currency for figure in _figures(finance, t, is_all=one_currency)],
        [
            Chart(_named(t.plain("report-money"), finance, finances), ChartStyle.BARS, _bars(finance, t))
            for finance in finances.of_currency
        ],
        tables,
        _data(finances, t),
        "" if has_fees else t.plain("report-fees-unknown"),
    )


def _figures(finance: Finance, t: Texts, *, is_all: bool) -> Iterator[Figure]:
    """All of one currency; of several, what matters most."""
    shown = {
        "gross": finance.gross_minor,
        "gone-back": finance.refunded_minor + finance.refund_due_minor,
        "income": finance.income_minor,
        "fees": finance.fees_minor,
        "costs": finance.costs_minor,
        "profit": finance.profit_minor,
    }
    for name, minor in shown.items():
        if is_all or name in ("income", "profit"):
            yield Figure(t.plain("report-money-line", line=name), money(minor, finance.currency, t))


def _bars(finance: Finance, t: Texts) -> list[Bar]:
    """From what came in to what is left; a loss has another colour."""
    lines = {
        "gross": (finance.gross_minor, BLUE),
        "gone-back": (-(finance.refunded_minor + finance.refund_due_minor), ORANGE),
        "fees": (-finance.fees_minor, PINK),
        "costs": (-finance.costs_minor, BROWN),
        "profit": (finance.profit_minor, GREEN if finance.profit_minor >= 0 else ORANGE),
    }
    return [
        Bar(
            t.plain("report-money-line", line=name),
            amount(minor, finance.currency),
            money(minor, finance.currency, t),
            colour,
        )
        for name, (minor, colour) in lines.items()
        if minor or name in ("gross", "profit")
    ]


def _statement(finance: Finance, finances: Finances, t: Texts) -> Table:
    """Every line is added to what is above; the last one is what is left."""
    sums: dict[tuple[str, str], int] = {}
    for _, heading, detail, minor in _entries(finance, t):
        sums[heading, detail] = sums.get((heading, detail), 0) + minor
    rows: list[list[Cell]] = [
        [heading, detail, amount(minor, finance.currency)] for (heading, detail), minor in sums.items()
    ]
    profit: list[Cell] = [
        t.plain("report-money-line", line="profit"),
        "",
        amount(finance.profit_minor, finance.currency),
    ]
    head = [t.plain("report-column", column=name) for name in ("heading", "detail")]
    return Table(_named(t.plain("report-statement"), finance, finances), [*head, finance.currency], rows, profit)


def _by_event(finance: Finance, finances: Finances, t: Texts) -> Table:
    names = ("gross", "gone-back", "fees", "costs", "profit")

    def line(name: str, of: Finance) -> list[Cell]:
        back = -(of.refunded_minor + of.refund_due_minor)
        minors = (of.gross_minor, back, -of.fees_minor, -of.costs_minor, of.profit_minor)
        return [name, *(amount(minor, of.currency) for minor in minors)]

    own = [event for event in finances.events if event.currency == finance.currency]
    head = [t.plain("report-column", column="event"), *(t.plain("report-money-line", line=name) for name in names)]
    title_of = titles(finances.events, t)
    rows = [line(title_of[event.id], finance.of(event.id)) for event in own]
    named = _named(t.plain("report-by-event"), finance, finances)
    return Table(named, head, rows, line(t.plain("report-total"), finance))


def _data(finances: Finances, t: Texts) -> Table:
    """Line by line; all of one currency together is the profit."""
    event_of = {event.id: event for event in finances.events}
    rows: list[list[Cell]] = []
    for finance in finances.of_currency:
        for event_id, heading, detail, minor in _entries(finance, t):
            event = event_of[event_id]
            what: list[Cell] = [event.title, event.starts_at.date(), heading, detail]
            rows.append([*what, amount(minor, finance.currency), finance.currency])
    names = ("event", "day", "heading", "detail", "amount", "currency")
    return Table(t.plain("report-data"), [t.plain("report-column", column=name) for name in names], rows)


def _entries(finance: Finance, t: Texts) -> Iterator[tuple[EventId, str, str, int]]:
    """Event, heading, detail and amount: what is taken away is less than nothing."""
    line = {
        name: t.plain("report-money-line", line=name)
        for name in ("gross", "refunded", "refund-due", "unsettled", "fees", "costs")
    }
    for row in finance.received:
        yield row.event_id, line["gross"], t.plain("report-channel", channel=row.channel), row.amount_minor
    for back in finance.gone_back:
        why = t.plain("report-reason", reason=back.reason)
        if back.done_minor:
            yield back.event_id, line["refunded"], why, -back.done_minor
        if back.due_minor:
            yield back.event_id, line["refund-due"], why, -back.due_minor
    for row in finance.received:
        if row.unsettled_minor:
            channel = t.plain("report-channel", channel=row.channel)
            yield row.event_id, line["unsettled"], channel, -row.unsettled_minor
    for cost in finance.costs:
        heading = line["fees"] if cost.kind is CostKind.FEE else line["costs"]
        yield cost.event_id, heading, cost.what, -cost.amount_minor


def _named(name: str, finance: Finance, finances: Finances) -> str:
    return name if len(finances.of_currency) == 1 else f"{name}, {finance.currency}"
