"""The event is soon, or at another time or place."""

from datetime import datetime

from bot.keyboards import reminders as keyboards
from bot.screen import Screen
from bot.screens.tickets import place, with_gates
from bot.texts import Html, Texts
from core.domain.event import Event, EventDetail
from core.domain.message import EventChanged
from core.domain.reminder import ReminderKind, due_at
from core.services.ticketing import TicketsOfEvent

PLACES_MAX = 10


def reminder(group: TicketsOfEvent, kind: str, t: Texts) -> Screen:
    event = group.event
    text = t(
        "reminder",
        kind="tonight" if _is_on_the_evening_before(event, kind) else kind,
        title=event.title,
        when=t.when(event.starts_at),
        time=t.time(event.starts_at),
        venue=event.venue.where,
        places=Html("\n".join(with_gates(group.tickets[:PLACES_MAX], place, t))),
    )
    return Screen(text, keyboards.reminder(event.id, t))


def changed(
    group: TicketsOfEvent, change: EventChanged, t: Texts, *, may_return: bool, by_email_of: str | None = None
) -> Screen:
    """The event is at another time or place; `by_email_of` names the bot to people who read this in their mail."""
    event = group.event
    said = [
        t("event-changed", what=change.what, title=event.title, when=t.when(event.starts_at), venue=event.venue.where)
    ]
    if change.was:
        said.append(t("event-changed-was", was=_was(event, change, t)))
    if not may_return:
        said.append(t("event-changed-stay"))
    elif by_email_of:
        said.append(t("event-changed-return-by-email", bot=by_email_of))
    else:
        said.append(t("event-changed-return"))
    return Screen("\n\n".join(said), keyboards.reminder(event.id, t))


def chosen(*, wanted: bool, t: Texts) -> Screen:
    return Screen(t("reminders-on") if wanted else t("reminders-off"), keyboards.choice(wanted=wanted, t=t))


def _is_on_the_evening_before(event: Event, kind: str) -> bool:
    """The event is after midnight, and who reads this has not slept yet."""
    is_soon = kind == ReminderKind.HOURS_BEFORE
    return is_soon and due_at(ReminderKind.HOURS_BEFORE, event.starts_at).date() < event.starts_at.date()


def _was(event: Event, change: EventChanged, t: Texts) -> str:
    if change.what == EventDetail.STARTS:
        return t.when(datetime.fromisoformat(change.was).astimezone(event.venue.time_zone))
    return change.was
