"""docs/pictures/growth.png: the curves of `growth.py`, in the colours of the product."""

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.picture_style import face, rgb
from benchmarks.report import Report, Table, as_number
from core.render.colours import INK, MIST, SLATE, WHITE
from core.render.hall_style import PALETTE

PICTURE = Path(__file__).parent.parent / "docs" / "pictures" / "growth.png"
TITLES = {
    "events": "events in the database",
    "seats": "seats in one event",
    "sold": "sold, of 100 000 seats",
    "processes": "processes that sell one event",
}


def draw(growth: Report) -> None:
    figure = Figure(figsize=(11, 7.4), dpi=110, facecolor=rgb(WHITE), layout="constrained")
    figure.suptitle("Processor time of a whole booking, Python and PostgreSQL, ms", fontproperties=face("Bold", 15))
    for place, (name, title) in enumerate(TITLES.items(), start=1):
        if name in growth.tables:
            _curves(figure.add_subplot(2, 2, place), title, growth.tables[name])
    FigureCanvasAgg(figure).print_png(PICTURE)  # type: ignore[no-untyped-call]


def _curves(axes: Axes, title: str, table: Table) -> None:
    """One for each kind of purchase, all from nothing up."""
    cost = list(table.head).index("together, µs")
    kinds = list(dict.fromkeys(str(row[1]) for row in table.rows))
    for kind, colour in zip(kinds, PALETTE, strict=False):
        points = [(str(row[0]), row[cost]) for row in table.rows if row[1] == kind]
        heights = [as_number(cell) / 1000 for _, cell in points]
        axes.plot([at for at, _ in points], heights, color=rgb(colour), linewidth=2.5, marker="o", label=kind)
    axes.set_ylim(0, 1.2 * max(as_number(row[cost]) / 1000 for row in table.rows))
    axes.set_title(title, fontproperties=face("Bold", 12), color=rgb(INK), loc="left")
    axes.grid(axis="y", color=rgb(MIST))
    axes.spines[:].set_visible(False)
    axes.legend(prop=face("Regular", 10), frameon=False)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(face("Regular", 10))
        label.set_color(rgb(SLATE))
