"""CSV that a spreadsheet opens as it was meant."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest

from core.render.csv_file import csv_file


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_cyrillic_commas_quotes_and_line_breaks_come_through() -> None:
    rows = [["Олена, «Перша»", 'so "called"', "two\nlines"], ["ї", "", "5"]]
    assert read(csv_file(["a", "b", "c"], rows, "en")) == [["a", "b", "c"], *rows]
    assert csv_file(["a"], [], "uk").startswith(b"\xef\xbb\xbf"), "otherwise a spreadsheet takes it for Latin"


@pytest.mark.parametrize("text", ["=1+1", "+380", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_looks_like_a_formula_is_none(text: str) -> None:
    [_, [value]] = read(csv_file(["a"], [[text]], "en"))
    assert value == "'" + text


def test_numbers_stay_numbers() -> None:
    assert read(csv_file(["a", "b"], [[-5, None]], "en")) == [["a", "b"], ["-5", ""]]


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "-1800.50,1.5,2026-12-01"), ("uk", "-1800,50;1.5;2026-12-01"), ("ru", "-1800,50;1.5;2026-12-01")],
)
def test_columns_and_amounts_are_parted_as_spreadsheets_of_the_language_part_them(language: str, line: str) -> None:
    content = csv_file(["a;b", "c,d", "e"], [[Decimal("-1800.50"), "1.5", date(2026, 12, 1)]], language)
    assert content.decode("utf-8-sig").splitlines()[1] == line, "a text with a point is no amount"
    [head, _] = csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";" if language != "en" else ",")
    assert head == ["a;b", "c,d", "e"]
