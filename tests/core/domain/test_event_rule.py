"""The rules of a sale and of a door as they are typed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.event_plan import GatePlan, QuestionPlan
from core.domain.event_rule import (
    EventRule,
    typed_gates,
    typed_names,
    typed_number,
    typed_questions,
    typed_reminders,
    typed_returns,
)
from core.domain.question import QuestionKind, Scope
from core.domain.refusal import NotUnderstood
from core.domain.reminder import ReminderKind
from core.domain.return_policy import NO_RETURNS, ReturnPolicy

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 12, 1, 14, 0, tzinfo=KYIV)
STARTS = datetime(2026, 12, 24, 19, 30, tzinfo=KYIV)
UNTIL = datetime(2026, 12, 22, 19, 0, tzinfo=KYIV)


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("22.12 19:00", ReturnPolicy(UNTIL)),
        ("22.12 19:00 50%", ReturnPolicy(UNTIL, 50)),
        ("22.12.2026 19:00, 50 %", ReturnPolicy(UNTIL, 50)),
        ("80%", ReturnPolicy(None, 80)),
        ("never", NO_RETURNS),
        ("day", ReturnPolicy(STARTS - timedelta(days=1))),
        ("half", ReturnPolicy(STARTS - timedelta(days=3), 50)),
    ],
)
def test_returns_are_a_time_and_a_share(text: str, policy: ReturnPolicy) -> None:
    assert typed_returns(text, STARTS, NOW) == policy


@pytest.mark.parametrize("text", ["", "%", "101%", "perhaps", "22.12 19:00 500%", "32.12 19:00 50%"])
def test_other_returns_are_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        typed_returns(text, STARTS, NOW)


@pytest.mark.parametrize(
    ("policy", "other", "less"),
    [
        (ReturnPolicy(UNTIL, 50), ReturnPolicy(UNTIL, 50), False),
        (ReturnPolicy(UNTIL, 50), ReturnPolicy(UNTIL, 60), True),
        (ReturnPolicy(None, 50), ReturnPolicy(UNTIL, 50), True),
        (ReturnPolicy(UNTIL - timedelta(hours=1), 50), ReturnPolicy(UNTIL, 50), True),
        (ReturnPolicy(None, 100), ReturnPolicy(UNTIL, 50), False),
        (ReturnPolicy(UNTIL, 0), NO_RETURNS, False),
        (NO_RETURNS, ReturnPolicy(UNTIL, 0), True),
    ],
)
def test_one_policy_takes_back_less_than_another(policy: ReturnPolicy, other: ReturnPolicy, less: bool) -> None:
    assert policy.takes_back_less_than(other) is less
    if not less:
        starts = datetime(2026, 12, 30, tzinfo=UTC)
        for days in range(40):
            now = datetime(2026, 11, 25, tzinfo=UTC) + timedelta(days=days)
            assert (policy.worth_minor(100, starts, now) or 0) >= (other.worth_minor(100, starts, now) or 0)


TIERS = {"stalls": "Stalls", "балкон": "Балкон"}


def test_gates_are_a_line_each_with_the_tiers_that_may_come_in() -> None:
    assert typed_gates("Main\n Boxes : stalls, БАЛКОН \n", TIERS) == (
        GatePlan("Main"),
        GatePlan("Boxes", ("Stalls", "Балкон")),
    )
    assert typed_gates("-", TIERS) == ()
    assert typed_gates("Main: \x7f", TIERS) == (GatePlan("Main"),), "what nobody sees is no tier"


@pytest.mark.parametrize("text", ["", " \n ", "A\na", ": Stalls", "A: Pit", "x" * 31, "\n".join(map(str, range(21)))])
def test_other_gates_are_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        typed_gates(text, TIERS)


@pytest.mark.parametrize("text", ["0", "101", "six", "", "-1", "1.5", "9" * 30])
def test_numbers_have_bounds(text: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        typed_number(EventRule.LIMIT, text)
    assert refused.value.what == "1–100"
    assert typed_number(EventRule.LIMIT, " 100 ") == 100


def test_names_and_reminders() -> None:
    assert typed_names("Ann, Bob\nCaro,") == ("Ann", "Bob", "Caro") and typed_names("-") == ()
    assert typed_reminders("day_before") == (ReminderKind.DAY_BEFORE,)
    assert typed_reminders("yes") == tuple(ReminderKind) and typed_reminders("no") == ()
    for wrong in ("x" * 121, "perhaps"):
        with pytest.raises(NotUnderstood):
            (typed_names if len(wrong) > 100 else typed_reminders)(wrong)


def test_questions_are_a_line_each() -> None:
    assert typed_questions("Ім’я*\nphone \nYour size?*") == (
        QuestionPlan(QuestionKind.NAME),
        QuestionPlan(QuestionKind.PHONE, Scope.ORDER, is_required=False),
        QuestionPlan(QuestionKind.TEXT, Scope.TICKET, is_required=True, label="Your size?"),
    )
    assert typed_questions("-") == ()
    for wrong in ("", "*", "name\nname*", "x" * 121, "\n".join(f"q{n}" for n in range(11))):
        with pytest.raises(NotUnderstood):
            typed_questions(wrong)
