"""Tickets to print: two on a sheet of A4, so that one cut gives two tickets, and no fold runs through a code."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from fpdf import FPDF
from fpdf.drawing import ClippingPath, GraphicsContext, PaintedPath
from fpdf.drawing_primitives import Transform

from core.render.colours import INK, MIST, SLATE, mixed, oklch
from core.render.fonts import Block, Weight, fit
from core.render.pdf_artwork import pattern_strip
from core.render.pdf_canvas import dashed, draw, new_document, outlined, qr_code, write
from core.render.ticket_image import TicketFace

# In tenths of a millimetre, from the left and the top of the half sheet.
HALF_SHEET, SHEET_WIDTH = 1485, 2100
CARD_LEFT, CARD_TOP, CARD_RIGHT, CARD_BOTTOM = 120, 110, 1980, 1375
RADIUS, NOTCH = 44, 28
STRIP_BOTTOM = 376
PATTERN_SIZE = (CARD_RIGHT - CARD_LEFT, 830)  # the strip shows the middle of it
TEAR = 1340
LEFT, RIGHT = CARD_LEFT + 76, TEAR - 66
WIDTH = RIGHT - LEFT
STUB_MIDDLE, STUB_WIDTH = (TEAR + CARD_RIGHT) // 2, 520
WHEN_TOP, FIELDS_TOP, FOOT_BASELINE = STRIP_BOTTOM + 74, 1006, 1300
CODE_SIDE, CODE_TOP = 600, STRIP_BOTTOM + 22
NUMBER_TOP, NOTE_TOP = 1030, 1136
GAP, TITLE_GAP, FIELDS_GAP = 52, 68, 72
COLUMN_GAP, COLUMN_GAP_MAX = 56, 120
VALUE_SIZE, VALUE_SIZE_MIN, VALUE_HEIGHT = 124, 84, 116

Path = TypeVar("Path", bound=PaintedPath)


def ticket_pdf(faces: Sequence[TicketFace], language: str, made_at: datetime) -> bytes:
    """The tickets as PDF: always the same for the same faces and time. Safe to call from several threads."""
    titles = ", ".join(dict.fromkeys(face.title for face in faces))
    pdf = new_document(titles, language, made_at)
    for position, face in enumerate(faces):
        if position % 2 == 0:
            pdf.add_page()
            _cut(pdf)
        _ticket(pdf, face, HALF_SHEET * (position % 2))
    return bytes(pdf.output())


def _cut(pdf: FPDF) -> None:
    grey = mixed(MIST, SLATE, 0.3)
    draw(pdf, dashed((60, HALF_SHEET), (SHEET_WIDTH - 60, HALF_SHEET), grey, width=3, dash=26, gap=26))


def _ticket(pdf: FPDF, face: TicketFace, top: int) -> None:
    _card(pdf, face, top)
    _head(pdf, face, top)
    _fields(pdf, face, top + FIELDS_TOP)
    _foot(pdf, face, top + FOOT_BASELINE)
    _stub(pdf, face, top)


def _card(pdf: FPDF, face: TicketFace, top: int) -> None:
    """White, which costs no ink, under a strip of the event's pattern; notches and dots where it would be torn."""
    strip = pattern_strip(face.title, face.hue, PATTERN_SIZE, STRIP_BOTTOM - CARD_TOP)
    strip.transform = Transform.translation(CARD_LEFT, top + CARD_TOP)
    card = GraphicsContext()
    card.clipping_path = _outline(ClippingPath(), top)
    card.add_item(strip, clone=False)
    pale = oklch(0.82, 0.06, face.hue)
    dots = (TEAR, top + STRIP_BOTTOM + 36), (TEAR, top + CARD_BOTTOM - NOTCH - 24)
    edge = outlined(_outline(PaintedPath(), top), pale, width=3)
    draw(pdf, card, edge, dashed(*dots, pale, width=7, dash=0.01, gap=20))


def _outline(path: Path, top: int) -> Path:
    """Round corners, and half a hole above and below the line of dots."""
    upper, lower = top + CARD_TOP, top + CARD_BOTTOM
    path.move_to(CARD_LEFT + RADIUS, upper)
    path.line_to(TEAR - NOTCH, upper)
    path.arc_to(NOTCH, NOTCH, 0, False, False, TEAR + NOTCH, upper)
    path.line_to(CARD_RIGHT - RADIUS, upper)
    path.arc_to(RADIUS, RADIUS, 0, False, True, CARD_RIGHT, upper + RADIUS)
    path.line_to(CARD_RIGHT, lower - RADIUS)
    path.arc_to(RADIUS, RADIUS, 0, False, True, CARD_RIGHT - RADIUS, lower)
    path.line_to(TEAR + NOTCH, lower)
    path.arc_to(NOTCH, NOTCH, 0, False, False, TEAR - NOTCH, lower)
    path.line_to(CARD_LEFT + RADIUS, lower)
    path.arc_to(RADIUS, RADIUS, 0, False, True, CARD_LEFT, lower - RADIUS)
    path.line_to(CARD_LEFT, upper + RADIUS)
    path.arc_to(RADIUS, RADIUS, 0, False, True, CARD_LEFT + RADIUS, upper)
    return path


