"""A report as picture, PDF and spreadsheet, whatever words and numbers are in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from core.render.charts import BAR_STEP, BAR_THICKNESS, BAR_TOP, _marks, chart_image
from core.render.colours import WHITE
from core.render.hall_style import PALETTE
from core.render.sheet import Bar, Cell, Chart, ChartStyle, Figure, Sheet, Table
from core.render.sheet_pdf import sheet_pdf
from core.render.sheet_picture import HEIGHT_WANTED, sheet_picture
from core.render.table_file import CsvFile, XlsxFile, sheet_xlsx

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
KYIV = ZoneInfo("Europe/Kyiv")
DATA = Table("Дані", ("День", "Що", "Сума"), [(date(2026, 12, 1), "=1+1", Decimal("-1800.50"))])


def columns(values: Sequence[int]) -> Chart:
    return Chart(
        "За днями", ChartStyle.COLUMNS, [Bar(f"{n} груд.", value, f"{value}") for n, value in enumerate(values)]
    )


def bars(number: int) -> Chart:
    return Chart("За подіями", ChartStyle.BARS, [Bar(f"Подія {n}", n, f"{n} ₴", n) for n in range(number)])


def sheet(*charts: Chart, title: str = "Продажі · Океан Ельзи", tables: Sequence[Table] = (DATA,)) -> Sheet:
    figures = [Figure("Продано", "3 з 20"), Figure("Виручка", "2 160,50 ₴")]
    return Sheet(title, "вівторок, 8 грудня", figures, charts, tables, DATA)


def picture(of: Sheet) -> Image.Image:
    return Image.open(BytesIO(sheet_picture(of)))


def printed(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(content)).replace("\xa0", " ")


@pytest.mark.parametrize(
    "charts",
    [
        (),
        (columns([]),),
        (columns([0, 0]),),
        (columns([1]),),
        (columns(range(92)),),
        (columns([10**7, 3]),),
        (bars(1),),
        (bars(9), columns([1, 2]), bars(9), bars(9)),
    ],
)
def test_a_picture_is_as_wide_as_a_phone_wants_and_not_much_higher(charts: tuple[Chart, ...]) -> None:
    image = picture(sheet(*charts))
    assert image.width == 1080
    assert image.height <= max(HEIGHT_WANTED + 60, 1_900)


def test_a_bar_that_shows_a_part_is_as_full_as_its_part() -> None:
    """Two thirds of many and of few are as long; a whole one is full."""
    of = [Bar("Балкон", 24, "24 з 36", 0, 36), Bar("Партер", 16, "16 з 24", 0, 24), Bar("Ложа", 2, "2 з 2", 0, 2)]
    drawn = chart_image(Chart("За категоріями", ChartStyle.BARS, of), 600)
    middles = [place * BAR_STEP + BAR_TOP + BAR_THICKNESS // 2 for place in range(len(of))]
    lengths = [sum(drawn.getpixel((x, y)) == PALETTE[0] for x in range(600)) for y in middles]
    assert lengths[0] == lengths[1] == pytest.approx(400, abs=3) and lengths[2] == pytest.approx(600, abs=3)


@pytest.mark.parametrize("title", ["🎉 Party 🎉", "A $5 show for $6 & <more>", "日本語", "Щ" * 200, "a_{b}^2 $\\frac{"])
def test_no_title_is_too_much_for_the_letters(title: str) -> None:
    """No formula, no box for what the typeface lacks, nothing out of the picture."""
    of = sheet(Chart(title, ChartStyle.BARS, [Bar(title, 1, title)]), title=title)
    assert picture(of).width == 1080
    assert sheet_pdf(of, "uk", NOW).startswith(b"%PDF")


def test_a_column_is_as_high_as_its_number() -> None:
    image = chart_image(columns([10, 5]), 800)
    blue = [sum(image.getpixel((x, y)) == PALETTE[0] for y in range(image.height)) for x in range(image.width)]
    tall, low = max(blue[:450]), max(blue[450:])
    assert tall == pytest.approx(2 * low, abs=4)
    assert image.getpixel((2, 2)) == WHITE


@pytest.mark.parametrize(
    ("most", "marks"),
    [(1, [0, 1]), (4, [0, 1, 2, 3, 4]), (5, [0, 2, 4]), (44, [0, 20, 40]), (100, [0, 50, 100]), (999, [0, 500])],
)
def test_lines_stand_at_round_numbers(most: float, marks: list[int]) -> None:
    assert _marks(most) == marks


def test_a_pdf_is_the_same_for_the_same_words_and_embeds_its_letters() -> None:
    of = sheet(columns([1, 2]), bars(2))
    content = sheet_pdf(of, "uk", NOW)
    assert content == sheet_pdf(of, "uk", NOW)
    assert content.count(b"/FontFile2") >= 2
    text = printed(content)
    for words in ("Продажі · Океан Ельзи", "2 160,50 ₴", "=1+1", "−1 800.50", "2026-12-01 12:00 UTC"):
        assert words in text


def test_a_long_table_has_its_head_on_every_page_and_a_wide_one_cuts_words_and_no_number() -> None:
    rows: list[list[Cell]] = [[f"Рядок {n}", n, "дуже довгі слова " * 9, Decimal("123456789.00")] for n in range(150)]
    long = Table("Список", ("Назва", "Число", "Слова", "Сума"), rows, ("Разом", 1, "", Decimal("7.00")))
    content = sheet_pdf(sheet(tables=[long]), "uk", NOW)
    pages = len(PdfDocument(content))
    text = printed(content)
    assert pages > 2 and text.count("Число") == pages
    assert text.count("123 456 789.00") == 150 and "…" in text and "7.00" in text


def test_a_spreadsheet_has_numbers_and_days_as_such_and_texts_as_texts() -> None:
    tables = [replace(DATA, title="За днями"), replace(DATA, title="за [днями]"), replace(DATA, title="x" * 40)]
    book = load_workbook(BytesIO(sheet_xlsx(sheet(tables=[*tables, tables[-1]]))))
    assert len(book.sheetnames) == len({name.lower() for name in book.sheetnames}) == 6
    [day, what, amount] = book["Дані"][2]
    assert (day.value, day.number_format) == (datetime(2026, 12, 1), "yyyy-mm-dd")  # noqa: DTZ001 - as they are read
    assert (what.value, what.data_type) == ("=1+1", "s")
    assert (amount.value, amount.number_format) == (-1800.5, "#,##0.00")


def cells(page: Worksheet, reference: str) -> list[Any]:
    """What stands in the cells of `'Page'!$A$1:$A$9`."""
    name, _, area = reference.rpartition("!")
    assert name.strip("'") == page.title
    found = page[area.replace("$", "")]
    return [cell.value for (cell,) in found] if isinstance(found, tuple) else [found.value]


def test_a_spreadsheet_has_the_charts_of_the_cells_that_say_the_same() -> None:
    loss = [Bar("Прибуток", Decimal("1800.50"), "1 800,50 ₴"), Bar("Збиток", Decimal("-900.00"), "−900 ₴", 2)]
    charts = [columns([3, 0, 5]), columns([]), Chart("Гроші", ChartStyle.BARS, loss), bars(9)]
    page = load_workbook(BytesIO(sheet_xlsx(sheet(*charts)))).worksheets[0]
    there = [chart for chart in charts if chart.bars]
    assert [chart.barDir for chart in page._charts] == ["col", "bar", "bar"]
    for drawn, chart in zip(page._charts, there, strict=True):
        [series] = drawn.series
        assert cells(page, series.tx.strRef.f) == [chart.title]
        assert cells(page, series.cat.strRef.f) == [bar.label for bar in chart.bars]
        assert cells(page, series.val.numRef.f) == [bar.value for bar in chart.bars]
        colours = [point.spPr.solidFill.srgbClr for point in series.dPt]
        assert colours == ["{:02X}{:02X}{:02X}".format(*PALETTE[bar.colour % len(PALETTE)]) for bar in chart.bars]
    places = [chart.anchor for chart in page._charts]
    assert all(upper.to.row < lower._from.row for upper, lower in pairwise(places)), "none covers another"
    assert {place._from.col for place in places} == {3}, "nor the numbers"


def test_a_file_written_in_pieces_is_whole_and_its_times_are_those_of_the_venue(tmp_path: Path) -> None:
    moment = datetime(2026, 12, 1, 22, 30, tzinfo=UTC).astimezone(KYIV)
    head = ["Час", "Ім’я"]
    for file in (CsvFile(tmp_path / "a.csv", head, "uk"), XlsxFile(tmp_path / "a.xlsx", head)):
        for name in ("Їжак", "@SUM(1)"):
            file.add([[moment, name]])
        file.close()
    lines = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert lines == ["Час;Ім’я", "2026-12-02 00:30;Їжак", "2026-12-02 00:30;'@SUM(1)"]
    [page] = load_workbook(tmp_path / "a.xlsx").worksheets
    rows = list(page.iter_rows(values_only=True))
    assert rows[1] == (datetime(2026, 12, 2, 0, 30), "Їжак") and rows[2][1] == "@SUM(1)"  # noqa: DTZ001
