from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.domain.reminder import ReminderKind, due_at, is_timely

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.mark.parametrize(
    ("starts_at", "reminded_at"),
    [
        ("2026-12-08 19:00", "2026-12-07 19:00"),
        ("2026-12-08 23:30", "2026-12-07 21:00"),
        ("2026-12-08 00:30", "2026-12-07 09:00"),
        ("2026-12-08 08:00", "2026-12-07 09:00"),
        ("2026-03-29 19:00", "2026-03-28 19:00"),
        ("2026-10-25 19:00", "2026-10-24 19:00"),
    ],
)
def test_the_day_before_is_by_the_clock_on_the_wall_and_never_at_night(starts_at: str, reminded_at: str) -> None:
    due = due_at(ReminderKind.DAY_BEFORE, datetime.fromisoformat(starts_at).replace(tzinfo=KYIV))
    assert due == datetime.fromisoformat(reminded_at).replace(tzinfo=KYIV)
    assert due.strftime("%Y-%m-%d %H:%M") == reminded_at


@pytest.mark.parametrize(
    ("starts_at", "hours"),
    [("2026-12-08 19:00", 2), ("2026-03-29 05:00", 2), ("2026-10-25 05:00", 2)],
    ids=["plain", "clocks go forward", "clocks go back"],
)
def test_hours_before_are_hours_that_pass(starts_at: str, hours: int) -> None:
    start = datetime.fromisoformat(starts_at).replace(tzinfo=KYIV)
    due = due_at(ReminderKind.HOURS_BEFORE, start)
    assert (start.astimezone(UTC) - due.astimezone(UTC)).total_seconds() == hours * 3600


@pytest.mark.parametrize(
    ("kind", "now", "timely"),
    [
        (ReminderKind.DAY_BEFORE, "2026-12-07 18:59", True),  # of a clock that is late
        (ReminderKind.DAY_BEFORE, "2026-12-07 22:00", True),
        (ReminderKind.DAY_BEFORE, "2026-12-07 22:01", False),
        (ReminderKind.DAY_BEFORE, "2026-12-08 20:00", False),
        (ReminderKind.DAY_BEFORE, "2026-12-06 19:00", False),
        (ReminderKind.HOURS_BEFORE, "2026-12-08 18:59", True),
        (ReminderKind.HOURS_BEFORE, "2026-12-08 19:00", False),
        (ReminderKind.HOURS_BEFORE, "2026-12-08 13:59", False),
    ],
)
def test_a_reminder_is_said_while_it_is_so(kind: ReminderKind, now: str, timely: bool) -> None:
    start = datetime.fromisoformat("2026-12-08 19:00").replace(tzinfo=KYIV)
    assert is_timely(kind, start, datetime.fromisoformat(now).replace(tzinfo=KYIV).astimezone(UTC)) is timely
