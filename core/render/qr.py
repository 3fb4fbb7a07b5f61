"""QR codes that phones read from a screen: error correction M, a white border of four modules, no logo."""

from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

BORDER = 4
MODULE_PIXELS_MIN = 8
QUICK_MASK = 3
"""To try all eight takes six times as long as the rest. For our links this one is the best on average: by the rules of
ISO/IEC 18004 its penalty is 7 % above that of the best of each.
"""


def qr_image(content: str, *, pixels: int) -> Image.Image:
    """The code as large as fits into a square of `pixels`, each module the same whole number of pixels, at least 8."""
    rows = modules_of(content, ERROR_CORRECT_M, QUICK_MASK)
    modules = Image.frombytes("L", (len(rows), len(rows)), bytes(0 if dark else 255 for row in rows for dark in row))
    side = len(rows) * max(MODULE_PIXELS_MIN, pixels // len(rows))
    return modules.resize((side, side), Image.Resampling.NEAREST)


def modules_of(content: str, error_correction: int, mask: int | None = None) -> list[list[bool]]:
    """The rows of the code, true where it is dark, with the white border. Without a mask the best one is looked for."""
    code: QRCode = QRCode(error_correction=error_correction, border=BORDER, mask_pattern=mask)  # type: ignore[type-arg]
    code.add_data(content)
    rows: list[list[bool]] = code.get_matrix()
    return rows
