"""CSV as spreadsheets read it: UTF-8 with a mark, and nothing in it that one of them would take for a formula.

Where numbers are written `1,5`, columns are parted by semicolons: a spreadsheet there would put `a,b` into one cell,
and take `1.12` for the first of December.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from io import StringIO

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""After the OWASP page on CSV injection: some spreadsheets take the wide signs, too."""
MARK = "\ufeff"
WITH_DECIMAL_COMMA = ("uk", "ru")
"""Languages of spreadsheets."""


def csv_file(head: Sequence[str], rows: Iterable[Sequence[object]], language: str) -> bytes:
    """For a spreadsheet in this language."""
    return (MARK + csv_rows([head, *rows], language)).encode()


def csv_rows(rows: Iterable[Sequence[object]], language: str) -> str:
    """Lines to be put behind each other; the mark is the caller's."""
    delimiter, point = (";", ",") if language in WITH_DECIMAL_COMMA else (",", ".")
    lines = StringIO()
    csv.writer(lines, delimiter=delimiter).writerows([_written(value, point) for value in row] for row in rows)
    return lines.getvalue()


def _written(value: object, point: str) -> object:
    """Numbers stay numbers, times are those of their zone; a text like a formula gets an apostrophe before it."""
    match value:
        case str() if value.startswith(BEGINS_A_FORMULA):
            return "'" + value
        case Decimal():
            return str(value).replace(".", point)
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
    return value
