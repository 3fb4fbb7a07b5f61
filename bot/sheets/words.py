"""What the sheets of all reports have in common: their headings, money in words, and bars of what matters."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.texts import MINUS, Texts
from core.domain.currency import STARS, amount
from core.domain.event import Event
from core.domain.ids import EventId
from core.domain.report import ReportKind
from core.render.sheet import Bar

BARS_MAX = 8


def title(kind: ReportKind, events: Sequence[Event], t: Texts) -> str:
    what = events[0].title if len(events) == 1 else t.plain("report-events", count=len(events))
    return t.plain("report-title", report=kind, what=what)


def subtitle(events: Sequence[Event], t: Texts) -> str:
    """When and where; of several events from which day to which."""
    first, last = events[0], events[-1]
    if len(events) == 1:
        return f"{t.when(first.starts_at, with_year=True)} · {first.venue.name}, {first.venue.city}"
    days = dict.fromkeys(t.day(event.starts_at, with_year=True) for event in (first, last))
    return " – ".join(days)


def titles(events: Sequence[Event], t: Texts) -> dict[EventId, str]:
    """What each event is called in a report; those of one name are told apart by their day, or by their number."""
    named: dict[EventId, str] = {}
    for event in events:
        alike = [other for other in events if other.title == event.title]
        days = [other for other in alike if other.starts_at.date() == event.starts_at.date()]
        day = f", {t.day(event.starts_at, with_year=True)}" if len(alike) > 1 else ""
        named[event.id] = event.title + day + (f" ({event.id})" if len(days) > 1 else "")
    return named


def money(minor: int, currency: str, t: Texts) -> str:
    """As `Texts.money`, but Stars in words: the typeface of pictures has no emoji."""
    if currency == STARS:
        return t.plain("report-stars", count=minor).replace("-", MINUS)
    return t.money(minor, currency)


def moneys(minor_of: Mapping[str, int], events: Sequence[Event], t: Texts) -> str:
    """Amounts of several currencies side by side; nothing is nothing of the first event's currency."""
    there = [money(minor, currency, t) for currency, minor in minor_of.items() if minor]
    return " + ".join(there) or money(0, events[0].currency, t)


def amounts(minor_of: Mapping[str, int], currencies: Sequence[str]) -> list[Decimal]:
    """A cell for each currency."""
    return [amount(minor_of.get(currency, 0), currency) for currency in currencies]


def heads(name: str, currencies: Sequence[str]) -> list[str]:
    """What stands above them."""
    return [f"{name}, {currency}" for currency in currencies]


def currencies_of(events: Sequence[Event]) -> list[str]:
    return list(dict.fromkeys(event.currency for event in events))


def bars(
    things: Iterable[tuple[str, int]],
    shown: Callable[[int], str],
    t: Texts,
    shown_of: Mapping[str, str] | None = None,
    part_of: Mapping[str, int] | None = None,
) -> list[Bar]:
    """The greatest first, each in its colour; what there are too many of is one bar at the end.

    With `part_of`, each is as full as its part of it.
    """
    falling = sorted(things, key=lambda thing: -thing[1])
    kept, rest = falling[:BARS_MAX], falling[BARS_MAX:]
    if len(rest) == 1:
        kept, rest = falling, []
    named = shown_of or {}
    found = [Bar(name, value, named.get(name) or shown(value), place) for place, (name, value) in enumerate(kept)]
    if rest:
        others = sum(value for _, value in rest)
        found.append(Bar(t.plain("report-others", count=len(rest)), others, shown(others), BARS_MAX))
    if part_of is None:
        return found
    parts = [*(part_of[name] for name, _ in kept), sum(part_of[name] for name, _ in rest)]
    return [_filled(bar, part, shown, t) for bar, part in zip(found, parts, strict=False)]


def _filled(bar: Bar, part: int, shown: Callable[[int], str], t: Texts) -> Bar:
    whole = int(bar.value)
    words = t.plain("report-of", part=shown(part), whole=shown(whole))
    return replace(bar, value=part, whole=whole, shown=words)


def count(value: float) -> str:
    return f"{round(value):,}".replace(",", "\N{NO-BREAK SPACE}")


def share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}\N{NO-BREAK SPACE}%" if whole else "–"
