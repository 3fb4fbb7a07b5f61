"""Tables as files: CSV and XLSX, written to the disk line by line, so that they may be longer than the memory."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Protocol

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.render.csv_file import MARK, csv_rows
from core.render.sheet import Cell, Sheet, Table

NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
NAME_MAX = 31
WIDTH_MIN, WIDTH_OF_TIMES, WIDTH_MAX = 10, 17, 46
SAMPLE = 200


class TableFile(Protocol):
    def add(self, rows: Iterable[Sequence[Cell]]) -> None: ...

    def close(self) -> None: ...


class CsvFile:
    def __init__(self, path: Path, head: Sequence[str], language: str) -> None:
        self.language = language
        self.file = path.open("w", encoding="utf-8", newline="")
        self.file.write(MARK + csv_rows([head], language))

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        self.file.write(csv_rows(rows, self.language))

    def close(self) -> None:
        self.file.close()


class XlsxFile:
    """Text is written as text, whatever it looks like: nothing in it is a formula or a link."""

    def __init__(self, path: Path, head: Sequence[str]) -> None:
        self.book = xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)})
        self.page = _XlsxPage(self.book, path.stem, head, [max(WIDTH_OF_TIMES, len(name) + 4) for name in head])

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        self.page.add(rows)

    def close(self) -> None:
        self.book.close()


def sheet_xlsx(sheet: Sheet) -> bytes:
    """The figures, each table and the data on pages of their own."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": f"{sheet.title}. {sheet.subtitle}"})
    summary = Table(sheet.title, (sheet.title, sheet.subtitle), [(one.label, one.value) for one in sheet.figures])
    for table in (summary, *sheet.tables, sheet.data):
        rows = [*table.rows, *([table.total] if table.total else [])]
        _XlsxPage(book, table.title, table.head, _widths(table)).add(rows)
    book.close()
    return out.getvalue()


class _XlsxPage:
    def __init__(self, book: xlsxwriter.Workbook, title: str, head: Sequence[str], widths: Sequence[int]) -> None:
        self.worksheet: Worksheet = book.add_worksheet(_name(title, [page.get_name() for page in book.worksheets()]))
        self.formats = {
            pattern: book.add_format({"num_format": pattern})
            for pattern in ("#,##0", "#,##0.00", "yyyy-mm-dd", "yyyy-mm-dd hh:mm")
        }
        for column, width in enumerate(widths):
            self.worksheet.set_column(column, column, width)
        self.worksheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, name in enumerate(head):
            self.worksheet.write_string(0, column, name, bold)
        self.line = 1

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            for column, cell in enumerate(row):
                self._write(column, cell)
            self.line += 1

    def _write(self, column: int, cell: Cell) -> None:
        match cell:
            case None | "":
                return
            case str():
                self.worksheet.write_string(self.line, column, cell)
            case datetime():  # spreadsheets know no zones: the time at the venue
                self.worksheet.write_datetime(
                    self.line, column, cell.replace(tzinfo=None), self._as("yyyy-mm-dd hh:mm")
                )
            case date():
                self.worksheet.write_datetime(self.line, column, cell, self._as("yyyy-mm-dd"))
            case Decimal():
                pattern = "#,##0.00" if cell.as_tuple().exponent else "#,##0"
                self.worksheet.write_number(self.line, column, cell, self._as(pattern))
            case int():
                self.worksheet.write_number(self.line, column, cell)

    def _as(self, pattern: str) -> Format:
        return self.formats[pattern]


def _name(title: str, taken: Sequence[str]) -> str:
    """What a spreadsheet takes for the name of a page, and no other page has."""
    plain = NOT_IN_NAMES.sub(" ", title).strip()[:NAME_MAX].strip() or "1"
    name, number = plain, 2
    while name.lower() in {one.lower() for one in taken}:
        name, number = f"{plain[: NAME_MAX - 3]} {number}", number + 1
    return name


def _widths(table: Table) -> list[int]:
    rows = [table.head, *table.rows[:SAMPLE]]
    return [
        min(WIDTH_MAX, max(WIDTH_MIN, *(len(str(row[column] or "")) + 2 for row in rows)))
        for column in range(len(table.head))
    ]
