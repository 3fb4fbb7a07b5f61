"""The offline list on paper: a line and a box to tick for every ticket."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fpdf import FPDF

from core.domain.door_list import ListedTicket
from core.render.colours import INK, SLATE
from core.render.fonts import Weight, fit
from core.render.pdf_canvas import new_document, write
from core.render.pdf_table import (
    BOTTOM,
    FOOT,
    INNER,
    LEFT,
    RIGHT,
    ROW_HEIGHT,
    TOP,
    Column,
    columns_of,
    table_head,
    table_row,
)
from core.render.sheet import Cell, Table

# In tenths of a millimetre.
BOX, BOX_LINE = 40, 4


@dataclass(frozen=True, slots=True)
class DoorListWords:
    """What stands on the paper besides the tickets, ready in the reader's language."""

    title: str
    subtitle: str
    summary: str
    head: Sequence[str]  # name, place, tier, number, inside since, tick
    foot: str
    page: Callable[[int, int], str]  # which one, of how many


def door_list_pdf(listed: Sequence[ListedTicket], words: DoorListWords, language: str, made_at: datetime) -> bytes:
    """Always the same for the same list and time. Safe to call from several threads."""
    pdf = new_document(f"{words.title}. {words.summary}", language, made_at)
    pdf.set_auto_page_break(False)
    pdf.set_draw_color(*INK)
    pdf.set_line_width(BOX_LINE)
    rows = [(one.name, one.place, one.tier, one.number, one.inside, "") for one in listed]
    columns = columns_of(Table(words.title, words.head, rows))
    columns[-1] = replace(columns[-1], is_right=True)
    pdf.add_page()
    top = _title(pdf, words)
    first, each = _lines_under(top), _lines_under(TOP)
    parts = [rows[:first], *(rows[start : start + each] for start in range(first, len(rows), each))]
    for number, part in enumerate(parts, 1):
        if number > 1:
            pdf.add_page()
        _lines(pdf, words.head, part, columns, top if number == 1 else TOP)
        write(pdf, fit(words.foot, Weight.REGULAR, 28, INNER), LEFT, FOOT, SLATE)
        write(pdf, fit(words.page(number, len(parts)), Weight.REGULAR, 28, INNER), RIGHT, FOOT, SLATE, "r")
    return bytes(pdf.output())


def _title(pdf: FPDF, words: DoorListWords) -> float:
    """The event and what the list is of; returns where the lines begin."""
    y: float = TOP
    for block, gap, colour in (
        (fit(words.title, Weight.BOLD, range(76, 49, -2), INNER, lines=2), 34, INK),
        (fit(words.subtitle, Weight.REGULAR, range(38, 29, -1), INNER, lines=2), 26, SLATE),
        (fit(words.summary, Weight.SEMIBOLD, range(38, 29, -1), INNER), 50, INK),
    ):
        write(pdf, block, LEFT, y, colour)
        y += block.height + gap
    return y


def _lines_under(top: float) -> int:
    """How many tickets a page has room for, under the head of the table."""
    return int((BOTTOM - top) // ROW_HEIGHT) - 1


def _lines(
    pdf: FPDF, head: Sequence[str], rows: Sequence[Sequence[Cell]], columns: Sequence[Column], top: float
) -> None:
    table_head(pdf, head, columns, top)
    for number, row in enumerate(rows, 1):
        y = top + number * ROW_HEIGHT
        table_row(pdf, row, columns, y)
        pdf.rect(columns[-1].right - BOX, y + (ROW_HEIGHT - BOX) / 2, BOX, BOX)
