"""docs/pictures/growth.png: the curves of `growth.py`, in the colours of the product."""

from pathlib import Path

from matplotlib.axes import Axes

from benchmarks.growth import TOGETHER
from benchmarks.picture_style import dress, face, page, rgb, save
from benchmarks.report import Report, Table, as_number
from core.render.hall_style import PALETTE

PICTURE = Path(__file__).parent.parent / "docs" / "pictures" / "growth.png"
TITLES = {
    "events": "events in the database",
    "seats": "seats in one event",
    "sold": "sold, of 100 000 seats",
    "processes": "processes that sell one event",
}


def draw(growth: Report) -> None:
    figure = page()
    figure.suptitle("Processor time of a whole booking, Python and PostgreSQL, ms", fontproperties=face("Bold", 15))
    for place, (name, title) in enumerate(TITLES.items(), start=1):
        if name in growth.tables:
            _curves(figure.add_subplot(2, 2, place), title, growth.tables[name])
    save(figure, PICTURE)


def _curves(axes: Axes, title: str, table: Table) -> None:
    """One for each kind of purchase, all from nothing up."""
    cost = table.head.index(TOGETHER)
    kinds = list(dict.fromkeys(str(row[1]) for row in table.rows))
    for kind, colour in zip(kinds, PALETTE, strict=False):
        points = [(str(row[0]), row[cost]) for row in table.rows if row[1] == kind]
        heights = [as_number(cell) / 1000 for _, cell in points]
        axes.plot([at for at, _ in points], heights, color=rgb(colour), linewidth=2.5, marker="o", label=kind)
    axes.set_ylim(0, 1.2 * max(as_number(row[cost]) / 1000 for row in table.rows))
    axes.legend(prop=face("Regular", 10), frameon=False)
    dress(axes, title, 10)
