"""Under the figures of a sale."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import ManageEvent, PauseSale, ShowLive
from bot.keyboards.layout import button, keyboard
from bot.keyboards.queue import live_knobs
from bot.texts import Texts
from core.services.managing import LiveFigures


def live(figures: LiveFigures, t: Texts) -> InlineKeyboardMarkup:
    event = figures.managed.event
    pause = (
        button(t.plain("manage-resume"), PauseSale(event_id=event.id, on=0))
        if event.is_paused
        else button(t.plain("manage-pause"), PauseSale(event_id=event.id, on=1))
    )
    return keyboard(
        [button(t.plain("manage-refresh"), ShowLive(event_id=event.id)), pause],
        *(live_knobs(figures.queue, t) if figures.has_queue else []),
        [button(t.plain("back"), ManageEvent(event_id=event.id))],
    )
