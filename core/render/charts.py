"""Charts by matplotlib, in the product's letters and colours, large enough for a phone.

matplotlib is loaded with the first chart: it takes half a second and some 40 MB, which only reports need.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PIL import Image

from core.render.colours import INK, MIST, SLATE, WHITE, Colour
from core.render.fonts import FOLDER, Weight, drawable, fit
from core.render.hall_style import PALETTE
from core.render.sheet import Bar, Chart, ChartStyle

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

BAR_STEP, BAR_THICKNESS, BAR_TOP = 108, 30, 58
COLUMNS_HEIGHT, COLUMNS_HEAD, COLUMNS_FOOT = 440, 56, 52
TEXT_SIZE, TICK_SIZE = 34, 30
TICKS_MAX = 5
NARROW_SPACE = "\N{NO-BREAK SPACE}"

drawing = ThreadPoolExecutor(1, "charts")
"""matplotlib promises nothing to threads, and opens its fonts anew for each."""


def chart_height(chart: Chart) -> int:
    return BAR_STEP * len(chart.bars) if chart.style is ChartStyle.BARS else COLUMNS_HEIGHT


def chart_image(chart: Chart, width: int, scale: int = 1) -> Image.Image:
    """The chart without its title, on white; `scale` makes all of it larger, for print."""
    return drawing.submit(_drawn, chart, width, scale).result()


def _drawn(chart: Chart, width: int, scale: int) -> Image.Image:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    height = chart_height(chart)
    figure = Figure(figsize=(width / 72, height / 72), dpi=72 * scale, facecolor=_rgb(WHITE))  # a point is a pixel
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)  # downwards, as pictures are measured
    if chart.style is ChartStyle.BARS:
        _bars(axes, chart.bars, width)
    else:
        _columns(axes, chart.bars, width)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    return Image.frombuffer("RGBA", canvas.get_width_height(), pixels).convert("RGB")


def _bars(axes: "Axes", bars: Sequence[Bar], width: int) -> None:
    """Each one under its label, its number at the right edge, on a track as long as the longest one or its whole."""
    longest = max((abs(float(bar.value)) for bar in bars), default=0) or 1
    for place, bar in enumerate(bars):
        top = place * BAR_STEP
        shown = drawable(bar.shown)
        room = width - fit(shown, Weight.BOLD, TEXT_SIZE, width).width - 30
        label = " ".join(fit(bar.label, Weight.REGULAR, TEXT_SIZE, room).lines)
        _text(axes, 0, top + 42, label, Weight.REGULAR, TEXT_SIZE, INK)
        _text(axes, width, top + 42, shown, Weight.BOLD, TEXT_SIZE, INK, "right")
        _bar(axes, 0, top + BAR_TOP, width, BAR_THICKNESS, MIST)
        if bar.value:
            length = max(6.0, width * abs(float(bar.value)) / float(bar.whole or longest))
            _bar(axes, 0, top + BAR_TOP, length, BAR_THICKNESS, PALETTE[bar.colour % len(PALETTE)])


def _columns(axes: "Axes", bars: Sequence[Bar], width: int) -> None:
    """Lines at round numbers behind them; the tallest one says its number, some their labels."""
    most = max((float(bar.value) for bar in bars), default=0) or 1
    marks = _marks(most)
    left = max(fit(_number(mark), Weight.REGULAR, TICK_SIZE, width).width for mark in marks) + 22
    bottom, top = COLUMNS_HEIGHT - COLUMNS_FOOT, COLUMNS_HEAD
    unit = (bottom - top) / max(most, marks[-1])
    for mark in marks:
        y = bottom - mark * unit
        axes.plot([left, width], [y, y], color=_rgb(MIST), linewidth=2, zorder=1)
        _text(axes, left - 16, y + TICK_SIZE * 0.36, _number(mark), Weight.REGULAR, TICK_SIZE, SLATE, "right")
    step = (width - left) / max(1, len(bars))
    thickness = min(96.0, step * 0.72)
    labelled = _labelled(bars, step)
    tallest = max(range(len(bars)), key=lambda place: bars[place].value, default=0)
    for place, bar in enumerate(bars):
        middle = left + step * (place + 0.5)
        height = float(bar.value) * unit
        colour = PALETTE[bar.colour % len(PALETTE)]
        axes.bar(middle, -height, width=thickness, bottom=bottom, color=_rgb(colour), linewidth=0, zorder=2)
        if place in labelled:
            _text(axes, *_within(middle, bar.label, width), bar.label, Weight.REGULAR, TICK_SIZE, SLATE, "center")
        if place == tallest and bar.value:
            x, _ = _within(middle, bar.shown, width)
            _text(axes, x, bottom - height - 14, bar.shown, Weight.BOLD, TEXT_SIZE, INK, "center")


def _labelled(bars: Sequence[Bar], step: float) -> set[int]:
    """As many columns at equal distances as have room for their labels."""
    if not bars:
        return set()
    widest = max(fit(bar.label, Weight.REGULAR, TICK_SIZE, 2000).width for bar in bars) + 26
    every = max(1, -(-len(bars) // TICKS_MAX), int(-(-widest // step)))
    return set(range((len(bars) - 1) % every // 2, len(bars), every))


def _within(middle: float, label: str, width: int) -> tuple[float, float]:
    """Where a label stands under its column without leaving the picture."""
    half = fit(label, Weight.BOLD, TEXT_SIZE, 2000).width / 2
    return min(max(middle, half), width - half), COLUMNS_HEIGHT - 8


def _marks(most: float) -> list[int]:
    """Round numbers from nothing up to about the most: three or four."""
    step = 1
    while most / step > 4:
        step = _next_round(step)
    return [step * place for place in range(int(most // step) + 1)]


def _next_round(step: int) -> int:
    """1, 2, 5, 10, 20, 50 …"""
    return step * 5 // 2 if str(step)[0] == "2" else step * 2


def _number(value: int) -> str:
    return f"{value:,}".replace(",", NARROW_SPACE)


def _bar(axes: "Axes", x: float, y: float, width: float, height: float, colour: Colour) -> None:
    from matplotlib.patches import FancyBboxPatch

    radius = min(height, width) / 2
    style = f"round,pad=0,rounding_size={radius}"
    axes.add_patch(FancyBboxPatch((x, y), width, height, boxstyle=style, linewidth=0, facecolor=_rgb(colour)))


def _text(
    axes: "Axes", x: float, y: float, text: str, weight: Weight, size: int, colour: Colour, align: str = "left"
) -> None:
    axes.text(x, y, drawable(text), fontproperties=_face(weight, size), color=_rgb(colour), ha=align, parse_math=False)


def _face(weight: Weight, size: int) -> "FontProperties":
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(FOLDER / f"Inter-{weight}.otf"), size=size)


def _rgb(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = (channel / 255 for channel in colour)
    return red, green, blue
