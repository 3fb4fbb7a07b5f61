"""A QR code as a patch of a JPEG that need not be drawn: its MCUs are looked up.

Modules are 12 or 8 pixels wide, and the first begins at a multiple of 8. So an MCU, 16 pixels wide, shows no more than
two of them side by side, and there are few that look different.
"""

from functools import lru_cache
from itertools import product
from operator import itemgetter

from PIL import Image

from core.render.colours import WHITE
from core.render.qr import BORDER, quick_modules_of
from core.render.template import SIDE, Patch, encoded

STEP = 8
MODULE_PIXELS = 12, 8
SPLITS = 4, 8, 12, SIDE
"""Where in an MCU its second module begins: at the end if there is none."""


def qr_patch(content: str, *, middle: tuple[int, int], pixels: int) -> Patch:
    """The code around `middle`, within a square of `pixels` unless even small modules need more."""
    lines = quick_modules_of(content)
    large, small = MODULE_PIXELS
    size = large if large * len(lines) <= pixels else small
    column, across = _axis(middle[0], len(lines), size)
    row, down = _axis(middle[1], len(lines), size)
    quads, seen = _quads(lines), itemgetter(*(module for module, _ in across))
    looks = {split: [_looks()[split, right] for _, right in across] for split in SPLITS}
    rows = [
        [look[quad] for look, quad in zip(looks[split], seen(quads[module]), strict=True)] for module, split in down
    ]
    return Patch(column, row, rows)


def _quads(lines: list[str]) -> list[str]:
    """A digit for each module: 8 if it is dark, 4 if the one to the right is, 2 the one below, 1 below to the right."""
    side = len(lines)
    dark = int("".join(lines), base=16)  # a digit for each, so shifts by four bits move all of them by one
    digits = f"{dark << 3 | dark << 6 | dark << 4 * side + 1 | dark << 4 * side + 4:0{side * side}x}"
    return [digits[start : start + side] for start in range(0, len(digits), side)]


@lru_cache(maxsize=64)
def _axis(middle: int, modules: int, size: int) -> tuple[int, list[tuple[int, int]]]:
    """The first MCU with a module that may be dark; for it and each that follows, its first module and its split."""
    start = (middle - modules * size // 2) // STEP * STEP
    first, last = (start + BORDER * size) // SIDE, (start + (modules - BORDER) * size - 1) // SIDE
    seen = [divmod(mcu * SIDE - start, size) for mcu in range(first, last + 1)]
    return first, [(module, min(size - passed, SIDE)) for module, passed in seen]


@lru_cache(maxsize=1)
def _looks() -> dict[tuple[int, int], dict[str, bytes]]:
    """The MCU of each digit of `_quads`, by the splits down and across."""
    looks = list(product(SPLITS, SPLITS, range(16)))
    sheet = Image.new("RGB", (SIDE, SIDE * len(looks)), WHITE)
    for top, (below, right, quad) in zip(range(0, sheet.height, SIDE), looks, strict=True):
        for bit, x, y in ((8, 0, 0), (4, right, 0), (2, 0, below), (1, right, below)):
            if quad & bit:
                sheet.paste(0, (x, top + y, right if x == 0 else SIDE, top + (below if y == 0 else SIDE)))
    mcus = iter(encoded(sheet)[1])
    return {split: {f"{quad:x}": next(mcus) for quad in range(16)} for split in product(SPLITS, SPLITS)}
