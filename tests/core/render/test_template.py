import random
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageFilter

from core.render.output import QUALITY
from core.render.template import Template

SIZE = (200, 480)


def painted(seed: int, size: tuple[int, int] = SIZE) -> Image.Image:
    """Something of which every block differs."""
    noise = Image.frombytes("RGB", size, random.Random(seed).randbytes(size[0] * size[1] * 3))
    return noise.filter(ImageFilter.GaussianBlur(3))


def as_jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, subsampling="4:2:0")
    return out.getvalue()


def pixels(jpeg: bytes) -> bytes:
    return Image.open(BytesIO(jpeg)).convert("RGB").tobytes()


@pytest.mark.parametrize(("top", "bottom"), [(16, 32), (0, 160), (144, 480), (176, 336), (0, 480)])
def test_a_picture_put_together_is_the_one_encoded_whole(top: int, bottom: int) -> None:
    ground, other = painted(1), painted(2, (SIZE[0], bottom - top))
    whole = ground.copy()
    whole.paste(other, (0, top))

    assert pixels(Template(ground, top, bottom).jpeg(other)) == pixels(as_jpeg(whole))


def test_to_draw_on_a_blank_leaves_the_template_as_it_was() -> None:
    template = Template(painted(1), 32, 160)
    untouched = template.jpeg(template.blank())

    ImageDraw.Draw(template.blank()).rectangle((0, 0, 200, 100), fill="red")

    assert template.jpeg(template.blank()) == untouched
