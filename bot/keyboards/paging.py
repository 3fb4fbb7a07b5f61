"""From one page of a list to the next."""

from collections.abc import Callable
from typing import Any

from aiogram.filters.callback_data import CallbackData

from bot.keyboards.layout import Page, Row, button


def arrows(page: Page[Any], payload: Callable[[int], CallbackData]) -> Row:
    """To the pages before and after, where there are such; `payload` is that of a page by its number, from 0."""
    before, after = page.number - 1, page.number + 1
    earlier = [button("‹", payload(before))] if before >= 0 else []
    later = [button("›", payload(after))] if after < len(page.pages) else []
    return earlier + later
