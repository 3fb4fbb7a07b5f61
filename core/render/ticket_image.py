"""The ticket as buyers show it at the door: the event's colours, the seat in large type, and the QR code."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image, ImageDraw

from core.render.artwork import artwork, shades
from core.render.colours import INK, SLATE, WHITE, Colour, mixed, oklch
from core.render.fonts import Block, Ink, Weight, fit
from core.render.qr_patch import qr_patch
from core.render.shapes import disc, rounded
from core.render.template import SIDE, Patch, Template

SIZE = (800, 1280)  # what Telegram shows without shrinking it
CARD = (26, 26, 774, 1254)
RADIUS = 44
LEFT, RIGHT = 74, 726
WIDTH = RIGHT - LEFT
COLUMN_GAP = 36
HEAD_BOTTOM = 362
TEAR = 530
NOTE_TOP = 1166
FIELDS_TOP, QR_MIDDLE, NUMBER_TOP, FOOT_TOP = 388, 790, 1056, 1120
QR_PIXELS = 544
VALUE_SIZE, VALUE_SIZE_MIN = 72, 40
NUMBER_SIZE = 46
SHORT_VALUE = 4  # characters: a row or a seat, which stays large whatever the section is called

Painted = tuple[Ink, int, int, Colour]
"""What a line covers, where its block begins, and the colour."""


@dataclass(frozen=True, slots=True)
class TicketFace:
    """The words of a ticket, ready in the holder's language; `hue` is the colour of the event in degrees."""

    title: str
    when: str
    place: str
    fields: tuple[tuple[str, str], ...]  # label and value: section, row, seat
    price: str
    number: str
    holder: str
    note: str
    link: str  # what the QR code says
    hue: int


