"""QR codes that phones read from a screen: error correction M, a white border of four modules, no logo."""

from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

BORDER = 4
MODULE_PIXELS_MIN = 8


def qr_image(content: str, *, pixels: int) -> Image.Image:
    """The code as large as fits into a square of `pixels`, each module the same whole number of pixels, at least 8."""
    rows = modules_of(content, ERROR_CORRECT_M)
    modules = Image.frombytes("L", (len(rows), len(rows)), bytes(0 if dark else 255 for row in rows for dark in row))
    side = len(rows) * max(MODULE_PIXELS_MIN, pixels // len(rows))
    return modules.resize((side, side), Image.Resampling.NEAREST)


def modules_of(content: str, error_correction: int) -> list[list[bool]]:
    """The rows of the code, true where it is dark, with the white border."""
    code: QRCode = QRCode(error_correction=error_correction, border=BORDER)  # type: ignore[type-arg]
    code.add_data(content)
    rows: list[list[bool]] = code.get_matrix()
    return rows
