"""The best seats for some people: together, in front, in the middle, and leaving nobody a single seat.

A single seat is stranded where a free seat loses its last free neighbour. Accessible seats are nobody's neighbours here
and are never stranded: they are offered only to who asks for one.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import hypot

from core.domain.hall import Seat
from core.domain.ids import SeatId
from core.domain.neighbours import groups

Block = Sequence[Seat]
"""Neighbours in one row."""


@dataclass(frozen=True, slots=True)
class BestSeats:
    """Seats for `count` people, in one block, or in as few as there can be."""

    blocks: tuple[Block, ...]

    @property
    def seats(self) -> list[Seat]:
        return sorted((seat for block in self.blocks for seat in block), key=lambda seat: seat.id)

    @property
    def is_split(self) -> bool:
        return len(self.blocks) > 1


def together(seats: Sequence[Seat], count: int, *, accessible: bool = False) -> Iterator[Block]:
    """Every block of `count` free neighbours, the best first. `accessible`: with such a seat among them, but few.

    First those that strand nobody; then by the row, the front one first; then by how near the middle of the row is.
    The seats come in the order of their ids, taken ones among them.
    """
    return (ranked.block for ranked in _ranked(seats, count, accessible))


def best_seats(seats: Sequence[Seat], count: int, *, accessible: bool = False) -> BestSeats | None:
    """The best block, or the best split where there is none; None if fewer seats are free."""
    block = next(together(seats, count, accessible=accessible), None)
    return BestSeats((block,)) if block else best_split(seats, count, accessible=accessible)


def best_split(seats: Sequence[Seat], count: int, *, accessible: bool = False) -> BestSeats | None:
    """In as few blocks as there can be, nobody alone if it can be helped, near each other.

    The first block is the largest, or the one with the accessible seat that was asked for.
    """
    for sizes in sorted(_partitions(count, count), key=lambda sizes: (len(sizes), sizes.count(1), sizes[0])):
        if len(sizes) == 1:
            continue
        for first in sorted(set(sizes), reverse=True) if accessible else sizes[:1]:
            rest = sizes.copy()
            rest.remove(first)
            if blocks := _placed(seats, [first, *rest], accessible):
                return BestSeats(tuple(blocks))
    return None


def stranded(seats: Sequence[Seat], picked: Collection[SeatId]) -> list[Seat]:
    """The free seats that would stay alone if the picked ones, which are free, were taken."""
    alone: list[Seat] = []
    for run in groups(seat for seat in seats if seat.row and seat.is_free and not seat.is_accessible):
        rest = groups(seat for seat in run if seat.id not in picked)
        alone += [piece[0] for piece in rest if len(piece) == 1 < len(run)]
    return alone


def needlessly_stranded(seats: Sequence[Seat], picked: Collection[SeatId]) -> list[Seat]:
    """Those of `stranded` that as many other seats of the same tiers would not leave alone."""
    chosen = [seat for seat in seats if seat.id in picked]
    tiers = {seat.tier_id for seat in chosen}
    of_tiers = [seat if seat.tier_id in tiers else replace(seat, is_free=False) for seat in seats]
    for block in groups(chosen):
        first = next(_ranked(of_tiers, len(block), False), None)
        if first is None or first.stranded:
            return []
    return stranded(seats, picked)


@dataclass(frozen=True, slots=True)
class _Ranked:
    block: Block
    stranded: int
    accessible: int


def _ranked(seats: Sequence[Seat], count: int, accessible: bool) -> Iterator[_Ranked]:
    """Row by row, so that the best block is found without looking at the whole hall."""
    put_off: list[_Ranked] = []
    for row in _rows(seats):
        for ranked in _blocks(row, count, accessible):
            if ranked.stranded or accessible:
                put_off.append(ranked)
            else:
                yield ranked
    yield from sorted(put_off, key=lambda ranked: (ranked.accessible, ranked.stranded))


def _rows(seats: Sequence[Seat]) -> Iterator[list[Seat]]:
    for (_, row), of_row in groupby(seats, key=lambda seat: (seat.section_id, seat.row)):
        if row:
            yield list(of_row)


def _blocks(row: Sequence[Seat], count: int, accessible: bool) -> list[_Ranked]:
    """The blocks of one row, the nearest to its middle first; with `accessible`, only those with such a seat."""
    place = {seat.id: index for index, seat in enumerate(row)}
    found = []
    for run in groups(seat for seat in row if seat.is_free and (accessible or not seat.is_accessible)):
        for start in range(len(run) - count + 1):
            block = run[start : start + count]
            among = sum(seat.is_accessible for seat in block)
            if bool(among) == accessible:
                found.append(_Ranked(block, _strands(run, start, start + count), among))
    return sorted(found, key=lambda one: abs(place[one.block[0].id] + place[one.block[-1].id] - len(row) + 1))


def _strands(run: Sequence[Seat], start: int, end: int) -> int:
    """How many seats beside run[start:end] would stay alone."""
    before = _ordinary(reversed(run[max(0, start - 2) : start])) == 1 and not run[start].is_accessible
    after = _ordinary(iter(run[end : end + 2])) == 1 and not run[end - 1].is_accessible
    return before + after


def _ordinary(seats: Iterator[Seat]) -> int:
    """How many seats come before the first accessible one."""
    count = 0
    for seat in seats:
        if seat.is_accessible:
            break
        count += 1
    return count


def _partitions(count: int, largest: int) -> Iterator[list[int]]:
    """Every way to write the count as a sum, the largest part first."""
    if count == 0:
        yield []
    for first in range(min(count, largest), 0, -1):
        for rest in _partitions(count - first, first):
            yield [first, *rest]


def _placed(seats: Sequence[Seat], sizes: Sequence[int], accessible: bool) -> list[Block] | None:
    """A block of each size, all near the first one; None if they are not there."""
    left = list(seats)
    placed: list[Block] = []
    for size in sizes:
        ranked = _ranked(left, size, accessible and not placed)
        if placed:
            ranked = iter(sorted(ranked, key=lambda one: (one.stranded, _apart(placed[0], one.block))))
        best = next(ranked, None)
        if best is None:
            return None
        placed.append(best.block)
        left = [seat for seat in left if seat not in best.block]
    return placed


def _apart(one: Block, other: Block) -> float:
    """Seat widths between the middles of two blocks."""
    return hypot(
        (one[0].x + one[-1].x - other[0].x - other[-1].x) / 2, (one[0].y + one[-1].y - other[0].y - other[-1].y) / 2
    )