def ticket_picture(face: TicketFace) -> bytes:
    """The ticket, 800 × 1280, as JPEG: always the same for the same face."""
    template = _template(face.title, face.when, face.place, face.note, face.hue)
    code = qr_patch(face.link, middle=(SIZE[0] // 2, QR_MIDDLE), pixels=QR_PIXELS)
    return template.jpeg([*_fields(face), code, *_foot(face)])


@lru_cache(maxsize=12)
def _template(title: str, when: str, place: str, note: str, hue: int) -> Template:
    """What all tickets of an event have in one language. 0.4 MB each."""
    outside = oklch(0.17, 0.03, hue)
    image = Image.new("RGB", SIZE, outside)
    rounded(image, CARD, RADIUS, _card(title, hue))
    draw = ImageDraw.Draw(image)
    _head(draw, title, when, place, hue)
    _tear(image, hue, outside)
    rules = fit(note, Weight.REGULAR, range(27, 20, -1), WIDTH, lines=2)
    rules.draw(draw, SIZE[0] // 2, NOTE_TOP, SLATE, "m")
    return Template(image)


def _card(title: str, hue: int) -> Image.Image:
    """White, with the pattern of the event's poster at the head."""
    card = Image.new("RGB", (CARD[2] - CARD[0], CARD[3] - CARD[1]), WHITE)
    card.paste(artwork(title, hue, (card.width, HEAD_BOTTOM - CARD[1]), calm=0.42))
    return card


def _head(draw: ImageDraw.ImageDraw, title: str, at: str, where: str, hue: int) -> None:
    """When, what and where: the title as large as the rest leaves room for."""
    pale = mixed(shades(hue)[-1], WHITE, 0.55)
    when = fit(at, Weight.SEMIBOLD, range(36, 25, -1), WIDTH)
    place = fit(where, Weight.SEMIBOLD, range(32, 25, -1), WIDTH, lines=2)
    top, place_top = CARD[1] + 42, HEAD_BOTTOM - 36 - place.height
    when.draw(draw, LEFT, top, pale)
    place.draw(draw, LEFT, place_top, pale)
    room_top = top + when.height + 24
    room = place_top - 24 - room_top
    what = fit(title, Weight.BOLD, range(84, 29, -2), WIDTH, lines=4, height=room)
    what.draw(draw, LEFT - what.size // 24, room_top + (room - what.height) // 2, WHITE)


def _fields(face: TicketFace) -> Iterator[Patch]:
    """Section, row and seat side by side from edge to edge."""
    columns = _columns(face.fields)
    widths = [max(label.width, value.width) for label, value in columns]
    gap = (WIDTH - sum(widths)) / max(1, len(widths) - 1)
    x = float(LEFT)
    for (label, value), width in zip(columns, widths, strict=True):
        column, inset = divmod(round(x), SIDE)
        patch = _field(label, value, inset)
        yield replace(patch, column=patch.column + column)
        x += width + gap


@lru_cache(maxsize=512)
def _field(label: Block, value: Block, x: int) -> Patch:
    """10 kB each."""
    left, top = x - value.size // 24, FIELDS_TOP + 79 - value.height // 2
    return _on_white(_words(label, x, FIELDS_TOP, SLATE) + _words(value, left, top))


def _columns(fields: tuple[tuple[str, str], ...]) -> list[tuple[Block, Block]]:
    """Labels and values in one size if they can be; else the long ones take what the short ones leave, in two lines."""
    room = WIDTH - COLUMN_GAP * (len(fields) - 1)
    labels = [fit(label, Weight.SEMIBOLD, range(28, 21, -1), max(120, room // len(fields))) for label, _ in fields]
    is_short = [len(value) <= SHORT_VALUE for _, value in fields]
    for size in range(VALUE_SIZE, (VALUE_SIZE_MIN if not any(is_short) else VALUE_SIZE - 12) - 1, -2):
        values = [fit(value, Weight.BOLD, size, 10 * WIDTH) for _, value in fields]
        widths = [max(label.width, value.width) for label, value in zip(labels, values, strict=True)]
        if sum(widths) <= room:
            return list(zip(labels, values, strict=True))
    taken = sum(width for width, short in zip(widths, is_short, strict=True) if short)
    share = max(80, (room - taken) // max(1, is_short.count(False)))
    values = [
        value if short else fit(words, Weight.BOLD, range(VALUE_SIZE - 12, 25, -2), share, lines=2, height=68)
        for value, short, (_, words) in zip(values, is_short, fields, strict=True)
    ]
    return list(zip(labels, values, strict=True))


def _tear(image: Image.Image, hue: int, outside: Colour) -> None:
    """Where the ticket would be torn: two notches and a dotted line."""
    for x in (CARD[0], CARD[2]):
        disc(image, x, TEAR, 52, outside)
    dots = 37
    first, last = CARD[0] + 46, CARD[2] - 46
    for dot in range(dots):
        disc(image, round(first + (last - first) * dot / (dots - 1)), TEAR, 6, oklch(0.86, 0.05, hue))


def _foot(face: TicketFace) -> Iterator[Patch]:
    """The number for when the code cannot be read, the holder and the price."""
    yield _on_white(_number(face.number))
    price = fit(face.price, Weight.SEMIBOLD, range(32, 23, -1), WIDTH // 2)
    holder = fit(face.holder, Weight.SEMIBOLD, range(32, 23, -1), WIDTH - price.width - 32)
    if holder.lines:
        yield _on_white(_words(holder, LEFT, FOOT_TOP + price.height - holder.height))
        yield _price(price, RIGHT - price.width)
    else:
        yield _price(price, (SIZE[0] - price.width) // 2)


@lru_cache(maxsize=64)
def _price(price: Block, x: int) -> Patch:
    return _on_white(_words(price, x, FOOT_TOP))


def _number(number: str) -> list[Painted]:
    """Put together from its characters: no two tickets have the same one."""
    characters = [_character(character) for character in number]
    x = (SIZE[0] - sum(block.width for block, _ in characters)) // 2
    placed = list[Painted]()
    for block, ink in characters:
        placed.append((ink, x, NUMBER_TOP, INK))
        x += block.width
    return placed


@lru_cache(maxsize=64)
def _character(character: str) -> tuple[Block, Ink]:
    block = fit(character, Weight.BOLD, NUMBER_SIZE, WIDTH)
    return block, next(block.inks())


def _words(block: Block, x: int, top: int, colour: Colour = INK) -> list[Painted]:
    return [(ink, x, top, colour) for ink in block.inks()]


def _on_white(words: list[Painted]) -> Patch:
    """Words on the white of the card."""
    boxes = [(x + ink.left, top + ink.above, ink.mask, colour) for ink, x, top, colour in words]
    column = min(left for left, *_ in boxes) // SIDE
    row = min(top for _, top, *_ in boxes) // SIDE
    right = max(left + mask.width for left, _, mask, _ in boxes)
    bottom = max(top + mask.height for _, top, mask, _ in boxes)
    paper = Image.new("RGB", ((-(-right // SIDE) - column) * SIDE, (-(-bottom // SIDE) - row) * SIDE), WHITE)
    for left, top, mask, colour in boxes:
        paper.paste(colour, (left - column * SIDE, top - row * SIDE), mask)
    return Patch.of(paper, column, row)
