"""Seats that are kept from the sale, and letting them go."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import ManageEvent, ShowHall, UnblockSeats
from bot.keyboards.layout import button, in_columns, keyboard
from bot.texts import Texts
from core.domain.event import Event
from core.services.blocking import Block

SHOWN_MAX = 30


def blocked(event: Event, found: Sequence[Block], t: Texts) -> InlineKeyboardMarkup:
    lets_go = [
        button(
            t.plain("blocked-let-go", number=str(one.order.id), count=len(one.order.seat_ids)),
            UnblockSeats(event_id=event.id, order_id=one.order.id),
        )
        for one in found
    ]
    return keyboard(
        *in_columns(lets_go, 2),
        [button(t.plain("event-choose-seats"), ShowHall(event_id=event.id))],
        [button(t.plain("back"), ManageEvent(event_id=event.id))],
    )
