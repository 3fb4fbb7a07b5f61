"""How buttons are laid out."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

Row = list[InlineKeyboardButton]
SEATS_IN_ROW_MAX = 8  # Telegram's limit


def button(text: str, payload: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=payload.pack())


def keyboard(*rows: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """Empty rows are left out."""
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows if row])


def in_columns(buttons: Sequence[InlineKeyboardButton], columns: int) -> list[Row]:
    """Rows of equal length, as even as they can be: 9 buttons in at most 8 columns make 5 and 4."""
    if not buttons:
        return []
    rows = -(-len(buttons) // columns)
    width = -(-len(buttons) // rows)
    return [list(buttons[start : start + width]) for start in range(0, len(buttons), width)]
