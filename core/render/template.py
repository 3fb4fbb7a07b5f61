"""A picture of which most copies differ in a few places: all else is encoded once.

A JPEG (ITU-T T.81) is a row of minimum coded units, MCUs. With a restart marker behind each of them (B.2.4.4) an MCU is
written without looking at the one before (F.1.1.5.1). So one that was encoded apart, with the same quality, can take
the place of another.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from core.render.output import QUALITY

SIDE = 16
"""Pixels of an MCU: two blocks, as colours have half the resolution. Telegram leaves a photo no more than that."""
MARKER = re.compile(rb"\xff[\xd0-\xd7]")  # within an MCU 0xFF is followed by 0x00
MARKERS = [bytes((0xFF, 0xD0 + number)) for number in range(8)]
START_OF_SCAN, END = 0xDA, b"\xff\xd9"


@dataclass(frozen=True, slots=True)
class Patch:
    """What takes the place of a part of the picture: rows of MCUs, and the column and row where they begin."""

    column: int
    row: int
    rows: list[list[bytes]]

    @classmethod
    def of(cls, image: Image.Image, column: int, row: int) -> "Patch":
        mcus, columns = encoded(image)[1], _columns(image)
        return cls(column, row, [mcus[start : start + columns] for start in range(0, len(mcus), columns)])


class Template:
    def __init__(self, image: Image.Image) -> None:
        self.columns = _columns(image)
        self.header, mcus = encoded(image)
        self.parts = [part for number, mcu in enumerate(mcus) for part in (mcu, MARKERS[number % len(MARKERS)])]
        self.parts[-1] = END  # no marker behind the last

    def jpeg(self, patches: Iterable[Patch]) -> bytes:
        """The picture with these patches."""
        parts = self.parts.copy()
        for patch in patches:
            for row, mcus in enumerate(patch.rows, patch.row):
                start = 2 * (row * self.columns + patch.column)
                parts[start : start + 2 * len(mcus) : 2] = mcus
        return self.header + b"".join(parts)


def encoded(image: Image.Image) -> tuple[bytes, list[bytes]]:
    """What comes before the MCUs, and the MCUs from left to right and from top to bottom."""
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, subsampling="4:2:0", restart_marker_blocks=1)
    data = out.getvalue()
    start = 2
    while data[start + 1] != START_OF_SCAN:
        start = _end_of_segment(data, start)
    start = _end_of_segment(data, start)
    return data[:start], MARKER.split(data[start : -len(END)])


def _end_of_segment(data: bytes, start: int) -> int:
    return start + 2 + int.from_bytes(data[start + 2 : start + 4])


def _columns(image: Image.Image) -> int:
    return -(-image.width // SIDE)
