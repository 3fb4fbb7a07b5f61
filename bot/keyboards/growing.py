"""More places for an event: the way back, and the confirmation."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import AddSeats, AskSeats, EditEvent
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.event import Event
from core.domain.ids import GrowthId


def ask(of: Event, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), EditEvent(event_id=of.id))])


def confirm(of: Event, growth_id: GrowthId, count: int, t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("grow-sure", count=count), AddSeats(event_id=of.id, growth_id=growth_id))],
        [button(t.plain("back"), AskSeats(event_id=of.id))],
    )
