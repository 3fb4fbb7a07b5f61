"""A report to print: the numbers, the charts, and every table on as many pages of A4 as it needs."""

from datetime import datetime

from fpdf import FPDF
from fpdf.drawing import PaintedPath

from core.render.charts import chart_height, chart_image
from core.render.colours import INK, SLATE
from core.render.fonts import Block, Weight, fit
from core.render.hall_style import GROUND
from core.render.pdf_canvas import draw, filled, new_document, write
from core.render.pdf_table import BOTTOM, FOOT, INNER, LEFT, RIGHT, ROW_HEIGHT, TOP, columns_of, table_head, table_row
from core.render.sheet import Chart, Sheet, Table

# In tenths of a millimetre.
FIGURE_HEIGHT = 150
CHART_PIXELS, CHART_SCALE = 1560, 2
CHART_WIDTH = INNER
SECTION_GAP = 80


def sheet_pdf(sheet: Sheet, language: str, made_at: datetime) -> bytes:
    """Always the same for the same sheet and time. Safe to call from several threads."""
    page = _Page(new_document(f"{sheet.title}. {sheet.subtitle}", language, made_at), made_at)
    page.put(fit(sheet.title, Weight.BOLD, range(84, 55, -2), INNER, lines=2), 36)
    page.put(fit(sheet.subtitle, Weight.REGULAR, range(42, 33, -1), INNER, lines=3), 60, SLATE)
    _figures(page, sheet)
    if sheet.note:
        page.put(fit(sheet.note, Weight.REGULAR, 34, INNER, lines=4), 64, SLATE)
    for chart in sheet.charts:
        if chart.bars:
            _chart(page, chart)
    for table in sheet.tables:
        _table(page, table)
    return bytes(page.pdf.output())


class _Page:
    """Where the next thing comes; a new page begins when it has no room."""

    def __init__(self, pdf: FPDF, made_at: datetime) -> None:
        self.pdf, self.made_at, self.y = pdf, made_at, 0.0
        pdf.set_auto_page_break(False)
        self.turn()

    def turn(self) -> None:
        self.pdf.add_page()
        self.y = TOP
        foot = f"{self.made_at:%Y-%m-%d %H:%M} UTC"
        write(self.pdf, fit(foot, Weight.REGULAR, 28, INNER), LEFT, FOOT, SLATE)
        write(self.pdf, fit(str(self.pdf.page_no()), Weight.REGULAR, 28, INNER), RIGHT, FOOT, SLATE, "r")

    def need(self, height: float) -> None:
        if self.y + height > BOTTOM:
            self.turn()

    def down(self, height: float) -> float:
        """Where a thing of this height begins; the next one comes under it."""
        self.y += height
        return self.y - height

    def put(self, block: Block, gap: int, colour: tuple[int, int, int] = INK) -> None:
        self.need(block.height)
        write(self.pdf, block, LEFT, self.down(block.height + gap), colour)


def _figures(page: _Page, sheet: Sheet) -> None:
    in_row = 4 if len(sheet.figures) == 4 else 3  # nothing stands alone in a second row
    rows = -(-len(sheet.figures) // in_row)
    height = rows * FIGURE_HEIGHT + 50
    draw(page.pdf, filled(PaintedPath().rectangle(LEFT, page.y, INNER, height), GROUND))
    step = (INNER - 80) // in_row
    for place, figure in enumerate(sheet.figures):
        x = LEFT + 50 + place % in_row * step
        top = page.y + 44 + place // in_row * FIGURE_HEIGHT
        write(page.pdf, fit(figure.label, Weight.REGULAR, range(34, 25, -1), step - 30), x, top, SLATE)
        write(page.pdf, fit(figure.value, Weight.BOLD, range(62, 35, -2), step - 30), x, top + 44, INK)
    page.y += height + 56


def _chart(page: _Page, chart: Chart) -> None:
    height = chart_height(chart) * CHART_WIDTH / CHART_PIXELS
    page.need(height + 90)
    page.put(fit(chart.title, Weight.SEMIBOLD, 46, INNER), 40)
    picture = chart_image(chart, CHART_PIXELS, CHART_SCALE)
    page.pdf.image(picture, LEFT, page.y, CHART_WIDTH, height, alt_text=chart.title)
    page.y += height + SECTION_GAP


def _table(page: _Page, table: Table) -> None:
    if not table.rows:
        return
    page.need(ROW_HEIGHT * 4 + 90)
    page.put(fit(table.title, Weight.SEMIBOLD, 46, INNER), 34)
    columns = columns_of(table)
    table_head(page.pdf, table.head, columns, page.down(ROW_HEIGHT))
    for row in table.rows:
        if page.y + ROW_HEIGHT > BOTTOM:
            page.turn()
            table_head(page.pdf, table.head, columns, page.down(ROW_HEIGHT))
        table_row(page.pdf, row, columns, page.down(ROW_HEIGHT))
    if table.total:
        page.need(ROW_HEIGHT)
        table_row(page.pdf, table.total, columns, page.down(ROW_HEIGHT), Weight.BOLD)
    page.y += SECTION_GAP
