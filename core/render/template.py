"""A picture of which most copies differ in a band from edge to edge: what is above and below it is encoded once.

In a JPEG with restart markers each row of blocks is written without looking at the one before. So rows that were
encoded apart, with the same quality and width, make one picture.
"""

import re
from io import BytesIO

from PIL import Image

from core.render.output import QUALITY

ROW = 16
"""Pixels: two blocks, as colours have half the resolution. Telegram leaves a photo no more than that."""
MARKER = re.compile(rb"\xff[\xd0-\xd7]")  # within the rows 0xFF is followed by 0x00
MARKERS = 8
START_OF_SCAN, END = 0xDA, b"\xff\xd9"


class Template:
    def __init__(self, image: Image.Image, top: int, bottom: int) -> None:
        """The band runs from `top` to `bottom`, which are whole rows."""
        self.band = image.crop((0, top, image.width, bottom))
        self.header, rows = _encoded(image)
        self.above, self.below = rows[: top // ROW], rows[bottom // ROW :]

    def blank(self) -> Image.Image:
        """The band, to be drawn on."""
        return self.band.copy()

    def jpeg(self, band: Image.Image) -> bytes:
        """The whole picture with this band."""
        rows = [*self.above, *_encoded(band)[1], *self.below]
        joined = b"".join(row + bytes((0xFF, 0xD0 + number % MARKERS)) for number, row in enumerate(rows))
        return self.header + joined[: -len(END)] + END  # no marker behind the last


def _encoded(image: Image.Image) -> tuple[bytes, list[bytes]]:
    """What comes before the rows, and the rows."""
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, subsampling="4:2:0", restart_marker_rows=1)
    data = out.getvalue()
    start = 2
    while data[start + 1] != START_OF_SCAN:
        start = _end_of_segment(data, start)
    start = _end_of_segment(data, start)
    return data[:start], MARKER.split(data[start : -len(END)])


def _end_of_segment(data: bytes, start: int) -> int:
    return start + 2 + int.from_bytes(data[start + 2 : start + 4])
