import random
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from qrcode.constants import ERROR_CORRECT_M

from core.render import qr_reader
from core.render.qr import QUICK_MASK, modules_of, quick_modules_of
from core.render.qr_reader import UnreadableImage, read_codes
from tests.core.render.qr_picture import qr_picture

LINK = "https://t.me/kassa_demo_bot?start=t1AAAAAAAAq83vEjRWeJq83vASNFZ4mrze8A"


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(content: str = LINK, pixels: int = 360) -> Image.Image:
    """A code on a phone in front of something grey."""
    scene = Image.new("L", (1280, 960), 120)
    scene.paste(qr_picture(content, module=8).resize((pixels, pixels), Image.Resampling.BICUBIC), (430, 300))
    return scene


def noisy(image: Image.Image, strength: int) -> Image.Image:
    chance = random.Random(7)
    noise = Image.frombytes("L", image.size, chance.randbytes(image.width * image.height))
    return Image.blend(image, noise, strength / 255)


@pytest.mark.parametrize("length", [8, 34, 62])
def test_a_code_made_of_others_is_the_one_that_the_library_makes(length: int) -> None:
    chance = random.Random(length)
    for _ in range(5):
        content = "https://" + "".join(chance.choices("abcdefghijklmnopqrstuvwxyzABCDEF-_", k=length))
        rows = modules_of(content, ERROR_CORRECT_M, QUICK_MASK)

        assert quick_modules_of(content) == ["".join("01"[dark] for dark in row) for row in rows]


DEGRADED: dict[str, Callable[[], Image.Image]] = {
    "as it is": photo,
    "small": lambda: photo(pixels=120),
    "turned": lambda: photo().rotate(33, Image.Resampling.BICUBIC, fillcolor=120),
    "upside down": lambda: photo().rotate(180),
    "blurred": lambda: photo().filter(ImageFilter.GaussianBlur(4)),
    "small and blurred": lambda: photo(pixels=150).filter(ImageFilter.GaussianBlur(1.6)),
    "dark": lambda: ImageEnhance.Brightness(photo()).enhance(0.12),
    "pale": lambda: ImageEnhance.Contrast(photo()).enhance(0.12),
    "dark and noisy": lambda: noisy(ImageEnhance.Brightness(photo()).enhance(0.3), 60),
    "inverted": lambda: ImageOps.invert(photo()),
    "in perspective": lambda: photo().transform(
        (1280, 960), Image.Transform.PERSPECTIVE, (1, 0.25, -90, 0.05, 1.2, -60, 0.0001, 0.0003), fillcolor=120
    ),
}


@pytest.mark.parametrize("degraded", DEGRADED.values(), ids=DEGRADED)
def test_a_code_is_read_from_a_photo(degraded: Callable[[], Image.Image]) -> None:
    assert read_codes(saved(degraded(), quality=40)) == [LINK]


def test_a_code_is_read_that_the_reader_alone_cannot_read(monkeypatch: pytest.MonkeyPatch) -> None:
    blurred = saved(photo(pixels=150).filter(ImageFilter.GaussianBlur(1.75)), quality=40)
    assert read_codes(blurred) == [LINK]

    attempts = qr_reader._attempts
    monkeypatch.setattr(qr_reader, "_attempts", lambda grey: [next(iter(attempts(grey)))])
    assert read_codes(blurred) == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_the_usual_kinds_of_pictures_are_read(kind: str) -> None:
    assert read_codes(saved(photo(), kind)) == [LINK]


def test_a_code_on_a_transparent_ground_is_read() -> None:
    dark = ImageOps.invert(photo().point(lambda value: 0 if value < 60 else 255))
    layers = Image.new("RGBA", dark.size, (0, 0, 0, 0))
    layers.paste((0, 0, 0, 255), (0, 0), dark)

    assert read_codes(saved(layers, "PNG")) == [LINK]


def test_all_codes_of_a_photo_are_read_each_once() -> None:
    scene = Image.new("L", (1200, 500), 200)
    for place, content in enumerate(("one", "two", "two")):
        scene.paste(qr_picture(content, module=10), (30 + place * 390, 60))

    assert sorted(read_codes(saved(scene))) == ["one", "two"]


def test_a_photo_without_a_code_gives_nothing() -> None:
    scene = Image.new("L", (640, 480), 90)
    ImageDraw.Draw(scene).ellipse((100, 100, 400, 400), fill=200)

    assert read_codes(saved(noisy(scene, 40))) == []


@pytest.mark.parametrize("picture", [b"", b"no picture", b"\xff\xd8\xff" + b"\x00" * 100, b"%PDF-1.7", b"<svg/>"])
def test_what_is_no_picture_is_refused(picture: bytes) -> None:
    with pytest.raises(UnreadableImage):
        read_codes(picture)


def test_half_a_picture_is_refused() -> None:
    whole = saved(photo(), "PNG")

    with pytest.raises(UnreadableImage):
        read_codes(whole[: len(whole) // 2])


@pytest.mark.parametrize("side", [9_000, 12_000, 30_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side: int, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = saved(Image.new("1", (16, 16)), "PNG")
    sized = bomb[:16] + side.to_bytes(4) * 2 + bomb[24:29]
    sized += zlib.crc32(sized[12:29]).to_bytes(4) + bomb[33:]
    monkeypatch.setattr(Image.Image, "convert", lambda *_: pytest.fail("it was unpacked"))

    with pytest.raises(UnreadableImage):
        read_codes(sized)


def test_a_phones_largest_photo_is_read() -> None:
    large = photo().resize((6400, 4800), Image.Resampling.BICUBIC)

    assert read_codes(saved(large, quality=30)) == [LINK]


def test_several_threads_read_at_once() -> None:
    photos = [saved(photo(f"ticket {n}").filter(ImageFilter.GaussianBlur(n % 4))) for n in range(16)]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(read_codes, photos)) == [[f"ticket {n}"] for n in range(16)]
