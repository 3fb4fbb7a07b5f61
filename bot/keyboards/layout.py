"""How buttons are laid out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

T = TypeVar("T")
Row = list[InlineKeyboardButton]
SEATS_IN_ROW_MAX = 8  # Telegram's limit
BUTTONS_KEPT = 2048  # a megabyte or two


def button(text: str, payload: CallbackData) -> InlineKeyboardButton:
    return _button(text, payload.pack())


@lru_cache(maxsize=BUTTONS_KEPT)
def _button(text: str, data: str) -> InlineKeyboardButton:
    """Most buttons are everybody's, and aiogram checks what it makes."""
    return InlineKeyboardButton(text=text, callback_data=data)


def keyboard(*rows: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """Empty rows are left out."""
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows if row])


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of many things, on pages as even as they can be. `number` counts from 0."""

    number: int
    pages: tuple[tuple[T, ...], ...]

    @classmethod
    def of(cls, things: Sequence[T], number: int, most: int) -> "Page[T]":
        """A number past the end gives the last page."""
        size = -(-len(things) // max(1, -(-len(things) // most)))
        pages = tuple(tuple(things[start : start + size]) for start in range(0, len(things), max(1, size)))
        return cls(min(number, len(pages) - 1), pages) if pages else cls(0, ((),))

    @property
    def things(self) -> tuple[T, ...]:
        return self.pages[self.number]

    @property
    def first(self) -> int:
        """The place of its first thing among all, from 0."""
        return self.number * len(self.pages[0])


def number_of_page(place: int, count: int, most: int) -> int:
    """On which page a thing is: its place among all counts from 0."""
    return place // max(1, -(-count // max(1, -(-count // most))))


def in_columns(buttons: Sequence[InlineKeyboardButton], columns: int) -> list[Row]:
    """Rows of equal length, as even as they can be: 9 buttons in at most 8 columns make 5 and 4."""
    if not buttons:
        return []
    rows = -(-len(buttons) // columns)
    width = -(-len(buttons) // rows)
    return [list(buttons[start : start + width]) for start in range(0, len(buttons), width)]
