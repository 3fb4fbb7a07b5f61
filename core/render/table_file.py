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
from core.render.sheet import Cell, Chart, Sheet, Table
from core.render.xlsx_chart import lines_beside, xlsx_chart

NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
NAME_MAX = 31
WIDTH_MIN, WIDTH_OF_TIMES, WIDTH_OF_NUMBERS, WIDTH_MAX = 10, 17, 24, 46
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
    """The figures with the charts, each table and the data on pages of their own."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": f"{sheet.title}. {sheet.subtitle}"})
    labels = [sheet.title, *(figure.label for figure in sheet.figures)]
    labels += [bar.label for chart in sheet.charts for bar in chart.bars]
    first = _XlsxPage(book, sheet.title, (sheet.title, sheet.subtitle), [_width(labels), WIDTH_OF_NUMBERS])
    first.add((one.label, one.value) for one in sheet.figures)
    first.worksheet.fit_to_pages(1, 0)  # printed, too, charts are beside their numbers
    for chart in sheet.charts:
        if chart.bars:
            first.add_chart(chart)
    for table in (*sheet.tables, sheet.data):
        rows = [*table.rows, *([table.total] if table.total else [])]
        _XlsxPage(book, table.title, table.head, _widths(table)).add(rows)
    book.close()
    return out.getvalue()


class _XlsxPage:
    def __init__(self, book: xlsxwriter.Workbook, title: str, head: Sequence[str], widths: Sequence[int]) -> None:
        self.book = book
        self.worksheet: Worksheet = book.add_worksheet(_name(title, [page.get_name() for page in book.worksheets()]))
        self.formats = {
            pattern: book.add_format({"num_format": pattern})
            for pattern in ("#,##0", "#,##0.00", "yyyy-mm-dd", "yyyy-mm-dd hh:mm")
        }
        for column, width in enumerate(widths):
            self.worksheet.set_column(column, column, width)
        self.worksheet.freeze_panes(1, 0)
        self.bold = book.add_format({"bold": True, "bottom": 1})
        for column, name in enumerate(head):
            self.worksheet.write_string(0, column, name, self.bold)
        self.line, self.chart_line = 1, 1

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            for column, cell in enumerate(row):
                self._write(column, cell)
            self.line += 1

    def add_chart(self, chart: Chart) -> None:
        """Its numbers under what is there; the chart itself at the right, under the one before."""
        self.line += 1
        self.worksheet.write_string(self.line, 0, chart.title, self.bold)
        self.line += 1
        drawn = xlsx_chart(self.book, chart, self.worksheet.get_name(), self.line)
        self.worksheet.insert_chart(self.chart_line, 3, drawn)
        self.chart_line += lines_beside(chart) + 1
        self.add((bar.label, bar.value) for bar in chart.bars)

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
    return [_width([str(row[column] or "") for row in rows]) for column in range(len(table.head))]


def _width(texts: Sequence[str]) -> int:
    return min(WIDTH_MAX, max(WIDTH_MIN, *(len(text) + 2 for text in texts)))
