"""What a soak has found, as tables and figures, and what was not as it should be."""

from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.report import Cell, Report, Table
from tests.soak.judging import LIMITS, LIMITS_WHILE_COLD, WARM_SECONDS, Trend, deaths, trends
from tests.soak.resting import Sizes
from tests.soak.samples import Figures
from tests.soak.soak import LANES, Found

GREW_MOST = 2.0
"""Times as many bytes for a row as at the first rest; small tables have pages that are not full."""
PAGE = 8192
PAGES_OF_A_SMALL_TABLE = 40


def report(found: Found) -> Report:
    flat = trends(found.lives, LIMITS if found.seconds >= WARM_SECONDS else LIMITS_WHILE_COLD)
    growth = _growth(found.sizes)
    tables = {
        "people": _counted("what people did", found.tally),
        "blows table": _counted("what broke", found.blows),
        "flat": _flat(flat),
        "lives": _lives(found),
        "rest": _rest(found.base, found.rests),
        "tables": Table(["table", "rows at first", "in the end", "bytes a row at first", "in the end"], growth),
    }
    figures: dict[str, Cell] = {
        "seed": found.seed,
        "minutes": found.seconds / 60,
        "people at once": 3 * LANES,
        "blows": found.blows.total(),
        "rests": len(found.rests),
        "charges": found.tally["charges"],
        "looks": max(len(life.times) for life in found.lives),
    }
    return Report("soak", tables, figures, [*_steep(flat), *deaths(found.lives, found.seconds), *_swollen(growth)])


def _counted(what: str, of: Counter[str]) -> Table:
    return Table([what, "times"], [[name, number] for name, number in sorted(of.items(), key=lambda item: -item[1])])


def _flat(flat: Sequence[Trend]) -> Table:
    head = ["what lives from beginning to end", "figure", "line begins at", "ends at", "rises by", "may rise by"]
    return Table(head, [[one.life, one.figure, one.begin, one.end, one.rise, one.most] for one in flat])


def _lives(found: Found) -> Table:
    """Those that are replaced: how often, and the most that any of them had."""
    rows: list[list[Cell]] = []
    for name in dict.fromkeys(life.name for life in found.lives if not life.is_long):
        lives = [life for life in found.lives if life.name == name]
        seen = [figures for life in lives for figures in life.figures]
        most = [max((figures[of] for figures in seen if of in figures), default=None) for of in ("memory, MB", "tasks")]
        rows.append([name, len(lives), *most])
    return Table(["what is killed and replaced", "lives", "most memory, MB", "most tasks"], rows)


def _rest(base: Mapping[str, Figures], rests: Sequence[Mapping[str, Figures]]) -> Table:
    rows: list[list[Cell]] = []
    for name, first in base.items():
        if "tasks" in first:
            seen = [rest[name] for rest in rests if name in rest]
            rows.append([name, first["tasks"], max((found["tasks"] for found in seen), default=None)])
    return Table(["at rest", "tasks before the first visit", "most at any rest"], rows)


def _growth(sizes: Sequence[Sizes]) -> list[list[Cell]]:
    """Of the tables of all houses together."""
    first, last = sizes[0], sizes[-1]
    return [
        [table, first[table][0], last[table][0], *(size / max(rows, 1) for rows, size in (first[table], last[table]))]
        for table in first
    ]


def _steep(flat: Sequence[Trend]) -> list[str]:
    return [
        f"{one.life}: {one.figure} rises from {one.begin:.1f} to {one.end:.1f}, and may by {one.most:.1f}"
        for one in flat
        if not one.is_flat
    ]


def _swollen(growth: Sequence[Sequence[Cell]]) -> list[str]:
    troubles: list[str] = []
    for table, _, rows, before, after in growth:
        assert isinstance(rows, int) and isinstance(before, float) and isinstance(after, float)
        if after > GREW_MOST * before and after * rows > PAGES_OF_A_SMALL_TABLE * PAGE:
            troubles.append(f"{table} takes {after:.0f} bytes a row, and took {before:.0f}")
    return troubles
