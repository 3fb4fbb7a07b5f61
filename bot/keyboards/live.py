"""Under the figures of a sale."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import ManageEvent, PauseSale, ShowLive
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.services.managing import ManagedEvent


def live(managed: ManagedEvent, t: Texts) -> InlineKeyboardMarkup:
    event = managed.event
    pause = (
        button(t.plain("manage-resume"), PauseSale(event_id=event.id, on=0))
        if event.is_paused
        else button(t.plain("manage-pause"), PauseSale(event_id=event.id, on=1))
    )
    return keyboard(
        [button(t.plain("manage-refresh"), ShowLive(event_id=event.id)), pause],
        [button(t.plain("back"), ManageEvent(event_id=event.id))],
    )
