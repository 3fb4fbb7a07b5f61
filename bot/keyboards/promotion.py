"""The promo codes of an event."""

from collections.abc import Sequence
from zlib import crc32

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import EndPromoCode, ManageEvent, SendPromoCodes, ShowPromoCodes
from bot.keyboards.layout import button, in_columns, keyboard
from bot.texts import Texts
from core.domain.event import Event
from core.domain.promo_code import CodeUse


def codes(event: Event, found: Sequence[CodeUse], t: Texts) -> InlineKeyboardMarkup:
    ends = [
        button(
            t.plain("codes-end", code=use.code.code),
            EndPromoCode(event_id=event.id, number=number, check=check_of(use.code.code)),
        )
        for number, use in enumerate(found)
    ]
    files = [button(t.plain("codes-file"), SendPromoCodes(event_id=event.id))] if found else []
    return keyboard(
        *in_columns(ends, 2),
        [*files, button(t.plain("manage-refresh"), ShowPromoCodes(event_id=event.id))],
        [button(t.plain("back"), ManageEvent(event_id=event.id))],
    )


def check_of(code: str) -> int:
    """Tells whether the code at a place of the list is still the one that was meant."""
    return crc32(code.encode()) & 0x7FFFFFFF
