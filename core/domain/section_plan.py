"""What an organizer says of the sections of a hall, and the places that this makes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

AISLE = 2.0
"""Seat widths between two blocks."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of seats in rows; `tiers` names the tier of each row from the front, the last one for all rows behind.

    Blocks with the same `line` stand side by side; a higher line is further from the stage. `accessible` names seats by
    their labels: `A-1`.
    """

    name: str
    rows: int
    seats_in_row: int
    tiers: tuple[str, ...]
    line: int = 0
    accessible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """General admission: `capacity` places at one price."""

    name: str
    capacity: int
    tier: str


@dataclass(frozen=True, slots=True)
class PlacedSeat:
    """`x` and `y` are as of `Seat`: the centre in seat widths, the stage above `y = 0`."""

    row: str
    number: str
    tier: str
    x: float
    y: float
    is_accessible: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Seats that stand where the plan of the hall says; those of a row follow each other."""

    name: str
    seats: tuple[PlacedSeat, ...]


SectionPlan = Block | Standing | Placed


def places(plan: SectionPlan, corner: tuple[float, float]) -> Iterator[PlacedSeat]:
    match plan:
        case Block():
            yield from _block_places(plan, *corner)
        case Standing():
            yield from (PlacedSeat("", str(n), plan.tier, 0.0, 0.0) for n in range(1, plan.capacity + 1))
        case Placed():
            yield from plan.seats


def _block_places(block: Block, left: float, top: float) -> Iterator[PlacedSeat]:
    accessible = set(block.accessible)
    for row in range(block.rows):
        tier, letter = block.tiers[min(row, len(block.tiers) - 1)] if block.tiers else "", row_letter(row)
        for n in range(block.seats_in_row):
            label = f"{letter}-{n + 1}"
            yield PlacedSeat(letter, str(n + 1), tier, left + n + 0.5, top + row + 0.5, label in accessible)
            accessible.discard(label)
    if accessible:
        raise ValueError(f"section {block.name} has no seat {min(accessible)}, which is named as accessible")


def as_blocks(sections: Sequence[SectionPlan]) -> tuple[SectionPlan, ...]:
    """The same places said shorter, if every drawn section is a block of seats; else the sections as they are."""
    drawn = [plan for plan in sections if isinstance(plan, Placed)]
    lines = {top: line for line, top in enumerate(sorted({min(seat.y for seat in plan.seats) for plan in drawn}))}
    made = tuple(_block(plan, lines) if isinstance(plan, Placed) else plan for plan in sections)
    where = corners(made)
    for section_id, (plan, block) in enumerate(zip(sections, made, strict=True), 1):
        if isinstance(plan, Placed) and not _makes(block, where[section_id], plan.seats):
            return tuple(sections)
    return made


def _makes(plan: SectionPlan, corner: tuple[float, float], seats: tuple[PlacedSeat, ...]) -> bool:
    try:
        return tuple(places(plan, corner)) == seats
    except ValueError:
        return False


def _block(plan: Placed, lines: Mapping[float, int]) -> Block:
    """The block that these seats would be, if they are one."""
    rows = [list(row) for _, row in groupby(plan.seats, key=lambda seat: seat.row)]
    tiers = [row[0].tier for row in rows]
    while len(tiers) > 1 and tiers[-1] == tiers[-2]:
        tiers.pop()
    accessible = tuple(f"{seat.row}-{seat.number}" for seat in plan.seats if seat.is_accessible)
    seats_in_row = min(len(plan.seats) // len(rows), len(rows[0]))
    return Block(
        plan.name, len(rows), seats_in_row, tuple(tiers), lines[min(seat.y for seat in plan.seats)], accessible
    )


def corners(sections: Sequence[SectionPlan]) -> dict[int, tuple[float, float]]:
    """Where each block begins: blocks of a line side by side and centred on the stage, lines behind each other.

    All of them stand behind the seats that have places of their own.
    """
    lines: dict[int, list[tuple[int, Block]]] = {}
    for section_id, plan in enumerate(sections, 1):
        if isinstance(plan, Block):
            lines.setdefault(plan.line, []).append((section_id, plan))
    corners: dict[int, tuple[float, float]] = {}
    top = max(
        (one.y + 0.5 + AISLE for plan in sections if isinstance(plan, Placed) for one in plan.seats),
        default=1.0,
    )
    for _, blocks in sorted(lines.items()):
        left = -(sum(block.seats_in_row + AISLE for _, block in blocks) - AISLE) / 2
        for section_id, block in blocks:
            corners[section_id] = (left, top)
            left += block.seats_in_row + AISLE
        top += max(block.rows for _, block in blocks) + AISLE
    return corners


def row_letter(index: int) -> str:
    """Rows as halls name them: A … Z, AA, AB …"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
