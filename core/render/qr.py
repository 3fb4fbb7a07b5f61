"""QR codes that phones read from a screen: error correction M, a white border of four modules, no logo."""

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

BORDER = 4
QUICK_MASK = 3
"""To try all eight takes six times as long as the rest. For our links this one is the best on average: by the rules of
ISO/IEC 18004 its penalty is 7 % above that of the best of each.
"""


def quick_modules_of(content: str) -> list[str]:
    """The rows of the code, 1 where it is dark, with the white border."""
    return _codes_like(content.encode()).code(content.encode())


def modules_of(content: str | QRData, error_correction: int, mask: int | None = None) -> list[list[bool]]:
    """The rows of the code, true where it is dark, with the white border. Without a mask the best one is looked for."""
    code: QRCode = QRCode(error_correction=error_correction, border=BORDER, mask_pattern=mask)  # type: ignore[type-arg]
    code.add_data(content)
    rows: list[list[bool]] = code.get_matrix()
    return rows


class Codes:
    """Codes of contents that are equally long, for the price of a few once the first of them are drawn.

    Reed-Solomon and the mask are linear: to flip a bit of the content flips the same modules whatever the others are.
    So the first content is drawn, and then once what each bit flips that differs from it in another.
    """

    def __init__(self, first: bytes) -> None:
        self.first = int.from_bytes(first)
        self.length = len(first)
        self.side, self.drawn = _modules(first)
        self.flips: dict[int, int] = {}

    def code(self, content: bytes) -> list[str]:
        modules = self.drawn
        differing = int.from_bytes(content) ^ self.first
        while differing:
            bit = differing & -differing
            modules ^= self.flips.get(bit) or self._flip(bit)
            differing ^= bit
        digits = f"{modules:0{self.side * self.side}b}"
        return [digits[start : start + self.side] for start in range(0, len(digits), self.side)]

    def _flip(self, bit: int) -> int:
        _, other = _modules((self.first ^ bit).to_bytes(self.length))
        self.flips[bit] = other ^ self.drawn
        return self.flips[bit]


_by_length: dict[int, Codes] = {}


def _codes_like(content: bytes) -> Codes:
    """There are few lengths: a link has that of the bot's name and of the token."""
    if len(content) not in _by_length:
        _by_length[len(content)] = Codes(content)
    return _by_length[len(content)]


def _modules(content: bytes) -> tuple[int, int]:
    """The side of the code, and its modules in one number, row by row, a bit for each."""
    whole = QRData(content, MODE_8BIT_BYTE)  # type: ignore[call-overload]
    rows = modules_of(whole, ERROR_CORRECT_M, QUICK_MASK)
    return len(rows), int("".join("01"[dark] for row in rows for dark in row), base=2)
