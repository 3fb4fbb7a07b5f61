"""A message to the holders of an event, from the first question to the last of them."""

from collections.abc import Sequence
from math import ceil

from bot.keyboards import broadcasts as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts
from core.domain.broadcast import Broadcast, BroadcastStatus
from core.domain.event import Event
from core.domain.hall import Tier
from core.services.broadcasting import BroadcastView

BAR = 10
"""Characters."""


def audiences(event: Event, tiers: Sequence[Tier], last: Broadcast | None, t: Texts) -> Screen:
    return Screen(t("broadcast-audience", title=event.title), keyboards.audiences(event, tiers, last, t))


def ask_text(event: Event, t: Texts) -> Screen:
    return Screen(t("broadcast-ask", title=event.title), keyboards.back(event.id, t))


def broadcast(view: BroadcastView, per_second: float, t: Texts) -> Screen:
    """A preview with its count and time, or how far it has come."""
    of, progress = view.broadcast, view.progress
    shown = message(view.event, of, t)
    if of.status is BroadcastStatus.PREVIEW:
        minutes = ceil(view.count / per_second / 60)
        text = t("broadcast-preview", message=shown, count=view.count, minutes=minutes)
        return Screen(text, keyboards.broadcast(of, view.count, t))
    done = 1.0 if not progress.people else 1 - progress.waiting / progress.people
    text = t(
        "broadcast-progress",
        message=shown,
        status=of.status,
        bar="▓" * round(BAR * done) + "░" * (BAR - round(BAR * done)),
        sent=progress.sent,
        people=progress.people,
        unreachable=progress.unreachable,
        failed=progress.failed,
    )
    return Screen(text, keyboards.broadcast(of, view.count, t))


def message(event: Event, of: Broadcast, t: Texts) -> Html:
    """As the holders see it."""
    return t("broadcast-message", title=event.title, text=Html(of.text))
