"""The drawn background of an event, on poster and tickets: its title chooses the pattern, its hue the colours."""

import hashlib
from collections.abc import Callable
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw

from core.render.colours import Colour, mixed, oklch

SMOOTHING = 2  # drawn this much larger, for smooth edges
SHADES = 7


def shades(hue: float) -> list[Colour]:
    """From the dark ground to the brightest line, drifting towards a neighbouring hue."""
    steps = [step / (SHADES - 1) for step in range(SHADES)]
    return [oklch(0.27 + 0.55 * step, 0.10 + 0.09 * step, (hue + 48 * step) % 360) for step in steps]


def artwork(title: str, hue: int, size: tuple[int, int], calm: float = 0.0) -> Image.Image:
    """The pattern with room for light text on the left; `calm` (0–1) subdues it all over.

    Not kept: posters are drawn once, and sixteen of them took sixty megabytes.
    """
    draw_pattern, chance = pattern_of(title)
    colours = shades(hue)
    large = (size[0] * SMOOTHING, size[1] * SMOOTHING)
    image = Image.new("RGB", large, colours[0])
    draw_pattern(ImageDraw.Draw(image), large, colours, chance)
    image = image.reduce(SMOOTHING)
    ground = Image.new("RGB", size, mixed(colours[0], (0, 0, 0), 0.12))
    return Image.composite(ground, image, _shade(size, calm))


def pattern_of(title: str) -> "tuple[Pattern, Random]":
    """The pattern of an event, and the chance to draw it with: always the same for a title."""
    chance = Random(hashlib.blake2b(title.encode(), digest_size=8).digest())  # noqa: S311 — a pattern, no secret
    return PATTERNS[chance.randrange(len(PATTERNS))], chance


def _shade(size: tuple[int, int], calm: float) -> Image.Image:
    """How much of the ground covers the pattern: nearly all behind the text on the left, little on the right."""
    steps = 256
    row = Image.new("L", (steps, 1))
    for x in range(steps):
        at = min(1.0, max(0.0, (x / steps - 0.4) / 0.58))
        eased = at * at * (3 - 2 * at)
        row.putpixel((x, 0), round(255 * (calm + (1 - calm) * 0.94 * (1 - eased))))
    return row.resize(size, Image.Resampling.BICUBIC)


def _rings(draw: ImageDraw.ImageDraw, size: tuple[int, int], colours: list[Colour], chance: Random) -> None:
    width, height = size
    x, y = width * chance.uniform(0.74, 0.86), height * chance.choice((0.08, 0.5, 0.95))
    count = chance.randrange(9, 13)
    for ring in range(count, 0, -1):
        radius = height * 1.05 * ring / count
        colour = colours[1 + (count - ring) * (SHADES - 2) // (count - 1)]
        box = (x - radius, y - radius, x + radius, y + radius)
        draw.ellipse(box, fill=colour if ring % 2 else colours[0])


def _ridges(draw: ImageDraw.ImageDraw, size: tuple[int, int], colours: list[Colour], chance: Random) -> None:
    width, height = size
    count = 9
    first, second, drift = chance.uniform(1.1, 1.7), chance.uniform(2.3, 3.4), chance.uniform(0.35, 0.7)
    phase = chance.uniform(0, 2 * pi)
    for ridge in range(count):
        base = height * (0.16 + 0.92 * ridge / count)
        points = [(0.0, float(height))]
        for step in range(121):
            along = step / 120
            swing = sin(2 * pi * first * along + phase + drift * ridge) + 0.5 * sin(
                2 * pi * second * along - drift * ridge
            )
            points.append((width * along, base - height * 0.085 * swing))
        points.append((float(width), float(height)))
        draw.polygon(points, fill=colours[SHADES - 1 - ridge * (SHADES - 1) // (count - 1)])


def _halftone(draw: ImageDraw.ImageDraw, size: tuple[int, int], colours: list[Colour], chance: Random) -> None:
    width, height = size
    pitch = height / 17
    x0, y0 = width * chance.uniform(0.78, 0.95), height * chance.uniform(0.2, 0.8)
    tilt = chance.choice((-1, 1))
    for row in range(-1, 19):
        for column in range(-1, int(width / pitch) + 2):
            x, y = (column + row % 2 / 2) * pitch, row * pitch * 0.94
            distance = ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5 / width
            strength = max(0.0, 1 - distance / 0.72) * (0.74 + 0.26 * sin(6 * (x + tilt * y) / width * pi))
            radius = pitch * 0.52 * strength**0.8
            if radius > 1:
                colour = colours[min(SHADES - 1, 1 + int(strength * (SHADES - 1)))]
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _tiles(draw: ImageDraw.ImageDraw, size: tuple[int, int], colours: list[Colour], chance: Random) -> None:
    width, height = size
    rows = 4
    side = height / rows
    columns = int(width / side) + 1
    for row in range(rows):
        for column in range(columns):
            x, y = width - (column + 1) * side, row * side
            ground, shape = chance.sample(range(SHADES - 1), 2)
            draw.rectangle((x, y, x + side, y + side), fill=colours[ground])
            turn = chance.randrange(5)
            if turn == 4:
                draw.ellipse((x + side * 0.14, y + side * 0.14, x + side * 0.86, y + side * 0.86), fill=colours[shape])
                continue
            cx, cy = x + side * (turn in (1, 2)), y + side * (turn in (2, 3))
            draw.pieslice((cx - side, cy - side, cx + side, cy + side), turn * 90, turn * 90 + 90, fill=colours[shape])


def _beams(draw: ImageDraw.ImageDraw, size: tuple[int, int], colours: list[Colour], chance: Random) -> None:
    width, height = size
    x0, y0 = width * chance.uniform(0.7, 0.82), height * chance.choice((1.12, -0.12))
    count = chance.choice((28, 34, 40))
    reach = width * 1.5
    start = chance.uniform(0, 2 * pi)
    for beam in range(count):
        left, right = start + 2 * pi * beam / count, start + 2 * pi * (beam + 0.5) / count
        points = [
            (x0, y0),
            (x0 + reach * cos(left), y0 + reach * sin(left)),
            (x0 + reach * cos(right), y0 + reach * sin(right)),
        ]
        draw.polygon(points, fill=colours[1 + beam % 2])
    for ring, colour in enumerate(colours[2:]):
        radius = height * (0.62 - 0.105 * ring)
        draw.ellipse((x0 - radius, y0 - radius, x0 + radius, y0 + radius), fill=colour)


Pattern = Callable[[ImageDraw.ImageDraw, tuple[int, int], list[Colour], Random], None]
PATTERNS: tuple[Pattern, ...] = (_rings, _ridges, _halftone, _tiles, _beams)
