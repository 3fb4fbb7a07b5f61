"""What a part of the benchmarks has found: tables and figures as numbers, and which goals it missed.

Started by `python -m benchmarks`, a part hands its report over in a file, of which `benchmarks/document.py` makes the
page; by itself it only says it.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

Cell = str | float | Sequence[float] | None
"""Several numbers in one cell are percentiles."""
HAND_OVER_IN = "KASSA_BENCHMARK_REPORT"
SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Table:
    """The first column is words, the others are numbers."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def markdown(self) -> str:
        lines = [
            self.head,
            ["---", *["---:"] * (len(self.head) - 1)],
            *([shown(cell) for cell in row] for row in self.rows),
        ]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)


@dataclass(frozen=True, slots=True)
class Report:
    part: str
    tables: dict[str, Table] = field(default_factory=dict)
    figures: dict[str, Cell] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)

    def hand_over(self) -> None:
        """Says it; fails if a goal was missed, which is said too."""
        for name, table in self.tables.items():
            print(f"\n## {self.part}: {name}\n\n{table.markdown()}")
        print("", *(f"{name}: {shown(figure)}" for name, figure in self.figures.items()), sep="\n")
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        if path := os.environ.get(HAND_OVER_IN):
            Path(path).write_text(json.dumps(asdict(self)))
        if self.missed:
            raise SystemExit(f"{self.part} missed: " + "; ".join(self.missed))


def as_number(cell: Cell) -> float:
    assert isinstance(cell, int | float), cell
    return cell


def shown(cell: Cell) -> str:
    """Two or three digits that mean something."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case int() | float():
            size = abs(cell)
            digits = 0 if cell == int(cell) or size >= 10 else 1 if size >= 1 else 2 if size >= 0.1 else 3
            return f"{cell:,.{digits}f}".replace(",", SPACE)
        case _:
            return " / ".join(map(shown, cell))
