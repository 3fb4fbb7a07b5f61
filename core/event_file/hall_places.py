"""Where seats stand: coordinates in whatever unit become seat widths; seats without any are laid out in rows."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from core.domain.section_plan import AISLE, Placed, PlacedSeat
from core.event_file.problems import BadEventFile, Fault, Problem
from core.event_file.schema import SeatFields

TOP = 1.5
"""The centre of the first row, below the stage."""
Rows = Mapping[str, Sequence[SeatFields]]


def place(sections: Mapping[str, Sequence[SeatFields]]) -> tuple[Placed, ...]:
    """Either all seats have coordinates or none. Raises `BadEventFile` for two seats of one name."""
    rows = {name: _rows(name, seats) for name, seats in sections.items()}
    everyone = [seat for seats in sections.values() for seat in seats]
    with_place = [seat for seat in everyone if seat.x is not None and seat.y is not None]
    if with_place and len(with_place) < len(everyone):
        odd = next(seat for seat in everyone if seat.x is None or seat.y is None)
        raise BadEventFile([Problem(Fault.SEAT, about=f"{odd.row}-{odd.seat}: x, y")])
    return _as_drawn(rows) if with_place else _in_rows(rows)


def _rows(name: str, seats: Sequence[SeatFields]) -> Rows:
    """Rows as they come; in each the seats from the left, which makes those beside each other follow each other."""
    rows: dict[str, list[SeatFields]] = {}
    known: set[tuple[str, str]] = set()
    for seat in seats:
        if (seat.row, seat.seat) in known:
            raise BadEventFile([Problem(Fault.TWICE, about=f"{name}, {seat.row}-{seat.seat}")])
        known.add((seat.row, seat.seat))
        rows.setdefault(seat.row, []).append(seat)
    return {row: sorted(ones, key=lambda seat: seat.x or 0.0) for row, ones in rows.items()}


def _as_drawn(sections: Mapping[str, Rows]) -> tuple[Placed, ...]:
    """One unit for the whole hall, centred on the stage."""
    seats = [seat for rows in sections.values() for row in rows.values() for seat in row]
    xs, ys = [seat.x or 0.0 for seat in seats], [seat.y or 0.0 for seat in seats]
    width, middle, top = _seat_width(sections), (min(xs) + max(xs)) / 2, min(ys)
    return tuple(
        Placed(
            name,
            tuple(
                _seat(seat, ((seat.x or 0.0) - middle) / width, ((seat.y or 0.0) - top) / width + TOP)
                for row in rows.values()
                for seat in row
            ),
        )
        for name, rows in sections.items()
    )


def _seat_width(sections: Mapping[str, Rows]) -> float:
    """What most seats are away from the next one in their row."""
    steps = [
        (((right.x or 0.0) - (left.x or 0.0)) ** 2 + ((right.y or 0.0) - (left.y or 0.0)) ** 2) ** 0.5
        for rows in sections.values()
        for row in rows.values()
        for left, right in pairwise(row)
    ]
    if not steps:  # every row has one seat: rows are as far apart as seats are wide
        ys = sorted({seat.y or 0.0 for rows in sections.values() for row in rows.values() for seat in row})
        steps = [lower - upper for upper, lower in pairwise(ys)]
    return (median(steps) if steps else 0.0) or 1.0


def _in_rows(sections: Mapping[str, Rows]) -> tuple[Placed, ...]:
    placed, y = [], TOP
    for name, rows in sections.items():
        seats: list[PlacedSeat] = []
        for row in rows.values():
            left = -(len(row) - 1) / 2
            seats += [_seat(seat, left + n, y) for n, seat in enumerate(row)]
            y += 1
        placed.append(Placed(name, tuple(seats)))
        y += AISLE
    return tuple(placed)


def _seat(seat: SeatFields, x: float, y: float) -> PlacedSeat:
    return PlacedSeat(seat.row, seat.seat, seat.tier, round(x, 3), round(y, 3), seat.accessible)
