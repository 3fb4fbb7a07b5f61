"""The way back while the own number is asked for, and the way on when it came."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import ShowEvent
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.ids import EventId


def ask(event_id: EventId, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), ShowEvent(event_id=event_id))])


def taken(event_id: EventId, next_tap: str, t: Texts) -> InlineKeyboardMarkup:
    """`next_tap` is what the person was about to do."""
    tap = next_tap or ShowEvent(event_id=event_id).pack()
    return keyboard([InlineKeyboardButton(text=t.plain("contact-go-on"), callback_data=tap)])
