"""The pattern of an event as curves, for print: what `artwork` paints in pixels."""

from collections.abc import Sequence
from math import cos, radians, sin
from typing import cast

from fpdf.drawing import ClippingPath, GraphicsContext, PaintedPath
from fpdf.drawing_primitives import Transform
from PIL import ImageDraw

from core.render.artwork import pattern_of, shades
from core.render.colours import Colour
from core.render.pdf_canvas import filled

Box = tuple[float, float, float, float]


def pattern_strip(title: str, hue: int, size: tuple[int, int], height: int) -> GraphicsContext:
    """A strip across the middle of the pattern that pictures of this size have, without their shade; from 0, 0 down."""
    draw_pattern, chance = pattern_of(title)
    colours = shades(hue)
    top = (size[1] - height) // 2
    curves = _Curves(top, top + height)
    curves.rectangle((0, 0, *size), fill=colours[0])
    draw_pattern(cast(ImageDraw.ImageDraw, curves), size, colours, chance)
    curves.drawn.transform = Transform.translation(0, -top)
    strip = GraphicsContext()
    strip.clipping_path = ClippingPath()
    strip.clipping_path.rectangle(0, 0, size[0], height)
    strip.add_item(curves.drawn, clone=False)
    return strip


class _Curves:
    """Takes the four calls that patterns make to Pillow; what lies above `top` or below `bottom` is left out."""

    def __init__(self, top: int, bottom: int) -> None:
        self.top, self.bottom = top, bottom
        self.drawn = GraphicsContext()

    def rectangle(self, box: Box, fill: Colour) -> None:
        left, top, right, bottom = box
        self._add(PaintedPath().rectangle(left, top, right - left, bottom - top), top, bottom, fill)

    def ellipse(self, box: Box, fill: Colour) -> None:
        self._add(PaintedPath().ellipse(*_middle_and_radii(box)), box[1], box[3], fill)

    def polygon(self, points: Sequence[tuple[float, float]], fill: Colour) -> None:
        path = PaintedPath(*points[0])
        for point in points[1:]:
            path.line_to(*point)
        heights = [y for _, y in points]
        self._add(path, min(heights), max(heights), fill)

    def pieslice(self, box: Box, start: float, end: float, fill: Colour) -> None:
        """From one angle clockwise to another, in degrees from the right."""
        x, y, radius_x, radius_y = _middle_and_radii(box)
        path = PaintedPath(x, y)
        path.line_to(x + radius_x * cos(radians(start)), y + radius_y * sin(radians(start)))
        far_end = x + radius_x * cos(radians(end)), y + radius_y * sin(radians(end))
        path.arc_to(radius_x, radius_y, 0, end - start > 180, True, *far_end)
        self._add(path, box[1], box[3], fill)

    def _add(self, path: PaintedPath, top: float, bottom: float, colour: Colour) -> None:
        if top < self.bottom and bottom > self.top:
            self.drawn.add_item(filled(path, colour), clone=False)


def _middle_and_radii(box: Box) -> Box:
    left, top, right, bottom = box
    return (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
