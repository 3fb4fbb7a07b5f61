"""The log of who did what."""

from collections.abc import Sequence

from bot.keyboards import menu as keyboards
from bot.keyboards.arranging import CHOICES, choice_label
from bot.screen import Screen
from bot.texts import Html, Texts, cut, listed
from core.domain.act import Act, What
from core.domain.event import EventDetail
from core.domain.event_rule import EventRule
from core.domain.queue import Knob, QueueMode
from core.domain.team import TeamDetail

ABOUT_MAX = 60


def log(acts: Sequence[Act], t: Texts) -> Screen:
    """The newest, as many as a message has room for; the file has all of them."""
    lines = [Html(f"{_act(act, t)}\n") for act in acts]
    return Screen(t("acts-view", acts=Html(listed(lines, t).rstrip()) if lines else t("acts-none")), keyboards.home(t))


def _act(act: Act, t: Texts) -> Html:
    where = act.event_title or act.team_name
    what = t(f"act-{act.what}", about=cut(_about(act, t), ABOUT_MAX))
    return t("acts-line", when=t.when_short_in(act.time_zone, act.at), who=act.person_name, where=where, what=what)


def _about(act: Act, t: Texts) -> str:
    """As the reader's buttons call it, where the log has a name of core."""
    name, _, value = act.about.partition(": ")
    match act.what:
        case What.EVENT_CHANGED if name in list(EventDetail):
            return _now_is(t.plain("edit-detail", detail=name), value)
        case What.EVENT_CHANGED if name in list(EventRule):
            rule = EventRule(name)
            was_tapped = value in CHOICES.get(rule, ())
            return _now_is(t.plain("rule", rule=rule), choice_label(rule, value, t) if was_tapped else value)
        case What.TEAM_CHANGED if name in list(TeamDetail):
            return _now_is(t.plain("team-detail", detail=name), value)
        case What.QUEUE_CHANGED:
            return _queue(act.about, t)
    return act.about


def _queue(about: str, t: Texts) -> str:
    """`on`, or a knob and its value: `rate 200`."""
    name, _, value = about.partition(" ")
    if name in list(QueueMode):
        mode = name
        return t.plain(f"queue-mode-{mode}")
    if name in list(Knob):
        knob = name
        return t.plain(f"queue-knob-{knob}", value=value)
    return about


def _now_is(name: str, value: str) -> str:
    """The value of a secret is not in the log."""
    return f"{name} → {value}" if value else name
