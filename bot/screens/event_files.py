"""What is wrong with a file that was to become an event."""

from bot.keyboards import managing as keyboards
from bot.screen import Screen
from bot.texts import Html, Texts, cut
from core.event_file.problems import BadEventFile, Problem

ABOUT_MAX, PATH_MAX = 120, 60


def problems(bad: BadEventFile, t: Texts) -> Screen:
    said = Html("\n".join(t("file-problem", problem=problem(one, t)) for one in bad.problems))
    return Screen(t("file-wrong", problems=said, more=bad.more), keyboards.to_events(t))


def problem_lines(bad: BadEventFile, t: Texts) -> str:
    """The same within another screen, as plain text."""
    return "\n".join(f"• {problem(one, t)}" for one in bad.problems)


def problem(one: Problem, t: Texts) -> str:
    """`line 12, tiers.2.price: …`, as plain text."""
    what = t.plain(f"file-{one.fault}", about=cut(one.about, ABOUT_MAX))
    where = [t.plain("file-line", line=one.line)] if one.line else []
    where += [cut(one.path, PATH_MAX)] if one.path else []
    return f"{', '.join(where)}: {what}" if where else what
