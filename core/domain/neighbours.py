"""Which seats are next to each other."""

from collections.abc import Iterable

from core.domain.hall import Seat

APART_MAX = 1.5
"""Seat widths between the centres of two neighbours; more is an aisle."""


def are_neighbours(left: Seat, right: Seat) -> bool:
    same_row = (left.section_id, left.row) == (right.section_id, right.row) and left.row != ""
    return same_row and right.id == left.id + 1 and abs(right.x - left.x) <= APART_MAX


def groups(seats: Iterable[Seat]) -> list[list[Seat]]:
    """Seats that are neighbours, together; the seats come in the order of their ids."""
    found: list[list[Seat]] = []
    for seat in seats:
        if found and are_neighbours(found[-1][-1], seat):
            found[-1].append(seat)
        else:
            found.append([seat])
    return found
