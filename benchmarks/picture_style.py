"""Fonts and colours of the product, as matplotlib wants them."""

from matplotlib.font_manager import FontProperties

from core.render.colours import Colour
from core.render.fonts import FOLDER


def face(weight: str, size: int) -> FontProperties:
    return FontProperties(fname=str(FOLDER / f"Inter-{weight}.otf"), size=size)


def rgb(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = (channel / 255 for channel in colour)
    return red, green, blue
