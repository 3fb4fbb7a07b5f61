"""How tiers and seats look in a hall: a colour and a shape for each tier, so that either alone tells them apart."""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin

from PIL import Image, ImageDraw

from core.domain.hall import Hall
from core.domain.ids import TierId
from core.render.colours import INK, WHITE, Colour

GROUND: Colour = (247, 248, 250)
TAKEN: Colour = (203, 208, 217)
PALETTE: tuple[Colour, ...] = (  # apart for every kind of colour vision, after Okabe and Ito; white is legible on each
    (0, 101, 189),
    (204, 76, 0),
    (0, 128, 96),
    (176, 58, 140),
    (122, 92, 30),
    (0, 131, 168),
    (92, 70, 190),
)
SHAPES = ("square", "circle", "diamond", "hexagon", "triangle")
SMOOTHING = 6
Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class TierLook:
    colour: Colour
    shape: str


@dataclass(frozen=True)
class Sprite:
    """A small picture with its outline, pasted around a point."""

    image: Image.Image
    mask: Image.Image

    def paste(self, target: Image.Image, x: float, y: float) -> None:
        half = self.image.width / 2
        target.paste(self.image, (round(x - half), round(y - half)), self.mask)


def tier_looks(hall: Hall) -> dict[TierId, TierLook]:
    """The dearest tier first, so that a hall keeps its colours whatever the order of its tiers."""
    dearest = sorted(hall.tiers, key=lambda tier: (-tier.price_minor, tier.id))
    return {tier.id: TierLook(PALETTE[i % len(PALETTE)], SHAPES[i % len(SHAPES)]) for i, tier in enumerate(dearest)}


@lru_cache(maxsize=256)
def free_sprite(look: TierLook, size: int) -> Sprite:
    return _solid(_mask(look.shape, size, size * 0.88), look.colour)


@lru_cache(maxsize=64)
def taken_sprite(size: int) -> Sprite:
    """Small and grey: clearly no seat to tap on."""
    return _solid(_mask("circle", size, size * 0.46), TAKEN)


@lru_cache(maxsize=64)
def mine_sprite(size: int) -> Sprite:
    """A dark disc with a light rim and a check, larger than a seat."""
    large = size * SMOOTHING
    image = Image.new("RGB", (large, large), WHITE)
    draw = ImageDraw.Draw(image)
    rim = round(large * 0.06)
    draw.ellipse((rim, rim, large - 1 - rim, large - 1 - rim), fill=INK)
    check = [(0.29, 0.52), (0.44, 0.67), (0.72, 0.36)]
    points = [(x * large, y * large) for x, y in check]
    thickness = round(large * 0.1)
    draw.line(points, fill=WHITE, width=thickness, joint="curve")
    for x, y in points:
        half = thickness / 2
        draw.ellipse((x - half, y - half, x + half, y + half), fill=WHITE)
    return Sprite(image.reduce(SMOOTHING), _mask("circle", size, size))


def _solid(mask: Image.Image, colour: Colour) -> Sprite:
    return Sprite(Image.new("RGB", mask.size, colour), mask)


def _mask(shape: str, size: int, extent: float) -> Image.Image:
    """The shape in the middle of a square of `size`; shapes of one extent look equally large."""
    large = size * SMOOTHING
    mask = Image.new("L", (large, large))
    draw = ImageDraw.Draw(mask)
    middle, half = large / 2, extent * SMOOTHING / 2
    match shape:
        case "square":
            half *= 0.93
            box = (middle - half, middle - half, middle + half - 1, middle + half - 1)
            draw.rounded_rectangle(box, radius=half * 0.42, fill=255)
        case "circle":
            draw.ellipse((middle - half, middle - half, middle + half - 1, middle + half - 1), fill=255)
        case "diamond":
            draw.polygon(_polygon(4, middle, middle, half * 1.08), fill=255)
        case "hexagon":
            draw.polygon(_polygon(6, middle, middle, half * 1.04), fill=255)
        case _:
            draw.polygon(_polygon(3, middle, middle + half * 0.16, half * 1.16), fill=255)
    return mask.reduce(SMOOTHING)


def _polygon(corners: int, x: float, y: float, radius: float) -> Points:
    angles = [2 * pi * corner / corners - pi / 2 for corner in range(corners)]
    return [(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles]
