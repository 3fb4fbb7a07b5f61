"""Which seats are as good as others: of the same tiers, accessible or not, and next to each other where those were."""

from collections.abc import Iterator, Sequence

from core.domain.hall import Seat
from core.domain.ids import TierId
from core.domain.neighbours import groups


def equivalent_seats(wanted: Sequence[Seat], free: Sequence[Seat]) -> list[Seat] | None:
    """For each wanted seat another one that is as good, the nearest first; None if there are not enough.

    Neighbours stay together in one row, in the order of their tiers. General admission has no neighbours.
    """
    left = sorted(free, key=lambda seat: seat.id)
    instead: dict[int, Seat] = {}
    for group in sorted(groups(sorted(wanted, key=lambda seat: seat.id)), key=len, reverse=True):
        found = min(_as_good(group, left), key=lambda seats: abs(seats[0].id - group[0].id), default=None)
        if found is None:
            return None
        instead.update(zip((seat.id for seat in group), found, strict=True))
        left = [seat for seat in left if seat not in found]
    return [instead[seat.id] for seat in wanted]


def _as_good(group: Sequence[Seat], free: Sequence[Seat]) -> Iterator[Sequence[Seat]]:
    kind = [_kind(seat) for seat in group]
    for start in range(len(free) - len(group) + 1):
        seats = free[start : start + len(group)]
        if [_kind(seat) for seat in seats] == kind and len(groups(seats)) == 1:
            yield seats


def _kind(seat: Seat) -> tuple[TierId, bool, bool]:
    return seat.tier_id, seat.row == "", seat.is_accessible