def _head(pdf: FPDF, face: TicketFace, top: int) -> None:
    """When, what and where: the title as large as the rest leaves room for."""
    accent = oklch(0.46, 0.16, face.hue)
    when = fit(face.when, Weight.SEMIBOLD, range(50, 33, -1), WIDTH)
    place = fit(face.place, Weight.SEMIBOLD, range(46, 33, -1), WIDTH, lines=2)
    title_top = top + WHEN_TOP + when.height + GAP
    room = top + FIELDS_TOP - FIELDS_GAP - place.height - TITLE_GAP - title_top
    title = fit(face.title, Weight.BOLD, range(170, 47, -2), WIDTH, lines=4, height=room)
    write(pdf, when, LEFT, top + WHEN_TOP, accent)
    write(pdf, title, LEFT - title.size // 24, title_top, INK)
    write(pdf, place, LEFT, title_top + title.height + TITLE_GAP, INK)


def _fields(pdf: FPDF, face: TicketFace, top: int) -> None:
    """Section, row and seat side by side."""
    columns = _columns(face.fields)
    widths = [max(label.width, value.width) for label, value in columns]
    gap = min(COLUMN_GAP_MAX, (WIDTH - sum(widths)) / max(1, len(widths) - 1))
    x = float(LEFT)
    for (label, value), width in zip(columns, widths, strict=True):
        write(pdf, label, x, top, SLATE)
        write(pdf, value, x - value.size // 24, top + 56 + (VALUE_HEIGHT - value.height) // 2, INK)
        x += width + gap


def _columns(fields: tuple[tuple[str, str], ...]) -> list[tuple[Block, Block]]:
    """Labels and values in one size if they can be; else the long ones take what the short ones leave, in two lines."""
    room = WIDTH - COLUMN_GAP * (len(fields) - 1)
    share = room // max(1, len(fields))
    labels = [fit(label, Weight.SEMIBOLD, range(36, 23, -1), share) for label, _ in fields]
    for size in range(VALUE_SIZE, VALUE_SIZE_MIN - 1, -4):
        values = [fit(value, Weight.BOLD, size, 10 * WIDTH) for _, value in fields]
        widths = [max(label.width, value.width) for label, value in zip(labels, values, strict=True)]
        if sum(widths) <= room:
            return list(zip(labels, values, strict=True))
    short = [width for width in widths if width <= share]
    share = (room - sum(short)) // max(1, len(widths) - len(short))
    values = [
        value
        if width in short
        else fit(words, Weight.BOLD, range(VALUE_SIZE_MIN, 27, -2), share, lines=2, height=VALUE_HEIGHT)
        for value, width, (_, words) in zip(values, widths, fields, strict=True)
    ]
    return list(zip(labels, values, strict=True))


def _foot(pdf: FPDF, face: TicketFace, baseline: int) -> None:
    """The holder and the price."""
    price = fit(face.price, Weight.SEMIBOLD, range(44, 31, -1), WIDTH // 2)
    holder = fit(face.holder, Weight.SEMIBOLD, range(44, 31, -1), WIDTH - price.width - 60, lines=2, height=88)
    write(pdf, holder, LEFT, baseline - holder.height, INK)
    x, anchor = (RIGHT, "r") if holder.lines else (LEFT, "l")
    write(pdf, price, x, baseline - price.height, INK, anchor)


def _stub(pdf: FPDF, face: TicketFace, top: int) -> None:
    """The code, its number for when it cannot be read, and the rules."""
    qr_code(pdf, face.link, STUB_MIDDLE - CODE_SIDE / 2, top + CODE_TOP, CODE_SIDE)
    number = fit(face.number, Weight.BOLD, range(84, 47, -2), STUB_WIDTH)
    write(pdf, number, STUB_MIDDLE, top + NUMBER_TOP, INK, "m")
    note = fit(face.note, Weight.REGULAR, range(36, 25, -1), STUB_WIDTH, lines=4, height=164)
    write(pdf, note, STUB_MIDDLE, top + NOTE_TOP, SLATE, "m")
