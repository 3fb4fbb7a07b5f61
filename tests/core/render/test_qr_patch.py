from io import BytesIO

import pytest
from PIL import Image

from core.render.colours import WHITE
from core.render.qr_patch import qr_patch
from core.render.qr_reader import read_codes
from core.render.template import Template
from tests.core.render.qr_picture import qr_picture
from tests.core.render.test_template import as_jpeg, pixels

SIZE = (640, 640)
PIXELS = 544
MODULES = {8: 29, 20: 33, 38: 37, 70: 45, 88: 49, 120: 53, 200: 65}
"""How many a side has with its border, by the length of the content."""


@pytest.mark.parametrize("middle", [(320, 320), (318, 313), (309, 330)])
@pytest.mark.parametrize("length", MODULES)
def test_a_code_that_is_looked_up_is_the_one_that_is_drawn(length: int, middle: tuple[int, int]) -> None:
    content, white = "https://".ljust(length, "a"), Image.new("RGB", SIZE, WHITE)
    found = Template(white).jpeg([qr_patch(content, middle=middle, pixels=PIXELS)])
    module = 12 if 12 * MODULES[length] <= PIXELS else 8

    drawn = qr_picture(content, module=module)
    x, y = ((at - drawn.width // 2) // 8 * 8 for at in middle)
    white.paste(drawn, (x, y))
    assert drawn.width == MODULES[length] * module
    assert pixels(found) == pixels(as_jpeg(white))
    assert read_codes(found) == [content]


def test_what_is_around_a_code_stays() -> None:
    grey = Image.new("RGB", SIZE, (90, 90, 90))
    picture = Image.open(BytesIO(Template(grey).jpeg([qr_patch("x" * 70, middle=(320, 320), pixels=PIXELS)]))).convert(
        "L"
    )

    left, top, right, bottom = picture.point(lambda value: 255 if abs(value - 90) > 2 else 0).getbbox() or (0, 0, 0, 0)
    assert min(left, top) >= 320 - 37 * 6 - 16
    assert max(right, bottom) <= 320 + 37 * 6 + 16
