from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.category import Category
from core.domain.finding import Finding, Period, PriceLimit, price_steps

KYIV = ZoneInfo("Europe/Kyiv")
FRIDAY, SATURDAY, SUNDAY = date(2026, 12, 4), date(2026, 12, 5), date(2026, 12, 6)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [(FRIDAY, SATURDAY, SUNDAY), (SATURDAY, SATURDAY, SUNDAY), (SUNDAY, SUNDAY, SUNDAY)],
)
def test_the_weekend_is_what_is_left_of_this_week_s(today: date, first: date, last: date) -> None:
    assert Period.WEEKEND.days(today) == (first, last)


def test_a_day_on_which_clocks_change_has_its_own_length() -> None:
    since, until = Period.TODAY.bounds(datetime(2026, 10, 25, 12, tzinfo=UTC), KYIV)
    assert until.astimezone(UTC) - since.astimezone(UTC) == timedelta(hours=25)


def test_periods_begin_today_and_grow() -> None:
    ends = [period.days(FRIDAY)[1] for period in (Period.TODAY, Period.TOMORROW, Period.WEEK, Period.MONTH)]
    assert ends == sorted(ends)
    assert Period.MONTH.days(FRIDAY) == (FRIDAY, FRIDAY + timedelta(days=29))


@pytest.mark.parametrize(
    ("currency", "first"), [("UAH", 30_000), ("EUR", 1_000), ("JPY", 1_000), ("XTR", 250), ("GBP", 1_000)]
)
def test_price_limits_are_round_amounts_of_their_currency(currency: str, first: int) -> None:
    steps = price_steps(currency)
    assert steps[0] == PriceLimit(first, currency)
    assert sorted(steps, key=lambda step: step.minor) == list(steps)


def test_words_and_pages_are_no_filters() -> None:
    assert not Finding(typed="океан", page=3).is_filtered
    assert Finding(category=Category.THEATRE).is_filtered
    assert Finding("океан", category=Category.THEATRE, page=2).without_filters() == Finding("океан")
