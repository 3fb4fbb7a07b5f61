"""CSV as spreadsheets read it: UTF-8 with a mark, and nothing in it that one of them would take for a formula."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""After the OWASP page on CSV injection: some spreadsheets take the wide signs, too."""
MARK = "\ufeff"


def csv_file(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    return (MARK + csv_rows([head, *rows])).encode()


def csv_rows(rows: Iterable[Sequence[object]]) -> str:
    """Lines to be put behind each other; the mark is the caller's."""
    lines = StringIO()
    csv.writer(lines).writerows([_safe(value) for value in row] for row in rows)
    return lines.getvalue()


def _safe(value: object) -> object:
    """Numbers stay numbers, times are those of their zone; a text like a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(BEGINS_A_FORMULA):
        return "'" + value
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
