"""The curves of a soak: what lives long in colour with the line that it is judged by, what was killed in grey."""

from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from benchmarks.picture_style import dress, face, page, rgb, save
from core.render.colours import INK, SLATE, Colour
from core.render.hall_style import PALETTE
from tests.soak.judging import line, settled
from tests.soak.samples import Life

PANELS = {
    "memory, MB": "Memory of each process, MB",
    "tasks": "Tasks of each process",
    "connections": "Connections to PostgreSQL",
    "files": "Open files and sockets of each process",
}
COLOURS = (*PALETTE, INK)
"""For five processes and three databases."""
KILLED = "killed and replaced, again and again"
MINUTE = 60.0


def draw(lives: Sequence[Life], path: Path) -> None:
    figure = page()
    shown = [life for life in lives if not life.name.startswith("Valkey")]
    colours = dict(zip(dict.fromkeys(life.name for life in shown if life.is_long), cycle(COLOURS), strict=False))
    for place, (name, title) in enumerate(PANELS.items(), start=1):
        _curves(figure.add_subplot(2, 2, place), name, title, shown, colours)
    signs = [Line2D([], [], color=rgb(colour), linewidth=3, label=name) for name, colour in colours.items()]
    signs.append(Line2D([], [], color=rgb(SLATE), linewidth=1, alpha=0.5, label=KILLED))
    figure.legend(handles=signs, loc="outside lower center", ncols=5, prop=face("Regular", 9), frameon=False)
    save(figure, path)


def _curves(axes: Axes, name: str, title: str, lives: Sequence[Life], colours: dict[str, Colour]) -> None:
    for life in lives:
        if not life.is_long:
            _curve(axes, *life.of(name), color=rgb(SLATE), linewidth=0.8, alpha=0.3)
    for life in lives:
        if life.is_long:
            _curve(axes, *life.of(name), color=rgb(colours[life.name]), linewidth=1, alpha=0.5)
            times, values = settled(*life.of(name))
            if len(times) > 1:
                ends = (times[0], times[-1])
                _curve(axes, ends, line(times, values), color=rgb(colours[life.name]), linewidth=3)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("minutes", fontproperties=face("Regular", 9), color=rgb(SLATE))
    dress(axes, title, 9)


def _curve(axes: Axes, times: Sequence[float], values: Sequence[float], **look: object) -> None:
    axes.plot([at / MINUTE for at in times], values, **look)  # type: ignore[arg-type]
