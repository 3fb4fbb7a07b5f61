"""The picture of a captcha: a small hall with signs on its seats, or a number; turned, bent and scribbled on."""

from math import sin
from random import Random

from PIL import Image, ImageDraw

from core.domain.captcha import COLUMNS, ROWS, Captcha, CaptchaKind, Sign
from core.render.artwork import shades
from core.render.captcha_signs import sign_mask
from core.render.colours import MIST, SLATE, WHITE, Colour, mixed
from core.render.fonts import Weight, font
from core.render.hall_style import GROUND, PALETTE
from core.render.output import jpeg
from core.render.shapes import disc, rounded

SIZE = (720, 540)
MARGIN = 8  # lost at each side when the picture is bent
CELL, SEAT = 92, 78
LEFT, TOP = 106, 152
ALONE_TOP = 110  # where no sample stands above the hall
SAMPLE, SAMPLE_ABOVE = 98, 18
TURN_MAX = 32  # degrees
SCRIBBLES, DISCS = 7, 9


def captcha_picture(captcha: Captcha) -> bytes:
    """704 × 540, as JPEG."""
    chance = captcha.chance("picture")
    image = _number(captcha, chance) if captcha.kind is CaptchaKind.NUMBER else _hall(captcha, chance)
    _scribble(image, chance)
    return jpeg(_bent(image, chance))


def _hall(captcha: Captcha, chance: Random) -> Image.Image:
    image = Image.new("RGB", SIZE, GROUND)
    draw = ImageDraw.Draw(image)
    top = ALONE_TOP if captcha.kind is CaptchaKind.ODD else TOP
    if captcha.kind is CaptchaKind.SAME:
        left = (SIZE[0] - SAMPLE) // 2
        _seat(image, captcha.sign, left, SAMPLE_ABOVE, SAMPLE, chance)
    for number in range(COLUMNS):
        _label(draw, str(number + 1), LEFT + number * CELL + CELL // 2, top - 18)
    for number, name in enumerate("ABCD"[:ROWS]):
        _label(draw, name, LEFT - 32, top + number * CELL + CELL // 2)
    for place, sign in enumerate(captcha.signs):
        row, column = divmod(place, COLUMNS)
        inset = (CELL - SEAT) // 2
        _seat(image, sign, LEFT + column * CELL + inset, top + row * CELL + inset, SEAT, chance)
    return image


def _number(captcha: Captcha, chance: Random) -> Image.Image:
    colours = shades(chance.randrange(360))
    image = Image.new("RGB", SIZE, colours[1])
    for _ in range(DISCS):
        disc(
            image,
            chance.randrange(SIZE[0]),
            chance.randrange(SIZE[1]),
            chance.randrange(80, 260),
            chance.choice(colours),
        )
    digits = str(captcha.numbers[captcha.answer])
    middle = SIZE[0] // 2
    for place, digit in enumerate(digits):
        size = chance.randrange(200, 250)
        mask = Image.new("L", (size, size))
        ImageDraw.Draw(mask).text((size // 2, size // 2), digit, font=font(Weight.BOLD, size), fill=255, anchor="mm")
        mask = mask.rotate(chance.uniform(-TURN_MAX, TURN_MAX), Image.Resampling.BICUBIC, expand=True)
        x = middle + (place - 1) * 156 - mask.width // 2 + chance.randint(-18, 18)
        y = SIZE[1] // 2 - mask.height // 2 + chance.randint(-50, 50)
        image.paste(mixed(WHITE, chance.choice(PALETTE), 0.3), (x, y), mask)
    return image


def _seat(image: Image.Image, sign: Sign, left: int, top: int, side: int, chance: Random) -> None:
    colour = chance.choice(PALETTE)
    left, top = left + chance.randint(-5, 5), top + chance.randint(-5, 5)
    rounded(image, (left, top, left + side, top + side), side // 5, colour)
    mask = sign_mask(sign).rotate(chance.uniform(-TURN_MAX, TURN_MAX), Image.Resampling.BICUBIC, expand=True)
    most = round(side * chance.uniform(0.72, 0.9))
    mask = mask.resize((most, most), Image.Resampling.LANCZOS)
    inset = (side - most) // 2
    image.paste(mixed(WHITE, colour, chance.uniform(0.0, 0.25)), (left + inset, top + inset), mask)


def _label(draw: ImageDraw.ImageDraw, text: str, x: int, y: int) -> None:
    draw.text((x, y), text, font=font(Weight.SEMIBOLD, 27), fill=SLATE, anchor="mm")


def _scribble(image: Image.Image, chance: Random) -> None:
    """Lines that begin and end outside, in colours of the picture."""
    draw = ImageDraw.Draw(image, "RGBA")
    for _ in range(SCRIBBLES):
        x, y = chance.uniform(-200, SIZE[0]), chance.uniform(-200, SIZE[1])
        wide, high, begin = chance.uniform(240, 680), chance.uniform(160, 520), chance.uniform(0, 360)
        colour: Colour = chance.choice((*PALETTE, WHITE, MIST))
        box = (x, y, x + wide, y + high)
        draw.arc(box, begin, begin + chance.uniform(60, 200), fill=(*colour, 150), width=chance.randint(3, 5))


def _bent(image: Image.Image, chance: Random) -> Image.Image:
    """Waves that run down and across, so that no two seats have the same edges."""
    strips, amplitude, phase = 24, chance.uniform(4, 7), chance.uniform(0, 6)
    high = SIZE[1] / strips
    bends = [amplitude * sin(phase + strip / 3) for strip in range(strips + 1)]
    mesh = [
        (
            (0, round(strip * high), SIZE[0], round((strip + 1) * high)),
            (
                *(bends[strip], strip * high),
                *(bends[strip + 1], (strip + 1) * high),
                *(SIZE[0] + bends[strip + 1], (strip + 1) * high),
                *(SIZE[0] + bends[strip], strip * high),
            ),
        )
        for strip in range(strips)
    ]
    bent = image.transform(SIZE, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)
    return bent.crop((MARGIN, 0, SIZE[0] - MARGIN, SIZE[1]))
