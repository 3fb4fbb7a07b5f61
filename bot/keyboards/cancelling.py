"""The ways out of cancelling an event, and the account of it."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import ManageEvent, ShowCancellation
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.event import Event


def ask(of: Event, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), ManageEvent(event_id=of.id))])


def progress(of: Event, t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("manage-refresh"), ShowCancellation(event_id=of.id))],
        [button(t.plain("back"), ManageEvent(event_id=of.id))],
    )
