"""To stop e-mail, and the way back."""

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import ForgetEmail, ShowMenu, ShowTickets
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts


def address(known: str | None, t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("email-forget"), ForgetEmail())] if known else [],
        [button(t.plain("menu-tickets"), ShowTickets()), button(t.plain("home"), ShowMenu())],
    )
