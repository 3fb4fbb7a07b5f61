"""How the pictures of the documents look: fonts and colours of the product, as matplotlib wants them."""

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from core.render.colours import INK, MIST, SLATE, WHITE, Colour
from core.render.fonts import FOLDER


def face(weight: str, size: int) -> FontProperties:
    return FontProperties(fname=str(FOLDER / f"Inter-{weight}.otf"), size=size)


def rgb(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = (channel / 255 for channel in colour)
    return red, green, blue


def page() -> Figure:
    """Room for four panels."""
    return Figure(figsize=(11, 7.4), dpi=110, facecolor=rgb(WHITE), layout="constrained")


def dress(axes: Axes, title: str, size: int) -> None:
    """Once the curves are there: what stands around them, in letters of that size."""
    axes.set_title(title, fontproperties=face("Bold", 12), color=rgb(INK), loc="left")
    axes.grid(axis="y", color=rgb(MIST))
    axes.spines[:].set_visible(False)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(face("Regular", size))
        label.set_color(rgb(SLATE))


def save(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    FigureCanvasAgg(figure).print_png(path)  # type: ignore[no-untyped-call]
