"""Which seats are as good as others: of the same tiers, and next to each other where those were."""

from collections.abc import Iterator, Sequence

from core.domain.hall import Seat

NEIGHBOURS_APART_MAX = 1.5
"""Seat widths between the centres of two neighbours; more is an aisle."""


def equivalent_seats(wanted: Sequence[Seat], free: Sequence[Seat]) -> list[Seat] | None:
    """For each wanted seat another one that is as good, the nearest first; None if there are not enough.

    Neighbours stay together in one row, in the order of their tiers. General admission has no neighbours.
    """
    left = sorted(free, key=lambda seat: seat.id)
    instead: dict[int, Seat] = {}
    for group in sorted(_groups(wanted), key=len, reverse=True):
        found = min(_as_good(group, left), key=lambda seats: abs(seats[0].id - group[0].id), default=None)
        if found is None:
            return None
        instead.update(zip((seat.id for seat in group), found, strict=True))
        left = [seat for seat in left if seat not in found]
    return [instead[seat.id] for seat in wanted]


def _groups(seats: Sequence[Seat]) -> list[list[Seat]]:
    """Seats that are neighbours, together."""
    groups: list[list[Seat]] = []
    for seat in sorted(seats, key=lambda seat: seat.id):
        if groups and _are_neighbours(groups[-1][-1], seat):
            groups[-1].append(seat)
        else:
            groups.append([seat])
    return groups


def _as_good(group: Sequence[Seat], free: Sequence[Seat]) -> Iterator[Sequence[Seat]]:
    kind = [(seat.tier_id, seat.row == "") for seat in group]
    for start in range(len(free) - len(group) + 1):
        seats = free[start : start + len(group)]
        if [(seat.tier_id, seat.row == "") for seat in seats] == kind and len(_groups(seats)) == 1:
            yield seats


def _are_neighbours(left: Seat, right: Seat) -> bool:
    same_row = (left.section_id, left.row) == (right.section_id, right.row) and left.row != ""
    return same_row and right.id == left.id + 1 and abs(right.x - left.x) <= NEIGHBOURS_APART_MAX
