"""The door."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import ChooseDoorEvent, ShowDoor, ShowMenu, TakePost
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.event import Event


def choose(events: Sequence[Event], t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        *[
            [
                button(
                    t.plain("door-event-button", title=event.title, when=t.when_short(event.starts_at)),
                    TakePost(event_id=event.id),
                )
            ]
            for event in events
        ],
        [button(t.plain("home"), ShowMenu())],
    )


def ready(t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("door-refresh"), ShowDoor()), button(t.plain("door-change"), ChooseDoorEvent())],
        [button(t.plain("home"), ShowMenu())],
    )
