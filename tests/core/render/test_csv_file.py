"""CSV that a spreadsheet opens as it was meant."""

import csv
from io import StringIO

import pytest

from core.render.csv_file import csv_file


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_cyrillic_commas_quotes_and_line_breaks_come_through() -> None:
    rows = [["Олена, «Перша»", 'so "called"', "two\nlines"], ["ї", "", "5"]]
    assert read(csv_file(["a", "b", "c"], rows)) == [["a", "b", "c"], *rows]
    assert csv_file(["a"], []).startswith(b"\xef\xbb\xbf"), "otherwise a spreadsheet takes it for Latin"


@pytest.mark.parametrize("text", ["=1+1", "+380", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_looks_like_a_formula_is_none(text: str) -> None:
    [_, [value]] = read(csv_file(["a"], [[text]]))
    assert value == "'" + text


def test_numbers_stay_numbers() -> None:
    assert read(csv_file(["a", "b"], [[-5, None]])) == [["a", "b"], ["-5", ""]]
