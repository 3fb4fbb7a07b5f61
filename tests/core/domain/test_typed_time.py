"""Times as people type them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_datetime
from hypothesis import given
from hypothesis import strategies as st

from core.domain.refusal import NotUnderstood
from core.domain.typed_time import typed_moment, typed_time

NOW = datetime(2026, 12, 1, 14, 0)  # noqa: DTZ001 - the clock on a wall; a Tuesday


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("24.12.2026 19:30", "2026-12-24 19:30"),
        ("24.12.26, 19:30", "2026-12-24 19:30"),
        ("2026-12-24T19:30", "2026-12-24 19:30"),
        ("15.12 19:00", "2026-12-15 19:00"),
        ("1.12 13:00", "2027-12-01 13:00"),
        ("29.02 10:00", "2028-02-29 10:00"),
        ("завтра 19:30", "2026-12-02 19:30"),
        ("післязавтра о 19", "2026-12-03 19:00"),
        ("tomorrow 7:30pm", "2026-12-02 19:30"),
        ("today at 20", "2026-12-01 20:00"),
        ("12am tomorrow", "2026-12-02 00:00"),
        ("субота 20:00", "2026-12-05 20:00"),
        ("в суботу о 20:00", "2026-12-05 20:00"),
        ("Saturday 8pm", "2026-12-05 20:00"),
        ("среда 19:00", "2026-12-02 19:00"),
        ("П’ятниця 19:00", "2026-12-04 19:00"),
        ("вт 15:00", "2026-12-01 15:00"),
        ("вт 13:00", "2026-12-08 13:00"),
        ("24 грудня 19:30", "2026-12-24 19:30"),
        ("24 серпня о 19", "2027-08-24 19:00"),
        ("5 мая 2027 10:00", "2027-05-05 10:00"),
        ("December 24, 7pm", "2026-12-24 19:00"),
    ],
)
def test_a_time_is_understood(typed: str, expected: str) -> None:
    assert f"{typed_time(typed, NOW):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "19:30", "24.12.2026", "31.02 10:00", "24.12 25:00", "24.12 19:60", "13pm tomorrow", "0.0.0 0:00"],
)
def test_what_is_no_time_is_none(typed: str) -> None:
    assert typed_time(typed, NOW) is None


@pytest.mark.parametrize(
    ("zone", "typed", "utc"),
    [
        ("Europe/Kyiv", "28.03.2027 2:59", "2027-03-28 00:59"),
        ("Europe/Kyiv", "28.03.2027 3:00", None),
        ("Europe/Kyiv", "28.03.2027 3:59", None),
        ("Europe/Kyiv", "28.03.2027 4:00", "2027-03-28 01:00"),
        ("Europe/Kyiv", "31.10.2027 3:30", "2027-10-31 00:30"),  # it is twice: the first time
        ("America/New_York", "14.03.2027 2:30", None),
        ("Africa/Cairo", "30.04.2027 0:30", None),
    ],
)
def test_an_hour_that_clocks_leave_out_is_no_time(zone: str, typed: str, utc: str | None) -> None:
    now = NOW.replace(tzinfo=ZoneInfo(zone))
    if utc:
        assert f"{typed_moment(typed, now).astimezone(UTC):%Y-%m-%d %H:%M}" == utc
        return
    with pytest.raises(NotUnderstood) as refused:
        typed_moment(typed, now)
    assert (refused.value.step, refused.value.what) == ("no-such-time", typed.replace(" ", " 0"))


@pytest.mark.parametrize("typed", ["someday", "0001-01-01 00:00", "9999-12-31 23:59"])
def test_what_no_clock_comes_to_is_not_understood(typed: str) -> None:
    zone = "Asia/Tokyo" if typed.startswith("0") else "America/New_York"
    with pytest.raises(NotUnderstood) as refused:
        typed_moment(typed, NOW.replace(tzinfo=ZoneInfo(zone)))
    assert (refused.value.step, refused.value.what) == ("starts", typed)


moments = (
    st.datetimes(NOW + timedelta(minutes=1), NOW + timedelta(days=360))
    .map(lambda one: one.replace(second=0, microsecond=0))
    .filter(lambda one: one > NOW)
)


@given(
    moments, st.sampled_from(["%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y at %H:%M", "%H:%M %d.%m.%Y", "%d.%m %H:%M"])
)
def test_a_date_in_numbers_comes_back(moment: datetime, pattern: str) -> None:
    assert typed_time(moment.strftime(pattern), NOW) == moment


@given(
    moments,
    st.sampled_from(["uk", "ru", "en"]),
    st.sampled_from(["d MMMM, HH:mm", "d MMMM yyyy HH:mm", "MMMM d HH:mm"]),
)
def test_a_date_in_words_comes_back_in_every_language(moment: datetime, language: str, pattern: str) -> None:
    assert typed_time(format_datetime(moment, pattern, locale=language), NOW) == moment


@given(st.integers(0, 6), st.times(), st.sampled_from(["uk", "ru", "en"]), st.sampled_from(["EEEE", "EEE"]))
def test_a_day_of_the_week_is_within_a_week(days: int, at: object, language: str, pattern: str) -> None:
    moment = datetime.combine(NOW.date() + timedelta(days=days), at.replace(second=0, microsecond=0))  # type: ignore[attr-defined]
    said = format_datetime(moment, f"{pattern} HH:mm", locale=language)
    found = typed_time(said, NOW)
    assert found and NOW < found <= NOW + timedelta(days=7)
    assert (found.weekday(), found.time()) == (moment.weekday(), moment.time())


@given(st.text(max_size=60))
def test_no_text_does_harm(text: str) -> None:
    typed_time(text, NOW)
