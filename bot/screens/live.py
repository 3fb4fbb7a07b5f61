"""How a sale goes at this moment."""

from bot.keyboards import live as keyboards
from bot.screen import Screen
from bot.screens import queue
from bot.texts import Html, Texts
from core.services.managing import LiveFigures

BARS = "▁▂▃▄▅▆▇█"
WIDTH = 12


def live(figures: LiveFigures, t: Texts) -> Screen:
    managed, balance = figures.managed, figures.managed.balance
    filled = round(WIDTH * balance.sold / balance.capacity) if balance.capacity else 0
    text = t(
        "live",
        title=managed.event.title,
        bar="▓" * filled + "░" * (WIDTH - filled),
        sold=balance.sold,
        capacity=balance.capacity,
        held=balance.held,
        free=balance.free,
        waiting=figures.waiting,
        money=t.money(balance.tickets_minor + balance.kept_minor, balance.currency),
        chart=_chart(figures.per_minute),
        now=figures.per_minute[-1],
        most=max(figures.per_minute),
        minutes=len(figures.per_minute),
        paused="yes" if managed.event.is_paused else "no",
        queue=Html(f"\n{queue.live(figures.queue, figures.queue_figures, t)}") if figures.has_queue else Html(""),
    )
    return Screen(text, keyboards.live(figures, t))


def _chart(per_minute: tuple[int, ...]) -> str:
    """A column for each minute, the last one is now."""
    most = max(per_minute)
    return "".join(BARS[round((len(BARS) - 1) * sold / most)] if most else BARS[0] for sold in per_minute)
