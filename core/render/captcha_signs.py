"""The signs on the seats of a captcha, as masks."""

from functools import lru_cache
from math import cos, pi, sin

from PIL import Image, ImageDraw

from core.domain.captcha import Sign

SIDE = 128  # drawn so large, then turned and made small
Points = list[tuple[float, float]]

BOLT: Points = [(0.58, 0.02), (0.16, 0.56), (0.45, 0.56), (0.36, 0.98), (0.84, 0.40), (0.54, 0.40), (0.72, 0.02)]
CROWN: Points = [(0.06, 0.88), (0.02, 0.24), (0.28, 0.52), (0.5, 0.10), (0.72, 0.52), (0.98, 0.24), (0.94, 0.88)]


@lru_cache
def sign_mask(sign: Sign) -> Image.Image:
    """Do not draw on it."""
    mask = Image.new("L", (SIDE, SIDE))
    draw = ImageDraw.Draw(mask)
    match sign:
        case Sign.STAR:
            draw.polygon(_scaled(_star()), fill=255)
        case Sign.HEART:
            draw.polygon(_scaled(_heart()), fill=255)
        case Sign.BOLT:
            draw.polygon(_scaled(BOLT), fill=255)
        case Sign.CROWN:
            draw.polygon(_scaled(CROWN), fill=255)
        case Sign.MOON:
            draw.ellipse(_box(0.06, 0.04, 0.98, 0.96), fill=255)
            draw.ellipse(_box(0.36, -0.06, 1.16, 0.74), fill=0)
        case Sign.DROP:
            draw.ellipse(_box(0.18, 0.34, 0.82, 0.98), fill=255)
            draw.polygon(_scaled([(0.5, 0.0), (0.22, 0.52), (0.78, 0.52)]), fill=255)
        case Sign.CROSS:
            draw.rectangle(_box(0.36, 0.04, 0.64, 0.96), fill=255)
            draw.rectangle(_box(0.04, 0.36, 0.96, 0.64), fill=255)
        case Sign.RING:
            draw.ellipse(_box(0.04, 0.04, 0.96, 0.96), fill=255)
            draw.ellipse(_box(0.30, 0.30, 0.70, 0.70), fill=0)
    return mask


def _star() -> Points:
    radii = (0.5, 0.2)
    corners = [(radii[corner % 2], corner * pi / 5 - pi / 2) for corner in range(10)]
    return [(0.5 + radius * cos(angle), 0.53 + radius * sin(angle)) for radius, angle in corners]


def _heart() -> Points:
    turns = [2 * pi * step / 60 for step in range(60)]
    return [
        (0.5 + sin(turn) ** 3 * 0.48, 0.46 - (13 * cos(turn) - 5 * cos(2 * turn) - 2 * cos(3 * turn)) * 0.03)
        for turn in turns
    ]


def _scaled(points: Points) -> Points:
    return [(x * SIDE, y * SIDE) for x, y in points]


def _box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    return left * SIDE, top * SIDE, right * SIDE, bottom * SIDE
