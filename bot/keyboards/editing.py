"""What can be changed of an event, and the confirmation of a new start."""

from datetime import datetime

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import (
    AskCancelEvent,
    AskEventDetail,
    AskSeats,
    EditEvent,
    ManageEvent,
    MoveEvent,
    SendEventFile,
    ShowRules,
)
from bot.keyboards.layout import button, in_columns, keyboard
from bot.texts import Texts
from core.domain.event import Event, EventDetail


def choose(of: Event, t: Texts) -> InlineKeyboardMarkup:
    details = [
        button(t.plain("edit-detail", detail=detail), AskEventDetail(event_id=of.id, about=detail))
        for detail in EventDetail
    ]
    return keyboard(
        *in_columns(details, 2),
        [button(t.plain("rules-button"), ShowRules(event_id=of.id))],
        [
            button(t.plain("grow-button"), AskSeats(event_id=of.id)),
            button(t.plain("edit-as-file"), SendEventFile(event_id=of.id)),
        ],
        [button(t.plain("cancel-event"), AskCancelEvent(event_id=of.id))],
        [button(t.plain("back"), ManageEvent(event_id=of.id))],
    )


def back(of: Event, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), EditEvent(event_id=of.id))])


def confirm_move(of: Event, starts_at: datetime, t: Texts) -> InlineKeyboardMarkup:
    minute = int(starts_at.timestamp()) // 60
    return keyboard(
        [button(t.plain("edit-move-sure"), MoveEvent(event_id=of.id, minute=minute))],
        [button(t.plain("back"), EditEvent(event_id=of.id))],
    )
