"""A code as a picture of its own, to be photographed."""

from PIL import Image

from core.render.qr import quick_modules_of


def qr_picture(content: str, *, module: int) -> Image.Image:
    """With its white border; `module` is in pixels."""
    lines = quick_modules_of(content)
    small = Image.frombytes("L", (len(lines), len(lines)), bytes(0 if dark == "1" else 255 for dark in "".join(lines)))
    side = len(lines) * module
    return small.resize((side, side), Image.Resampling.NEAREST)
