"""Where the seats of a hall or of a section are on the picture."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import atan2, cos, pi, radians, sin

from core.domain.hall import Hall, Seat, SectionKind
from core.domain.ids import SectionId

SEAT_HALF = 0.5  # of a seat's width: how far it reaches around its centre
LEVEL, STEEP = radians(8), radians(60)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the plan, in seat widths, and the middle of the seats in it."""

    left: float
    top: float
    right: float
    bottom: float
    middle_x: float
    middle_y: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def meets(self, other: "Area") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """From the plan to the picture: the plan's corner lies at `x0`, `y0`, and a seat's width is `cell` pixels."""

    area: Area
    cell: float
    x0: float
    y0: float

    def x(self, x: float) -> float:
        return self.x0 + (x - self.area.left) * self.cell

    def y(self, y: float) -> float:
        return self.y0 + (y - self.area.top) * self.cell


def area_of(seats: Iterable[Seat]) -> Area | None:
    """The rectangle around the seats; None if there are none."""
    points = [(seat.x, seat.y) for seat in seats]
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Area(
        min(xs) - SEAT_HALF,
        min(ys) - SEAT_HALF,
        max(xs) + SEAT_HALF,
        max(ys) + SEAT_HALF,
        sum(xs) / len(xs),
        sum(ys) / len(ys),
    )


def seated(hall: Hall) -> dict[SectionId, list[Seat]]:
    """The seats by section, of the sections where one chooses a seat; without those that have none."""
    return _by_section(hall, SectionKind.SEATED)


def standing(hall: Hall) -> dict[SectionId, list[Seat]]:
    """The places by section of general admission."""
    return _by_section(hall, SectionKind.GENERAL)


def _by_section(hall: Hall, kind: SectionKind) -> dict[SectionId, list[Seat]]:
    seats: dict[SectionId, list[Seat]] = {section.id: [] for section in hall.sections if section.kind is kind}
    for seat in hall.seats:
        if seat.section_id in seats:
            seats[seat.section_id].append(seat)
    return {section_id: of_section for section_id, of_section in seats.items() if of_section}


def cell_size(area: Area, width: float, height: float, largest: float) -> float:
    """How many pixels a seat's width may take; whole pixels where rounding them would show."""
    cell = min(width / area.width, height / area.height, largest)
    return float(int(cell)) if cell >= 6 else cell


def upright(rows: Mapping[str, list[Seat]]) -> list[Seat]:
    """The seats of a section turned so that its rows lie level: sections beside the stage stand askew on the plan."""
    ahead = [(row[-1].x - row[0].x, row[-1].y - row[0].y) for row in rows.values()]
    ahead = [(dx, dy) if dx > 0 or (dx == 0 and dy > 0) else (-dx, -dy) for dx, dy in ahead]
    angle = atan2(sum(dy for _, dy in ahead), sum(dx for dx, _ in ahead))
    seats = [seat for row in rows.values() for seat in row]
    if abs(angle) < LEVEL:
        return seats
    first, last = next(iter(rows.values())), list(rows.values())[-1]
    if abs(angle) > STEEP and _middle_after(first, angle) > _middle_after(last, angle):
        angle += pi  # a section at the side: its first row is the one in front
    return [
        replace(seat, x=seat.x * cos(angle) + seat.y * sin(angle), y=seat.y * cos(angle) - seat.x * sin(angle))
        for seat in seats
    ]


def _middle_after(row: list[Seat], angle: float) -> float:
    """How far down the row lies on average, once turned."""
    return sum(seat.y * cos(angle) - seat.x * sin(angle) for seat in row) / len(row)
