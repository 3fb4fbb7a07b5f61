"""The ticket as buyers show it at the door: the event's colours, the seat in large type, and the QR code."""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from core.render.artwork import artwork, shades
from core.render.colours import INK, SLATE, WHITE, Colour, mixed, oklch
from core.render.fonts import Block, Weight, fit
from core.render.qr import qr_image
from core.render.shapes import disc, rounded
from core.render.template import Template

SIZE = (800, 1280)  # what Telegram shows without shrinking it
CARD = (26, 26, 774, 1254)
RADIUS = 44
LEFT, RIGHT = 74, 726
WIDTH = RIGHT - LEFT
COLUMN_GAP = 36
HEAD_BOTTOM = 362
TEAR = 530
NOTE_TOP = 1163
BAND = 368, 1152  # what is between these lines is drawn for each ticket; the rest once for the event
FIELDS_TOP, QR_MIDDLE, NUMBER_TOP, FOOT_TOP = (top - BAND[0] for top in (392, 788, 1036, 1108))  # within the band
QR_PIXELS = 500
VALUE_SIZE, VALUE_SIZE_MIN = 72, 40
SHORT_VALUE = 4  # characters: a row or a seat, which stays large whatever the section is called


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
    band = template.blank()
    _fields(band, face)
    code = qr_image(face.link, pixels=QR_PIXELS)
    band.paste(code, ((band.width - code.width) // 2, QR_MIDDLE - code.height // 2))
    _foot(band, face)
    return template.jpeg(band)


@lru_cache(maxsize=12)
def _template(title: str, when: str, place: str, note: str, hue: int) -> Template:
    """What all tickets of an event have in one language. 2 MB each."""
    outside = oklch(0.17, 0.03, hue)
    image = Image.new("RGB", SIZE, outside)
    rounded(image, CARD, RADIUS, _card(title, hue))
    draw = ImageDraw.Draw(image)
    _head(draw, title, when, place, hue)
    _tear(image, hue, outside)
    rules = fit(note, Weight.REGULAR, range(27, 20, -1), WIDTH, lines=2)
    rules.draw(draw, SIZE[0] // 2, NOTE_TOP, SLATE, "m")
    return Template(image, *BAND)


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


def _fields(band: Image.Image, face: TicketFace) -> None:
    """Section, row and seat side by side from edge to edge."""
    columns = _columns(face.fields)
    widths = [max(label.width, value.width) for label, value in columns]
    gap = (WIDTH - sum(widths)) / max(1, len(widths) - 1)
    x = float(LEFT)
    for (label, value), width in zip(columns, widths, strict=True):
        label.stamp(band, x, FIELDS_TOP, SLATE)
        value.stamp(band, x - value.size // 24, FIELDS_TOP + 79 - value.height // 2, INK)
        x += width + gap


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


def _foot(band: Image.Image, face: TicketFace) -> None:
    """The number for when the code cannot be read, the holder and the price."""
    draw, middle = ImageDraw.Draw(band), SIZE[0] // 2
    number = fit(face.number, Weight.BOLD, range(46, 27, -2), WIDTH)
    number.draw(draw, middle, NUMBER_TOP, INK, "m")
    price = fit(face.price, Weight.SEMIBOLD, range(32, 23, -1), WIDTH // 2)
    holder = fit(face.holder, Weight.SEMIBOLD, range(32, 23, -1), WIDTH - price.width - 32)
    if holder.lines:
        holder.draw(draw, LEFT, FOOT_TOP + price.height - holder.height, INK)
        price.stamp(band, RIGHT - price.width, FOOT_TOP, INK)
    else:
        price.stamp(band, middle - price.width // 2, FOOT_TOP, INK)
