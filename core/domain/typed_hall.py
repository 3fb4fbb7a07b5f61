"""A hall and its prices as people type them, a line for each section: `Stalls 10×14`, `Floor 200`, `Stalls 1-3 900`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.domain.refusal import NotUnderstood
from core.domain.section_plan import row_letter

TIMES = "[xх×*✕]"  # the Latin letter, the Cyrillic one, and signs
TEMPLATE = re.compile(rf"(?P<name>.*?)[\s:,–—-]*(?P<rows>\d{{1,3}})\s*{TIMES}\s*(?P<seats>\d{{1,3}})(?:\s+[^\W\d]+)*")
GENERAL = re.compile(r"(?P<name>.*?)[\s:,–—-]*(?P<capacity>\d{1,6})(?:\s+[^\W\d]+)*")
PRICE = r"(?P<price>\d{1,9}(?:[.,]\d{1,2})?|free|безкоштовно|бесплатно)"
UNIT = r"(?:\s*(?:[^\W\d]{1,5}\.?|[₴€$£]))?"
OF_ROWS = re.compile(
    rf"(?P<name>.*?)[\s:,]*\b(?P<first>\d{{1,3}}|[a-z]{{1,2}})\s*[-–—]\s*(?P<last>\d{{1,3}}|[a-z]{{1,2}})[\s:=–—-]+{PRICE}{UNIT}",
    re.IGNORECASE,
)
OF_ALL = re.compile(rf"(?:(?P<name>.+?)[\s:=,–—-]+)?{PRICE}{UNIT}", re.IGNORECASE)
SECTIONS_MAX, ROWS_MAX, IN_ROW_MAX, PLACES_MAX, NAME_MAX, LINE_MAX = 50, 500, 500, 100_000, 100, 200
Section = Mapping[str, Any]
"""As in an event file."""


def typed_sections(text: str, unnamed: str) -> list[dict[str, Any]]:
    """`unnamed` is what a section without a name is called. Raises `NotUnderstood` with the line."""
    found = [_section(line, unnamed) for line in _lines("hall", text)]
    names = [section["name"].casefold() for section in found]
    if twice := next((section["name"] for section in found if names.count(section["name"].casefold()) > 1), None):
        raise NotUnderstood("hall", twice)
    places = sum(one["capacity"] if "capacity" in one else one["rows"] * one["seats_in_row"] for one in found)
    if not found or len(found) > SECTIONS_MAX or places > PLACES_MAX:
        raise NotUnderstood("hall", "")
    return found


def _section(line: str, unnamed: str) -> dict[str, Any]:
    section: dict[str, Any] | None = None
    if found := TEMPLATE.fullmatch(line.lower()):
        section = {"rows": int(found["rows"]), "seats_in_row": int(found["seats"])}
        fits = 1 <= section["rows"] <= ROWS_MAX and 1 <= section["seats_in_row"] <= IN_ROW_MAX
    elif found := GENERAL.fullmatch(line.lower()):
        section = {"capacity": int(found["capacity"])}
        fits = 1 <= section["capacity"] <= PLACES_MAX
    if section is None or found is None or not fits or len(found["name"]) > NAME_MAX:
        raise NotUnderstood("hall", line)
    return {"name": line[: len(found["name"])].strip() or unnamed, **section}


def typed_prices(text: str, names: Sequence[str]) -> list[dict[str, str]]:
    """A price for each tier by its name; one price alone is that of all. Raises `NotUnderstood`."""
    known = {name.casefold(): name for name in names}
    prices: dict[str, str] = {}
    rest: str | None = None
    for line in _lines("prices", text):
        found = OF_ALL.fullmatch(line)
        if found is None or (found["name"] and found["name"].casefold() not in known):
            raise NotUnderstood("prices", line)
        if found["name"]:
            prices[known[found["name"].casefold()]] = typed_price(found["price"])
        else:
            rest = typed_price(found["price"])
    return [{"name": name, "price": _or_missing(prices.get(name, rest), name)} for name in names]


def priced_sections(text: str, sections: Iterable[Section]) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    """The tiers, and the sections with the tier of each row. Raises `NotUnderstood`."""
    known = {section["name"].casefold(): section for section in sections}
    by_rows: dict[str, list[tuple[int, int, str]]] = {name: [] for name in known}
    whole: dict[str, str] = {}
    rest: str | None = None
    for line in _lines("prices", text):
        found = OF_ROWS.fullmatch(line)
        if found and (section := known.get(_name(found["name"], known))) and "rows" in section:
            first, last = _row(found["first"]), _row(found["last"])
            if not 1 <= first <= last <= section["rows"]:
                raise NotUnderstood("prices", line)
            by_rows[section["name"].casefold()].append((first, last, typed_price(found["price"])))
        elif (found := OF_ALL.fullmatch(line)) and found["name"] and found["name"].casefold() in known:
            whole[found["name"].casefold()] = typed_price(found["price"])
        elif found and not found["name"]:
            rest = typed_price(found["price"])
        else:
            raise NotUnderstood("prices", line)
    tiers: dict[str, str] = {}
    priced = [_priced(one, by_rows[name], whole.get(name, rest), tiers) for name, one in known.items()]
    return [{"name": name, "price": price} for name, price in tiers.items()], priced


def _priced(
    section: Section, by_rows: Sequence[tuple[int, int, str]], otherwise: str | None, tiers: dict[str, str]
) -> dict[str, Any]:
    name = section["name"]
    bare = {field: value for field, value in section.items() if field not in ("tier", "tiers")}
    if "capacity" in section:
        tiers[name] = _or_missing(otherwise, name)
        return {**bare, "tier": name}
    of_rows: list[str] = []
    for row in range(1, section["rows"] + 1):
        found = next(((first, last, price) for first, last, price in by_rows if first <= row <= last), None)
        if found is None:
            of_rows.append(name)
            tiers[name] = _or_missing(otherwise, name)
        else:
            first, last, price = found
            tier = (
                f"{name} {row_letter(first - 1)}–{row_letter(last - 1)}"
                if first < last
                else f"{name} {row_letter(first - 1)}"
            )
            of_rows.append(tier)
            tiers[tier] = price
    while len(of_rows) > 1 and of_rows[-1] == of_rows[-2]:  # the last one is that of all behind
        of_rows.pop()
    return {**bare, "tiers": of_rows}


def _name(typed: str, known: Mapping[str, Section]) -> str:
    """A hall of one section needs no name."""
    name = typed.strip().casefold()
    return next(iter(known)) if not name and len(known) == 1 else name


def _row(typed: str) -> int:
    """`3` or `C`, from 1."""
    if typed.isdecimal():
        return int(typed)
    number = 0
    for letter in typed.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _lines(step: str, text: str) -> list[str]:
    lines = [line.strip() for line in text.replace(";", "\n").splitlines() if line.strip()]
    if too_long := next((line for line in lines if len(line) > LINE_MAX), None):
        raise NotUnderstood(step, too_long)
    return lines


def typed_price(typed: str) -> str:
    """In digits: what costs nothing costs `0`."""
    return typed.replace(",", ".") if typed[0].isdecimal() else "0"


def _or_missing(price: str | None, name: str) -> str:
    if price is None:
        raise NotUnderstood("price-missing", name)
    return price
