"""The typeface, and text that fits: shrunk, wrapped, and cut with an ellipsis before it leaves its box."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from core.render.colours import Colour

FOLDER = Path(__file__).with_name("fonts")
CAP_HEIGHT = 0.727  # of the size, in Inter
LEADING_TEXT, LEADING_DISPLAY = 1.24, 1.1
DISPLAY_SIZE = 56  # from here on lines stand closer
ELLIPSIS = "…"
NBSP = "\N{NO-BREAK SPACE}"
SHORT_WORD = re.compile(r"(?<!\w)(\w{1,2}) (?=\w{3})")


class Weight(StrEnum):
    REGULAR = "Regular"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"


@lru_cache(maxsize=256)
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FOLDER / f"Inter-{weight}.otf", size)


@dataclass(frozen=True)
class Block:
    """Lines of text at the size at which they fit. Its height runs from the caps of the first to the last baseline."""

    lines: tuple[str, ...]
    weight: Weight
    size: int

    @property
    def leading(self) -> int:
        return round(self.size * (LEADING_DISPLAY if self.size >= DISPLAY_SIZE else LEADING_TEXT))

    @cached_property
    def height(self) -> int:
        return self.leading * (len(self.lines) - 1) + round(self.size * CAP_HEIGHT) if self.lines else 0

    @cached_property
    def width(self) -> int:
        return max((round(_width(line, self.weight, self.size)) for line in self.lines), default=0)

    def draw(self, draw: ImageDraw.ImageDraw, x: float, top: float, colour: Colour, anchor: str = "l") -> None:
        """Draw from the cap line `top` down; `x` is the left edge, the middle (`m`) or the right edge (`r`)."""
        baseline = round(top + self.size * CAP_HEIGHT)
        for line in self.lines:
            draw.text((x, baseline), line, font=font(self.weight, self.size), fill=colour, anchor=f"{anchor}s")
            baseline += self.leading

    def inks(self) -> "Iterator[Ink]":
        """What `draw` would cover, line by line."""
        baseline = round(self.size * CAP_HEIGHT)
        for line in self.lines:
            mask, (left, above) = font(self.weight, self.size).getmask2(line, "L", anchor="ls")
            yield Ink(Image.frombytes("L", mask.size, bytes(mask)), left, baseline + above)
            baseline += self.leading


@dataclass(frozen=True, slots=True)
class Ink:
    """What a line covers, and how far that is from where its block begins."""

    mask: Image.Image
    left: int
    above: int


@lru_cache(maxsize=1024)
def fit(text: str, weight: Weight, sizes: range | int, width: int, lines: int = 1, height: int | None = None) -> Block:
    """The largest of `sizes` (a falling range, or one size) at which the text fits into `lines` and `height`.

    At the smallest size it is cut after as many lines as may be.
    """
    sizes = range(sizes, sizes - 1, -1) if isinstance(sizes, int) else sizes
    words = glued(drawable(text))
    if not words:
        return Block((), weight, sizes[0])
    for size in sizes:
        wrapped = _wrap(words, weight, size, width)
        is_low = height is None or Block(tuple(wrapped), weight, size).height <= height
        if is_low and len(wrapped) <= lines and all(_width(line, weight, size) <= width for line in wrapped):
            return Block(_balanced(words, wrapped, weight, size, width), weight, size)
    return Block(_cut(words, weight, sizes[-1], width, lines), weight, sizes[-1])


def drawable(text: str) -> str:
    """The text without what the typeface lacks (emoji, other alphabets), in one line and with simple spaces."""
    text = text.replace("\N{NARROW NO-BREAK SPACE}", NBSP)
    composed = unicodedata.normalize("NFC", re.sub(rf"[^\S{NBSP}]", " ", text))
    kept = "".join(c if is_drawn(c) else " " if c.isspace() else "" for c in composed)
    return re.sub(" +", " ", kept).strip(f" {NBSP}")


@lru_cache(maxsize=4096)
def is_drawn(character: str) -> bool:
    """Whether the typeface has the character: what it lacks is drawn as the box of U+FFFF."""
    if character in {" ", NBSP}:
        return True
    face = font(Weight.REGULAR, 24)
    shape, box = face.getmask(character), face.getmask("\uffff")
    return shape.size[0] > 0 and (shape.size, bytes(shape)) != (box.size, bytes(box))


def glued(text: str) -> str:
    """Prepositions and numbers stay on the line of the word that they belong to."""
    return SHORT_WORD.sub(rf"\1{NBSP}", text)


@lru_cache(maxsize=4096)
def _width(line: str, weight: Weight, size: int) -> float:
    return font(weight, size).getlength(line)


def _wrap(text: str, weight: Weight, size: int, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        if lines and _width(f"{lines[-1]} {word}", weight, size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _balanced(text: str, wrapped: list[str], weight: Weight, size: int, width: int) -> tuple[str, ...]:
    """The same number of lines with their lengths as even as greedy wrapping makes them."""
    if len(wrapped) == 1:
        return tuple(wrapped)
    low, high = max(_width(word, weight, size) for word in text.split(" ")), float(width)
    while high - low > size / 4:
        middle = (low + high) / 2
        if len(_wrap(text, weight, size, middle)) <= len(wrapped):
            high = middle
        else:
            low = middle
    return tuple(_wrap(text, weight, size, high))


def _cut(text: str, weight: Weight, size: int, width: int, lines: int) -> tuple[str, ...]:
    """At most `lines`, the last one with an ellipsis; a word longer than a line is broken."""
    kept: list[str] = []
    rest = text
    while rest and len(kept) < lines:
        line = _wrap(rest, weight, size, width)[0]
        is_last = len(kept) == lines - 1
        is_wide = _width(line, weight, size) > width
        if is_last and (line != rest or is_wide):
            line = _shortened(rest, weight, size, width, ELLIPSIS)
        elif is_wide:
            line = _shortened(line, weight, size, width, "")
        kept.append(line)
        rest = rest[len(line) :].lstrip() if not is_last else ""
    return tuple(kept)


def _shortened(text: str, weight: Weight, size: int, width: int, end: str) -> str:
    """As much of the text as fits, with `end` behind it, in whole words unless that loses much."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if _width(text[:middle].rstrip(" ,.:;—–-") + end, weight, size) <= width:
            low = middle
        else:
            high = middle - 1
    if not end:
        return text[:low]
    kept = text[:low]
    whole = re.sub(r"\W+\w{0,10}$", "", kept) if re.match(r"\w", text[low:]) else kept
    return (whole if len(whole) > len(kept) / 2 else kept).rstrip(" ,.:;—–-") + end
