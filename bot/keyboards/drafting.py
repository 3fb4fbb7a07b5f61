"""The choices of each step of the dialogue that makes an event, and the ways on and back."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import (
    BackInDraft,
    CancelDraft,
    ChooseInDraft,
    ContinueDraft,
    FinishDraft,
    ManageEvents,
    ShowDraftHall,
    SkipInDraft,
    StartDraft,
)
from bot.keyboards.layout import Row, button, in_columns, keyboard
from bot.texts import Texts
from core.domain.category import Category
from core.domain.draft_answers import Returns
from core.domain.event_draft import OPTIONAL, Step
from core.domain.team import Team
from core.services.draft_views import DraftView
from core.services.drafting import LAST

ZONES = ("Europe/Kyiv", "Europe/Warsaw", "Europe/Berlin", "Europe/London")
CURRENCIES = ("UAH", "EUR", "USD", "PLN", "XTR")
LIMITS = ("1", "2", "4", "6", "8", "10")
TEAMS_MAX = 40


def step(view: DraftView, t: Texts) -> InlineKeyboardMarkup:
    at, draft = view.draft.step, view.draft
    skip = t.plain("draft-from-now" if at is Step.OPENS else "draft-skip")
    return keyboard(
        *_choices(view, t),
        [button(t.plain("draft-keep"), SkipInDraft(step=at, keeps=1))] if draft.has_said(at) else [],
        [button(skip, SkipInDraft(step=at, keeps=0))] if at in OPTIONAL else [],
        _ways_out(t, is_first=at is Step.TITLE),
    )


def preview(t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("manage-publish"), FinishDraft(publishes=1))],
        [
            button(t.plain("draft-keep-draft"), FinishDraft(publishes=0)),
            button(t.plain("manage-show-hall"), ShowDraftHall()),
        ],
        _ways_out(t),
    )


def contradiction(t: Texts) -> InlineKeyboardMarkup:
    return keyboard(_ways_out(t))


def hall(t: Texts) -> InlineKeyboardMarkup:
    return keyboard([button(t.plain("back"), ContinueDraft())])


def cancel(t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("draft-cancel-sure"), CancelDraft(sure=1))],
        [button(t.plain("draft-continue"), ContinueDraft())],
    )


def unfinished(led: Sequence[Team], t: Texts) -> InlineKeyboardMarkup:
    return keyboard(
        [button(t.plain("draft-continue"), ContinueDraft())],
        [button(t.plain("draft-anew"), StartDraft(team_id=led[0].id))] if len(led) == 1 else [],
        *(_teams(led) if len(led) > 1 else []),
        [button(t.plain("back"), ManageEvents(page=0))],
    )


def choose_team(led: Sequence[Team], t: Texts) -> InlineKeyboardMarkup:
    return keyboard(*_teams(led), [button(t.plain("back"), ManageEvents(page=0))])


def _teams(led: Sequence[Team]) -> list[Row]:
    return [[button(f"➕ {team.name}", StartDraft(team_id=team.id))] for team in led[:TEAMS_MAX]]


def _choices(view: DraftView, t: Texts) -> list[Row]:
    match view.draft.step:
        case Step.CATEGORY:
            return in_columns([_choice(view, t.plain(f"category-{category}"), category) for category in Category], 2)
        case Step.VENUE:
            return [[_choice(view, f"{venue.name}, {venue.city}", str(venue_id))] for venue_id, venue in view.venues]
        case Step.ZONE:
            return in_columns([_choice(view, zone, zone) for zone in ZONES], 2)
        case Step.HALL:
            return [[_choice(view, t.plain("draft-hall-last"), LAST)]] if view.has_hall else []
        case Step.CURRENCY:
            return in_columns([_choice(view, currency, currency) for currency in CURRENCIES], 5)
        case Step.LIMIT:
            return in_columns([_choice(view, limit, limit) for limit in LIMITS], 6)
        case Step.RETURNS:
            return [[_choice(view, t.plain(f"draft-returns-{chosen}"), chosen)] for chosen in Returns]
        case _:
            return []


def _choice(view: DraftView, label: str, choice: str) -> InlineKeyboardButton:
    return button(label, ChooseInDraft(step=view.draft.step, choice=choice))


def _ways_out(t: Texts, *, is_first: bool = False) -> Row:
    back = [] if is_first else [button(t.plain("back"), BackInDraft())]
    return [*back, button(t.plain("draft-cancel"), CancelDraft(sure=0))]
