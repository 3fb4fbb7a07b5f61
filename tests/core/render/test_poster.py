import gc
from io import BytesIO

import pytest
from PIL import Image, ImageStat

from core.render import artwork
from core.render.poster import MARGIN, SIZE, TEXT_WIDTH, poster
from tests.core.render.test_fonts import LONG

WHEN, PLACE = "субота, 5 грудня, 19:00", "Палац «Україна», Київ"


def opened(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture)).convert("L")


def test_a_poster_is_always_the_same_for_its_words() -> None:
    first = poster("Океан Ельзи", WHEN, PLACE, 20)

    assert poster("Океан Ельзи", WHEN, PLACE, 20) == first
    assert poster("Океан Ельзи", WHEN, PLACE, 21) != first
    assert opened(first).size == (1280, 720)


def test_no_picture_of_a_poster_is_kept() -> None:
    """Four megabytes each, and Telegram has it."""
    for hue in range(3):
        poster("Океан Ельзи", WHEN, PLACE, hue)
    assert not [one for one in gc.get_objects() if isinstance(one, Image.Image) and one.size == SIZE]


@pytest.mark.parametrize("pattern", range(len(artwork.PATTERNS)))
@pytest.mark.parametrize("hue", [20, 90, 150, 210, 330])
def test_white_text_is_legible_on_every_pattern(pattern: int, hue: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artwork, "PATTERNS", artwork.PATTERNS[pattern : pattern + 1])
    ground = artwork.artwork("Концерт", hue, SIZE).convert("L").crop((0, 0, MARGIN + 640, SIZE[1]))

    assert ImageStat.Stat(ground).mean[0] < 75
    assert ground.getextrema()[1] < 140  # type: ignore[operator]


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_the_longest_words_stay_on_the_poster(words: str) -> None:
    image = opened(poster(words, words, words, 150))

    white = image.point([0] * 215 + [255] * 41).getbbox()
    assert white is not None
    assert white[0] >= MARGIN - 8
    assert white[1] >= MARGIN - 4
    assert white[2] <= MARGIN + TEXT_WIDTH + 8
    assert white[3] <= SIZE[1] - MARGIN + 20


def test_a_title_of_signs_only_is_a_poster_without_a_title() -> None:
    assert opened(poster("🎸🔥", WHEN, PLACE, 20)).size == SIZE
    assert opened(poster("", "", "", 0)).size == SIZE
