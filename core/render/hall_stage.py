"""The stage: a dark band with a curved front above the seats."""

from functools import lru_cache

from PIL import Image, ImageDraw, ImageFilter

from core.render.colours import INK, WHITE
from core.render.fonts import Weight, fit

SMOOTHING = 4
HEIGHT = 80
ROUNDING = 5


def draw_stage(image: Image.Image, middle: int, top: int, width: int, word: str) -> None:
    mask = _mask(width)
    image.paste(INK, (middle - width // 2, top), mask)
    name = fit(word, Weight.SEMIBOLD, range(32, 21, -1), width - 60)
    name.draw(ImageDraw.Draw(image), middle, top + (HEIGHT - name.height) // 2 - 4, WHITE, "m")


@lru_cache(maxsize=16)
def _mask(width: int) -> Image.Image:
    """A band that narrows upwards, its front a shallow curve, its corners rounded by blurring and cutting."""
    wide, high = width * SMOOTHING, HEIGHT * SMOOTHING
    mask = Image.new("L", (wide, high))
    draw = ImageDraw.Draw(mask)
    edge, bulge = 6 * SMOOTHING, high * 0.22
    front = high - edge - bulge
    corners = [(wide * 0.04, edge), (wide * 0.96, edge), (wide - edge, front), (edge, front)]
    draw.polygon(corners, fill=255)
    draw.chord((edge, front - bulge, wide - edge, front + bulge), 0, 180, fill=255)
    soft = mask.filter(ImageFilter.GaussianBlur(ROUNDING * SMOOTHING))
    return soft.point([0] * 128 + [255] * 128).reduce(SMOOTHING)
