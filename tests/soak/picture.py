"""The curves of a soak: what lives long in colour with the line that it is judged by, what was killed in grey."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes

from benchmarks.picture_style import dress, face, page, rgb, save
from core.render.colours import SLATE
from core.render.hall_style import PALETTE
from tests.soak.judging import line, settled
from tests.soak.samples import Life

PANELS = {
    "memory, MB": "Memory of each process, MB",
    "tasks": "Tasks",
    "connections": "Connections to PostgreSQL of each size of Kassa",
    "files": "Open files and sockets",
}
MINUTE = 60.0


def draw(lives: Sequence[Life], path: Path) -> None:
    figure = page()
    for place, (name, title) in enumerate(PANELS.items(), start=1):
        shown = [life for life in lives if life.of(name)[0] and not life.name.startswith("Valkey")]
        _curves(figure.add_subplot(2, 2, place), name, title, shown)
    save(figure, path)


def _curves(axes: Axes, name: str, title: str, lives: Sequence[Life]) -> None:
    long_ones = [life for life in lives if life.is_long]
    for life in lives:
        if not life.is_long:
            _curve(axes, *life.of(name), color=rgb(SLATE), linewidth=0.8, alpha=0.4)
    for life, colour in zip(long_ones, PALETTE, strict=False):
        _curve(axes, *life.of(name), color=rgb(colour), linewidth=1.2, alpha=0.7, label=life.name)
        times, values = settled(*life.of(name))
        if len(times) > 1:
            _curve(axes, (times[0], times[-1]), line(times, values), color=rgb(colour), linewidth=2.5)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("minutes", fontproperties=face("Regular", 9), color=rgb(SLATE))
    dress(axes, title, 9)


def _curve(axes: Axes, times: Sequence[float], values: Sequence[float], **look: object) -> None:
    axes.plot([at / MINUTE for at in times], values, **look)  # type: ignore[arg-type]
