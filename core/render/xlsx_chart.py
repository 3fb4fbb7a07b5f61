"""Charts of spreadsheets: they refer to cells, so that whoever changes a number sees its bar change."""

import xlsxwriter
from xlsxwriter.chart import Chart as XlsxChart

from core.render.colours import MIST, Colour
from core.render.hall_style import PALETTE
from core.render.sheet import Chart, ChartStyle

WIDTH, COLUMNS_HEIGHT, BARS_HEAD, BAR_STEP = 620, 320, 70, 38  # pixels
LINE_HEIGHT = 20  # pixels: what a spreadsheet gives a line by itself
ROOM_FOR_LOSS = 1.4  # of the longest bar to the left: its number stands between it and the labels


def xlsx_chart(book: xlsxwriter.Workbook, chart: Chart, page: str, first: int) -> XlsxChart:
    """The chart of the labels in column A and the numbers in column B, from the line `first` on (from 0)."""
    last = first + len(chart.bars) - 1
    is_lying = chart.style is ChartStyle.BARS
    drawn: XlsxChart = book.add_chart({"type": "bar" if is_lying else "column"})
    drawn.add_series(
        {
            "name": [page, first - 1, 0],
            "categories": [page, first, 0, last, 0],
            "values": [page, first, 1, last, 1],
            "points": [{"fill": {"color": _hex(PALETTE[bar.colour % len(PALETTE)])}} for bar in chart.bars],
            "data_labels": {"value": is_lying},
            "gap": 60,
        }
    )
    drawn.set_legend({"none": True})
    drawn.set_size({"width": WIDTH, "height": _height(chart)})
    if is_lying:
        drawn.set_y_axis({"reverse": True, "label_position": "low"})  # the first one on top, labels beside a loss
        lowest = min(bar.value for bar in chart.bars)
        room = {"min": ROOM_FOR_LOSS * float(lowest)} if lowest < 0 else {}
        drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}} | room)
    else:
        drawn.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": _hex(MIST)}}})
    return drawn


def lines_beside(chart: Chart) -> int:
    """How many lines of a page are as high as the chart."""
    return -(-_height(chart) // LINE_HEIGHT)


def _height(chart: Chart) -> int:
    return BARS_HEAD + BAR_STEP * len(chart.bars) if chart.style is ChartStyle.BARS else COLUMNS_HEIGHT


def _hex(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)
