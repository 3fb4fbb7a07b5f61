"""One section, close enough to choose a seat: rows named at both sides, numbers in the seats."""

from functools import lru_cache
from math import ceil

from PIL import Image, ImageDraw

from core.domain.hall import Hall, Seat
from core.domain.ids import SeatId, SectionId
from core.render.colours import SLATE, WHITE, mixed
from core.render.fonts import Weight, drawable, fit, font
from core.render.hall_plan import Frame, area_of, cell_size, upright
from core.render.hall_stage import HEIGHT as STAGE_HEIGHT
from core.render.hall_stage import draw_stage
from core.render.hall_style import Sprite, TierLook, free_sprite, mine_sprite, taken_sprite, tier_looks
from core.render.shapes import rounded

CELL_MAX = 88
CELL_OF_NUMBERS, CELL_OF_FIFTHS = 22, 14  # in smaller seats only every fifth number, in the smallest none
GAP, PAD = 26, 24


class SectionView:
    """The seats of a section for a room of some size."""

    def __init__(self, hall: Hall, section_id: SectionId, width: int, height: int, stage: str) -> None:
        self.hall = hall
        self.width = width
        self.stage = stage
        self.seats = upright(hall.rows(section_id))
        area = area_of(self.seats)
        assert area, "asked only for sections with seats"
        self.area = area
        self.label_room = 0
        for _ in range(2):  # the labels' size depends on the seats', whose size depends on the room beside the labels
            room = width - 2 * (PAD + self.label_room)
            self.cell = cell_size(area, room, height - STAGE_HEIGHT - GAP - 2 * PAD, CELL_MAX)
            self.label_size = max(18, min(34, round(self.cell * 0.42)))
            face = font(Weight.SEMIBOLD, self.label_size)
            widest = max(face.getlength(drawable(row)) for row in {seat.row for seat in self.seats})
            self.label_room = round(widest + self.label_size * 0.9)

    @property
    def height(self) -> int:
        return STAGE_HEIGHT + GAP + 2 * PAD + round(self.area.height * self.cell)

    def draw(self, image: Image.Image, left: int, top: int, mine: frozenset[SeatId]) -> None:
        seats_width = round(self.area.width * self.cell)
        middle = left + self.width // 2
        panel_top = top + STAGE_HEIGHT + GAP
        half = seats_width // 2 + self.label_room + PAD
        draw_stage(image, middle, top, min(self.width, max(380, round(seats_width * 0.7))), self.stage)
        rounded(image, (middle - half, panel_top, middle + half, top + self.height), 32, WHITE)
        frame = Frame(self.area, self.cell, middle - seats_width / 2, panel_top + PAD)
        draw = ImageDraw.Draw(image)
        self._row_names(draw, frame)
        self._seats(image, frame, mine)

    def _row_names(self, draw: ImageDraw.ImageDraw, frame: Frame) -> None:
        """At both ends of each row, or of every second, third … where rows are too close."""
        rows: dict[str, list[Seat]] = {}
        for seat in self.seats:
            rows.setdefault(seat.row, []).append(seat)
        step = ceil(self.label_size * 1.15 / self.cell)
        beside = self.cell / 2 + self.label_room / 2
        for row, seats in list(rows.items())[::step]:
            label = fit(row, Weight.SEMIBOLD, self.label_size, self.width)
            first, last = min(seats, key=lambda seat: seat.x), max(seats, key=lambda seat: seat.x)
            for seat, x in ((first, -beside), (last, beside)):
                label.draw(draw, frame.x(seat.x) + x, frame.y(seat.y) - label.height / 2, SLATE, "m")

    def _seats(self, image: Image.Image, frame: Frame, mine: frozenset[SeatId]) -> None:
        size = round(self.cell)
        looks = tier_looks(self.hall)
        for seat in self.seats:
            if seat.id in mine:
                sprite = mine_sprite(size)
            elif not seat.is_free:
                sprite = taken_sprite(size)
            elif self._is_numbered(seat):
                sprite = numbered_sprite(looks[seat.tier_id], size, seat.number)
            else:
                sprite = free_sprite(looks[seat.tier_id], size)
            sprite.paste(image, frame.x(seat.x), frame.y(seat.y))

    def _is_numbered(self, seat: Seat) -> bool:
        is_fifth = seat.number.isdecimal() and int(seat.number) % 5 == 0
        return self.cell >= CELL_OF_NUMBERS or (self.cell >= CELL_OF_FIFTHS and is_fifth)


@lru_cache(maxsize=2048)
def numbered_sprite(look: TierLook, size: int, number: str) -> Sprite:
    plain = free_sprite(look, size)
    image = plain.image.copy()
    is_triangle = look.shape == "triangle"
    room = round(size * (0.5 if look.shape in ("triangle", "diamond") else 0.66))
    largest = max(8, min(34, round(size * (0.36 if is_triangle else 0.44))))
    text = fit(number, Weight.SEMIBOLD, range(largest, 6, -1), room)
    top = size / 2 - text.height / 2 + (size * 0.12 if is_triangle else 0)
    text.draw(ImageDraw.Draw(image), size / 2, top, mixed(WHITE, look.colour, 0.02), "m")
    return Sprite(image, plain.mask)
