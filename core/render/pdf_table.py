"""Tables on PDF pages: columns as wide as their words need, and the lines of a table, one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import UnionType

from fpdf import FPDF

from core.render.colours import INK, MIST, SLATE, Colour
from core.render.fonts import Weight, fit
from core.render.hall_style import GROUND
from core.render.pdf_canvas import write
from core.render.sheet import Cell, Table

# In tenths of a millimetre, from the left and the top of a page of A4.
LEFT, RIGHT, TOP, BOTTOM, FOOT = 150, 1950, 170, 2790, 2860
INNER = RIGHT - LEFT
ROW_HEIGHT, TEXT_SIZE, TEXT_SIZE_MIN, CELL_GAP, CELL_MIN = 62, 33, 22, 30, 110
RULE = 1.5
SAMPLE = 200
"""So many lines say how wide a column is."""


@dataclass(frozen=True, slots=True)
class Column:
    left: int
    right: int
    size: int  # of its letters, at most
    is_right: bool


def table_head(pdf: FPDF, cells: Sequence[Cell], columns: Sequence[Column], y: float) -> None:
    pdf.set_fill_color(*GROUND)
    pdf.rect(LEFT, y, INNER, ROW_HEIGHT, style="F")
    _line(pdf, cells, columns, y, Weight.SEMIBOLD, SLATE)


def table_row(
    pdf: FPDF, cells: Sequence[Cell], columns: Sequence[Column], y: float, weight: Weight = Weight.REGULAR
) -> None:
    _line(pdf, cells, columns, y, weight, INK)


def _line(
    pdf: FPDF, cells: Sequence[Cell], columns: Sequence[Column], y: float, weight: Weight, colour: Colour
) -> None:
    """Each cell is cut where its column ends; a thin rule is under all of them."""
    for cell, column in zip(cells, columns, strict=True):
        block = fit(shown(cell), weight, range(column.size, TEXT_SIZE_MIN - 1, -1), column.right - column.left)
        x, anchor = (column.right, "r") if column.is_right else (column.left, "l")
        write(pdf, block, x, y + (ROW_HEIGHT - block.height) / 2, colour, anchor)
    pdf.set_fill_color(*MIST)
    pdf.rect(LEFT, y + ROW_HEIGHT - RULE, INNER, RULE, style="F")


def columns_of(table: Table) -> list[Column]:
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
        columns.append(Column(x, x + width + spare, size, _holds(table, place, int | Decimal)))
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
