"""The door, and who works there."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import ChooseDoorEvent, DismissStaff, ShowDoor, ShowMenu, TakePost
from bot.keyboards.layout import button, keyboard
from bot.texts import Texts
from core.domain.event import Event
from core.domain.person import StaffMember


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


def staff(members: Sequence[StaffMember], t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        *[
            [button(t.plain("staff-dismiss", name=member.person.name), DismissStaff(person_id=member.person.id))]
            for member in members
        ],
        [button(t.plain("home"), ShowMenu())],
    )
