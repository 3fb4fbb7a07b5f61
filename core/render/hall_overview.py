"""All seats of a hall at once, with the names of the sections."""

import re
from collections.abc import Mapping
from functools import cached_property

from PIL import Image, ImageDraw

from core.domain.hall import Hall
from core.domain.ids import SeatId, SectionId, TierId
from core.render.colours import INK, WHITE, mixed
from core.render.fonts import Block, Weight, fit
from core.render.hall_plan import Area, Frame, area_of, cell_size, seated
from core.render.hall_stage import HEIGHT as STAGE_HEIGHT
from core.render.hall_stage import draw_stage
from core.render.hall_style import (
    GROUND,
    TAKEN,
    TierLook,
    free_sprite,
    mine_sprite,
    taken_sprite,
    tier_looks,
)
from core.render.shapes import rounded

CELL_MAX = 64
CELL_OF_SHAPES = 7  # smaller seats are plain squares
MARK_MIN = 34  # the buyer's own seats are seen in the largest hall
GAP = 26
PANEL = 12
NAME_SIZES = range(32, 19, -1)
NAME_GAP = 9
SHORT_NAME = re.compile(r"(?<=\s)(\w{0,2}\d\w*|[^\W\d_]{1,2})$")  # the "12" of "Sector 12"


class Overview:
    """The plan of a hall that has seats to choose, for a room of some size."""

    def __init__(self, hall: Hall, width: int, height: int, stage: str) -> None:
        self.hall = hall
        self.width = width
        self.stage = stage
        self.sections = seated(hall)
        self.areas = {section_id: area for section_id, seats in self.sections.items() if (area := area_of(seats))}
        whole = area_of(seat for seats in self.sections.values() for seat in seats)
        assert whole, "asked only for halls with seats"
        self.whole = whole
        self.cell = cell_size(whole, width - 2 * PANEL, height - STAGE_HEIGHT - GAP - 2 * PANEL - 44, CELL_MAX)

    @cached_property
    def height(self) -> int:
        return STAGE_HEIGHT + self._lead + round(self.whole.height * self.cell) + PANEL

    @property
    def _lead(self) -> int:
        """Between the stage and the first row: room for the names of the first sections."""
        return GAP + PANEL + (40 if len(self.areas) > 1 else 0)

    def draw(self, image: Image.Image, left: int, top: int, mine: frozenset[SeatId]) -> None:
        plan_width = self.whole.width * self.cell
        middle = left + self.width // 2
        draw_stage(image, middle, top, min(self.width, max(380, round(plan_width * 0.62))), self.stage)
        frame = Frame(self.whole, self.cell, middle - plan_width / 2, top + STAGE_HEIGHT + self._lead)
        apart = {section_id for section_id, area in self.areas.items() if not self._meets_another(section_id, area)}
        for section_id in apart:
            self._panel(image, frame, self.areas[section_id])
        looks = tier_looks(self.hall)
        if self.cell < CELL_OF_SHAPES:
            self._points(image, frame, looks)
        else:
            self._seats(image, frame, looks)
        if len(self.areas) > 1:
            self._names(image, frame, apart)
        size = max(MARK_MIN, round(self.cell * 1.1))
        for seat_id in sorted(mine):
            if (seat := self.hall.seat_by_id.get(seat_id)) and seat.section_id in self.sections:
                mine_sprite(size).paste(image, frame.x(seat.x), frame.y(seat.y))

    @property
    def _pad(self) -> int:
        """Of the panel around the seats of a section."""
        return min(PANEL, round(self.cell * 0.35))

    def _meets_another(self, section_id: SectionId, area: Area) -> bool:
        return any(area.meets(other) for other_id, other in self.areas.items() if other_id != section_id)

    def _panel(self, image: Image.Image, frame: Frame, area: Area) -> None:
        pad = self._pad
        box = (
            round(frame.x(area.left)) - pad,
            round(frame.y(area.top)) - pad,
            round(frame.x(area.right)) + pad,
            round(frame.y(area.bottom)) + pad,
        )
        rounded(image, box, pad + round(self.cell * 0.4), WHITE)

    def _seats(self, image: Image.Image, frame: Frame, looks: Mapping[TierId, TierLook]) -> None:
        size = round(self.cell)
        free = {tier_id: free_sprite(look, size) for tier_id, look in looks.items()}
        taken = taken_sprite(size)
        for seats in self.sections.values():
            for seat in seats:
                sprite = free[seat.tier_id] if seat.is_free else taken
                sprite.paste(image, frame.x(seat.x), frame.y(seat.y))

    def _points(self, image: Image.Image, frame: Frame, looks: Mapping[TierId, TierLook]) -> None:
        """Thousands of seats: squares, drawn twice as large and halved, so that rows keep their distance."""
        cell = self.cell * 2
        size = (round(self.whole.width * cell) + 2, round(self.whole.height * cell) + 2)
        box = (round(frame.x0), round(frame.y0))
        layer = image.crop((*box, box[0] + size[0] // 2 + 1, box[1] + size[1] // 2 + 1))
        layer = layer.resize((layer.width * 2, layer.height * 2), Image.Resampling.NEAREST)
        paint = layer.paste
        left, top = self.whole.left, self.whole.top
        half_free, half_taken = cell * 0.42, cell * 0.26
        for seats in self.sections.values():
            for seat in seats:
                x, y = (seat.x - left) * cell, (seat.y - top) * cell
                half = half_free if seat.is_free else half_taken
                colour = looks[seat.tier_id].colour if seat.is_free else TAKEN
                paint(colour, (int(x - half), int(y - half), int(x + half + 0.5), int(y + half + 0.5)))
        image.paste(layer.reduce(2), box)

    def _names(self, image: Image.Image, frame: Frame, apart: set[SectionId]) -> None:
        """In one size; above the section where there is room, else on a plate in its middle."""
        names = {section_id: self.hall.section_by_id[section_id].name for section_id in self.areas}
        rooms = {section_id: round((area.width + 1) * self.cell) for section_id, area in self.areas.items()}
        size = min(fit(names[section_id], Weight.SEMIBOLD, NAME_SIZES, rooms[section_id]).size for section_id in names)
        if any(fit(names[key], Weight.SEMIBOLD, size, 10 * self.width).width > rooms[key] for key in names):
            names = {section_id: short_name(name) for section_id, name in names.items()}
        for section_id, area in self.areas.items():
            block = fit(names[section_id], Weight.SEMIBOLD, size, max(60, rooms[section_id]))
            if section_id in apart and self._is_room_above(section_id, area, block):
                x = frame.x((area.left + area.right) / 2)
                top = frame.y(area.top) - self._pad - NAME_GAP - block.height
                block.draw(ImageDraw.Draw(image), x, top, INK, "m")
            else:
                _plate(image, frame.x(area.middle_x), frame.y(area.middle_y), block)

    def _is_room_above(self, section_id: SectionId, area: Area, block: Block) -> bool:
        if area.top == self.whole.top:
            return True
        needed = (block.height + NAME_GAP + 2 * self._pad) / self.cell
        beside = max(0.0, block.width / self.cell - area.width) / 2
        above = Area(area.left - beside, area.top - needed, area.right + beside, area.top, 0, 0)
        return above.top >= self.whole.top and not self._meets_another(section_id, above)


def short_name(name: str) -> str:
    """The number or letter with which a name ends, if it does: `Sector 12` as `12`."""
    found = SHORT_NAME.search(name)
    return found[0] if found else name


def _plate(image: Image.Image, x: float, y: float, block: Block) -> None:
    width, height = block.width + 20, block.height + 18
    left, top = round(x - width / 2), round(y - height / 2)
    box = (left, top, left + width, top + height)
    rounded(image, box, height // 2, mixed(WHITE, GROUND, 0.3))
    block.draw(ImageDraw.Draw(image), x, top + 9, INK, "m")
