"""The organizer's events, and what can be done with one."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import (
    AskPoster,
    ChooseReports,
    CloneEvent,
    EditEvent,
    ManageEvent,
    ManageEvents,
    NewEvent,
    PauseSale,
    PreviewEvent,
    PreviewHall,
    PublishEvent,
    ShowAudiences,
    ShowBlocked,
    ShowCancellation,
    ShowCosts,
    ShowEvent,
    ShowLive,
    ShowMenu,
    ShowPrices,
    ShowPromoCodes,
    ShowQueueDesk,
    ShowReports,
    ShowTeams,
)
from bot.keyboards.layout import Page, button, keyboard
from bot.keyboards.paging import arrows
from bot.texts import Texts
from core.domain.event import Event, EventStatus
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
        arrows(page, lambda number: ManageEvents(page=number)),
        [button(t.plain("manage-new"), NewEvent()), button(t.plain("reports-button"), ChooseReports())],
        [button(t.plain("menu-team"), ShowTeams()), button(t.plain("home"), ShowMenu())],
    )


def event(managed: ManagedEvent, t: Texts) -> InlineKeyboardMarkup:
    event_id, is_draft = managed.event.id, managed.event.status is EventStatus.DRAFT
    as_buyer = PreviewEvent(event_id=event_id) if is_draft else ShowEvent(event_id=event_id)
    return keyboard(
        [button(t.plain("manage-publish"), PublishEvent(event_id=event_id))] if is_draft else [],
        [button(t.plain("manage-refresh"), ManageEvent(event_id=event_id)), *_pause(managed, t)],
        [
            button(t.plain("reports-button"), ShowReports(range=Range.EVENT, event_id=event_id)),
            button(t.plain("costs-button"), ShowCosts(event_id=event_id, page=0)),
        ],
        [
            button(t.plain("live-button"), ShowLive(event_id=event_id)),
            button(t.plain("prices-button"), ShowPrices(event_id=event_id)),
        ],
        [button(t.plain("broadcast-button"), ShowAudiences(event_id=event_id))],
        [button(t.plain("queue-button"), ShowQueueDesk(event_id=event_id))],
        [
            button(t.plain("blocked-button"), ShowBlocked(event_id=event_id)),
            button(t.plain("manage-clone"), CloneEvent(event_id=event_id)),
        ],
        [
            button(t.plain("codes-button"), ShowPromoCodes(event_id=event_id)),
            button(t.plain("manage-edit"), EditEvent(event_id=event_id))
            if managed.event.status is not EventStatus.CANCELLED
            else button(t.plain("cancel-account"), ShowCancellation(event_id=event_id)),
        ],
        [
            button(t.plain("manage-as-buyer"), as_buyer),
            button(t.plain("manage-poster"), AskPoster(event_id=event_id)),
        ],
        [button(t.plain("back"), ManageEvents(page=0)), button(t.plain("home"), ShowMenu())],
    )


def _pause(managed: ManagedEvent, t: Texts) -> list[InlineKeyboardButton]:
    event = managed.event
    if event.is_paused and event.status is EventStatus.PUBLISHED:
        return [button(t.plain("manage-resume"), PauseSale(event_id=event.id, on=0))]
    return [button(t.plain("manage-pause"), PauseSale(event_id=event.id, on=1))] if managed.closed is None else []


def preview(of: Event, t: Texts) -> InlineKeyboardMarkup:
    is_draft = of.status is EventStatus.DRAFT
    return keyboard(
        [button(t.plain("manage-publish"), PublishEvent(event_id=of.id))] if is_draft else [],
        [
            button(t.plain("manage-show-hall"), PreviewHall(event_id=of.id)),
            button(t.plain("manage-poster"), AskPoster(event_id=of.id)),
        ],
        [button(t.plain("back"), ManageEvent(event_id=of.id))],
    )


def hall(of: Event, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), PreviewEvent(event_id=of.id))])


def back_to(of: Event, t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), ManageEvent(event_id=of.id))])


def to_events(t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("menu-manage"), ManageEvents(page=0)), button(t.plain("home"), ShowMenu())])
