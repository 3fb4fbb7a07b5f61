"""Drawing on PDF pages: text that can be selected and stands as in the pictures, shapes that print sharp."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import groupby, pairwise

from fpdf import FPDF
from fpdf.drawing import GraphicsContext, PaintedPath
from fpdf.drawing_primitives import DeviceRGB
from fpdf.prefs import ViewerPreferences
from PIL import features
from qrcode.constants import ERROR_CORRECT_Q

from core.render.colours import Colour
from core.render.fonts import CAP_HEIGHT, FOLDER, Block, Weight, font
from core.render.qr import modules_of

UNIT = 72 / 254  # points in a tenth of a millimetre, so that blocks fitted in whole numbers are fitted finely
KERNING_SIZE = 1000
WITHOUT_ARROWS = ["-calt"] if features.check("raqm") else None  # PDF text is letters: `->` stays two of them
SHARE_LEFT = {"l": 0.0, "m": 0.5, "r": 1.0}

Point = tuple[float, float]

logging.getLogger("fontTools.subset").setLevel(logging.WARNING)  # it tells of every table of every font


def new_document(title: str, language: str, made_at: datetime) -> FPDF:
    """An A4 document in tenths of a millimetre: the same bytes for the same words and the same time."""
    pdf = FPDF(unit=UNIT, format="A4")
    pdf.set_title(title)
    pdf.set_lang(language)
    pdf.set_creation_date(made_at)
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    for weight in Weight:
        # fpdf2 embeds the .otf of the pictures as TrueType, which they are not: some readers refuse them.
        pdf.add_font(weight, fname=FOLDER / f"Inter-{weight}.ttf")
    return pdf


def write(pdf: FPDF, block: Block, x: float, top: float, colour: Colour, anchor: str = "l") -> None:
    """Write from the cap line `top` down; `x` is the left edge, the middle (`m`) or the right edge (`r`)."""
    pdf.set_font(block.weight, size=block.size * UNIT)
    pdf.set_text_color(*colour)
    baseline = top + block.size * CAP_HEIGHT
    for line in block.lines:
        runs = list(_kerned(re.sub(r"\s", " ", line), block.weight))
        widths = [pdf.get_string_width(run, markdown=False) + kern * block.size for run, kern in runs]
        left = x - sum(widths) * SHARE_LEFT[anchor]
        for (run, _), width in zip(runs, widths, strict=True):
            pdf.text(left, baseline, run)
            left += width
        baseline += block.leading


def _kerned(line: str, weight: Weight) -> Iterator[tuple[str, float]]:
    """The line in runs between kerned pairs, each with the space after it in ems: fpdf2 does not kern by itself."""
    start = 0
    for end, (left, right) in enumerate(pairwise(line), start=1):
        if kern := kerning(weight, left, right):
            yield line[start:end], kern
            start = end
    yield line[start:], 0.0


@lru_cache(maxsize=8192)
def kerning(weight: Weight, left: str, right: str) -> float:
    """How much further apart than their widths two letters stand, in ems; mostly less than nothing."""
    face = font(weight, KERNING_SIZE)
    apart = face.getlength(left) + face.getlength(right)
    return round((face.getlength(left + right, features=WITHOUT_ARROWS) - apart) / KERNING_SIZE, 3)


def qr_code(pdf: FPDF, content: str, x: float, y: float, side: float) -> None:
    """A code for print, where dirt comes in: error correction Q. Its white border of four modules is within `side`.

    All modules are one path: between shapes of their own, viewers would show hairlines.
    """
    rows = modules_of(content, ERROR_CORRECT_Q)
    module = side / len(rows)
    path = PaintedPath()
    for row, modules in enumerate(rows):
        column = 0
        for is_dark, run in groupby(modules):
            length = len(list(run))
            if is_dark:
                path.rectangle(x + column * module, y + row * module, length * module, module)
            column += length
    draw(pdf, filled(path, (0, 0, 0)))


def draw(pdf: FPDF, *shapes: PaintedPath | GraphicsContext) -> None:
    with pdf.drawing_context() as context:
        for shape in shapes:
            context.add_item(shape, clone=False)


def filled(path: PaintedPath, colour: Colour) -> PaintedPath:
    path.style.fill_color = DeviceRGB(*(channel / 255 for channel in colour))
    path.style.stroke_color = None
    return path


def outlined(path: PaintedPath, colour: Colour, width: float) -> PaintedPath:
    path.style.fill_color = None
    path.style.stroke_color = DeviceRGB(*(channel / 255 for channel in colour))
    path.style.stroke_width = width
    return path


def dashed(start: Point, end: Point, colour: Colour, width: float, dash: float, gap: float) -> PaintedPath:
    """A line of dashes with round ends, `gap` apart without them; dots if `dash` is nearly nothing."""
    line = outlined(PaintedPath(*start).line_to(*end), colour, width)
    line.auto_close = False  # it would go back over itself, and fill the gaps
    line.style.stroke_cap_style = "round"
    line.style.stroke_dash_pattern = (dash, gap)
    return line
