"""A report to print: the numbers, the charts, and every table on as many pages of A4 as it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import UnionType

from fpdf import FPDF
from fpdf.drawing import PaintedPath

from core.render.charts import chart_height, chart_image
from core.render.colours import INK, MIST, SLATE
from core.render.fonts import Block, Weight, fit
from core.render.hall_style import GROUND
from core.render.pdf_canvas import draw, filled, new_document, write
from core.render.sheet import Cell, Chart, Sheet, Table

# In tenths of a millimetre, from the left and the top of the page.
WIDTH, HEIGHT = 2100, 2970
LEFT, RIGHT, TOP, BOTTOM = 150, 1950, 170, 2790
INNER = RIGHT - LEFT
FIGURE_HEIGHT = 150
CHART_PIXELS, CHART_SCALE = 1560, 2
CHART_WIDTH = INNER
ROW_HEIGHT, TEXT_SIZE, TEXT_SIZE_MIN, CELL_GAP, CELL_MIN = 62, 33, 22, 30, 110
SAMPLE = 200
"""So many lines say how wide a column is."""
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


@dataclass(frozen=True, slots=True)
class _Column:
    left: int
    right: int
    size: int  # of its letters, at most
    is_right: bool


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
        write(self.pdf, fit(foot, Weight.REGULAR, 28, INNER), LEFT, HEIGHT - 110, SLATE)
        write(self.pdf, fit(str(self.pdf.page_no()), Weight.REGULAR, 28, INNER), RIGHT, HEIGHT - 110, SLATE, "r")

    def need(self, height: float) -> None:
        if self.y + height > BOTTOM:
            self.turn()

    def put(self, block: Block, gap: int, colour: tuple[int, int, int] = INK) -> None:
        self.need(block.height)
        write(self.pdf, block, LEFT, self.y, colour)
        self.y += block.height + gap


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
    columns = _columns(table)
    _row(page, table.head, columns, Weight.SEMIBOLD)
    for row in table.rows:
        if page.y + ROW_HEIGHT > BOTTOM:
            page.turn()
            _row(page, table.head, columns, Weight.SEMIBOLD)
        _row(page, row, columns, Weight.REGULAR)
    if table.total:
        page.need(ROW_HEIGHT)
        _row(page, table.total, columns, Weight.BOLD)
    page.y += SECTION_GAP


def _row(page: _Page, cells: Sequence[Cell], columns: Sequence[_Column], weight: Weight) -> None:
    """The words of one line, each cut where its column ends, over a thin rule."""
    is_head = weight is Weight.SEMIBOLD
    if is_head:
        draw(page.pdf, filled(PaintedPath().rectangle(LEFT, page.y, INNER, ROW_HEIGHT), GROUND))
    for cell, column in zip(cells, columns, strict=True):
        block = fit(shown(cell), weight, range(column.size, TEXT_SIZE_MIN - 1, -1), column.right - column.left)
        x, anchor = (column.right, "r") if column.is_right else (column.left, "l")
        write(page.pdf, block, x, page.y + (ROW_HEIGHT - block.height) / 2, SLATE if is_head else INK, anchor)
    page.y += ROW_HEIGHT
    draw(page.pdf, filled(PaintedPath().rectangle(LEFT, page.y - 1.5, INNER, 1.5), MIST))


def _columns(table: Table) -> list[_Column]:
    """In the largest letters in which all of it has room; where none are small enough, words are cut, and no number."""
    sample = [table.head, *table.rows[:SAMPLE], *([table.total] if table.total else [])]
    room = INNER - 40 - CELL_GAP * (len(table.head) - 1)
    for size in range(TEXT_SIZE, TEXT_SIZE_MIN - 1, -1):
        wanted = [
            max(fit(shown(row[place]), Weight.SEMIBOLD, size, 10_000).width for row in sample) + 2
            for place in range(len(table.head))
        ]
        if sum(wanted) <= room:
            break
    else:
        wanted = _narrowed(wanted, [_holds(table, place, str) for place in range(len(wanted))], room)
    spare = max(0, room - sum(wanted)) // len(wanted)
    columns, x = [], LEFT + 20
    for place, width in enumerate(wanted):
        columns.append(_Column(x, x + width + spare, size, _holds(table, place, int | Decimal)))
        x += width + spare + CELL_GAP
    return columns


def _narrowed(wanted: list[int], is_text: list[bool], room: int) -> list[int]:
    """The widest columns of text give way first."""
    while sum(wanted) > room and (texts := [width for width, text in zip(wanted, is_text, strict=True) if text]):
        widest = max(texts)
        if widest <= CELL_MIN:
            break
        wanted = [
            max(CELL_MIN, widest - 8) if text and w == widest else w for w, text in zip(wanted, is_text, strict=True)
        ]
    return wanted


def _holds(table: Table, place: int, kind: type | UnionType) -> bool:
    return any(isinstance(row[place], kind) for row in table.rows)


def shown(cell: Cell) -> str:
    """A cell as people read it."""
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case date():
            return f"{cell:%Y-%m-%d}"
        case int() | Decimal():
            return f"{cell:,}".replace(",", "\N{NO-BREAK SPACE}").replace("-", "−")
        case str():
            return cell
