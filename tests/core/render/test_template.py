import random
from io import BytesIO

import pytest
from PIL import Image, ImageFilter

from core.render.output import QUALITY
from core.render.template import SIDE, Patch, Template

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


@pytest.mark.parametrize(
    "boxes",
    [
        [],
        [(0, 0, 1, 1)],
        [(3, 2, 8, 20)],
        [(0, 9, 12, 30), (4, 0, 5, 9)],
        [(11, 29, 12, 30), (0, 29, 11, 30), (0, 0, 12, 1)],
    ],
)
def test_a_picture_put_together_is_the_one_encoded_whole(boxes: list[tuple[int, int, int, int]]) -> None:
    ground = painted(1)
    whole, patches = ground.copy(), []
    for seed, (column, row, right, bottom) in enumerate(boxes, 2):
        part = painted(seed, ((right - column) * SIDE, (bottom - row) * SIDE))
        whole.paste(part, (column * SIDE, row * SIDE))
        patches.append(Patch.of(part, column, row))

    assert pixels(Template(ground).jpeg(patches)) == pixels(as_jpeg(whole))


def test_a_patch_leaves_the_template_as_it_was() -> None:
    template = Template(painted(1))
    untouched = template.jpeg([])

    assert template.jpeg([Patch.of(painted(2, (32, 32)), 1, 1)]) != untouched
    assert template.jpeg([]) == untouched
