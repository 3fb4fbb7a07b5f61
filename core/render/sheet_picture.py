"""A report as one picture for a phone: title, the numbers that say most, and the charts, each on a card."""

from PIL import Image, ImageDraw

from core.render.charts import chart_height, chart_image
from core.render.colours import INK, SLATE, WHITE
from core.render.fonts import Weight, fit
from core.render.hall_style import GROUND
from core.render.output import jpeg
from core.render.shapes import rounded
from core.render.sheet import Chart, Figure, Sheet

WIDTH, MARGIN, PADDING, GAP, RADIUS = 1080, 40, 44, 28, 36
INNER = WIDTH - 2 * (MARGIN + PADDING)
TITLE_GAP, HEAD_TOP = 30, 64
FIGURE_HEIGHT, FIGURE_WIDTH = 146, INNER // 2
CHART_HEAD = 92
HEIGHT_WANTED = 1800
"""Chats show what is much higher than wide as a narrow strip: charts beyond that are in the PDF only."""


def sheet_picture(sheet: Sheet) -> bytes:
    """As a JPEG. Safe to call from several threads."""
    title = fit(sheet.title, Weight.BOLD, range(64, 43, -2), WIDTH - 2 * MARGIN, lines=2)
    subtitle = fit(sheet.subtitle, Weight.REGULAR, range(36, 29, -2), WIDTH - 2 * MARGIN, lines=2)
    head = HEAD_TOP + title.height + TITLE_GAP + subtitle.height + 48
    figures = _figures_height(sheet)
    charts = _charts(sheet, HEIGHT_WANTED - head - figures)
    height = head + figures + sum(GAP + _card_height(chart) for chart in charts) + MARGIN
    image = Image.new("RGB", (WIDTH, height), GROUND)
    draw = ImageDraw.Draw(image)
    title.draw(draw, MARGIN, HEAD_TOP, INK)
    subtitle.draw(draw, MARGIN, HEAD_TOP + title.height + TITLE_GAP, SLATE)
    _card(image, head, figures)
    for place, figure in enumerate(sheet.figures):
        _figure(draw, figure, MARGIN + PADDING + place % 2 * FIGURE_WIDTH, head + PADDING + place // 2 * FIGURE_HEIGHT)
    top = head + figures + GAP
    for chart in charts:
        _chart(image, chart, top)
        top += _card_height(chart) + GAP
    return jpeg(image)


def _charts(sheet: Sheet, room: int) -> list[Chart]:
    """The first one, and as many more as there is room for."""
    found: list[Chart] = []
    for chart in sheet.charts:
        room -= _card_height(chart) + GAP
        if chart.bars and (room >= 0 or not found):
            found.append(chart)
    return found


def _figures_height(sheet: Sheet) -> int:
    return FIGURE_HEIGHT * -(-len(sheet.figures) // 2) + 2 * PADDING - 34


def _card_height(chart: Chart) -> int:
    return CHART_HEAD + chart_height(chart) + 2 * PADDING - 10


def _card(image: Image.Image, top: int, height: int) -> None:
    rounded(image, (MARGIN, top, WIDTH - MARGIN, top + height), RADIUS, WHITE)


def _figure(draw: ImageDraw.ImageDraw, figure: Figure, x: int, top: int) -> None:
    room = FIGURE_WIDTH - 28
    fit(figure.label, Weight.REGULAR, range(34, 25, -1), room).draw(draw, x, top, SLATE)
    fit(figure.value, Weight.BOLD, range(62, 33, -2), room).draw(draw, x, top + 46, INK)


def _chart(image: Image.Image, chart: Chart, top: int) -> None:
    _card(image, top, _card_height(chart))
    left = MARGIN + PADDING
    title = fit(chart.title, Weight.SEMIBOLD, range(40, 31, -1), INNER)
    title.draw(ImageDraw.Draw(image), left, top + PADDING + 4, INK)
    image.paste(chart_image(chart, INNER), (left, top + PADDING + CHART_HEAD - 10))
