"""A poster for events that have none: the title in large type on the event's own pattern."""

from PIL import ImageDraw

from core.render.artwork import artwork, shades
from core.render.colours import WHITE, mixed
from core.render.fonts import Weight, fit
from core.render.output import jpeg

SIZE = (1280, 720)
MARGIN = 76
TEXT_WIDTH = 830
GAP = 52


def poster(title: str, when: str, place: str, hue: int) -> bytes:
    """The poster, 1280 × 720, as JPEG: always the same for the same words."""
    image = artwork(title, hue, SIZE)
    draw = ImageDraw.Draw(image)
    bright = shades(hue)[-1]
    pale = mixed(bright, WHITE, 0.55)

    date = fit(when, Weight.SEMIBOLD, range(44, 29, -2), TEXT_WIDTH)
    venue = fit(place, Weight.SEMIBOLD, range(40, 29, -2), TEXT_WIDTH, lines=2)
    draw.rectangle((MARGIN, MARGIN, MARGIN + 72, MARGIN + 9), fill=bright)
    date.draw(draw, MARGIN, MARGIN + 48, pale)
    venue_top = SIZE[1] - MARGIN - venue.height
    venue.draw(draw, MARGIN, venue_top, pale)

    room_top = MARGIN + 48 + date.height + GAP
    room = venue_top - GAP - room_top
    name = fit(title, Weight.BOLD, range(156, 43, -4), TEXT_WIDTH, lines=5, height=room)
    name.draw(draw, MARGIN - name.size // 22, room_top + (room - name.height) // 2, WHITE)
    return jpeg(image)
