"""An event that is there already is changed."""

from datetime import datetime

from bot.keyboards import editing as keyboards
from bot.screen import Screen
from bot.texts import Texts
from core.domain.event import Event, EventDetail


def choose(of: Event, t: Texts) -> Screen:
    return Screen(t("edit-choose", title=of.title), keyboards.choose(of, t))


def ask(of: Event, detail: EventDetail, holders: int, t: Texts) -> Screen:
    text = t("edit-ask", title=of.title, detail=detail, zone=of.venue.time_zone.key, count=holders)
    return Screen(text, keyboards.back(of, t))


def confirm_move(of: Event, starts_at: datetime, holders: int, t: Texts) -> Screen:
    was, now_is = t.when(of.starts_at), t.when(starts_at, with_year=True)
    text = t("edit-move-ask", title=of.title, was=was, when=now_is, count=holders)
    return Screen(text, keyboards.confirm_move(of, starts_at, t))
