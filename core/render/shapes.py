"""Shapes with smooth edges, which Pillow does not draw by itself: drawn large and made small."""

from functools import lru_cache

from PIL import Image, ImageDraw

from core.render.colours import Colour

SMOOTHING = 4


@lru_cache(maxsize=64)
def _quarter(radius: int) -> Image.Image:
    large = Image.new("L", (radius * SMOOTHING, radius * SMOOTHING))
    ImageDraw.Draw(large).ellipse((0, 0, 2 * radius * SMOOTHING - 1, 2 * radius * SMOOTHING - 1), fill=255)
    return large.reduce(SMOOTHING)


@lru_cache(maxsize=64)
def rounded_mask(size: tuple[int, int], radius: int) -> Image.Image:
    """A rectangle with round corners as a mask. Do not draw on it."""
    mask = Image.new("L", size, 255)
    radius = min(radius, *(side // 2 for side in size))
    if radius < 1:
        return mask
    corner = _quarter(radius)
    right, bottom = size[0] - radius, size[1] - radius
    mask.paste(corner, (0, 0))
    mask.paste(corner.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (right, 0))
    mask.paste(corner.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, bottom))
    mask.paste(corner.transpose(Image.Transpose.ROTATE_180), (right, bottom))
    return mask


def rounded(image: Image.Image, box: tuple[int, int, int, int], radius: int, fill: Colour | Image.Image) -> None:
    """A rounded rectangle from left, top to right, bottom: a colour, or a picture of that size."""
    mask = rounded_mask((box[2] - box[0], box[3] - box[1]), radius)
    if isinstance(fill, Image.Image):
        image.paste(fill, box, mask)
    else:
        image.paste(fill, box, mask)


@lru_cache(maxsize=64)
def disc_mask(diameter: int) -> Image.Image:
    """A circle as a mask. Do not draw on it."""
    large = Image.new("L", (diameter * SMOOTHING, diameter * SMOOTHING))
    ImageDraw.Draw(large).ellipse((0, 0, diameter * SMOOTHING - 1, diameter * SMOOTHING - 1), fill=255)
    return large.reduce(SMOOTHING)


def disc(image: Image.Image, x: int, y: int, diameter: int, fill: Colour) -> None:
    """A circle around x, y."""
    left, top = x - diameter // 2, y - diameter // 2
    image.paste(fill, (left, top, left + diameter, top + diameter), disc_mask(diameter))
