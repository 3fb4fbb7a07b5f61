"""From a reminder to the tickets, or to no more reminders."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import ChooseReminders, ShowMenu, ShowTicketsOf
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.ids import EventId


def reminder(event_id: EventId, t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("reminder-tickets"), ShowTicketsOf(event_id=event_id))],
        [button(t.plain("reminders-stop"), ChooseReminders(wanted=False))],
    )


def choice(*, wanted: bool, t: Texts) -> InlineKeyboardMarkup:
    text = t.plain("reminders-stop") if wanted else t.plain("reminders-start")
    return keyboard([button(text, ChooseReminders(wanted=not wanted))], [button(t.plain("home"), ShowMenu())])
