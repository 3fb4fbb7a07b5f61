"""How often, and how fast, photos of tickets are read at the door: `python -m benchmarks.decode`.

Each photo shows a real ticket picture, spoilt in one way by a random measure (the seed is fixed), as a JPEG of the size
that Telegram sends. `plain` is the reader without our cascade: one look at the photo as it is.
"""

import random
import statistics
import time
from collections.abc import Callable
from io import BytesIO

import zxingcpp
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from core.render.qr_reader import QR_CODE, read_codes
from core.render.ticket_image import TicketFace, ticket_picture

PHOTOS = 40
"""Of each kind."""
SIZE = (1280, 960)
LINK = "https://t.me/kassa_demo_bot?start=t1AAAAAAAAq83vEjRWeJq83vASNFZ4mrze8A"
FACE = TicketFace(
    title="Симфонія нічного міста",
    when="субота, 5 грудня, 19:00",
    place="Палац мистецтв, Київ",
    fields=(("Сектор", "Партер"), ("Ряд", "E"), ("Місце", "8")),
    price="900 ₴",
    number="ABCD-1234",
    holder="Олена",
    note="Покажіть цей код на вході.",
    link=LINK,
    hue=220,
)
Spoil = Callable[[Image.Image, random.Random], Image.Image]


def scene(ticket: Image.Image, chance: random.Random) -> Image.Image:
    """The phone somewhere in the picture, of some size."""
    picture = Image.new("L", SIZE, chance.randint(60, 170))
    height = chance.randint(620, 940)
    phone = ticket.resize((round(ticket.width * height / ticket.height), height), Image.Resampling.BICUBIC)
    picture.paste(phone, (chance.randint(0, SIZE[0] - phone.width), chance.randint(0, SIZE[1] - height)))
    return picture


def dim(image: Image.Image, chance: random.Random) -> Image.Image:
    return noisy(ImageEnhance.Brightness(image).enhance(chance.uniform(0.06, 0.3)), chance, 12)


def noisy(image: Image.Image, chance: random.Random, strength: int = 0) -> Image.Image:
    grains = Image.frombytes("L", image.size, chance.randbytes(image.width * image.height))
    return Image.blend(image, grains, (strength or chance.randint(30, 110)) / 255)


def blurred(image: Image.Image, chance: random.Random) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(chance.uniform(1.5, 4)))


def shaken(image: Image.Image, chance: random.Random) -> Image.Image:
    """Moved while the shutter was open."""
    turned = whole_turned(image, chance.uniform(0, 180))
    return turned.resize((SIZE[0] // chance.randint(3, 7), SIZE[1])).resize(SIZE)


def tilted(image: Image.Image, chance: random.Random) -> Image.Image:
    turned = whole_turned(image, chance.uniform(-45, 45))
    lean, rise = chance.uniform(0, 0.2), chance.uniform(0, 0.1)
    width, height = SIZE
    corners = (
        -lean * width,
        -rise * height,
        0,
        height * (1 + rise),
        width,
        height * (1 + rise / 2),
        width * (1 + lean),
        0,
    )
    return turned.transform(SIZE, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=120)


def whole_turned(image: Image.Image, degrees: float) -> Image.Image:
    """Nothing of it leaves the picture."""
    turned = image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=120)
    return ImageOps.pad(turned, SIZE, color=120)


def far_away(image: Image.Image, chance: random.Random) -> Image.Image:
    share = chance.uniform(0.22, 0.45)
    small = image.resize((round(SIZE[0] * share), round(SIZE[1] * share)), Image.Resampling.BOX)
    picture = Image.new("L", SIZE, 110)
    picture.paste(small, (chance.randint(0, SIZE[0] - small.width), chance.randint(0, SIZE[1] - small.height)))
    return picture


def with_glare(image: Image.Image, chance: random.Random) -> Image.Image:
    light = Image.new("L", SIZE, 0)
    x, y, radius = chance.randint(300, 980), chance.randint(200, 760), chance.randint(60, 130)
    ImageDraw.Draw(light).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    light = light.filter(ImageFilter.GaussianBlur(radius / 2))
    return Image.composite(Image.new("L", SIZE, 255), image, light)


def from_a_screen(image: Image.Image, chance: random.Random) -> Image.Image:
    """The raster of one screen on that of another, and little contrast."""
    raster = Image.new("L", SIZE, 255)
    pen, step = ImageDraw.Draw(raster), chance.choice((3, 4, 5))
    for x in range(0, SIZE[0], step):
        pen.line((x, 0, x, SIZE[1]), fill=chance.randint(90, 170))
    return ImageEnhance.Contrast(Image.blend(image, raster, 0.25)).enhance(chance.uniform(0.4, 0.9))


def inverted(image: Image.Image, chance: random.Random) -> Image.Image:
    return ImageOps.invert(image)


def unspoilt(image: Image.Image, chance: random.Random) -> Image.Image:
    return image


KINDS: dict[str, Spoil] = {
    "as it is": unspoilt,
    "dim and grainy": dim,
    "noisy": noisy,
    "blurred": blurred,
    "shaken": shaken,
    "tilted": tilted,
    "far away": far_away,
    "with glare": with_glare,
    "from a screen": from_a_screen,
    "inverted": inverted,
}


def plain(photo: bytes) -> bool:
    with Image.open(BytesIO(photo)) as image:
        return any(code.text == LINK for code in zxingcpp.read_barcodes(image.convert("L"), formats=QR_CODE))


def main() -> None:
    ticket = Image.open(BytesIO(ticket_picture(FACE))).convert("L")
    chance = random.Random(2026)
    print(f"{PHOTOS} photos of each kind\n")
    print("| photo | plain | with the cascade | median ms | slowest ms |\n|---|---|---|---|---|")
    for kind, spoil in KINDS.items():
        read, read_plainly, times = 0, 0, []
        for _ in range(PHOTOS):
            out = BytesIO()
            spoil(scene(ticket, chance), chance).save(out, "JPEG", quality=chance.randint(55, 90))
            began = time.perf_counter()
            read += LINK in read_codes(out.getvalue())
            times.append((time.perf_counter() - began) * 1000)
            read_plainly += plain(out.getvalue())
        shares = f"{read_plainly / PHOTOS:.0%} | {read / PHOTOS:.0%}"
        print(f"| {kind} | {shares} | {statistics.median(times):.0f} | {max(times):.0f} |")


if __name__ == "__main__":
    main()
