"""The rules of a sale and of a door, as organizers type or choose them for an event that is there."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.category import Category
from core.domain.checkin import gate_key
from core.domain.draft_answers import LIMIT_MAX, LINE_MAX, Returns
from core.domain.event_plan import GatePlan, QuestionPlan
from core.domain.question import QuestionKind, Scope, one_line
from core.domain.refusal import NotUnderstood
from core.domain.reminder import ReminderKind
from core.domain.return_policy import NO_RETURNS, ReturnPolicy
from core.domain.typed_time import typed_moment

NOTHING, YES, NO = "-", "yes", "no"
"""What buttons say. A dash may be typed, too."""
GATES_MAX, GATE_MAX, QUESTIONS_MAX = 20, 30, 10
KINDS: dict[str, QuestionKind] = {
    **dict.fromkeys(("name", "ім'я", "имя"), QuestionKind.NAME),
    **dict.fromkeys(("phone", "телефон"), QuestionKind.PHONE),
    **dict.fromkeys(("email", "e-mail", "пошта", "почта"), QuestionKind.EMAIL),
}


class EventRule(StrEnum):
    OPENS = "opens"
    ENDS = "ends"
    LIMIT = "limit"
    HOLD = "hold"
    OFFER = "offer"
    RETURNS = "returns"
    STRANDING = "stranding"
    CAPTCHA = "captcha"
    CONTACT = "contact"
    REMINDERS = "reminders"
    GATES = "gates"
    REENTRY = "reentry"
    QUESTIONS = "questions"
    DETAILS = "details"
    CATEGORY = "category"
    ARTISTS = "artists"


BOUNDS = {EventRule.LIMIT: (1, LIMIT_MAX), EventRule.HOLD: (1, 60), EventRule.OFFER: (5, 1440)}
"""Of numbers: tickets, minutes, minutes."""


def typed_number(rule: EventRule, text: str) -> int:
    least, most = BOUNDS[rule]
    if not text.strip().isdecimal() or not least <= int(text) <= most:
        raise NotUnderstood("number", f"{least}–{most}")
    return int(text)


def typed_switch(text: str) -> bool:
    if text not in (YES, NO):
        raise NotUnderstood("choice")
    return text == YES


def typed_category(text: str) -> Category:
    if text not in list(Category):
        raise NotUnderstood("choice")
    return Category(text)


def typed_names(text: str) -> tuple[str, ...]:
    """With commas or a line for each; a dash: nobody."""
    names = tuple(filter(None, map(one_line, re.split(r"[\n,]", text))))
    if any(len(name) > LINE_MAX for name in names):
        raise NotUnderstood("too-long", str(LINE_MAX))
    return () if names == (NOTHING,) else names


def typed_returns(text: str, starts_at: datetime, now: datetime) -> ReturnPolicy:
    """`22.12 19:00`: all of the price until then; `22.12 19:00 50%`: then half of it; `50%`; or what buttons say."""
    match text:
        case Returns.NEVER:
            return NO_RETURNS
        case Returns.DAY_BEFORE:
            return ReturnPolicy(starts_at - timedelta(days=1))
        case Returns.THREE_DAYS_THEN_HALF:
            return ReturnPolicy(starts_at - timedelta(days=3), 50)
    found = re.fullmatch(r"(?P<until>.*?)[\s,;]*(?:(?P<percent>\d{1,3})\s*%)?", text.strip(), re.DOTALL)
    if not found or not (found["until"] or found["percent"]) or int(found["percent"] or 0) > 100:
        raise NotUnderstood("returns-typed", one_line(text))
    return ReturnPolicy(typed_moment(found["until"], now) if found["until"] else None, int(found["percent"] or 0))


def typed_reminders(text: str) -> tuple[ReminderKind, ...]:
    """Which are sent: all with `yes`, none with `no`, or one by its name."""
    if text in list(ReminderKind):
        return (ReminderKind(text),)
    return tuple(ReminderKind) if typed_switch(text) else ()


def typed_questions(text: str) -> tuple[QuestionPlan, ...]:
    """A line for each: `name`, `phone`, `email` or own words, with `*` if it must be answered; a dash: none.

    A name and what is asked in own words is of each ticket; a number and an address are of the order.
    """
    lines = [one_line(line) for line in text.splitlines() if one_line(line)]
    if lines == [NOTHING]:
        return ()
    asked = tuple(_question(line.rstrip("* "), is_required=line.endswith("*")) for line in lines)
    if not asked or len(asked) > QUESTIONS_MAX or len({(one.kind, one.label) for one in asked}) < len(asked):
        raise NotUnderstood("questions", one_line(text)[:LINE_MAX])
    return asked


def _question(said: str, *, is_required: bool) -> QuestionPlan:
    if not 1 <= len(said) <= LINE_MAX:
        raise NotUnderstood("too-long", str(LINE_MAX)) if said else NotUnderstood("questions", "*")
    kind = KINDS.get(said.casefold().replace("’", "'").replace("ʼ", "'"), QuestionKind.TEXT)
    scope = Scope.ORDER if kind in (QuestionKind.PHONE, QuestionKind.EMAIL) else Scope.TICKET
    return QuestionPlan(kind, scope, is_required, said if kind is QuestionKind.TEXT else "")


def typed_gates(text: str, tiers: Mapping[str, str]) -> tuple[GatePlan, ...]:
    """A line for each: `Main entrance`, or `Boxes: Stalls, Balcony` for some tiers only; a dash: one door for all.

    `tiers` has the names by what they are without capitals.
    """
    if text.strip() == NOTHING:
        return ()
    gates = [_gate(line, tiers) for line in filter(None, map(str.strip, text.splitlines()))]
    if not gates or len(gates) > GATES_MAX or len({gate_key(gate.name) for gate in gates}) < len(gates):
        raise NotUnderstood("gates", one_line(text)[:LINE_MAX])
    return tuple(gates)


def _gate(line: str, tiers: Mapping[str, str]) -> GatePlan:
    name, _, named = line.partition(":")
    said: Sequence[str] = [plain for one in named.split(",") if (plain := one_line(one))]
    if unknown := next((one for one in said if one.casefold() not in tiers), None):
        raise NotUnderstood("tier", unknown)
    if not one_line(name) or len(one_line(name)) > GATE_MAX:
        raise NotUnderstood("gates", one_line(line)[:LINE_MAX])
    return GatePlan(one_line(name), tuple(tiers[one.casefold()] for one in said))
