"""Reading QR codes from photos taken at a dark door by a shaking hand."""

from collections.abc import Iterator
from io import BytesIO

import zxingcpp
from PIL import Image, ImageFilter, ImageOps
from zxingcpp import Binarizer

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
QR_CODE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
PIXELS_MAX = {"JPEG": 64_000_000}  # a phone's largest photo, which JPEG unpacks to a fraction
PIXELS_MAX_OTHERS = 16_000_000  # unpacked as they are: more would be a decompression bomb
SIDE_MAX = 2560
UPSCALE_SIDE_MAX = 1600
Image.init()  # all formats: otherwise Pillow looks for the rarer ones only after the common ones have failed


class UnreadableImage(Exception):
    """The bytes are no picture, or one too large to open."""


def read_codes(photo: bytes) -> list[str]:
    """The texts of the QR codes in a photo; empty if there are none. Safe to call from several threads."""
    grey = _opened(photo)
    for image, binarizer in _attempts(grey):
        codes = zxingcpp.read_barcodes(image, formats=QR_CODE, binarizer=binarizer)
        if texts := list(dict.fromkeys(code.text for code in codes if code.text)):
            return texts
    return []


def _opened(photo: bytes) -> Image.Image:
    """The photo in grey, at most `SIDE_MAX` long. Its size is checked before its pixels are unpacked."""
    try:
        with Image.open(BytesIO(photo), formats=FORMATS) as image:
            if image.width * image.height > PIXELS_MAX.get(image.format or "", PIXELS_MAX_OTHERS):
                raise UnreadableImage(f"{image.width} × {image.height} pixels")
            image.draft("L", (SIDE_MAX, SIDE_MAX))
            grey = _on_white(image).convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableImage(str(error)) from error
    if max(grey.size) > SIDE_MAX:
        grey.thumbnail((SIDE_MAX, SIDE_MAX), Image.Resampling.BOX)
    return grey


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image
    layers = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layers.size, "white"), layers)


def _attempts(grey: Image.Image) -> Iterator[tuple[Image.Image, Binarizer]]:
    """What to try, the cheap and likely first: each step rescues photos that those before it cannot read."""
    yield grey, Binarizer.LocalAverage
    clear = ImageOps.autocontrast(grey, cutoff=1)
    yield clear, Binarizer.LocalAverage
    yield clear.filter(ImageFilter.UnsharpMask(radius=4, percent=400, threshold=0)), Binarizer.LocalAverage
    yield clear.filter(ImageFilter.MedianFilter(3)), Binarizer.LocalAverage
    yield clear.filter(ImageFilter.GaussianBlur(1.5)), Binarizer.GlobalHistogram
    yield clear.reduce(2), Binarizer.LocalAverage
    if max(grey.size) <= UPSCALE_SIDE_MAX:
        yield from _enlarged_attempts(grey, clear)


def _enlarged_attempts(grey: Image.Image, clear: Image.Image) -> Iterator[tuple[Image.Image, Binarizer]]:
    """For small and blurred codes: more pixels to a module, and the blur undone as far as it can be."""
    deblurred = ImageFilter.UnsharpMask(radius=8, percent=400, threshold=0)
    yield _doubled(clear.filter(ImageFilter.UnsharpMask(radius=3, percent=800, threshold=0))), Binarizer.LocalAverage
    sharp = _doubled(clear).filter(deblurred)
    yield sharp, Binarizer.LocalAverage
    yield sharp, Binarizer.GlobalHistogram
    yield _doubled(grey).filter(deblurred), Binarizer.LocalAverage


def _doubled(image: Image.Image) -> Image.Image:
    return image.resize((image.width * 2, image.height * 2), Image.Resampling.BICUBIC)
