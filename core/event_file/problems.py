"""What is wrong with an event file: where, and by which rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]
SHOWN_MAX = 10
TEXT_MAX = 60


class Fault(StrEnum):
    """Each is a phrase `file-<fault>`; `about` of the problem fills in the limit, the choices or what was written."""

    SYNTAX = "syntax"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    SHORTCUT = "shortcut"
    TWICE = "twice"
    MISSING = "missing"
    UNKNOWN = "unknown"
    TOO_LONG = "too-long"
    TOO_SMALL = "too-small"
    TOO_GREAT = "too-great"
    EMPTY = "empty"
    NUMBER = "number"
    WORDS = "words"
    LIST = "list"
    FIELDS = "fields"
    YES_OR_NO = "yes-or-no"
    CHOICE = "choice"
    TIME = "time"
    NO_SUCH_TIME = "no-such-time"
    ZONE = "zone"
    ORDER = "order"
    CURRENCY = "currency"
    PRICE = "price"
    PRICE_MOST = "price-most"
    STEP = "step"
    TIER = "tier"
    SEAT = "seat"
    COLUMNS = "columns"
    HALL = "hall"
    NO_HALL = "no-hall"
    CODE = "code"
    DISCOUNT = "discount"
    LABEL = "label"
    TEAM = "team"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Problem:
    """`path` counts from 1, as people do: `tiers.2.price` is the price of the second tier."""

    fault: Fault
    path: str = ""
    line: int | None = None
    about: str = ""


class BadEventFile(Exception):
    """Nothing was made of the file. Has the first problems, in the order of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"line {one.line}, {one.path}: {one.fault} {one.about}" for one in problems))
        self.problems = problems[:SHOWN_MAX]
        self.more = max(0, len(problems) - SHOWN_MAX)


FAULTS: Mapping[str, Fault] = {
    "missing": Fault.MISSING,
    "extra_forbidden": Fault.UNKNOWN,
    "string_too_long": Fault.TOO_LONG,
    "too_long": Fault.TOO_LONG,
    "string_too_short": Fault.EMPTY,
    "too_short": Fault.EMPTY,
    "string_type": Fault.WORDS,
    "list_type": Fault.LIST,
    "tuple_type": Fault.LIST,
    "model_type": Fault.FIELDS,
    "model_attributes_type": Fault.FIELDS,
    "bool_type": Fault.YES_OR_NO,
    "bool_parsing": Fault.YES_OR_NO,
    "enum": Fault.CHOICE,
    "literal_error": Fault.CHOICE,
    "greater_than": Fault.TOO_SMALL,
    "greater_than_equal": Fault.TOO_SMALL,
    "less_than": Fault.TOO_GREAT,
    "less_than_equal": Fault.TOO_GREAT,
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size", "float_type"), Fault.NUMBER),
    **dict.fromkeys(("float_parsing", "finite_number"), Fault.NUMBER),
    **{fault.value: fault for fault in Fault},
}
"""By the type of pydantic's error; our own errors have the names of the faults."""
LIMITS = ("max_length", "ge", "gt", "le", "lt", "expected", "about")


def of_pydantic(error: ErrorDetails) -> tuple[Path, Fault, str]:
    fault = FAULTS.get(error["type"], Fault.OTHER)
    context = error.get("ctx", {})
    about = next((_shown(context[name]) for name in LIMITS if name in context), "")
    match fault:
        case Fault.OTHER:
            about = error["msg"]
        case Fault.UNKNOWN:
            about = str(error["loc"][-1])
        case Fault.NUMBER | Fault.YES_OR_NO:
            about = _shown(error["input"])
    path = tuple(part for part in error["loc"] if not (isinstance(part, str) and part.startswith("<")))
    return path, fault, about


def path_words(path: Path) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _shown(value: Any) -> str:
    text = str(value).replace("'", "").replace(" or ", ", ")
    return text if len(text) <= TEXT_MAX * 3 else text[:TEXT_MAX] + "…"
