"""A date and a time as people type them: `24.12.2026 19:30`, `15.12 19:00`, `завтра 19:30`, `saturday 8pm`.

Without a year it is the next one that comes; a day of the week is the next of its name, today if that is still to come.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from core.domain.question import one_line
from core.domain.refusal import NotUnderstood

NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?!\d)")
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
CLOCK = re.compile(r"(?<![\d.:])(\d{1,2}):(\d{2})(?::00)?\s*(am|pm)?(?![\d:])")
HOUR = re.compile(r"(?<![\d.:])(\d{1,2})\s*(am|pm)\b")
AT_HOUR = re.compile(r"\b(?:о|об|at|в|во)\s+(\d{1,2})(?:\s*(?:год\w*|час\w*|h))?\s*$")
DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
MONTHS = (
    ("jan", "січ", "янв"),
    ("feb", "лют", "фев"),
    ("mar", "бер", "мар"),
    ("apr", "кві", "апр"),
    ("may", "тра", "май", "мая"),
    ("jun", "чер", "июн"),
    ("jul", "лип", "июл"),
    ("aug", "серп", "авг"),
    ("sep", "вер", "сен"),
    ("oct", "жов", "окт"),
    ("nov", "лис", "ноя"),
    ("dec", "гру", "дек"),
)
WEEKDAYS = (
    ("mon", "пон", "пн"),
    ("tue", "вів", "вто", "вт"),
    ("wed", "серед", "сре", "ср"),
    ("thu", "чет", "чт"),
    ("fri", "п'я", "пят", "пт"),
    ("sat", "суб", "сб"),
    ("sun", "нед", "вос", "нд", "вс"),
)
DAYS_FROM_NOW = (
    ("today", "сьогодні", "сегодня"),
    ("tomorrow", "завтра"),
    ("післязавтра", "послезавтра"),
)
SHORT = 2
"""Letters of a name that is written so, and begins nothing else."""


def typed_moment(text: str, now: datetime) -> datetime:
    """`now` is at the venue, and so is the answer. Raises `NotUnderstood`."""
    wall = typed_time(text, now)
    try:
        if wall is None:
            raise NotUnderstood("starts", one_line(text))
        moment = wall.replace(tzinfo=now.tzinfo)
        if is_left_out(moment):
            raise NotUnderstood("no-such-time", f"{moment:%d.%m.%Y %H:%M}")
    except OverflowError:  # the first and the last hours that there are
        raise NotUnderstood("starts", one_line(text)) from None
    return moment


def is_left_out(moment: datetime) -> bool:
    """In the hour that no clock of its zone shows, because clocks go forward then."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) != moment.replace(tzinfo=None)


def typed_time(text: str, now: datetime) -> datetime | None:
    """On the clock of the venue, without its zone; `now` is in that zone. None: that is no time."""
    words = " ".join(text.lower().replace("’", "'").replace("ʼ", "'").replace(",", " ").split())
    at, rest = _clock(words)
    if at is None:
        return None
    try:
        return _moment(rest, at, now.replace(tzinfo=None))
    except (ValueError, OverflowError):  # the 30th of February, the year 0
        return None


def _clock(words: str) -> tuple[time | None, str]:
    """The time of day, and the words without it."""
    for pattern in (CLOCK, HOUR, AT_HOUR):
        if found := pattern.search(words):
            hour, minute = int(found[1]), int(found[2]) if pattern is CLOCK else 0
            half = found[pattern.groups] if pattern is not AT_HOUR else None
            if half and not 1 <= hour <= 12:
                return None, words
            hour = hour % 12 + 12 * (half == "pm") if half else hour
            is_time = hour < 24 and minute < 60
            return time(hour, minute) if is_time else None, words[: found.start()] + " " + words[found.end() :]
    return None, words


def _moment(words: str, at: time, now: datetime) -> datetime | None:
    if found := ISO.search(words):
        return datetime.combine(date(int(found[1]), int(found[2]), int(found[3])), at)
    if found := NUMBERS.search(words):
        day, month, year = int(found[1]), int(found[2]), found[3]
        return _in_year(day, month, year, at, now)
    names = WORD.findall(words)
    for days, said in enumerate(DAYS_FROM_NOW):
        if any(name in said for name in names):
            return datetime.combine(now.date() + timedelta(days=days), at)
    month = next((number for name in names if (number := _number(name, MONTHS))), 0)
    if month and (found := DAY.search(words)):
        year = YEAR.search(words)
        return _in_year(int(found[1]), month, year[1] if year else None, at, now)
    if weekday := next((number for name in names if (number := _number(name, WEEKDAYS))), 0):
        return _next_weekday(weekday, at, now)
    return None


def _in_year(day: int, month: int, year: str | None, at: time, now: datetime) -> datetime:
    if year:
        return datetime.combine(date(int(year) + 2000 * (len(year) == 2), month, day), at)
    for number in range(now.year, now.year + 9):  # the 29th of February comes once in eight years at the latest
        try:
            moment = datetime.combine(date(number, month, day), at)
        except ValueError:
            continue
        if moment > now:
            return moment
    raise ValueError("no such day")


def _next_weekday(weekday: int, at: time, now: datetime) -> datetime:
    moment = datetime.combine(now.date() + timedelta(days=(weekday - now.isoweekday()) % 7), at)
    return moment if moment > now else moment + timedelta(days=7)


def _number(name: str, names: tuple[tuple[str, ...], ...]) -> int:
    """Which one it is, from 1; 0: none."""
    for number, beginnings in enumerate(names, 1):
        if any(name == one if len(one) == SHORT else name.startswith(one) for one in beginnings):
            return number
    return 0
