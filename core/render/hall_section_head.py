"""Above the picture of a section: its name, and a small map of where it is in the hall."""

from PIL import Image, ImageDraw

from core.domain.hall import Hall, Seat
from core.domain.ids import SectionId
from core.render.colours import INK, SLATE, Colour
from core.render.fonts import Weight, fit
from core.render.hall_plan import area_of, seated
from core.render.hall_style import GROUND

MAP_WIDTH, MAP_GAP = 230, 40
ELSEWHERE: Colour = (205, 210, 219)
SMOOTHING = 3


class SectionHead:
    """The name in large, the event above it in small type, the map at the right if there are more sections."""

    def __init__(self, hall: Hall, title: str, section_id: SectionId, width: int) -> None:
        self.hall = hall
        self.section_id = section_id
        self.width = width
        seats = seated(hall)
        self.has_map = section_id in seats and len(seats) > 1
        room = width - (MAP_WIDTH + MAP_GAP if self.has_map else 0)
        self.title = fit(title, Weight.REGULAR, range(32, 27, -1), room)
        self.name = fit(hall.section_by_id[section_id].name, Weight.BOLD, range(56, 35, -2), room)
        self.height = self.title.height + 30 + self.name.height

    def draw(self, image: Image.Image, left: int, top: int) -> None:
        draw = ImageDraw.Draw(image)
        self.title.draw(draw, left, top, SLATE)
        self.name.draw(draw, left - 2, top + self.title.height + 30, INK)
        if self.has_map:
            small = self._map(MAP_WIDTH, self.height + 16)
            image.paste(small, (left + self.width - small.width, top - 10))

    def _map(self, width: int, height: int) -> Image.Image:
        """Each row a line, those of this section dark."""
        rows: dict[tuple[SectionId, str], list[Seat]] = {}
        for section_id, seats in seated(self.hall).items():
            for seat in seats:
                rows.setdefault((section_id, seat.row), []).append(seat)
        area = area_of(seat for row in rows.values() for seat in row)
        assert area, "a map is drawn of halls with seats"
        cell = SMOOTHING * min(width / area.width, height / area.height)
        size = (max(SMOOTHING, round(area.width * cell)), max(SMOOTHING, round(area.height * cell)))
        small = Image.new("RGB", size, GROUND)
        draw = ImageDraw.Draw(small)
        thickness = max(1, round(cell * 0.8))
        for (section_id, _), seats in rows.items():
            ends = [((seat.x - area.left) * cell, (seat.y - area.top) * cell) for seat in (seats[0], seats[-1])]
            draw.line(ends, fill=INK if section_id == self.section_id else ELSEWHERE, width=thickness)
        return small.reduce(SMOOTHING)
