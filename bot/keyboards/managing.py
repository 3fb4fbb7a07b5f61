"""The organizer's events, and what can be done with one."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.callbacks import (
    ChooseReports,
    ManageEvent,
    ManageEvents,
    ShowAudiences,
    ShowCosts,
    ShowEvent,
    ShowMenu,
    ShowPromoCodes,
    ShowReports,
    ShowTeams,
)
from bot.keyboards.layout import Page, button, keyboard
from bot.texts import Texts
from core.domain.event import Event
from core.domain.report import Range
from core.services.managing import ManagedEvent

EVENTS_ON_PAGE = 10


def events(found: Sequence[Event], number: int, t: Texts) -> InlineKeyboardMarkup:
    page = Page.of(found, number, EVENTS_ON_PAGE)
    return keyboard(
        *[
            [
                button(
                    t.plain("door-event-button", title=event.title, when=t.when_short(event.starts_at)),
                    ManageEvent(event_id=event.id),
                )
            ]
            for event in page.things
        ],
        [
            *([button("‹", ManageEvents(page=page.number - 1))] if page.number else []),
            *([button("›", ManageEvents(page=page.number + 1))] if page.number + 1 < len(page.pages) else []),
        ],
        [button(t.plain("reports-button"), ChooseReports())],
        [button(t.plain("menu-team"), ShowTeams()), button(t.plain("home"), ShowMenu())],
    )


def event(managed: ManagedEvent, t: Texts) -> InlineKeyboardMarkup:
    event_id = managed.event.id
    return keyboard(
        [
            button(t.plain("reports-button"), ShowReports(range=Range.EVENT, event_id=event_id)),
            button(t.plain("costs-button"), ShowCosts(event_id=event_id, page=0)),
        ],
        [button(t.plain("manage-refresh"), ManageEvent(event_id=event_id))],
        [button(t.plain("codes-button"), ShowPromoCodes(event_id=event_id))],
        [button(t.plain("broadcast-button"), ShowAudiences(event_id=event_id))],
        [button(t.plain("manage-as-buyer"), ShowEvent(event_id=event_id))],
        [button(t.plain("back"), ManageEvents(page=0)), button(t.plain("home"), ShowMenu())],
    )
