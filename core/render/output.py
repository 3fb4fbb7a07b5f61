"""How a picture leaves: JPEG, which Telegram makes of every photo anyway, with the edges of colours kept sharp."""

from io import BytesIO

from PIL import Image

QUALITY = 85


def jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()
