"""Phrases from `locales/`, and dates and money as each language writes them."""

import re
from collections.abc import Sequence
from copy import copy
from datetime import UTC, datetime, tzinfo
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_currency, get_currency_symbol
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import MAX_PART_LENGTH

from core.domain.currency import STARS
from core.domain.currency import amount as amount_of
from core.domain.person import LANGUAGES
from core.domain.refusal import Refusal

FOLDER = Path(__file__).parents[1] / "locales"
LONG_DATE = {"en": "EEEE, MMMM d", "uk": "EEEE, d MMMM", "ru": "EEEE, d MMMM"}
SHORT_DATE = {"en": "MMM d", "uk": "d MMM", "ru": "d MMM"}
MINUS = "−"
YEAR = {"en": ", y", "uk": " y", "ru": " y"}
LISTED_MAX = 2_500
"""Characters of a list that may be long: the rest of its screen has room beside it in the 4096 of a message."""
SAID_AGAIN_MAX = 10_000
"""Prices and dates that are remembered: all buyers are shown the same few."""
PHRASES_KEPT = 2_000
"""… and phrases with what they are filled with: a page may have four thousand characters."""


class Html(str):
    """Text that is HTML already and is filled into phrases as it is."""

    __slots__ = ()


class Texts:
    """The phrases of one language. `t("key")` is for messages (HTML), `t.plain("key")` for buttons and alerts.

    Dates have their year, unless it is the one that we are in now.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.year: int | None = None
        self.locale = Locale.parse(language)
        self.bundle = FluentBundle([language], use_isolating=False)
        self.bundle.add_resource(FluentResource((FOLDER / f"{language}.ftl").read_text("utf-8")))

    def __call__(self, key: str, **values: Any) -> Html:
        return Html(_phrase(self.language, key, **{name: _escaped(value) for name, value in values.items()}))

    def plain(self, key: str, **values: Any) -> str:
        return _phrase(self.language, key, **values)

    def refusal(self, refusal: Refusal) -> str:
        """Why not, and what to do about it, as plain text."""
        values = {name: self._shown(value) for name, value in vars(refusal).items() if not name.startswith("_")}
        return self.plain(f"error-{refusal.code}", **values)

    def money(self, minor: int, currency: str) -> str:
        """An amount in the smallest unit of its currency, without an empty fraction: `450 ₴`."""
        return _money(self.locale, minor, currency)

    def price(self, minor: int, currency: str) -> str:
        """An amount as a price: nothing to pay is said in words."""
        return self.money(minor, currency) if minor else self.plain("free-of-charge")

    def in_year(self, year: int) -> "Texts":
        """The same phrases, for who reads them in that year."""
        there = copy(self)
        there.year = year
        return there

    def when(self, moment: datetime, *, with_year: bool | None = None) -> str:
        """`Saturday, December 5, 19:00`, in the zone that the moment carries."""
        return self._date(moment, f"{LONG_DATE[self.language]}{self._year(moment, with_year)}, HH:mm")

    def when_short(self, moment: datetime, *, with_year: bool | None = None) -> str:
        """`Dec 5, 19:00`"""
        return self._date(moment, f"{SHORT_DATE[self.language]}{self._year(moment, with_year)}, HH:mm")

    def when_short_in(self, zone: tzinfo | None, moment: datetime) -> str:
        """By the clock of a zone; where that is unknown, it says that it is not."""
        return self.when_short(moment.astimezone(zone)) if zone else f"{self.when_short(moment.astimezone(UTC))} UTC"

    def day(self, moment: datetime, *, with_year: bool | None = None) -> str:
        """`Dec 5`"""
        return self._date(moment, f"{SHORT_DATE[self.language]}{self._year(moment, with_year)}")

    def time(self, moment: datetime) -> str:
        """`19:00`"""
        return self._date(moment, "HH:mm")

    def _year(self, moment: datetime, is_wanted: bool | None) -> str:
        """None: where it is another one; who is in no year, such as a file, says none."""
        if is_wanted is None:
            is_wanted = self.year is not None and moment.year != self.year
        return YEAR[self.language] if is_wanted else ""

    def _date(self, moment: datetime, pattern: str) -> str:
        """No pattern shows seconds; and equal moments may be of different zones."""
        return _date(self.locale, moment.replace(second=0, microsecond=0, tzinfo=None), pattern)

    def fill(self, key: str, /, **values: Any) -> str:
        """Fluent takes no value of more than 2500 characters, lest a translator means harm: longer ones follow it."""
        message = self.bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        mark_of = {name: f"\0{name}\0" for name, value in values.items() if _is_long(value)}
        phrase, errors = self.bundle.format_pattern(message.value, values | mark_of if mark_of else values)
        if errors:
            raise ValueError(f"{self.language}.ftl, {key}: {errors}")
        for name, mark in mark_of.items():
            phrase = str(phrase).replace(mark, values[name])
        return str(phrase)

    def _shown(self, value: Any) -> Any:
        return self.when(value) if isinstance(value, datetime) else value


@lru_cache(maxsize=SAID_AGAIN_MAX)
def _money(locale: Locale, minor: int, currency: str) -> str:
    if currency == STARS:
        return f"⭐\N{NO-BREAK SPACE}{minor}"
    amount = amount_of(minor, currency)
    pattern = locale.currency_formats["standard"].pattern
    if amount == amount.to_integral_value():
        pattern = re.sub(r"\.0+", "", pattern)
    if get_currency_symbol(currency, locale).isalpha():
        pattern = re.sub(r"¤\s*", "", pattern).strip() + "\N{NO-BREAK SPACE}¤"
    return format_currency(amount, currency, pattern, locale=locale, currency_digits=False).replace("-", MINUS)


@lru_cache(maxsize=SAID_AGAIN_MAX)
def _date(locale: Locale, moment: datetime, pattern: str) -> str:
    return format_datetime(moment, pattern, locale=locale)


@cache
def texts(language: str, year: int | None = None) -> Texts:
    return Texts(language) if year is None else texts(language).in_year(year)


@lru_cache(maxsize=PHRASES_KEPT, typed=True)
def _phrase(language: str, key: str, /, **values: Any) -> str:
    return texts(language).fill(key, **values)


def all_texts() -> list[Texts]:
    return [texts(language) for language in LANGUAGES]


def _escaped(value: Any) -> Any:
    return escape(value, quote=False) if isinstance(value, str) and not isinstance(value, Html) else value


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > MAX_PART_LENGTH


def cut(text: str, most: int) -> str:
    """At most so many characters, with an ellipsis where something is missing."""
    if len(text) <= most:
        return text
    return text[: most - 1].rstrip() + "…" if most > 0 else ""


def listed(lines: Sequence[str], t: Texts, most: int = LISTED_MAX) -> Html:
    """One below the other, as many as fit into so many characters; how many others there are is said."""
    kept: list[str] = []
    for line in map(_escaped, lines):
        most -= len(line) + 1
        if most < 0:
            kept.append(t("list-more", count=len(lines) - len(kept)))
            break
        kept.append(line)
    return Html("\n".join(kept))
