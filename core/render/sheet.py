"""A report in words and numbers, before it is drawn: the picture, the PDF and the files are all made of one `Sheet`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Cell = str | int | Decimal | date | None
"""What a table holds: amounts are `Decimal`, with all digits of their currency; a `datetime` is a `date`, too."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that says much."""

    label: str
    value: str


class ChartStyle(StrEnum):
    BARS = "bars"  # lying under their labels: for things with names
    COLUMNS = "columns"  # standing side by side: for time


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: int | Decimal
    shown: str
    colour: int = 0  # its place in the palette
    whole: int | Decimal | None = None  # what its value is a part of; otherwise it is measured by the longest one


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    style: ChartStyle
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`data` is the finest that the report knows, for spreadsheets; `tables` are what people read."""

    title: str
    subtitle: str
    figures: Sequence[Figure]
    charts: Sequence[Chart]
    tables: Sequence[Table]
    data: Table
    note: str = ""
