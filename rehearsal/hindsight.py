"""Hindsight: who was refused while seats that fitted were free. The orders say afterwards when which seats were taken.

A seat that was free from before somebody asked until after they were answered could have been theirs: nobody else had
begun to take it. So it does not matter what the refusal itself says, nor which locks were in the way.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import accumulate
from typing import NamedTuple

from core.domain.best_seats import together
from core.domain.hall import Seat
from core.domain.ids import SeatId, SectionId
from core.domain.layout import Layout
from db.seat_histories import Taken

BEGINNING, END = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many seats of a section, or of the whole hall; next to each other; or just these."""

    section_id: SectionId | None
    count: int
    together: bool = False
    seat_ids: frozenset[SeatId] = frozenset()


@dataclass(frozen=True, slots=True)
class Refused:
    wanted: Wanted
    asked_at: datetime
    answered_at: datetime


class _Gap(NamedTuple):
    """A time in which nobody had a seat."""

    since: datetime
    until: datetime
    seat: Seat


class Hindsight:
    """Of a hall as it was when the sale began, and what was taken since."""

    def __init__(self, seats: Sequence[Seat], history: Iterable[Taken]) -> None:
        for_sale = [seat for seat in seats if seat.is_free and not seat.is_accessible]
        self.layout = Layout.of((replace(seat, is_free=True) for seat in seats), version=0)
        self.gaps = sorted(_gaps(for_sale, history), key=lambda gap: gap.since)
        self.latest = list(accumulate((gap.until for gap in self.gaps), max))

    def was_wrong(self, refused: Refused) -> bool:
        wanted, free = refused.wanted, self._free_throughout(refused)
        if wanted.seat_ids:
            return wanted.seat_ids <= {seat.id for seat in free}
        fitting = [seat for seat in free if wanted.section_id in (None, seat.section_id)]
        if not wanted.together or len(fitting) < wanted.count:
            return len(fitting) >= wanted.count
        rows = self.layout.rows_with(seat.id for seat in fitting)
        return next(together(rows, wanted.count), None) is not None

    def _free_throughout(self, refused: Refused) -> list[Seat]:
        begun = bisect_right(self.gaps, refused.asked_at, key=lambda gap: gap.since)
        if not begun or self.latest[begun - 1] <= refused.answered_at:  # most come when everything is gone
            return []
        return [gap.seat for gap in self.gaps[:begun] if gap.until > refused.answered_at]


def _gaps(for_sale: Sequence[Seat], history: Iterable[Taken]) -> list[_Gap]:
    seats, free_since = {seat.id: seat for seat in for_sale}, dict[SeatId, datetime]()
    gaps = []
    for taken in history:
        for seat_id in taken.seat_ids:
            if seat_id in seats:
                gaps.append(_Gap(free_since.get(seat_id, BEGINNING), taken.since, seats[seat_id]))
                free_since[seat_id] = taken.until or END
    return gaps + [_Gap(free_since.get(seat.id, BEGINNING), END, seat) for seat in for_sale]
