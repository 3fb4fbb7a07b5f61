from io import BytesIO

import pytest
from PIL import Image

from core.domain.captcha import IN_A_PICTURE, Captcha, CaptchaKind
from core.render.captcha_picture import captcha_picture


@pytest.mark.parametrize("kind", IN_A_PICTURE)
def test_a_captcha_has_one_picture_and_another_one_has_another(kind: CaptchaKind) -> None:
    drawn = captcha_picture(Captcha(kind, 1))
    assert drawn == captcha_picture(Captcha(kind, 1)) != captcha_picture(Captcha(kind, 2))
    with Image.open(BytesIO(drawn)) as image:
        assert image.size == (704, 540)
    assert len(drawn) < 100_000
